// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameplateTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void aFleetOfAllAgesHangsInDistrictsPairByPairAndTheSeedDecides() {
        FleetPlan fleet = FleetPlanner.plan(5, 20, START);
        Map<String, Nameplate> plates = Nameplate.of(fleet);
        assertEquals(plates, Nameplate.of(FleetPlanner.plan(5, 20, START)));
        fleet.pairs()
                .forEach(pair -> assertEquals(
                        plates.get(pair.testedMeterId()).district(),
                        plates.get(pair.referenceMeterId()).district()));
        List<Integer> years = plates.values().stream()
                .map(Nameplate::yearOfManufacture)
                .distinct()
                .sorted()
                .toList();
        assertTrue(years.size() > 8 && years.getFirst() >= 2008 && years.getLast() <= 2025, years.toString());
        assertEquals(
                4, plates.values().stream().map(Nameplate::district).distinct().count());
    }
}
