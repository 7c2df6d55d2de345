// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one meter. Immutable; whatever order its parts arrive in, the same parts give the same knowledge.
 *
 * @param registration null when the meter is not registered
 * @param newestEpoch highest calibration epoch heard of; 0 = none
 * @param newestBlock coefficient block found active in that epoch, hexadecimal; null when it is not known
 * @param estimate newest estimate; null before the first
 * @param cases its cases, newest news last, at most {@value #MAXIMUM_CASES}
 */
public record MeterKnowledge(
        @Nullable Registration registration,
        int newestEpoch,
        @Nullable String newestBlock,
        @Nullable Estimate estimate,
        List<CaseView> cases) {

    static final int MAXIMUM_CASES = 16;

    /** Nothing. */
    public static final MeterKnowledge NONE = new MeterKnowledge(null, 0, null, null, List.of());

    /** Copies the list. */
    public MeterKnowledge {
        cases = List.copyOf(cases);
    }

    /** With another registration; null when the meter is no longer registered. */
    public MeterKnowledge with(@Nullable Registration next) {
        return new MeterKnowledge(next, newestEpoch, newestBlock, estimate, cases);
    }

    /** With an estimate, if it is newer than the one known. */
    public MeterKnowledge with(Estimate next) {
        Estimate known = estimate;
        return new MeterKnowledge(
                registration,
                Math.max(newestEpoch, next.epoch()),
                next.epoch() > newestEpoch ? null : newestBlock,
                known == null || next.isNewerThan(known) ? next : known,
                cases);
    }

    /** With the block found active in an epoch, unless a newer epoch is known. */
    public MeterKnowledge withEpoch(int epoch, String block) {
        return epoch < newestEpoch ? this : new MeterKnowledge(registration, epoch, block, estimate, cases);
    }

    /** With the news of a case; the oldest is forgotten beyond the bound. */
    public MeterKnowledge with(CaseView news) {
        List<CaseView> next = new ArrayList<>(cases);
        next.removeIf(known -> known.caseId().equals(news.caseId()));
        next.add(news);
        return new MeterKnowledge(
                registration,
                newestEpoch,
                newestBlock,
                estimate,
                next.subList(Math.max(0, next.size() - MAXIMUM_CASES), next.size()));
    }

    /** Without a case. */
    public MeterKnowledge without(String caseId) {
        return new MeterKnowledge(
                registration,
                newestEpoch,
                newestBlock,
                estimate,
                cases.stream().filter(known -> !known.caseId().equals(caseId)).toList());
    }

    Optional<CaseView> caseOf(String caseId) {
        return cases.stream().filter(known -> known.caseId().equals(caseId)).findFirst();
    }
}
