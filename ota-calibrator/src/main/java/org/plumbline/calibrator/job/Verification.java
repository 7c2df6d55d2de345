// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MemberStage;

/**
 * Whether the readings of the new epoch prove a write: the error is what the target states it is to leave (none, where a
 * gain took it all) within max(0.1 %, 2 u_c), with u_c at most MPE/3, from the days of proof on; an error still beyond that after the days of failure disproves it, and the write is rolled back. What is too
 * uncertain to prove waits; without an estimate in time nothing more is written.
 */
final class Verification {

    private Verification() {}

    static JobState judge(
            JobState.Verifying verifying, CorrectionTarget written, JobMachine.Moment moment, JobPolicy policy) {
        MeterKnowledge knowledge = moment.knowledge();
        int epoch = verifying.newEpoch() > 0 ? verifying.newEpoch() : written.baseEpoch() + 1;
        if (knowledge.newestEpoch() > epoch) {
            return new JobState.Ended(
                    MemberStage.NEEDS_PERSON,
                    "epoch " + knowledge.newestEpoch() + " was opened before epoch " + epoch + " was proven");
        }
        Estimate estimate = knowledge.estimate();
        boolean ofNewEpoch = estimate != null && estimate.epoch() == epoch && estimate.isSound();
        if (estimate != null && ofNewEpoch && estimate.closedDays() >= policy.proofDays()) {
            String found = "error %.3f %% with u_c %.3f %% after %d closed days"
                    .formatted(estimate.errorPercent(), estimate.uncertaintyPercent(), estimate.closedDays());
            boolean within =
                    Math.abs(estimate.errorPercent() - written.errorAfterPercent()) <= estimate.deadBandPercent();
            if (within && isCertainEnough(estimate, knowledge.registration())) {
                return new JobState.Ended(MemberStage.CORRECTED, found);
            }
            if (!within && estimate.closedDays() >= policy.failureDays()) {
                return new JobState.Disproven(epoch, moment.now(), found, "to be rolled back; " + found);
            }
        }
        return moment.fieldNow().isAfter(verifying.writtenAt().plus(policy.verificationDeadline()))
                ? new JobState.Ended(MemberStage.NOT_PROVEN, "no proof of epoch " + epoch + " in time")
                : verifying;
    }

    /** A class limit that is not known makes nothing certain. */
    private static boolean isCertainEnough(Estimate estimate, @Nullable Registration registration) {
        return registration != null
                && estimate.uncertaintyPercent() <= registration.maximumPermissibleErrorPercent() / 3;
    }
}
