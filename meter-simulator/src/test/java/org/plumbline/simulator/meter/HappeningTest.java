// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.Happening.Contact;
import org.plumbline.simulator.meter.Happening.Telling;
import org.plumbline.simulator.meter.MeterState.LoggedEvent;
import org.plumbline.simulator.meter.MeterState.Protected;
import org.plumbline.simulator.meter.MeterState.ProtectedChange;
import org.plumbline.simulator.physics.ConstantLoad;
import org.plumbline.simulator.port.TruthLedger.Happened;
import org.plumbline.simulator.port.TruthLedger.Level;

/** What scripted happenings do to registers, rows, state and logs. */
class HappeningTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long S = START.getEpochSecond();

    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final MeterPlan plan = MeterPlan.simple("M", "127.0.0.9", MeterModel.PLB_GAMMA, START)
            .withLoad(new ConstantLoad(3600, 0)) // 1 Wh per second
            .withInitialRegisterMilliwattHours(50_000_000);

    @Test
    void exchangedMeterCountsFromZeroUnderAnotherSerialNumber() {
        SimulatedMeter meter = new SimulatedMeter(plan.withClockSkewSeconds(60), clock, ledger);
        activate(meter, 0.99);
        meter.schedule(START.plusSeconds(1000), new Happening.MeterExchanged("NEW-7"));
        clock.advance(Duration.ofSeconds(2000));
        assertEquals("NEW-7", meter.state(MeterState::serialNumber));
        assertEquals(1000, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT));
        assertEquals(0, meter.changeCounter());
        assertArrayEquals(plan.factoryBlock().canonicalBytes(), meter.activeBlockBytes());
        List<ProfileRow> rows = meter.rowsByTime(0, Long.MAX_VALUE);
        assertEquals(
                List.of(S + 1800),
                rows.stream().map(ProfileRow::captureEpochSecond).toList());
        assertEquals(800, rows.getFirst().registerRaw());
        Level last = ledger.levelsOf("M").getLast();
        assertEquals(1_800_000, last.trueMilliwattHours());
        assertEquals(
                List.of(new Happened(START.plusSeconds(1000), "M", "MeterExchanged[newSerialNumber=NEW-7]")),
                ledger.happenedTo("M"));
    }

    @Test
    void scriptGivesTheSameRowsHoweverOftenTheMeterIsAsked() {
        InMemoryLedger asked = new InMemoryLedger();
        SimulatedMeter often = new SimulatedMeter(plan, clock, asked);
        SimulatedMeter once = new SimulatedMeter(plan, clock, ledger);
        for (SimulatedMeter meter : List.of(often, once)) {
            meter.schedule(START.plusSeconds(4000), new Happening.ClockJumped(-600, true));
            meter.schedule(START.plusSeconds(2000), new Happening.CoefficientsChanged(1.25, Telling.SILENT));
            meter.schedule(START.plusSeconds(9000), new Happening.CurrentTransformerReversed(2, true));
            meter.schedule(START.plusSeconds(12_000), new Happening.RegistersReset());
        }
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofSeconds(97));
            often.snapshot();
        }
        once.advance();
        assertEquals(ledger.levelsOf("M"), asked.levelsOf("M"));
        assertEquals(ledger.happenedTo("M"), asked.happenedTo("M"));
        assertEquals(4, ledger.happenedTo("M").size());
    }

    @Test
    void missingRowsAreNowhereAndDoubledRowsAreTwiceInTheProfileOnly() {
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        meter.schedule(START.plusSeconds(1000), new Happening.RowsMissing(2));
        meter.schedule(START.plusSeconds(4000), new Happening.RowsDuplicated(1));
        clock.advance(Duration.ofSeconds(6300));
        assertEquals(
                List.of(0L, 900L, 3600L, 4500L, 4500L, 5400L, 6300L),
                meter.rowsByTime(0, Long.MAX_VALUE).stream()
                        .map(row -> row.captureEpochSecond() - S)
                        .toList());
        assertEquals(6, ledger.levelsOf("M").size());
    }

    @ParameterizedTest
    @EnumSource(Telling.class)
    void coefficientsChangedBySomebodyElseTellOfItAsMuchAsTheyShould(Telling telling) {
        for (MeterModel model : MeterModel.values()) {
            MeterPlan of =
                    MeterPlan.simple("C-" + model, "127.0.0.9", model, START).withLoad(new ConstantLoad(3600, 0));
            SimulatedMeter meter = new SimulatedMeter(of, clock, ledger);
            byte[] before = meter.activeBlockBytes();
            meter.happen(new Happening.CoefficientsChanged(1.25, telling));
            assertEquals(1.25, meter.activeBlock().gain(), 1e-6);
            assertEquals(telling == Telling.SILENT ? 0 : 1, meter.changeCounter());
            assertEquals(
                    telling == Telling.COUNTED_AND_LOGGED
                            ? List.of(new ProtectedChange(
                                    clock.now().getEpochSecond(),
                                    1,
                                    Protected.COEFFICIENTS,
                                    model.checksum(before),
                                    model.checksum(meter.activeBlockBytes())))
                            : List.of(),
                    meter.state(MeterState::certificationLog));
            meter.reboot();
            assertEquals(1.25, meter.activeBlock().gain(), 1e-6);
        }
        clock.advance(Duration.ofSeconds(100));
    }

    @Test
    void transformerRatioMultipliesWhatIsCounted() {
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        meter.happen(new Happening.TransformerRatioChanged(200, 5, Telling.COUNTED_AND_LOGGED));
        clock.advance(Duration.ofSeconds(100));
        assertEquals(50_000 + 4000, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT));
        assertEquals(1, meter.changeCounter());
        ProtectedChange change = meter.state(MeterState::certificationLog).getFirst();
        assertEquals(0x0001_0001, change.before());
        assertEquals(200 << 16 | 5, change.after());
        assertEquals(1, meter.state(MeterState::configurationChanges));
    }

    @Test
    void reversedTransformerCountsExportOnItsPhaseAndTurnsTheAngle() {
        SimulatedMeter meter = new SimulatedMeter(plan.withInitialRegisterMilliwattHours(0), clock, ledger);
        double share = meter.electricalState().watts(0) / 3600;
        meter.happen(new Happening.CurrentTransformerReversed(1, true));
        clock.advance(Duration.ofSeconds(1000));
        assertEquals(1000 * (1 - 2 * share), meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT), 1);
        assertEquals(1000 * share, meter.registerRaw(EnergyQuantity.ACTIVE_EXPORT_L1), 1);
        assertEquals(0, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_L1));
        assertEquals(0, meter.registerRaw(EnergyQuantity.ACTIVE_EXPORT));
        assertEquals(180, meter.electricalState().angleDegrees(0), 1e-9);
        meter.happen(new Happening.CurrentTransformerReversed(2, true));
        meter.happen(new Happening.CurrentTransformerReversed(3, true));
        clock.advance(Duration.ofSeconds(1000));
        assertEquals(1000, meter.registerRaw(EnergyQuantity.ACTIVE_EXPORT), 1);
        assertEquals(-3600, meter.electricalState().watts(), 1e-9);
        assertEquals(-1, meter.electricalState().powerFactor(), 1e-9);
    }

    @Test
    void corruptedEnergyPathCountsAndShowsMoreWhileTheSensorsStayRight() {
        SimulatedMeter meter = new SimulatedMeter(plan.withInitialRegisterMilliwattHours(0), clock, ledger);
        double amperes = meter.electricalState().amperes(1);
        double phase = meter.electricalState().watts(1);
        meter.happen(new Happening.EnergyPathCorrupted(1.25, 7_200));
        clock.advance(Duration.ofSeconds(600)); // the voltages of one span of ten minutes
        assertEquals(3600 * 1.25 + 7.2, meter.electricalState().watts(), 1e-9);
        assertEquals(phase * (3600 * 1.25 + 7.2) / 3600, meter.electricalState().watts(1), 1e-9);
        assertEquals(1, meter.electricalState().powerFactor(), 1e-12);
        assertEquals(amperes, meter.electricalState().amperes(1), amperes * 0.07);
        assertEquals(600 * 1.25 + 1.2, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT), 1);
        assertEquals(0, meter.changeCounter());
        meter.happen(new Happening.MeterExchanged("NEW"));
        assertEquals(3600, meter.electricalState().watts(), 1e-9);
    }

    @Test
    void stuckRegisterShowsOneContentUntilItIsFreed() {
        SimulatedMeter meter = new SimulatedMeter(plan.withInitialRegisterMilliwattHours(0), clock, ledger);
        meter.schedule(START.plusSeconds(1000), new Happening.RegisterStuck(EnergyQuantity.ACTIVE_IMPORT, true));
        clock.advance(Duration.ofSeconds(1800));
        assertEquals(1000, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT));
        assertEquals(
                List.of(0L, 900L, 1000L),
                meter.rowsByTime(0, Long.MAX_VALUE).stream()
                        .map(ProfileRow::registerRaw)
                        .toList());
        assertEquals(1800, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT_TARIFF_2));
        meter.happen(new Happening.RegisterStuck(EnergyQuantity.ACTIVE_IMPORT, false));
        assertEquals(1800, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT));
    }

    @Test
    void neutralSensorDriftsFromTheInstantOnAndNothingElseDoes() {
        MeterPlan single =
                MeterPlan.simple("N", "127.0.0.9", MeterModel.PLB_ALPHA, START).withLoad(new ConstantLoad(2300, 0.5));
        SimulatedMeter meter = new SimulatedMeter(single, clock, ledger);
        clock.advance(Duration.ofDays(2));
        meter.happen(new Happening.NeutralSensorDrifts(0.001));
        assertEquals(meter.electricalState().amperes(0), meter.electricalState().neutralAmperes());
        clock.advance(Duration.ofDays(10));
        assertEquals(
                meter.electricalState().amperes(0) * 1.01,
                meter.electricalState().neutralAmperes(),
                1e-9);
        assertEquals(2300, meter.electricalState().watts(), 0.1);
    }

    @Test
    void shiftedProfileLiesOffTheRegister() {
        SimulatedMeter meter = new SimulatedMeter(plan.withInitialRegisterMilliwattHours(0), clock, ledger);
        meter.schedule(START.plusSeconds(1000), new Happening.ProfileShifted(40_000));
        clock.advance(Duration.ofSeconds(1800));
        assertEquals(1800, meter.registerRaw(EnergyQuantity.ACTIVE_IMPORT));
        assertEquals(1840, meter.rowsByTime(0, Long.MAX_VALUE).getLast().registerRaw());
    }

    @Test
    void errorsMarkTheRowsUntilTheyAreClearedAndAlarmsTellOfTheirEvent() {
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        meter.happen(new Happening.ErrorBits(0x0402));
        meter.happen(new Happening.AlarmBits(1 << 10));
        clock.advance(Duration.ofSeconds(1000));
        meter.clearErrors(0x0400);
        assertEquals(0x0400, meter.state(MeterState::errorRegister));
        meter.clearErrors(0xFFFF_FBFFL);
        assertEquals(0, meter.state(MeterState::errorRegister));
        clock.advance(Duration.ofSeconds(1000));
        meter.advance();
        assertEquals(
                List.of(0, 1, 0),
                ledger.levelsOf("M").stream().map(Level::status).toList());
        assertEquals(
                List.of(new LoggedEvent(S, 14), new LoggedEvent(S + 1000, 10), new LoggedEvent(S + 1000, 10)),
                meter.state(MeterState::standardLog));
        assertEquals(1 << 10, meter.state(MeterState::alarmRegister));
        meter.happen(new Happening.Tampered(Contact.TERMINAL_COVER));
        assertEquals(1, (int) meter.<Integer>state(state -> state.tampers(Contact.TERMINAL_COVER)));
        assertEquals(List.of(new LoggedEvent(S + 2000, 40)), meter.state(MeterState::fraudLog));
    }

    @Test
    void logsKeepTheirNewestRows() {
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        for (int i = 0; i < 130; i++) {
            clock.advance(Duration.ofSeconds(10));
            meter.happen(new Happening.FirmwareChanged("FW-" + i));
        }
        List<ProtectedChange> log = meter.state(MeterState::certificationLog);
        assertEquals(MeterState.LOG_CAPACITY, log.size());
        assertEquals(S + 1300, log.getLast().clockEpochSecond());
        assertEquals(log.get(98).after(), log.get(99).before());
        assertTrue(meter.state(MeterState::firmware).equals("FW-129"));
    }

    private static void activate(SimulatedMeter meter, double gain) {
        byte[] block = MeterModel.PLB_GAMMA.blockOfGain(gain).canonicalBytes();
        meter.initiateImage(new byte[] {1}, block.length);
        for (int number = 0; number < 4; number++) {
            byte[] part = new byte[16];
            System.arraycopy(block, number * 16, part, 0, 16);
            meter.storeImageBlock(number, part);
        }
        meter.verifyImage();
        meter.activateImage();
    }
}
