// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.meter.FollowedPair.Seen;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterStateCodec;

/** Octets kept per meter, against the bounds of the design: 2 kB closed days alone, 16 kB typical, 48 kB worst. */
class StateSizeTest {
    private static final int QUARTER_HOUR = 900;
    private static final int FIVE_MINUTES = 300;
    private static final double MAXIMUM_WATTS = 13_800;

    /** Days of a history beside the follower's own; see {@code Route}. */
    private static final int HISTORY_DAYS = 21;

    private static List<Seen> levels(int days, int stepSeconds, int countsPerWattHour) {
        return levels(days, stepSeconds, countsPerWattHour, 1.004);
    }

    private static List<Seen> levels(int days, int stepSeconds, int countsPerWattHour, double gain) {
        SplittableRandom chance = new SplittableRandom(7);
        List<Seen> all = new ArrayList<>();
        double tested = 5_000_000;
        double reference = 7_000_000;
        long first = FollowedPair.FIRST_DAY * Level.DAY_SECONDS;
        for (long second = first; second <= first + days * Level.DAY_SECONDS; second += stepSeconds) {
            OptionalInt temperature = OptionalInt.of(180 + chance.nextInt(60));
            all.add(new Seen(Side.TESTED, "", level(second, tested * countsPerWattHour, temperature)));
            all.add(new Seen(
                    Side.REFERENCE,
                    FollowedPair.REFERENCE,
                    level(second, reference * countsPerWattHour, OptionalInt.empty())));
            double load = chance.nextInt(4) == 0 ? 0.3 + 0.7 * chance.nextDouble() : 0.02 + 0.25 * chance.nextDouble();
            double wattHours = load * MAXIMUM_WATTS * stepSeconds / 3_600;
            reference += wattHours;
            tested += wattHours * gain;
        }
        return all;
    }

    private static Level level(long second, double raw, OptionalInt temperature) {
        return new Level(new RegisterLevel(second, (long) raw, 0, 0, 1), temperature);
    }

    private static int history(List<Seen> levels) {
        MemoryDays history = new MemoryDays();
        long newest = levels.getLast().level().epochDay();
        levels.stream()
                .filter(seen -> seen.side() == Side.TESTED && seen.level().epochDay() > newest - HISTORY_DAYS)
                .forEach(seen -> history.add(seen.level().epochDay(), Side.TESTED, seen.level()));
        return history.size();
    }

    private static FollowedPair followed(List<Seen> levels) {
        FollowedPair pair = new FollowedPair();
        pair.see(levels);
        return pair;
    }

    private static int closedDaysAlone(FollowedPair pair) {
        return MeterStateCodec.encode(pair.state).length;
    }

    private static int all(FollowedPair pair, int history) {
        return MeterStateCodec.encode(pair.state).length + pair.days.size() + history;
    }

    private static FollowedPair calibrated(List<Seen> levels) {
        FollowedPair pair = new FollowedPair();
        pair.calibrated(new CalibrationBlock(
                1, "PLB-BETA", "0a5f".repeat(24), 0xFFFF_FFFFL, CalibrationBlock.Cause.FIRST_SEEN, ""));
        pair.see(levels);
        assertEquals(10, pair.state.recent().size());
        return pair;
    }

    @Test
    void quarterHourlyPairIsTypical() {
        List<Seen> levels = levels(40, QUARTER_HOUR, 1);
        FollowedPair pair = calibrated(levels);
        int octets = all(pair, history(levels));
        assertTrue(closedDaysAlone(pair) <= 1_900, closedDaysAlone(pair) + " octets");
        assertTrue(octets <= 16_384, octets + " octets");
    }

    /** Days of registers of 100 Wh are joined, which takes more than any other day. */
    @Test
    void closedDaysOfCoarseRegistersStayBelowTheBoundToo() {
        FollowedPair pair = calibrated(FollowedPair.coarse(levels(40, QUARTER_HOUR, 1)));
        assertTrue(pair.state.checkpoint().anchor().isPresent());
        assertTrue(closedDaysAlone(pair) <= 2_048, closedDaysAlone(pair) + " octets");
    }

