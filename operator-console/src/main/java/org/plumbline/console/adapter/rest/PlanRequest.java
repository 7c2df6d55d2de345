// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.CampaignPlan;
import org.plumbline.console.fleet.CampaignPlan.WaveConditions;

/**
 * A plan as a person asks for it; what is left out is filled with careful values, so that the plan that is sent, and
 * approved, states everything. Times in seconds and minutes of the day as in {@link CampaignPlan}.
 */
public record PlanRequest(
        @Nullable Integer priority,
        @Nullable Integer approvalValiditySeconds,
        @Nullable Integer executionSeconds,
        @Nullable Integer windowFromMinute,
        @Nullable Integer windowToMinute,
        @Nullable List<@Nullable WaveRequest> waves,
        @Nullable Integer maximumOrdersOut,
        @Nullable Integer maximumOrdersOutPerSegment) {

    /** Conditions of one wave as a person asks for them. */
    public record WaveRequest(
            @Nullable Double minimumProvenShare,
            @Nullable Integer minimumProven,
            @Nullable Double maximumFailedShare,
            @Nullable Integer minimumFailed,
            @Nullable Double maximumUnprovenShare,
            @Nullable Integer minimumUnproven,
            @Nullable Boolean pauseOnSuccess) {

        private WaveConditions completed(WaveConditions otherwise) {
            return new WaveConditions(
                    or(minimumProvenShare, otherwise.minimumProvenShare()),
                    or(minimumProven, otherwise.minimumProven()),
                    or(maximumFailedShare, otherwise.maximumFailedShare()),
                    or(minimumFailed, otherwise.minimumFailed()),
                    or(maximumUnprovenShare, otherwise.maximumUnprovenShare()),
                    or(minimumUnproven, otherwise.minimumUnproven()),
                    or(pauseOnSuccess, otherwise.pauseOnSuccess()));
        }
    }

    static final PlanRequest NOTHING = new PlanRequest(null, null, null, null, null, null, null, null);

    /** The whole plan. The first of several waves is a canary: unless asked otherwise the campaign pauses after it. */
    CampaignPlan completed(int waveCount) {
        List<@Nullable WaveRequest> asked = Objects.requireNonNullElse(waves, List.of());
        List<WaveConditions> conditions = new ArrayList<>();
        for (int wave = 0; wave < Math.max(waveCount, asked.size()); wave++) {
            WaveConditions careful =
                    wave == 0 && waveCount > 1 ? WaveConditions.CAREFUL.withPause() : WaveConditions.CAREFUL;
            WaveRequest stated = wave < asked.size() ? asked.get(wave) : null;
            conditions.add(stated == null ? careful : stated.completed(careful));
        }
        return new CampaignPlan(
                or(priority, 0),
                or(approvalValiditySeconds, CampaignPlan.APPROVAL_VALIDITY_SECONDS),
                or(executionSeconds, CampaignPlan.EXECUTION_SECONDS),
                or(windowFromMinute, 0),
                or(windowToMinute, CampaignPlan.MINUTES_OF_DAY),
                conditions,
                or(maximumOrdersOut, CampaignPlan.ORDERS_OUT),
                or(maximumOrdersOutPerSegment, CampaignPlan.ORDERS_OUT_PER_SEGMENT));
    }

    private static <T> T or(@Nullable T asked, T otherwise) {
        return asked == null ? otherwise : asked;
    }
}
