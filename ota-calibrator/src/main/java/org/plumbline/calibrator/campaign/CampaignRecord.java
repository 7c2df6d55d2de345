// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A campaign. Immutable; its members are kept elsewhere.
 *
 * @param author person who created it
 * @param memberCount members announced
 * @param chunkCount chunks announced
 * @param membersDigest digest of the members announced
 * @param state where it stands
 * @param waves the waves in order; empty until the members are complete
 * @param commandIds commands that took effect, oldest first, chunks of members not included
 * @param createdAt wall-clock time of creation
 * @param updatedAt wall-clock time of the last change
 */
public record CampaignRecord(
        String campaignId,
        String name,
        String author,
        int memberCount,
        int chunkCount,
        String membersDigest,
        CampaignState state,
        List<Wave> waves,
        List<String> commandIds,
        Instant createdAt,
        Instant updatedAt) {

    /** Copies the lists. */
    public CampaignRecord {
        waves = List.copyOf(waves);
        commandIds = List.copyOf(commandIds);
    }

    CampaignRecord to(CampaignState next, Instant now) {
        return with(next, waves, now);
    }

    CampaignRecord with(CampaignState next, List<Wave> nextWaves, Instant now) {
        return new CampaignRecord(
                campaignId,
                name,
                author,
                memberCount,
                chunkCount,
                membersDigest,
                next,
                nextWaves,
                commandIds,
                createdAt,
                now);
    }

    CampaignRecord remembering(String commandId) {
        List<String> ids = new ArrayList<>(commandIds);
        ids.add(commandId);
        return new CampaignRecord(
                campaignId,
                name,
                author,
                memberCount,
                chunkCount,
                membersDigest,
                state,
                waves,
                ids,
                createdAt,
                updatedAt);
    }

    CampaignRecord with(Wave wave) {
        List<Wave> next = new ArrayList<>(waves);
        next.set(wave.number() - 1, wave);
        return with(state, next, updatedAt);
    }
}
