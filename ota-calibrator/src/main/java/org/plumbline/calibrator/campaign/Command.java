// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import org.jspecify.annotations.Nullable;

/** A command of an authenticated person whose signature, id and age were found good. */
public sealed interface Command {

    /** Id from the content; the same command again has the same id. */
    String commandId();

    /** The authenticated person. */
    String principal();

    /**
     * A new campaign, its members announced.
     *
     * @param memberCount members over all chunks
     * @param chunkCount chunks to come
     * @param membersDigest digest of plan and members
     * @param plan how it is carried out; null = carefully
     */
    record Create(
            String commandId,
            String principal,
            String name,
            int memberCount,
            int chunkCount,
            String membersDigest,
            @Nullable CampaignPlan plan)
            implements Command {}

    /**
     * One chunk of members.
     *
     * @param chunkIndex from 0
     * @param members number of members in it
     */
    record Members(String commandId, String principal, int chunkIndex, int members) implements Command {}

    /** Consent of a second person to exactly the plan and the members of that digest. */
    record Approve(String commandId, String principal, String membersDigest) implements Command {}

    /** Begin with the first wave. */
    record Start(String commandId, String principal) implements Command {}

    /** No new orders for now. */
    record Pause(String commandId, String principal, String reason) implements Command {}

    /** Go on; failures so far are accepted. */
    record Resume(String commandId, String principal, String reason) implements Command {}

    /** Members that were not reached, or not in time, go again once the campaign is approved anew. */
    record Retry(String commandId, String principal, String reason) implements Command {}

    /** Never another order. */
    record Abort(String commandId, String principal, String reason) implements Command {}
}
