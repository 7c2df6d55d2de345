// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.SurveillanceAnomaly;
import org.plumbline.schema.avro.SurveillanceDay;

class SurveillanceTopologyTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void dayThatExceedsTheRuleIsAFindingWithItsDueDateOnTheTopicAndInTheAuditChain() {
        point(Fleet.surveilled("m"), Fleet.doubleMetered("m"));
        bench.readings(tenMinutes(3, 1, 1.5));
        List<SurveillanceDay> days = bench.surveillance();
        assertEquals(3, days.size());
        assertEquals("", days.getFirst().getRefusal());
        assertEquals(144, days.getFirst().getComparedIntervals());
        assertEquals(0, days.getFirst().getE2Percent(), 0.01);
        assertNull(days.getFirst().getDueTime());

        SurveillanceDay found = days.get(1);
        assertEquals(Fleet.day(Fleet.FIRST_DAY + 1), found.getDay());
        assertEquals(1.5, found.getE2Percent(), 0.01);
        assertEquals(List.of(SurveillanceAnomaly.DAY_DIVERGENCE), found.getAnomalies());
        assertEquals(Fleet.day(Fleet.FIRST_DAY + 1), found.getFindingSince());
        assertEquals(Fleet.day(Fleet.FIRST_DAY + 2 + 14), found.getDueTime());
        assertEquals(found.getDueTime(), days.getLast().getDueTime());
        assertEquals(List.of(), days.getLast().getAnomalies());

        List<AuditFact> facts = bench.facts();
        assertEquals(1, facts.size());
        assertEquals("SURVEILLANCE_FINDING_OPENED", facts.getFirst().getKind());
        assertEquals("m", facts.getFirst().getSubjectId());
        assertTrue(facts.getFirst().getDetails().stream()
                .anyMatch(detail -> detail.getName().equals("due")
                        && detail.getText().equals(found.getDueTime().toString())));
    }

    @Test
    void conditionThatIsNotMetIsToldOnceByName() {
        MeterRegistration quarterHourly = MeterRegistration.newBuilder(Fleet.doubleMetered("m"))
                .setCapturePeriodSeconds(900)
                .build();
        point(Fleet.surveilled("m"), quarterHourly);
        bench.readings(tenMinutes(3, 1, 1.5));
        List<SurveillanceDay> days = bench.surveillance();
        assertEquals(1, days.size());
        assertEquals("CAPTURE_PERIOD", days.getFirst().getRefusal());
        assertTrue(days.getFirst().getRefusalText().contains("every 900 s"), days::toString);
        assertEquals(List.of(), bench.facts());
    }

    @Test
    void pairThatIsNotUnderSurveillanceLeavesNoTrace() {
        point(Fleet.profile("m"), Fleet.doubleMetered("m"));
        bench.readings(tenMinutes(2, 1, 1.5));
        assertEquals(List.of(), bench.surveillance());
        assertTrue(bench.stored(SurveillanceTopology.POINT_STORE).isEmpty());
        assertTrue(bench.stored(SurveillanceTopology.LEVEL_STORE).isEmpty());
        assertFalse(bench.drift().isEmpty());
    }

    private void point(ReferenceProfile profile, MeterRegistration tested) {
        bench.profile(profile);
        bench.register(tested);
        bench.register(Fleet.doubleMetered("m-ref"));
    }

    /** Both meters every ten minutes at 18 to 24 kW; the one under test runs fast by a percentage on one day. */
    private static List<RegisterReading> tenMinutes(int days, int fastDay, double percent) {
        List<RegisterReading> readings = new ArrayList<>();
        double tested = 100_000;
        double reference = 7_000;
        for (int k = 0; k <= days * 144; k++) {
            Instant capture = Fleet.day(Fleet.FIRST_DAY).plusSeconds(600L * k);
            readings.add(Fleet.reading("m", capture, (long) tested, 1));
            readings.add(Fleet.reading("m-ref", capture, (long) reference, 1));
            double wattHours = 3_000 + k % 7 * 150;
            reference += wattHours;
            tested += wattHours * (k / 144 == fastDay ? 1 + percent / 100 : 1);
        }
        return readings;
    }
}
