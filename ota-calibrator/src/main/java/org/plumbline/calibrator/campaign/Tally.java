// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.plumbline.calibrator.campaign.Wave.MemberProgress;
import org.plumbline.calibrator.member.MemberStage;

/**
 * Members of a wave counted by stage. Immutable.
 *
 * @param counts members by stage
 * @param attemptedEnds those that ended without a result of the meter, REFUSED or EXPIRED, after an order had been released
 * @param accepted what a person accepted by resuming
 */
public record Tally(SortedMap<MemberStage, Integer> counts, int attemptedEnds, Accepted accepted) {

    /**
     * What a person has seen and accepted by resuming the campaign.
     *
     * @param failed failed members at that time
     * @param attempted attempted members at that time
     * @param unproven unproven members at that time
     * @param written written members at that time
     * @param ended members at their end at that time
     */
    public record Accepted(int failed, int attempted, int unproven, int written, int ended) {
        static final Accepted NOTHING = new Accepted(0, 0, 0, 0, 0);

        Accepted plus(Accepted other) {
            return new Accepted(
                    failed + other.failed,
                    attempted + other.attempted,
                    unproven + other.unproven,
                    written + other.written,
                    ended + other.ended);
        }
    }

    static final Tally NOTHING = new Tally(new TreeMap<>(), 0, Accepted.NOTHING);

    /** Copies the counts. */
    public Tally {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    static Tally enlisted(int members) {
        return new Tally(new TreeMap<>(Map.of(MemberStage.WAITING, members)), 0, Accepted.NOTHING);
    }

    Tally plus(Tally other) {
        SortedMap<MemberStage, Integer> sum = new TreeMap<>(counts);
        other.counts.forEach((stage, members) -> sum.merge(stage, members, Integer::sum));
        return new Tally(sum, attemptedEnds + other.attemptedEnds, accepted.plus(other.accepted));
    }

    /** With everything so far accepted. */
    Tally accept() {
        return new Tally(counts, attemptedEnds, new Accepted(failed(), attempted(), unproven(), written(), ended()));
    }

    /** After one member moved. */
    Tally moved(MemberProgress before, MemberProgress after) {
        SortedMap<MemberStage, Integer> next = new TreeMap<>(counts);
        if (next.merge(before.stage(), -1, Integer::sum) <= 0) {
            next.remove(before.stage());
        }
        next.merge(after.stage(), 1, Integer::sum);
        return new Tally(next, attemptedEnds + attemptedEnd(after) - attemptedEnd(before), accepted);
    }

    private static int attemptedEnd(MemberProgress member) {
        boolean withoutResult = member.stage() == MemberStage.REFUSED || member.stage() == MemberStage.EXPIRED;
        return withoutResult && member.attempted() ? 1 : 0;
    }

    boolean has(MemberStage stage) {
        return of(stage) > 0;
    }

    private int of(MemberStage stage) {
        return counts.getOrDefault(stage, 0);
    }

    int members() {
        return sum(stage -> true);
    }

    int open() {
        return sum(MemberStage::isOpen);
    }

    int verifying() {
        return of(MemberStage.VERIFYING);
    }

    int proven() {
        return of(MemberStage.CORRECTED) + of(MemberStage.RESTORED);
    }

    int unproven() {
        return sum(MemberStage::isUnproven);
    }

    int written() {
        return verifying() + proven() + unproven();
    }

    int failed() {
        return sum(MemberStage::isFailed) + attemptedEnds;
    }

    /** Members with an attempt behind them; what a gate refused, or found correct, was never attempted. */
    int attempted() {
        return verifying() + proven() + failed();
    }

    int ended() {
        return sum(MemberStage::isFinal);
    }

    private int sum(Predicate<MemberStage> which) {
        return counts.entrySet().stream()
                .filter(count -> which.test(count.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
