// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding about one meter and what became of it.
 *
 * @param caseId meterId|kind|number
 * @param evidence the estimate that opened the case
 * @param latest the newest estimate while the case is open
 * @param action NONE, ADJUST_GAIN, ADJUST_PHASE, ADJUST_OFFSET, RECHARACTERISE_CT, REPLACE or SITE_TEST
 * @param proposal null unless the action is to adjust a coefficient and that can be written over the air
 * @param proposalRefusal why there is no proposal; empty where there is one
 * @param campaignId campaign that took the case up; empty before
 * @param orderId order that changed the meter; empty before
 * @param proof the estimate that closed the case
 * @param handling what people did about it, and how it ended
 */
public record AccuracyCase(
        String caseId,
        String meterId,
        String kind,
        int number,
        State state,
        String stateReason,
        Instant openedAt,
        Instant updatedAt,
        @Nullable Estimate evidence,
        @Nullable Estimate latest,
        String action,
        @Nullable Proposal proposal,
        String proposalRefusal,
        String campaignId,
        String orderId,
        @Nullable Estimate proof,
        CaseHandling handling)
        implements FleetRecord {

    /** Life cycle of a case. */
    public enum State {
        UNKNOWN,
        OPENED,
        CONFIRMED,
        PROPOSED,
        IN_CORRECTION,
        VERIFYING,
        CLOSED,
        DISMISSED
    }

    /** True until the case is closed or dismissed. */
    public boolean isOpen() {
        return switch (state) {
            case UNKNOWN, OPENED, CONFIRMED, PROPOSED, IN_CORRECTION, VERIFYING -> true;
            case CLOSED, DISMISSED -> false;
        };
    }
}
