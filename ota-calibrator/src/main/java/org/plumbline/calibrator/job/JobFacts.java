// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import org.plumbline.calibrator.audit.Fact;

/** What a meter's jobs leave for the audit chain of the meter. */
final class JobFacts {

    private JobFacts() {}

    static Fact released(Job job, String orderId, OrderDraft draft, boolean rollback) {
        return Fact.of(
                draft.meterId(),
                rollback ? "ROLLBACK_RELEASED" : "ORDER_RELEASED",
                Fact.CALIBRATOR,
                "campaignId",
                job.campaignId(),
                "caseId",
                draft.caseId(),
                "membersDigest",
                job.membersDigest(),
                "orderId",
                orderId,
                "sequence",
                Long.toString(draft.sequence()));
    }

    /** An order to put the last proven block in the place of one that the meter's memory broke. */
    static Fact restoreReleased(Job job, String orderId, OrderDraft draft) {
        return Fact.of(
                draft.meterId(),
                "RESTORE_RELEASED",
                Fact.CALIBRATOR,
                "brokenBlock",
                draft.target().baseBlock(),
                "brokenChecksum",
                Long.toString(draft.target().baseChecksum()),
                "campaignId",
                job.campaignId(),
                "membersDigest",
                job.membersDigest(),
                "orderId",
                orderId,
                "provenBlock",
                draft.target().targetBlock(),
                "sequence",
                Long.toString(draft.sequence()));
    }

    static Fact stage(MeterJobs jobs, Job job) {
        return Fact.of(
                jobs.meterId(),
                "MEMBER_" + job.state().stage(),
                Fact.CALIBRATOR,
                "campaignId",
                job.campaignId(),
                "caseId",
                job.member().caseId(),
                "reason",
                job.state().reason());
    }

    static Fact outcome(MeterJobs jobs, String kind, String campaignId, Outcome outcome) {
        return Fact.of(
                jobs.meterId(),
                kind,
                Fact.CALIBRATOR,
                "campaignId",
                campaignId,
                "orderId",
                outcome.orderId(),
                "reason",
                outcome.sentence(),
                "result",
                outcome.result().name());
    }
}
