// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.physics.CommercialLoad;
import org.plumbline.simulator.physics.ConstantLoad;
import org.plumbline.simulator.physics.ElectricalState;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.physics.HouseholdLoad;
import org.plumbline.simulator.port.TruthLedger.Level;

/** All quantities of a meter tell of the same energy. */
class QuantitiesTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final MeterPlan threePhases = MeterPlan.simple("G", "127.0.0.9", MeterModel.PLB_GAMMA, START)
            .withLoad(new CommercialLoad(5, 40_000, 41_400))
            .withErrorCurve(ErrorCurve.ofGain(0.013))
            .withInitialRegisterMilliwattHours(7_654_321_000L);

    @Test
    void phasesAndTariffsSumUpToTheTotalAndTheTotalIsTheLedgers() {
        SimulatedMeter meter = new SimulatedMeter(threePhases, clock, ledger);
        for (int hours = 0; hours < 60; hours++) {
            clock.advance(Duration.ofMinutes(67));
            long total = meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT);
            long phases = meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_L1)
                    + meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_L2)
                    + meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_L3);
            assertTrue(total - phases >= 0 && total - phases <= 3, total + " " + phases);
            long tariffs = meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_TARIFF_1)
                    + meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_TARIFF_2);
            assertTrue(total - tariffs >= 0 && total - tariffs <= 1, total + " " + tariffs);
            assertEquals(meter.snapshot().registerRaw(), total);
            assertEquals(0, meter.registerRaw(EnergyQuantity.ACTIVE_EXPORT));
            assertEquals(0, meter.registerRaw(EnergyQuantity.REACTIVE_EXPORT));
        }
        Level last = ledger.levelsOf("G").getLast();
        assertEquals(last.registeredMilliwattHours() / 1000, last.registerRaw());
    }

    @Test
    void apparentEnergyOfAnIntervalIsTheRootOfTheSquares() {
        MeterPlan plan = MeterPlan.simple("H", "127.0.0.9", MeterModel.PLB_ALPHA, START)
                .withLoad(new HouseholdLoad(3, 9_000, 13_800))
                .withFeatures(MeterFeatures.defaults()
                        .withExtraColumns(EnergyQuantity.REACTIVE_IMPORT, EnergyQuantity.APPARENT_IMPORT));
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        clock.advance(Duration.ofDays(10));
        List<ProfileRow> rows = meter.rowsByTime(0, Long.MAX_VALUE);
        for (int i = 1; i < rows.size(); i++) {
            ProfileRow before = rows.get(i - 1);
            ProfileRow after = rows.get(i);
            double active = after.registerRaw() - before.registerRaw();
            double reactive = after.extraRaw()[0] - before.extraRaw()[0];
            double apparent = after.extraRaw()[1] - before.extraRaw()[1];
            assertEquals(Math.hypot(active, reactive), apparent, 2.5, "row " + i);
        }
        assertTrue(rows.getLast().extraRaw()[0] > 10_000, "a household needs reactive energy");
        assertTrue(rows.getLast().extraRaw()[1] > rows.getLast().registerRaw());
        assertEquals(rows.getLast().extraRaw()[1], meter.registerRaw(EnergyQuantity.APPARENT_IMPORT));
    }

    @Test
    void voltageCurrentAndPowerFactorGiveThePower() {
        SimulatedMeter meter = new SimulatedMeter(threePhases, clock, ledger);
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofSeconds(1_017));
            ElectricalState state = meter.electricalState();
            double sum = 0;
            double watts = 0;
            for (int phase = 0; phase < 3; phase++) {
                sum += state.volts(phase) * state.amperes(phase) * state.powerFactor();
                watts += state.watts(phase);
                assertEquals(
                        state.powerFactor(), Math.cos(Math.toRadians(state.angleDegrees(phase))), 1e-9, "phase angle");
                assertEquals(230, state.volts(phase), 7);
            }
            assertEquals(state.watts(), sum, 1e-6);
            assertEquals(state.watts(), watts, 1e-6);
            assertEquals(meter.snapshot().powerWatts(), state.watts(), 0.5);
            assertEquals(50, state.hertz(), 0.05);
        }
    }

    @Test
    void tariffOneCountsFromSixToTwentyTwo() {
        MeterPlan plan =
                MeterPlan.simple("T", "127.0.0.9", MeterModel.PLB_ALPHA, START).withLoad(new ConstantLoad(1000, 0.5));
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        clock.advance(Duration.ofHours(7).plusSeconds(1800));
        assertEquals(1_500, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_TARIFF_1));
        assertEquals(6_000, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_TARIFF_2));
        clock.advance(Duration.ofHours(16).plusSeconds(1800));
        assertEquals(16_000, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_TARIFF_1));
        assertEquals(8_000, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_TARIFF_2));
        assertEquals(12_000, meter.registerRaw(EnergyQuantity.REACTIVE_IMPORT));
    }

    @Test
    void capacitiveLoadCountsAsReactiveExport() {
        MeterPlan plan =
                MeterPlan.simple("C", "127.0.0.9", MeterModel.PLB_ALPHA, START).withLoad(new ConstantLoad(1000, -0.25));
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        clock.advance(Duration.ofHours(4));
        assertEquals(0, meter.registerRaw(EnergyQuantity.REACTIVE_IMPORT));
        assertEquals(1_000, meter.registerRaw(EnergyQuantity.REACTIVE_EXPORT));
        assertEquals(360 - 14.04, meter.electricalState().angleDegrees(0), 0.01);
    }

    @Test
    void registerOfFewDigitsRollsOver() {
        MeterPlan plan = MeterPlan.simple("D", "127.0.0.9", MeterModel.PLB_ALPHA, START)
                .withLoad(new ConstantLoad(1000, 0))
                .withInitialRegisterMilliwattHours(999_000_000)
                .withFeatures(MeterFeatures.defaults().withRegisterDigits(6));
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        clock.advance(Duration.ofMinutes(75));
        assertEquals(250, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT));
        List<Level> levels = ledger.levelsOf("D");
        assertEquals(
                List.of(999_750L, 0L, 250L),
                levels.subList(3, 6).stream().map(Level::registerRaw).toList());
        assertThrows(
                IllegalArgumentException.class, () -> MeterFeatures.defaults().withRegisterDigits(10));
    }

    @Test
    void smallProfileForgetsTheOldestRows() {
        MeterPlan plan = MeterPlan.simple("S", "127.0.0.9", MeterModel.PLB_ALPHA, START)
                .withFeatures(MeterFeatures.defaults().withProfileCapacity(50));
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        for (int day = 0; day < 20; day++) {
            clock.advance(Duration.ofDays(1));
            List<ProfileRow> rows = meter.rowsByTime(0, Long.MAX_VALUE);
            assertEquals(50, rows.size());
            long newest = clock.now().getEpochSecond();
            assertEquals(newest, rows.getLast().captureEpochSecond());
            assertEquals(newest - 49 * 900, rows.getFirst().captureEpochSecond());
            assertEquals(times(rows.subList(10, 21)), times(meter.rowsByTime(newest - 39 * 900, newest - 29 * 900)));
        }
        assertEquals(20 * 96 + 1, ledger.levelsOf("S").size());
    }

    @Test
    void meterWithoutProfileCapturesNothing() {
        MeterPlan plan = MeterPlan.simple("N", "127.0.0.9", MeterModel.PLB_BETA, START)
                .withLoad(new ConstantLoad(600, 0))
                .withFeatures(MeterFeatures.defaults().withoutLoadProfile());
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        clock.advance(Duration.ofHours(10));
        assertEquals(6_000, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT));
        assertEquals(0, meter.profileEntriesInUse());
        assertTrue(ledger.levelsOf("N").isEmpty());
    }

    private static List<Long> times(List<ProfileRow> rows) {
        return rows.stream().map(ProfileRow::captureEpochSecond).toList();
    }
}
