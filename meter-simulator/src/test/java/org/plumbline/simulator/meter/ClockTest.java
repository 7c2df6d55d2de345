// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.MeterState.LoggedEvent;
import org.plumbline.simulator.physics.ConstantLoad;
import org.plumbline.simulator.port.TruthLedger.Level;

/** Offset, drift and settings of a meter's clock, and the rows captured meanwhile. */
class ClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long S = START.getEpochSecond();
    private static final int ADJUSTED = 0x20;

    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final MeterPlan plan = MeterPlan.simple("M", "127.0.0.9", MeterModel.PLB_ALPHA, START)
            .withLoad(new ConstantLoad(3600, 0)); // 1 Wh per second

    @Test
    void driftMovesTheInstantOfTheCapture() {
        SimulatedMeter meter = meter(plan.withFeatures(MeterFeatures.defaults().withClockDriftPpm(100)));
        clock.advance(Duration.ofDays(10));
        assertEquals(S + 864_000 + 86, meter.snapshot().clockEpochSecond());
        List<Level> levels = ledger.levelsOf("M");
        assertEquals(961, levels.size());
        for (int row = 0; row < levels.size(); row++) {
            assertEquals(S + row * 900L, levels.get(row).captureEpochSecond());
            double seconds = row * 900 / (1 + 100e-6);
            assertEquals(seconds, levels.get(row).trueMilliwattHours() / 1000.0, 1.01);
        }
    }

    @Test
    void shiftInsideAnIntervalMarksItAndTheTotalGoesOn() {
        SimulatedMeter meter = meter(plan.withClockSkewSeconds(-120));
        clock.advance(Duration.ofSeconds(1500)); // the clock shows 00:23:00
        assertInstanceOf(WriteOutcome.Accepted.class, meter.shiftClock(120));
        assertEquals(S + 1500, meter.snapshot().clockEpochSecond());
        clock.advance(Duration.ofSeconds(2100));
        meter.advance();
        List<Level> levels = ledger.levelsOf("M");
        assertEquals(
                List.of(S, S + 900, S + 1800, S + 2700, S + 3600),
                levels.stream().map(Level::captureEpochSecond).toList());
        assertEquals(
                List.of(120_000L, 1_020_000L, 1_800_000L, 2_700_000L, 3_600_000L),
                levels.stream().map(Level::trueMilliwattHours).toList());
        assertEquals(
                List.of(0, 0, ADJUSTED, 0, 0),
                levels.stream().map(Level::status).toList());
        assertEquals(
                List.of(new LoggedEvent(S + 1380, 4), new LoggedEvent(S + 1500, 5)),
                meter.state(MeterState::standardLog));
    }

    @Test
    void shiftIsBoundedAsTheMethodIs() {
        SimulatedMeter meter = meter(plan);
        assertInstanceOf(WriteOutcome.Refused.class, meter.shiftClock(901));
        assertInstanceOf(WriteOutcome.Refused.class, meter.shiftClock(-901));
        assertEquals(S, meter.snapshot().clockEpochSecond());
    }

    @Test
    void settingForwardEndsTheRunningIntervalAndLosesTheRowsBetween() {
        SimulatedMeter meter = meter(plan.withClockSkewSeconds(-4000));
        clock.advance(Duration.ofSeconds(4600)); // the clock shows 00:10:00
        meter.setClock(S + 4600);
        clock.advance(Duration.ofSeconds(1700));
        meter.advance();
        List<Level> levels = ledger.levelsOf("M").stream()
                .filter(level -> level.captureEpochSecond() > S)
                .toList();
        assertEquals(
                List.of(S + 900, S + 5400, S + 6300),
                levels.stream().map(Level::captureEpochSecond).toList());
        assertEquals(
                List.of(4_600_000L, 5_400_000L, 6_300_000L),
                levels.stream().map(Level::trueMilliwattHours).toList());
        assertEquals(
                List.of(ADJUSTED, ADJUSTED, 0),
                levels.stream().map(Level::status).toList());
    }

    @Test
    void repeatedHourGivesTheSameTimesWithOtherLevelsAndNothingTellsOfIt() {
        SimulatedMeter meter = meter(plan);
        clock.advance(Duration.ofHours(2));
        meter.happen(new Happening.ClockJumped(-3600, false));
        clock.advance(Duration.ofHours(1));
        List<ProfileRow> hour = meter.rowsByTime(S + 4500, S + 7200);
        assertEquals(
                List.of(4500L, 5400L, 6300L, 7200L, 4500L, 5400L, 6300L, 7200L),
                hour.stream().map(row -> row.captureEpochSecond() - S).toList());
        assertEquals(
                List.of(4500L, 5400L, 6300L, 7200L, 8100L, 9000L, 9900L, 10_800L),
                hour.stream().map(ProfileRow::registerRaw).toList());
        assertTrue(hour.stream().allMatch(row -> row.status() == 0));
        assertEquals(List.of(), meter.state(MeterState::standardLog));
        assertEquals(13, ledger.levelsOf("M").size());
    }

    @Test
    void presetTimeIsTakenOnceAndOnlyWhileItIsValid() {
        SimulatedMeter meter = meter(plan.withClockSkewSeconds(-300));
        clock.advance(Duration.ofHours(1));
        assertInstanceOf(WriteOutcome.Refused.class, meter.adjustClockToPreset());
        meter.presetClock(S + 3600, S + 4000, S + 5000);
        assertInstanceOf(WriteOutcome.Refused.class, meter.adjustClockToPreset());
        meter.presetClock(S + 3600, S + 3000, S + 4000);
        assertInstanceOf(WriteOutcome.Accepted.class, meter.adjustClockToPreset());
        assertEquals(S + 3600, meter.snapshot().clockEpochSecond());
        assertInstanceOf(WriteOutcome.Refused.class, meter.adjustClockToPreset());
    }

    @Test
    void invalidClockMarksItsRowsUntilItIsSet() {
        SimulatedMeter meter = meter(plan.withFeatures(MeterFeatures.defaults().withInvalidClock()));
        clock.advance(Duration.ofMinutes(20));
        assertTrue(meter.clockInvalid());
        meter.setClock(clock.now().getEpochSecond());
        clock.advance(Duration.ofMinutes(20));
        meter.advance();
        assertEquals(
                List.of(2, 2, 0),
                ledger.levelsOf("M").stream().map(Level::status).toList());
    }

    private SimulatedMeter meter(MeterPlan of) {
        return new SimulatedMeter(of, clock, ledger);
    }
}