    /** The case as it stands, and as it stood before the days that are judged again. */
    @Test
    void openCaseTakesTwoAndAHalfKilobytesMore() {
        List<Seen> levels = levels(40, QUARTER_HOUR, 1, 1.016);
        FollowedPair pair = calibrated(levels);
        assertTrue(pair.state.openCase(CaseKind.MET_02).isPresent());
        int octets = all(pair, history(levels));
        assertTrue(closedDaysAlone(pair) <= 4_608, closedDaysAlone(pair) + " octets");
        assertTrue(octets <= 17_000, octets + " octets");
    }

    /** Both meters' load profiles carry the reactive registers. */
    @Test
    void quarterHourlyPairWithReactiveRegistersIsTypical() {
        List<Seen> levels = levels(40, QUARTER_HOUR, 1).stream()
                .map(StateSizeTest::withReactive)
                .toList();
        FollowedPair pair = followed(levels);
        int octets = all(pair, history(levels));
        assertFalse(pair.state.checkpoint().phase().isNone());
        assertTrue(closedDaysAlone(pair) <= 2_048, closedDaysAlone(pair) + " octets");
        assertTrue(octets <= 16_384, octets + " octets");
    }

    private static Seen withReactive(Seen seen) {
        Level level = seen.level();
        long second = level.register().captureEpochSecond();
        if (second % 3_600 != 0) {
            return seen;
        }
        double angle = 2 * Math.PI * second / Level.DAY_SECONDS;
        long net = (long) (0.4 * level.register().raw() + 3_000 * Math.sin(angle));
        return new Seen(
                seen.side(),
                seen.referenceMeterId(),
                new Level(level.register(), level.temperatureTenths(), Optional.of(new ReactiveLevel(net, 0))));
    }

    /** One meter of the pair silent for as long as the other's levels are kept. */
    @Test
    void rowsOfFiveMinutesOfAPairWhoseReferenceIsSilentStayBelowTheWorst() {
        List<Seen> levels = levels(86, FIVE_MINUTES, 10);
        long silentFrom = FollowedPair.FIRST_DAY + 20;
        FollowedPair pair = followed(levels.stream()
                .filter(seen -> seen.side() == Side.TESTED || seen.level().epochDay() < silentFrom)
                .toList());
        int octets = all(pair, history(levels));
        assertTrue(pair.state.refusedLevels().get(MeterFollower.DAY_FULL) > 0);
        assertTrue(octets <= 49_152, octets + " octets");
    }

    @Test
    void whichOfTooManyLevelsStayDoesNotDependOnTheirOrder() {
        List<Seen> levels = levels(9, FIVE_MINUTES, 1);
        FollowedPair inOrder = followed(levels);
        List<Seen> shuffled = new ArrayList<>(levels);
        Collections.shuffle(shuffled, new Random(5));
        FollowedPair anyOrder = followed(shuffled);
        assertArrayEquals(MeterStateCodec.encode(inOrder.state), MeterStateCodec.encode(anyOrder.state));
        // Both meters, nine days; midnight alone is the tenth.
        assertEquals(18, inOrder.state.refusedLevels().get(MeterFollower.DAY_FULL));
    }

    @Test
    void meterOfFiveMinutesIsComparedWithOneOfQuarterHours() {
        List<Seen> dense = levels(9, FIVE_MINUTES, 1);
        FollowedPair mixed = followed(dense.stream()
                .filter(seen -> seen.side() == Side.REFERENCE || isQuarterHour(seen))
                .toList());
        FollowedPair alike =
                followed(dense.stream().filter(StateSizeTest::isQuarterHour).toList());
        long day = FollowedPair.FIRST_DAY + 3;
        DayResult.Estimate expected = (DayResult.Estimate) alike.state.recent().get(day);
        DayResult.Estimate found = (DayResult.Estimate) mixed.state.recent().get(day);
        assertEquals(expected.shape(), found.shape());
    }

    private static boolean isQuarterHour(Seen seen) {
        return seen.level().register().captureEpochSecond() % QUARTER_HOUR == 0;
    }
}
