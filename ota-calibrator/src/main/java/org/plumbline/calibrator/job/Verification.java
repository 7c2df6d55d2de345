// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import org.plumbline.calibrator.member.MemberStage;

/**
 * Whether the readings of the new epoch prove a write: |e| at most max(0.1 %, 2 u_c) from the days of proof on; still
 * beyond it after the days of failure, they disprove it.
 */
final class Verification {

    private Verification() {}

    static JobState judge(JobState.Verifying verifying, int baseEpoch, JobMachine.Moment moment, JobPolicy policy) {
        MeterKnowledge knowledge = moment.knowledge();
        int epoch = verifying.newEpoch() > 0 ? verifying.newEpoch() : baseEpoch + 1;
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
            if (Math.abs(estimate.errorPercent()) <= estimate.deadBandPercent()) {
                return new JobState.Ended(MemberStage.CORRECTED, found);
            }
            if (estimate.closedDays() >= policy.failureDays()) {
                return new JobState.Ended(MemberStage.NOT_PROVEN, found);
            }
        }
        return moment.fieldNow().isAfter(verifying.writtenAt().plus(policy.verificationDeadline()))
                ? new JobState.Ended(MemberStage.NOT_PROVEN, "no estimate of epoch " + epoch + " in time")
                : verifying;
    }
}
