// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of one meter in one campaign.
 *
 * @param wave counted from 1
 * @param orderId empty before release
 * @param updatedAt wall-clock time
 */
public record CampaignMember(
        String campaignId,
        String meterId,
        String caseId,
        int wave,
        String state,
        String stateReason,
        String orderId,
        long orderSequence,
        @Nullable Proposal target,
        Instant updatedAt)
        implements FleetRecord {

    /** Key of the member among all members. */
    public String key() {
        return campaignId + "|" + meterId;
    }
}
