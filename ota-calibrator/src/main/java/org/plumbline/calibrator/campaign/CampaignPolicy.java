// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

/**
 * Bounds of a campaign.
 *
 * @param maximumFailedFraction more failed than this share of the attempted meters stops a wave, 0..1
 * @param minimumFailures fewer failures never stop a wave, at least 1
 * @param maximumMembers members of a campaign
 * @param maximumChunks chunks of members
 * @param maximumWaves waves
 * @param maximumCommands commands that change one campaign, chunks not counted
 */
public record CampaignPolicy(
        double maximumFailedFraction,
        int minimumFailures,
        int maximumMembers,
        int maximumChunks,
        int maximumWaves,
        int maximumCommands) {

    /** Checks the ranges. */
    public CampaignPolicy {
        if (!(maximumFailedFraction >= 0 && maximumFailedFraction < 1) || minimumFailures < 1) {
            throw new IllegalArgumentException("error condition must be a share below 1 and at least one failure: "
                    + maximumFailedFraction + ", " + minimumFailures);
        }
    }

    /** More than a third of the attempted and at least two failed; 100,000 members in 1,000 chunks and 100 waves. */
    public static CampaignPolicy defaults() {
        return new CampaignPolicy(1.0 / 3, 2, 100_000, 1_000, 100, 256);
    }
}
