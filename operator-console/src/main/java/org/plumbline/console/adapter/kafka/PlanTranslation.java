// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.CampaignPlan;
import org.plumbline.schema.avro.WavePlan;

/** Plans of campaigns from the contract's records and back; nothing is lost on the way. */
final class PlanTranslation {

    private PlanTranslation() {}

    static @Nullable CampaignPlan plan(org.plumbline.schema.avro.@Nullable CampaignPlan plan) {
        return plan == null
                ? null
                : new CampaignPlan(
                        plan.getPriority(),
                        plan.getApprovalValiditySeconds(),
                        plan.getExecutionSeconds(),
                        plan.getWindowFromMinute(),
                        plan.getWindowToMinute(),
                        plan.getWaves().stream()
                                .map(PlanTranslation::conditions)
                                .toList(),
                        plan.getMaximumOrdersOut(),
                        plan.getMaximumOrdersOutPerSegment());
    }

    private static CampaignPlan.WaveConditions conditions(WavePlan plan) {
        return new CampaignPlan.WaveConditions(
                plan.getMinimumProvenShare(),
                plan.getMinimumProven(),
                plan.getMaximumFailedShare(),
                plan.getMinimumFailed(),
                plan.getMaximumUnprovenShare(),
                plan.getMinimumUnproven(),
                plan.getPauseOnSuccess());
    }

    static org.plumbline.schema.avro.CampaignPlan plan(CampaignPlan plan) {
        return new org.plumbline.schema.avro.CampaignPlan(
                plan.approvalValiditySeconds(),
                plan.executionSeconds(),
                plan.priority(),
                plan.windowFromMinute(),
                plan.windowToMinute(),
                plan.waves().stream().map(PlanTranslation::conditions).toList(),
                plan.maximumOrdersOut(),
                plan.maximumOrdersOutPerSegment());
    }

    private static WavePlan conditions(CampaignPlan.WaveConditions wave) {
        return new WavePlan(
                wave.minimumProvenShare(),
                wave.minimumProven(),
                wave.maximumFailedShare(),
                wave.minimumFailed(),
                wave.maximumUnprovenShare(),
                wave.minimumUnproven(),
                wave.pauseOnSuccess());
    }
}
