// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Duration;
import org.plumbline.calibrator.member.MaintenanceWindow;

/** What the plans of a meter's campaigns mean for its jobs: deadline, window and priority. Pure. */
final class PlanTerms {

    private PlanTerms() {}

    /** True when the deadline passed; an order that is out and a write to be proven run to their end. */
    static boolean isExpired(Job job, JobMachine.Moment moment) {
        return switch (job.state()) {
            case JobState.Waiting ignored -> job.isPast(moment.fieldNow());
            case JobState.Claimed ignored -> job.isPast(moment.fieldNow());
            case JobState.Held ignored -> job.isPast(moment.fieldNow());
            case JobState.Released ignored -> false;
            case JobState.Verifying ignored -> false;
            case JobState.Disproven ignored -> false;
            case JobState.RollbackReleased ignored -> false;
            case JobState.Ended ignored -> false;
        };
    }

    /** An order outlives neither the maintenance window nor the deadline; both are field time. */
    static Duration validity(Job job, JobMachine.Moment moment, JobPolicy policy) {
        Duration validity = policy.orderValidity();
        Registration registration = moment.knowledge().registration();
        MaintenanceWindow window = job.terms().window();
        if (!window.isWholeDay() && registration != null && registration.zone() != null) {
            validity = shorter(validity, window.left(moment.fieldNow(), registration.zone()));
        }
        return job.deadline() == null || job.state() instanceof JobState.Disproven
                ? validity
                : shorter(validity, Duration.between(moment.fieldNow(), job.deadline()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** True when another job may take the meter first. Of equal priority the one enlisted first goes first. */
    static boolean isOutranked(MeterJobs jobs, Job job) {
        boolean later = false;
        for (Job other : jobs.jobs()) {
            if (other.campaignId().equals(job.campaignId())) {
                later = true;
                continue;
            }
            int advantage =
                    Integer.compare(other.terms().priority(), job.terms().priority());
            if (other.isPermitted()
                    && other.state() instanceof JobState.Waiting
                    && (advantage > 0 || (advantage == 0 && !later))) {
                return true;
            }
        }
        return false;
    }
}
