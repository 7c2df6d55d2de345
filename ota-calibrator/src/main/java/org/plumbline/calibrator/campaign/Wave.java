// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.calibrator.member.MemberStage;

/**
 * One wave with its counts. Immutable.
 *
 * @param number from 1
 * @param members number of members, at least 1
 * @param state where it stands
 * @param tallies members by meter model and stage; they add up to {@code members}
 */
public record Wave(int number, int members, Progress state, SortedMap<String, Tally> tallies) {

    /** Where a wave stands. The names are those of the contract's WaveState. */
    public enum Progress {
        /** Not begun. */
        PENDING,
        /** Orders are released. */
        RUNNING,
        /** No member is open, and the success condition holds. */
        SUCCEEDED,
        /** The brake stopped it. */
        FAILED
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

        /** The same member once it waits again. */
        public MemberProgress waitingAgain() {
            return new MemberProgress(MemberStage.WAITING, attempted);
        }
    }

    /** Copies the tallies. */
    public Wave {
        tallies = Collections.unmodifiableSortedMap(new TreeMap<>(tallies));
    }

    /** @param membersByModel number of members by meter model */
    static Wave pending(int number, SortedMap<String, Integer> membersByModel) {
        SortedMap<String, Tally> tallies = new TreeMap<>();
        membersByModel.forEach((model, members) -> tallies.put(model, Tally.enlisted(members)));
        return new Wave(
                number,
                membersByModel.values().stream().mapToInt(Integer::intValue).sum(),
                Progress.PENDING,
                tallies);
    }

    Wave to(Progress next) {
        return new Wave(number, members, next, tallies);
    }

    /** The wave with everything so far accepted. */
    Wave accept() {
        SortedMap<String, Tally> accepted = new TreeMap<>();
        tallies.forEach((model, tally) -> accepted.put(model, tally.accept()));
        return new Wave(number, members, state, accepted);
    }

    /** The wave after one member of a meter model moved. */
    Wave moved(String model, MemberProgress before, MemberProgress after) {
        SortedMap<String, Tally> next = new TreeMap<>(tallies);
        next.put(model, of(model).moved(before, after));
        return new Wave(number, members, state, next);
    }

    Tally of(String model) {
        return tallies.getOrDefault(model, Tally.NOTHING);
    }

    /** All members together. */
    public Tally all() {
        return without(Set.of());
    }

    /** The members of all meter models but these. */
    Tally without(Set<String> models) {
        return tallies.entrySet().stream()
                .filter(tally -> !models.contains(tally.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Tally.NOTHING, Tally::plus);
    }

    boolean isFinal() {
        return all().ended() == members;
    }
}
