// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.plumbline.calibrator.member.MemberStage;

/**
 * One wave with its counts. Immutable.
 *
 * @param number from 1
 * @param members number of members, at least 1
 * @param state where it stands
 * @param counts members by stage; they add up to {@code members}
 * @param attemptedRefusals those of the REFUSED that had been sent an order
 * @param accepted what a person accepted by resuming
 */
public record Wave(
        int number,
        int members,
        Progress state,
        SortedMap<MemberStage, Integer> counts,
        int attemptedRefusals,
        Accepted accepted) {

    /** Where a wave stands. The names are those of the contract's WaveState. */
    public enum Progress {
        /** Not begun. */
        PENDING,
        /** Orders are released. */
        RUNNING,
        /** Every member is delivered or ended, within the error condition. */
        SUCCEEDED,
        /** The brake stopped it. */
        FAILED
    }

    /**
     * Failures a person has seen and accepted by resuming the campaign.
     *
     * @param failed failed members at that time
     * @param attempted attempted members at that time
     * @param settled members not open at that time
     */
    public record Accepted(int failed, int attempted, int settled) {
        static final Accepted NOTHING = new Accepted(0, 0, 0);
    }

    /**
     * What is known of one member.
     *
     * @param stage where it stands
     * @param attempted true once an order was released to it
     */
    public record MemberProgress(MemberStage stage, boolean attempted) {
        /** A member as it is enlisted. */
        public static final MemberProgress ENLISTED = new MemberProgress(MemberStage.WAITING, false);
    }

    /** Copies the counts. */
    public Wave {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    static Wave pending(int number, int members) {
        return new Wave(
                number,
                members,
                Progress.PENDING,
                new TreeMap<>(Map.of(MemberStage.WAITING, members)),
                0,
                Accepted.NOTHING);
    }

    Wave to(Progress next) {
        return new Wave(number, members, next, counts, attemptedRefusals, accepted);
    }

    /** The wave with its failures accepted. */
    Wave accept() {
        return new Wave(
                number,
                members,
                state,
                counts,
                attemptedRefusals,
                new Accepted(failed(), attempted(), members - open()));
    }

    /** The wave after one member moved. */
    Wave moved(MemberProgress before, MemberProgress after) {
        SortedMap<MemberStage, Integer> next = new TreeMap<>(counts);
        if (next.merge(before.stage(), -1, Integer::sum) <= 0) {
            next.remove(before.stage());
        }
        next.merge(after.stage(), 1, Integer::sum);
        return new Wave(
                number,
                members,
                state,
                next,
                attemptedRefusals + attemptedRefusal(after) - attemptedRefusal(before),
                accepted);
    }

    boolean has(MemberStage stage) {
        return counts.getOrDefault(stage, 0) > 0;
    }

    int open() {
        return sum(MemberStage::isOpen);
    }

    int delivered() {
        return sum(MemberStage::isDelivered);
    }

    int failed() {
        return sum(MemberStage::isFailed) + attemptedRefusals;
    }

    /** Members with an attempt behind them; what a gate refused was never attempted. */
    int attempted() {
        return delivered() + failed();
    }

    boolean isFinal() {
        return sum(MemberStage::isFinal) == members;
    }

    private int sum(Predicate<MemberStage> which) {
        return counts.entrySet().stream()
                .filter(count -> which.test(count.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static int attemptedRefusal(MemberProgress member) {
        return member.stage() == MemberStage.REFUSED && member.attempted() ? 1 : 0;
    }
}
