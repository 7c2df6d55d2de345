// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.checks.SimulatedReadings;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.avro.CheckVerdict;
import org.plumbline.schema.avro.MeterCheck;
import org.plumbline.schema.avro.MeterChecks;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.physics.CommercialLoad;

/** From a simulated meter's readings to what the operator is told. */
class CheckTopologyTest {
    @Test
    void stuckPhaseRegisterOfASimulatedMeterIsToldOnceWithCodeAndRemedy() {
        try (Bench bench = new Bench()) {
            List<RegisterReading> readings = readings();
            bench.readings(readings);
            List<MeterChecks> told = bench.checks();
            assertTrue(told.size() <= 8, "only changes: " + told.size());
            MeterCheck failed = check(told.getLast(), "PHASE_SUM");
            assertEquals(CheckVerdict.FAILED, failed.getState());
            assertEquals(EventCodes.REGISTER, failed.getCode());
            assertEquals("2026-01-07", failed.getSinceDay().toString());
            assertTrue(failed.getStatistic() < -1_000, failed.toString());
            assertTrue(failed.getText().endsWith("do not bill by the register that stands off."), failed.getText());
            assertEquals(CheckVerdict.OK, check(told.getLast(), "TARIFF_SUM").getState());
            assertEquals(
                    "NO_NEUTRAL_CURRENT",
                    check(told.getLast(), "NEUTRAL_CURRENT").getRefusal());
            assertEquals(told.getLast(), bench.latestChecks().get("M-1"));

            byte[] state = bench.stored(CheckBranch.STORE).get("M-1");
            assertTrue(state.length <= 2_048, "octets: " + state.length);
            bench.readings(readings.subList(readings.size() - 200, readings.size()));
            assertEquals(List.of(), bench.checks(), "readings that come again tell nothing new");
        }
    }

    @Test
    void replayGivesTheSameOctets() {
        try (Bench one = new Bench();
                Bench other = new Bench()) {
            List<RegisterReading> readings = readings();
            one.readings(readings);
            other.readings(readings);
            assertArrayEquals(
                    one.stored(CheckBranch.STORE).get("M-1"),
                    other.stored(CheckBranch.STORE).get("M-1"));
            assertEquals(one.checks(), other.checks());
        }
    }

    private static MeterCheck check(MeterChecks told, String name) {
        return told.getChecks().stream()
                .filter(check -> check.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<RegisterReading> readings() {
        SimulatedReadings meter = new SimulatedReadings(
                MeterPlan.simple("M-1", "127.0.0.9", MeterModel.PLB_GAMMA, SimulatedReadings.START)
                        .withLoad(new CommercialLoad(1, 40_000, 41_400)));
        meter.schedule(5, new Happening.RegisterStuck(EnergyQuantity.ACTIVE_IMPORT_L3, true));
        return meter.untilDay(10);
    }
}
