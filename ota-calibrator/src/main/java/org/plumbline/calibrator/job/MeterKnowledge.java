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
 * @param newestChecksum checksum the meter shows for it; null when it is not known
 * @param sound newest block that its checksum bears out; null when none is known
 * @param estimate newest estimate; null before the first
 * @param cases its cases, newest news last, at most {@value #MAXIMUM_CASES}
 */
public record MeterKnowledge(
        @Nullable Registration registration,
        int newestEpoch,
        @Nullable String newestBlock,
        @Nullable Long newestChecksum,
        @Nullable SoundBlock sound,
        @Nullable Estimate estimate,
        List<CaseView> cases) {

    static final int MAXIMUM_CASES = 16;

    /** Nothing. */
    public static final MeterKnowledge NONE = new MeterKnowledge(null, 0, null, null, null, null, List.of());

    /**
     * A block that was in force.
     *
     * @param block hexadecimal
     */
    public record SoundBlock(int epoch, String block) {}

    /** Copies the list. */
    public MeterKnowledge {
        cases = List.copyOf(cases);
    }

    /** With another registration; null when the meter is no longer registered. */
    public MeterKnowledge with(@Nullable Registration next) {
        return new MeterKnowledge(next, newestEpoch, newestBlock, newestChecksum, sound, estimate, cases);
    }

    /** With an estimate, if it is newer than the one known. */
    public MeterKnowledge with(Estimate next) {
        Estimate known = estimate;
        return new MeterKnowledge(
                registration,
                Math.max(newestEpoch, next.epoch()),
                next.epoch() > newestEpoch ? null : newestBlock,
                next.epoch() > newestEpoch ? null : newestChecksum,
                sound,
                known == null || next.isNewerThan(known) ? next : known,
                cases);
    }

    /**
     * With the block found active in an epoch; what is newest stays so.
     *
     * @param block hexadecimal
     * @param checksum as the meter shows it
     */
    public MeterKnowledge withEpoch(int epoch, String meterModel, String block, long checksum) {
        boolean newer = sound == null || epoch >= sound.epoch();
        SoundBlock next =
                newer && TargetCheck.isSound(meterModel, block, checksum) ? new SoundBlock(epoch, block) : sound;
        return epoch < newestEpoch
                ? new MeterKnowledge(registration, newestEpoch, newestBlock, newestChecksum, next, estimate, cases)
                : new MeterKnowledge(registration, epoch, block, checksum, next, estimate, cases);
    }

    /** True when exactly that block is in force by the newest epoch, and its checksum bears it out. */
    boolean isInForce(String block) {
        return sound != null && sound.epoch() == newestEpoch && sound.block().equals(block);
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
                newestChecksum,
                sound,
                estimate,
                next.subList(Math.max(0, next.size() - MAXIMUM_CASES), next.size()));
    }

    /** Without a case. */
    public MeterKnowledge without(String caseId) {
        return new MeterKnowledge(
                registration,
                newestEpoch,
                newestBlock,
                newestChecksum,
                sound,
                estimate,
                cases.stream().filter(known -> !known.caseId().equals(caseId)).toList());
    }

    Optional<CaseView> caseOf(String caseId) {
        return cases.stream().filter(known -> known.caseId().equals(caseId)).findFirst();
    }
}
