// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.console.fleet.FleetRecords.found;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.console.fleet.AccuracyCase;

class CampaignPlannerPropertyTest {

    @Property(tries = 50)
    void everyMeterIsInExactlyOneWaveAndNoWaveIsFullerThanAsked(
            @ForAll @IntRange(min = 1, max = 60) int meters,
            @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 15) Integer> waveSizes) {
        Map<String, AccuracyCase> cases = new TreeMap<>();
        List<String> caseIds = new ArrayList<>();
        for (int i = 0; i < meters; i++) {
            AccuracyCase opened = found("m%03d".formatted(i), 1, AccuracyCase.State.PROPOSED);
            cases.put(opened.caseId(), opened);
            caseIds.add(opened.caseId());
        }
        List<PlannedMember> members = assertInstanceOf(
                        PlanResult.Planned.class,
                        CampaignPlanner.plan(new CampaignDraft("spring", "drift", caseIds, waveSizes), cases))
                .members();
        assertEquals(meters, members.size());
        int waves = members.getLast().wave();
        for (int wave = 1; wave <= waves; wave++) {
            int number = wave;
            long inWave = members.stream().filter(each -> each.wave() == number).count();
            assertTrue(inWave >= 1, "wave " + wave + " is empty");
            assertTrue(wave > waveSizes.size() || inWave <= waveSizes.get(wave - 1), "wave " + wave + " is too full");
        }
    }
}
