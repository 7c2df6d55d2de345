// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A campaign with its waves and counts.
 *
 * @param approver empty before approval
 * @param membersDigest SHA-256 over plan and members, hexadecimal: what an approval covers
 * @param createdAt wall-clock time
 * @param updatedAt wall-clock time
 * @param plan how it is carried out; null when it came without a plan
 * @param approvalExpiresAt wall-clock time after which the approval no longer allows a start; null without one
 * @param deadline field time after which meters not yet written leave it; null before the start
 * @param haltedModels meter models stopped by the metrological brake, with the reason
 */
public record Campaign(
        String campaignId,
        String name,
        State state,
        String stateReason,
        String author,
        String approver,
        String membersDigest,
        int memberCount,
        Instant createdAt,
        Instant updatedAt,
        List<Wave> waves,
        @Nullable CampaignPlan plan,
        @Nullable Instant approvalExpiresAt,
        @Nullable Instant deadline,
        SortedMap<String, String> haltedModels)
        implements FleetRecord {

    public Campaign {
        waves = List.copyOf(waves);
        haltedModels = Collections.unmodifiableSortedMap(new TreeMap<>(haltedModels));
    }

    /** Where a campaign stands. */
    public enum State {
        UNKNOWN,
        RECEIVING_MEMBERS,
        AWAITING_APPROVAL,
        APPROVED,
        RUNNING,
        PAUSED,
        COMPLETED,
        ABORTED,
        REFUSED
    }

    /**
     * One wave.
     *
     * @param number counted from 1
     * @param state PENDING, RUNNING, SUCCEEDED or FAILED
     */
    public record Wave(int number, int members, String state, List<StateCount> counts) {
        public Wave {
            counts = List.copyOf(counts);
        }
    }

    /** How many members are in a state. */
    public record StateCount(String state, int members) {}

    /** True when nothing more will happen in it. */
    public boolean isOver() {
        return switch (state) {
            case COMPLETED, ABORTED, REFUSED -> true;
            case UNKNOWN, RECEIVING_MEMBERS, AWAITING_APPROVAL, APPROVED, RUNNING, PAUSED -> false;
        };
    }
}
