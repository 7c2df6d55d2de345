// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.meter.WriteOutcome;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.port.TruthLedger;

/**
 * Why no correction is relative: new gain = old gain × reference / measured, as it is usually told, on the meters of the
 * crash matrix. The figures are those of {@code docs/adr/0005-absolute-epoch-bound-compare-and-set.md}.
 */
class NaiveFormulaTest {

    private static final double ERROR_PERCENT = 1.3;

    private final Naive naive = new Naive();

    @Test
    void deliveredOnceItIsRight() {
        naive.passDays(7);
        naive.multiply(naive.factor(7));

        assertEquals(0, naive.errorOfNextDayPercent(), 0.001);
    }

    @Test
    void deliveredThreeTimesItTurnsTheErrorRound() {
        naive.passDays(7);
        double factor = naive.factor(7);
        for (int i = 0; i < 3; i++) {
            naive.multiply(factor);
        }

        assertEquals(-2.55, naive.errorOfNextDayPercent(), 0.01);
    }

    /** Days from before a write count again until they have left the window; in the end the meter itself refuses. */
    @ParameterizedTest
    @CsvSource({"7, 92, 65.3", "30, 97, 94.8"})
    void everyDayOverATrailingWindowItRunsAway(int windowDays, int dayOfRefusal, double worstPercent) {
        naive.passDays(windowDays);
        double worst = 0;
        int day = 1;
        while (naive.multiply(naive.factor(windowDays))) {
            worst = Math.max(worst, Math.abs(naive.errorOfNextDayPercent()));
            day++;
        }

        assertEquals(dayOfRefusal, day);
        assertEquals(worstPercent, worst, 0.1);
    }

    /** A meter, the truth beside it, and somebody who multiplies its gain. */
    private static final class Naive {
        private static final MeterModel MODEL = MeterModel.PLB_ALPHA;

        private final SettableFieldClock clock = new SettableFieldClock(World.FIELD_START);
        private final SimulatedMeter meter = new SimulatedMeter(
                MeterPlan.simple("M-0", "127.1.0.1", MODEL, World.FIELD_START)
                        .withErrorCurve(ErrorCurve.ofGain(ERROR_PERCENT / 100)),
                clock,
                new NoLedger());
        private final List<SimulatedMeter.Snapshot> days = new ArrayList<>(List.of(meter.snapshot()));

        void passDays(int count) {
            for (int i = 0; i < count; i++) {
                clock.advance(Duration.ofDays(1));
                days.add(meter.snapshot());
            }
        }

        /** Reference over measured of the newest days. */
        double factor(int windowDays) {
            SimulatedMeter.Snapshot from = days.get(days.size() - 1 - windowDays);
            SimulatedMeter.Snapshot to = days.getLast();
            return (double) (to.trueMilliwattHours() - from.trueMilliwattHours())
                    / (to.registeredMilliwattHours() - from.registeredMilliwattHours());
        }

        /** False when the meter refuses what comes out as no plausible gain. */
        boolean multiply(double factor) {
            var model = MeterModels.named(World.modelName(meter.plan())).orElseThrow();
            byte[] next = model.scaled(meter.activeBlockBytes(), factor);
            meter.storePending(next);
            return meter.storePendingChecksum((int) model.checksumOf(next)) instanceof WriteOutcome.Accepted;
        }

        double errorOfNextDayPercent() {
            passDays(1);
            return 100 * (1 / factor(1) - 1);
        }
    }

    private static final class NoLedger implements TruthLedger {
        @Override
        public void levels(String meterId, List<Level> captured) {
            // The snapshots tell.
        }

        @Override
        public void write(Write write) {
            // The block in force tells.
        }

        @Override
        public void counter(Counter counter) {
            // Nobody speaks to this meter.
        }

        @Override
        public void connection(Connection connection) {
            // Nobody speaks to this meter.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
