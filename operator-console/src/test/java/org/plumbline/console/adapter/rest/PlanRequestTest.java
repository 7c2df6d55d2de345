// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.console.fleet.CampaignPlan;
import org.plumbline.console.fleet.CampaignPlan.WaveConditions;

class PlanRequestTest {

    @Test
    void whatIsNotAskedForIsCarefulAndTheCanaryIsLookedAt() {
        CampaignPlan plan = PlanRequest.NOTHING.completed(3);
        assertEquals(86_400, plan.approvalValiditySeconds());
        assertEquals(
                List.of(WaveConditions.CAREFUL.withPause(), WaveConditions.CAREFUL, WaveConditions.CAREFUL),
                plan.waves());
        assertEquals(List.of(), plan.problems(List.of(1, 5, 50)));
        assertEquals(
                List.of(WaveConditions.CAREFUL),
                PlanRequest.NOTHING.completed(1).waves());
    }

    @Test
    void whatIsAskedForIsTakenOver() throws Exception {
        CampaignPlan plan = new ObjectMapper().readValue("""
                {"priority": 7, "approvalValiditySeconds": 3600, "executionSeconds": 86400, "windowFromMinute": 1320,
                 "windowToMinute": 240, "maximumOrdersOut": 50, "maximumOrdersOutPerSegment": 8, "waves": [null, {"minimumProvenShare": 0.95, "minimumProven": 3,
                 "maximumFailedShare": 0.1, "minimumFailed": 4, "maximumUnprovenShare": 0.02, "minimumUnproven": 5,
                 "pauseOnSuccess": true}]}""", PlanRequest.class).completed(2);
        assertEquals(
                new CampaignPlan(
                        7,
                        3_600,
                        86_400,
                        1320,
                        240,
                        List.of(WaveConditions.CAREFUL.withPause(), new WaveConditions(0.95, 3, 0.1, 4, 0.02, 5, true)),
                        50,
                        8),
                plan);
    }

    @Test
    void problemsNameFieldAndRange() {
        CampaignPlan plan = new CampaignPlan(
                101, 0, 367 * 86_400, 60, 60, List.of(new WaveConditions(Double.NaN, 9, 1, 0, -1, 1, false)), 0, 1);
        assertEquals(
                List.of(
                        "plan.priority must be -100 to 100",
                        "plan.approvalValiditySeconds must be 1 to 2592000",
                        "plan.executionSeconds must be 1 to 31622400",
                        "plan.windowFromMinute must be 0 to 1439, plan.windowToMinute another minute of 1 to 1440",
                        "plan.maximumOrdersOut and plan.maximumOrdersOutPerSegment must be at least 1",
                        "plan.waves[0].minimumProvenShare must be above 0 and at most 1",
                        "plan.waves[0].maximumFailedShare must be at least 0 and below 1",
                        "plan.waves[0].maximumUnprovenShare must be at least 0 and below 1",
                        "plan.waves[0].minimumProven, minimumFailed and minimumUnproven must be at least 1",
                        "plan.waves[0].minimumProven exceeds the 5 meters of the wave"),
                plan.problems(List.of(5)));
        assertTrue(PlanRequest.NOTHING
                .completed(1)
                .problems(List.of(1, 1))
                .contains("plan.waves must hold conditions for 2 waves, not 1"));
    }
}
