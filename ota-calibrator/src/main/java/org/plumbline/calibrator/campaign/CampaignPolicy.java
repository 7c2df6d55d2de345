// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

/**
 * Bounds of any campaign, whatever its plan.
 *
 * @param maximumMembers members of a campaign
 * @param maximumChunks chunks of members
 * @param maximumWaves waves
 * @param maximumModels meter models of one campaign
 * @param partitions partitions of the topics, by which pacing is shared
 * @param maximumCommands commands that change one campaign, chunks not counted
 */
public record CampaignPolicy(
        int maximumMembers,
        int maximumChunks,
        int maximumWaves,
        int maximumModels,
        int partitions,
        int maximumCommands) {

    /** 100,000 members in 1,000 chunks, 100 waves and 32 meter models; 256 commands. */
    public static CampaignPolicy defaults(int partitions) {
        return new CampaignPolicy(100_000, 1_000, 100, 32, partitions, 256);
    }
}
