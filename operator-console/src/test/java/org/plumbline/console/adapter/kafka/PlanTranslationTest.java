// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.avro.CampaignPlan;
import org.plumbline.schema.avro.WavePlan;

class PlanTranslationTest {

    @Test
    void noFieldOfAPlanIsLostOrExchanged() {
        CampaignPlan plan =
                new CampaignPlan(1, 2, 3, 4, 5, List.of(new WavePlan(0.6, 7, 0.8, 9, 0.11, 12, true)), 13, 14);
        assertEquals(plan, PlanTranslation.plan(PlanTranslation.plan(plan)));
    }
}
