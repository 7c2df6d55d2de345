// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.physics.ConstantLoad;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.physics.HouseholdLoad;
import org.plumbline.simulator.port.TruthLedger.Level;

class SimulatedMeterTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final MeterPlan plan = MeterPlan.simple("M", "127.0.0.9", MeterModel.PLB_ALPHA, START)
            .withLoad(new HouseholdLoad(11, 4000, 13_800))
            .withErrorCurve(new ErrorCurve(-0.008, 0.1, 0.001, 0.00004, 0.001, 0.0005, 13_800, 0));

    @Test
    void everyQuarterHourOfTheMetersClockGivesOneRow() {
        SimulatedMeter meter = new SimulatedMeter(plan.withClockSkewSeconds(-20), clock, ledger);
        clock.advance(Duration.ofHours(6));
        meter.advance();
        List<Level> levels = ledger.levelsOf("M");
        assertEquals(START.getEpochSecond(), levels.getFirst().captureEpochSecond());
        for (int i = 1; i < levels.size(); i++) {
            assertEquals(
                    900, levels.get(i).captureEpochSecond() - levels.get(i - 1).captureEpochSecond());
        }
        // The clock is 20 s late: its 06:00 has not come yet.
        assertEquals(START.getEpochSecond() + 6 * 3600 - 900, levels.getLast().captureEpochSecond());
    }

    @Test
    void capturePeriodIsAWholePartOfAnHour() {
        for (int seconds : new int[] {0, 59, 420, 7200}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> MeterFeatures.defaults().withCapturePeriodSeconds(seconds));
        }
    }

    @Test
    void registerIsTheCountedEnergyRoundedDown() {
        for (int scaler : new int[] {0, 1, 3}) {
            InMemoryLedger own = new InMemoryLedger();
            SettableFieldClock ownClock = new SettableFieldClock(START);
            SimulatedMeter meter = new SimulatedMeter(
                    plan.withRegisterScaler(scaler).withInitialRegisterMilliwattHours(123_456_789_012L), ownClock, own);
            ownClock.advance(Duration.ofDays(3));
            meter.advance();
            long unit = (long) (1000 * Math.pow(10, scaler));
            for (Level level : own.levelsOf("M")) {
                assertEquals(level.registeredMilliwattHours() / unit, level.registerRaw());
            }
        }
    }

    @Test
    void registerWrapsAtThirtyTwoBits() {
        long almost = ((1L << 32) - 5) * 1000;
        MeterPlan full = plan.withLoad(new ConstantLoad(100, 0))
                .withErrorCurve(ErrorCurve.ofGain(0))
                .withInitialRegisterMilliwattHours(almost);
        SimulatedMeter meter = new SimulatedMeter(full, clock, ledger);
        clock.advance(Duration.ofHours(1));
        meter.advance();
        List<Long> raw = ledger.levelsOf("M").stream().map(Level::registerRaw).toList();
        assertEquals(List.of((1L << 32) - 5, 20L, 45L, 70L, 95L), raw);
    }

    @Test
    void whatIsCapturedDoesNotDependOnHowOftenTheMeterIsAsked() {
        SimulatedMeter rarely = new SimulatedMeter(plan, clock, ledger);
        InMemoryLedger otherLedger = new InMemoryLedger();
        SettableFieldClock otherClock = new SettableFieldClock(START);
        SimulatedMeter often = new SimulatedMeter(plan, otherClock, otherLedger);
        Random steps = new Random(5);
        while (otherClock.now().isBefore(START.plus(Duration.ofDays(4)))) {
            otherClock.advance(Duration.ofSeconds(1 + steps.nextInt(5000)));
            often.snapshot();
        }
        clock.set(otherClock.now());
        rarely.advance();
        assertEquals(ledger.levelsOf("M"), otherLedger.levelsOf("M"));
    }

    @Test
    void subMeterAndCheckMeterSeeTheSameTruthAndDifferByTheirErrors() {
        MeterPlan perfect = plan.withErrorCurve(ErrorCurve.ofGain(0));
        InMemoryLedger checkLedger = new InMemoryLedger();
        SimulatedMeter sub = new SimulatedMeter(plan.withErrorCurve(ErrorCurve.ofGain(0.0125)), clock, ledger);
        SimulatedMeter check = new SimulatedMeter(perfect, clock, checkLedger);
        clock.advance(Duration.ofDays(5));
        sub.advance();
        check.advance();
        Level last = ledger.levelsOf("M").getLast();
        Level checkLast = checkLedger.levelsOf("M").getLast();
        assertEquals(checkLast.trueMilliwattHours(), last.trueMilliwattHours());
        assertEquals(checkLast.trueMilliwattHours(), checkLast.registeredMilliwattHours(), 1);
        assertEquals(1.0125, (double) last.registeredMilliwattHours() / checkLast.registeredMilliwattHours(), 1e-7);
    }

    @Test
    void skewMovesTheInstantOfTheCaptureAndNotTheTimeInTheRow() {
        MeterPlan constant = plan.withLoad(new ConstantLoad(3600, 0)).withErrorCurve(ErrorCurve.ofGain(0));
        SimulatedMeter early = new SimulatedMeter(constant.withClockSkewSeconds(30), clock, ledger);
        clock.advance(Duration.ofHours(1));
        early.advance();
        Level first = ledger.levelsOf("M").getFirst();
        assertEquals(START.getEpochSecond() + 900, first.captureEpochSecond());
        assertEquals(870_000, first.trueMilliwattHours()); // 3600 W give 1 Wh per second; captured after 870 s
    }

    @Test
    void activationChangesTheGainFromItsInstantOnAndTruthGoesOnUnbroken() {
        MeterPlan constant = plan.withLoad(new ConstantLoad(1200, 0))
                .withErrorCurve(ErrorCurve.ofGain(0.02))
                .withFactoryBlock(MeterModel.PLB_ALPHA.blockOfGain(1));
        SimulatedMeter meter = new SimulatedMeter(constant, clock, ledger);
        clock.advance(Duration.ofMinutes(25));
        byte[] block = MeterModel.PLB_ALPHA.blockOfGain(0.5).canonicalBytes();
        meter.storePending(block);
        meter.storePendingChecksum(Checksums.crc16X25(block, block.length));
        clock.advance(Duration.ofMinutes(20));
        meter.advance();
        List<Level> levels = ledger.levelsOf("M");
        List<Long> counted = new ArrayList<>();
        for (int i = 1; i < levels.size(); i++) {
            assertEquals(
                    300_000,
                    levels.get(i).trueMilliwattHours() - levels.get(i - 1).trueMilliwattHours());
            counted.add(
                    levels.get(i).registeredMilliwattHours() - levels.get(i - 1).registeredMilliwattHours());
        }
        assertEquals(List.of(306_000L, 306_000L * 10 / 15 + 153_000L * 5 / 15, 153_000L), counted);
        assertEquals(
                List.of(0L, 0L, 1L, 1L),
                levels.stream().map(Level::changeCounter).toList());
    }

    @Test
    void aMeterThatDividesByItsGainIsRightAsItLeftTheFactoryAndWorseAfterACorrection() {
        MeterPlan defective = plan.withLoad(new ConstantLoad(1200, 0))
                .withErrorCurve(ErrorCurve.ofGain(0.02))
                .withFactoryBlock(MeterModel.PLB_ALPHA.blockOfGain(1.5))
                .withFeatures(plan.features().withReciprocalGain());
        SimulatedMeter meter = new SimulatedMeter(defective, clock, ledger);
        clock.advance(Duration.ofMinutes(15));
        byte[] block = MeterModel.PLB_ALPHA.blockOfGain(1.5 / 1.02).canonicalBytes();
        meter.storePending(block);
        meter.storePendingChecksum(Checksums.crc16X25(block, block.length));
        clock.advance(Duration.ofMinutes(15));
        meter.advance();
        List<Level> levels = ledger.levelsOf("M");
        List<Double> errors = new ArrayList<>();
        for (int i = 1; i < levels.size(); i++) {
            errors.add((levels.get(i).registeredMilliwattHours()
                                    - levels.get(i - 1).registeredMilliwattHours())
                            / 300_000.0
                    - 1);
        }
        assertEquals(0.02, errors.get(0), 1e-5);
        assertEquals(1.02 * 1.02 - 1, errors.get(1), 1e-5);
    }

    @Test
    void profileKeepsTheNewestRowsAndNumbersThemFromTheOldest() {
        SimulatedMeter meter = new SimulatedMeter(plan.withLoad(new ConstantLoad(10, 0)), clock, ledger);
        clock.advance(Duration.ofDays(401));
        assertEquals(plan.features().profileCapacity(), meter.profileEntriesInUse());
        long oldest = meter.rowsByEntry(1, 1).getFirst().captureEpochSecond();
        long start = START.getEpochSecond();
        assertEquals(start + 86_400 + 900, oldest);
        assertEquals(oldest, meter.rowsByTime(0, Long.MAX_VALUE).getFirst().captureEpochSecond());
        assertTrue(meter.rowsByTime(start, start + 3600).isEmpty());
        assertEquals(2, meter.rowsByEntry(3, 4).size());
    }

    @Test
    void counterMustRiseAndServerCounterNeverRepeats() {
        SimulatedMeter meter = new SimulatedMeter(plan, clock, ledger);
        assertTrue(meter.acceptFrameCounter(5));
        assertEquals(false, meter.acceptFrameCounter(5));
        assertEquals(false, meter.acceptFrameCounter(4));
        assertTrue(meter.acceptFrameCounter(0xFFFF_FFFFL));
        assertEquals(0xFFFF_FFFFL, meter.highestClientCounter());
        long first = meter.nextServerCounter();
        assertEquals(first + 1, meter.nextServerCounter());
    }
}
