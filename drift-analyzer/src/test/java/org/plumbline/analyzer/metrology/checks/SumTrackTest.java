// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.checks.DayFinding.Level;
import org.plumbline.analyzer.metrology.checks.DayFinding.Measured;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refusal;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refused;

class SumTrackTest {
    private static final double PEAK = 0; // registers of one moment: nothing is granted but rounding

    /** Exact whatever the contents: 20,000 meter days of phases that import and export at once, rounded down. */
    @Test
    void roundingAloneIsNeverBeyondAndTheWorstOfItIsAllowed() {
        SplittableRandom random = new SplittableRandom(5);
        for (int meter = 0; meter < 50; meter++) {
            double[] imports = random.doubles(3, 0, 1e6).toArray();
            double[] exports = random.doubles(3, 0, 1e5).toArray();
            SumTrack track = SumTrack.begin();
            for (int day = 0; day < 400; day++) {
                for (int phase = 0; phase < 3; phase++) {
                    imports[phase] += random.nextDouble(4_000);
                    exports[phase] += random.nextDouble(900);
                }
                PollSample poll = phases(day, imports, exports, sum(imports), sum(exports));
                SumTrack.Step step = track.after(RegisterSum.PHASES, day, List.of(poll), false, PEAK);
                assertEquals(
                        Level.CLEAR,
                        assertInstanceOf(Measured.class, step.finding()).level());
                track = step.track();
            }
            assertEquals(SumTrack.HELD, track.held());
        }
    }

    /** Totals that sum by direction or as vector differ, their nets do not. */
    @Test
    void vectorialTotalHoldsLikeOneByDirection() {
        SumTrack track = SumTrack.begin();
        for (int day = 0; day < 10; day++) {
            double[] imports = {day * 3_000.4, day * 2_000.3, day * 1_000.2};
            double[] exports = {0, 0, day * 700.9};
            double net = sum(imports) - sum(exports);
            PollSample poll = phases(day, imports, exports, net, 0);
            SumTrack.Step step = track.after(RegisterSum.PHASES, day, List.of(poll), false, PEAK);
            assertEquals(
                    Level.CLEAR,
                    assertInstanceOf(Measured.class, step.finding()).level());
            track = step.track();
        }
    }

    @Test
    void registerThatStopsIsBeyondOnceItHeldAndDoubtfulWhenItNeverDid() {
        assertEquals(Level.BEYOND, lastLevel(tariffs(10, 5)));
        assertEquals(Level.DOUBTFUL, lastLevel(tariffs(10, 0)));
        assertEquals(Level.CLEAR, lastLevel(tariffs(10, 10)));
    }

    @Test
    void whatCannotBeSummedUpIsRefusedByName() {
        PollSample bare = Polls.of(0, 500, 1, 230, 1);
        assertEquals(Refusal.NO_TOTAL_REGISTER, refusal(RegisterSum.TARIFFS, bare));
        PollSample total = Polls.with(bare, Map.of(Quantity.IMPORT, 100L));
        assertEquals(Refusal.NO_TARIFF_REGISTERS, refusal(RegisterSum.TARIFFS, total));
        assertEquals(Refusal.NO_PHASE_REGISTERS, refusal(RegisterSum.PHASES, total));
        PollSample halfExport = Polls.with(
                total,
                Map.of(Quantity.IMPORT_L1, 1L, Quantity.IMPORT_L2, 1L, Quantity.IMPORT_L3, 1L, Quantity.EXPORT, 1L));
        assertEquals(Refusal.NO_EXPORT_REGISTERS, refusal(RegisterSum.PHASES, halfExport));
        Map<Quantity, PollSample.Register> mixed = total.registers();
        mixed.put(Quantity.TARIFF_1, new PollSample.Register(5, 1));
        mixed.put(Quantity.TARIFF_2, new PollSample.Register(50, 0));
        assertEquals(Refusal.SCALERS_DIFFER, refusal(RegisterSum.TARIFFS, PollSample.of(0, 1, mixed)));
        SumTrack.Step fell = SumTrack.begin()
                .after(RegisterSum.TARIFFS, 0, List.of(tariffs(1, 1).getFirst()), true, PEAK);
        assertEquals(new Refused(Refusal.REGISTER_FELL), fell.finding());
    }

    /** Two tariffs, ten kWh a day in turn; the first stops on a day. */
    private static List<PollSample> tariffs(int days, int stopsOnDay) {
        List<PollSample> polls = new ArrayList<>();
        for (int day = 0; day <= days; day++) {
            long each = 5_000L * day;
            polls.add(Polls.with(
                    Polls.of(day, 500, 1, 230, 1),
                    Map.of(
                            Quantity.IMPORT,
                            2 * each,
                            Quantity.TARIFF_1,
                            Math.min(each, 5_000L * stopsOnDay),
                            Quantity.TARIFF_2,
                            each)));
        }
        return polls;
    }

    private static Level lastLevel(List<PollSample> polls) {
        SumTrack track = SumTrack.begin();
        Level level = Level.CLEAR;
        for (int day = 0; day < polls.size(); day++) {
            SumTrack.Step step = track.after(RegisterSum.TARIFFS, day, List.of(polls.get(day)), false, PEAK);
            level = assertInstanceOf(Measured.class, step.finding()).level();
            track = step.track();
        }
        return level;
    }

    private static Refusal refusal(RegisterSum sum, PollSample poll) {
        return assertInstanceOf(
                        Refused.class,
                        SumTrack.begin()
                                .after(sum, 0, List.of(poll), false, PEAK)
                                .finding())
                .refusal();
    }

    private static PollSample phases(long second, double[] imports, double[] exports, double total, double back) {
        Map<Quantity, Long> energies = new EnumMap<>(Quantity.class);
        for (int phase = 0; phase < 3; phase++) {
            energies.put(Quantity.PHASE_IMPORTS.get(phase), (long) imports[phase]);
            energies.put(Quantity.PHASE_EXPORTS.get(phase), (long) exports[phase]);
        }
        energies.put(Quantity.IMPORT, (long) total);
        energies.put(Quantity.EXPORT, (long) back);
        return Polls.with(Polls.of(second, 500, 1, 230, 1), energies);
    }

    private static double sum(double[] parts) {
        return parts[0] + parts[1] + parts[2];
    }
}
