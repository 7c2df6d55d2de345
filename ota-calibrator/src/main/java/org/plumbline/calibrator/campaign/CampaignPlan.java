// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.time.Duration;
import java.util.List;
import org.plumbline.calibrator.member.Terms;

/**
 * How a campaign is carried out; an approval covers all of it.
 *
 * @param approvalValidity wall time from approval in which the campaign may be started
 * @param executionTime field time from start after which a meter not yet written leaves the campaign
 * @param terms what it asks of the meters' jobs
 * @param waves conditions of the waves in order
 */
public record CampaignPlan(Duration approvalValidity, Duration executionTime, Terms terms, List<WavePlan> waves) {

    /** Of a campaign that came without a plan: every wave has weeks for its proof. Its waves are those of {@link WavePlan#CAREFUL}. */
    static final CampaignPlan CAREFUL =
            new CampaignPlan(Duration.ofHours(24), Duration.ofDays(90), Terms.UNPLANNED, List.of());

    static final int HIGHEST_PRIORITY = 100;
    private static final Duration LONGEST_APPROVAL = Duration.ofDays(30);
    private static final Duration LONGEST_EXECUTION = Duration.ofDays(366);

    /** Copies the list. */
    public CampaignPlan {
        waves = List.copyOf(waves);
    }

    /**
     * True when every setting is there and within its range; what is missing is not guessed.
     *
     * @param partitions parts that pacing is shared by; each must be able to release an order
     */
    public boolean isSound(int partitions) {
        return isWithin(approvalValidity, LONGEST_APPROVAL)
                && isWithin(executionTime, LONGEST_EXECUTION)
                && Math.abs((long) terms.priority()) <= HIGHEST_PRIORITY
                && terms.window().isSound()
                && terms.pacing().ordersOut() >= partitions
                && terms.pacing().ordersOutPerSegment() >= partitions
                && !waves.isEmpty()
                && waves.stream().allMatch(WavePlan::isSound);
    }

    private static boolean isWithin(Duration duration, Duration longest) {
        return duration.isPositive() && duration.compareTo(longest) <= 0;
    }
}
