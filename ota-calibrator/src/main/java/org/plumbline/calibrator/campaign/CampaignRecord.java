// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A campaign. Immutable; its members are kept elsewhere.
 *
 * @param announced what its author announced
 * @param state where it stands
 * @param waves the waves in order; empty until the members are complete
 * @param deadline field time after which a meter not yet written leaves it; null before the start
 * @param haltedModels meter models whose members were stopped, with the reason
 * @param commandIds commands that took effect, oldest first, chunks of members not included
 * @param updatedAt wall-clock time of the last change
 */
public record CampaignRecord(
        String campaignId,
        Announcement announced,
        CampaignState state,
        List<Wave> waves,
        @Nullable Instant deadline,
        SortedMap<String, String> haltedModels,
        List<String> commandIds,
        Instant updatedAt) {

    /**
     * What the author announced; never changes.
     *
     * @param author person who created it
     * @param memberCount members over all chunks
     * @param chunkCount chunks of members
     * @param membersDigest digest of plan and members
     * @param plan the plan it came with; null when it came without
     * @param createdAt wall-clock time of creation
     */
    public record Announcement(
            String name,
            String author,
            int memberCount,
            int chunkCount,
            String membersDigest,
            @Nullable CampaignPlan plan,
            Instant createdAt) {}

    /** Copies the lists. */
    public CampaignRecord {
        waves = List.copyOf(waves);
        haltedModels = Collections.unmodifiableSortedMap(new TreeMap<>(haltedModels));
        commandIds = List.copyOf(commandIds);
    }

    static CampaignRecord announced(String campaignId, Announcement announced, CampaignState state, String commandId) {
        return new CampaignRecord(
                campaignId,
                announced,
                state,
                List.of(),
                null,
                new TreeMap<>(),
                List.of(commandId),
                announced.createdAt());
    }

    /** How it is carried out, whether it came with a plan or not. */
    public CampaignPlan plan() {
        return Objects.requireNonNullElse(announced.plan(), CampaignPlan.CAREFUL);
    }

    /** Conditions of a wave, from 1. */
    WavePlan planOf(Wave wave) {
        CampaignPlan plan = announced.plan();
        return plan == null ? WavePlan.CAREFUL : plan.waves().get(wave.number() - 1);
    }

    CampaignRecord to(CampaignState next, Instant now) {
        return with(next, waves, now);
    }

    CampaignRecord with(CampaignState next, List<Wave> nextWaves, Instant now) {
        return new CampaignRecord(campaignId, announced, next, nextWaves, deadline, haltedModels, commandIds, now);
    }

    CampaignRecord with(Wave wave) {
        List<Wave> next = new ArrayList<>(waves);
        next.set(wave.number() - 1, wave);
        return with(state, next, updatedAt);
    }

    CampaignRecord until(Instant fieldTime) {
        return new CampaignRecord(campaignId, announced, state, waves, fieldTime, haltedModels, commandIds, updatedAt);
    }

    CampaignRecord halting(String model, String reason) {
        SortedMap<String, String> halted = new TreeMap<>(haltedModels);
        halted.put(model, reason);
        return new CampaignRecord(campaignId, announced, state, waves, deadline, halted, commandIds, updatedAt);
    }

    CampaignRecord remembering(String commandId) {
        List<String> ids = new ArrayList<>(commandIds);
        ids.add(commandId);
        return new CampaignRecord(campaignId, announced, state, waves, deadline, haltedModels, ids, updatedAt);
    }
}
