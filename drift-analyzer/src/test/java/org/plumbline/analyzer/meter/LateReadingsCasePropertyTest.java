// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseCommand;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.Handling;
import org.plumbline.analyzer.meter.FollowedPair.Seen;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.MeterStateCodec;

/** Cases of readings that come late, against those of the same readings in order. */
class LateReadingsCasePropertyTest {
    private static final int DAYS = 26;
    private static final int MOST_DAYS_LATE = 9;

    /** What comes to a meter at a field time. */
    private record Arrival(long second, Consumer<FollowedPair> what) {
        static Arrival of(long second, Seen seen) {
            return new Arrival(second, pair -> pair.see(seen));
        }
    }

    /** Errors on both sides of the limit of 1 %, that stay for some days. */
    private static List<Seen> levels(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        double[] errors = new double[DAYS + 1];
        for (int day = 0; day < errors.length; day++) {
            errors[day] = day > 0 && chance.nextInt(5) > 0 ? errors[day - 1] : 0.2 + 1.9 * chance.nextDouble();
        }
        return FollowedPair.levels(FollowedPair.FIRST_DAY, DAYS, day -> errors[day], 1, seed);
    }

    private static long noon(int day) {
        return (FollowedPair.FIRST_DAY + day) * Level.DAY_SECONDS + Level.DAY_SECONDS / 2;
    }

    private static List<Arrival> inOrder(List<Seen> levels) {
        return levels.stream()
                .map(seen -> Arrival.of(seen.level().register().captureEpochSecond(), seen))
                .toList();
    }

    /**
     * Some days lack what one meter or both counted between their midnights, and get it up to nine days later.
     *
     * @param act an act rests on what was there: what belongs to days before it has come by then
     */
    private static List<Arrival> late(List<Seen> levels, Random chance, long act) {
        Set<String> held = new HashSet<>();
        Map<Long, Integer> daysLate = new TreeMap<>();
        for (int k = 0; k < 9; k++) {
            long day = FollowedPair.FIRST_DAY + chance.nextInt(DAYS);
            daysLate.put(day, 1 + chance.nextInt(MOST_DAYS_LATE));
            Level.Side side = chance.nextBoolean() ? Level.Side.TESTED : Level.Side.REFERENCE;
            held.add(day + "" + side);
            held.add(day + "" + (chance.nextBoolean() ? side : Level.Side.TESTED));
        }
        List<Arrival> arrivals = new ArrayList<>();
        for (Seen seen : levels) {
            long captured = seen.level().register().captureEpochSecond();
            boolean isHeld =
                    !seen.level().isMidnight() && held.contains(seen.level().epochDay() + "" + seen.side());
            long late = captured
                    + (isHeld ? daysLate.get(seen.level().epochDay()) * Level.DAY_SECONDS + chance.nextInt(3_600) : 0);
            boolean crosses = captured < act && late >= act;
            arrivals.add(Arrival.of(crosses ? Math.max(captured, act - 1) : late, seen));
        }
        return arrivals;
    }

    private static FollowedPair followed(List<Arrival> readings, List<Arrival> acts) {
        List<Arrival> all = new ArrayList<>(acts);
        all.addAll(readings);
        all.sort(Comparator.comparingLong(Arrival::second));
        FollowedPair pair = new FollowedPair();
        all.forEach(each -> each.what().accept(pair));
        return pair;
    }

    /** The newest record of each case, as a compacted topic keeps it. */
    private static Map<String, AccuracyCase> records(FollowedPair pair) {
        Map<String, AccuracyCase> newest = new TreeMap<>();
        for (MeterOutput output : pair.outputs) {
            if (output instanceof MeterOutput.CaseChanged(AccuracyCase now)) {
                newest.put(now.caseId(), now);
            }
        }
        return newest;
    }

    private static boolean isWithdrawn(AccuracyCase one) {
        return one.state() instanceof CaseState.Closed closed && closed.cause() == CaseState.Closed.Cause.WITHDRAWN;
    }

    private static void assertSame(FollowedPair inOrder, FollowedPair late) {
        assertArrayEquals(MeterStateCodec.encode(inOrder.state), MeterStateCodec.encode(late.state));
        Map<String, AccuracyCase> records = records(late);
        records.values().removeIf(LateReadingsCasePropertyTest::isWithdrawn);
        assertEquals(records(inOrder), records);
        assertTrue(records(inOrder).values().stream().noneMatch(LateReadingsCasePropertyTest::isWithdrawn));
    }

    private static void assertLateIsAsInOrder(long seed, List<Arrival> acts, long act) {
        List<Seen> levels = levels(seed);
        FollowedPair inOrder = followed(inOrder(levels), acts);
        assertSame(inOrder, followed(late(levels, new Random(seed), act), acts));
    }

    @Property(tries = 6)
    void readingsUpToNineDaysLateLeaveTheCasesAsIfTheyHadComeInOrder(@ForAll long seed) {
        assertLateIsAsInOrder(seed, List.of(), 0);
    }

    /** A doubt counts from the day on that is judged next, until it is settled. */
    @Property(tries = 3)
    void referenceInDoubtDoesNotChangeThat(@ForAll long seed) {
        Pairing.Ready ready = (Pairing.Ready) FollowedPair.ready(FollowedPair.REFERENCE);
        int from = 8 + new SplittableRandom(seed).nextInt(10);
        Arrival doubted = new Arrival(noon(from), pair -> pair.judgedBy(ready.doubted()));
        Arrival cleared = new Arrival(noon(from + 6), pair -> pair.judgedBy(ready));
        assertLateIsAsInOrder(seed, List.of(doubted), 0);
        assertLateIsAsInOrder(seed, List.of(doubted, cleared), 0);
    }

    /** What was acted on stands; on both sides of the act the cases follow the readings alone. */
    @Property(tries = 3)
    void betweenActsCasesDoNotDependOnTheOrderOfReadings(@ForAll long seed) {
        int day = 8 + new SplittableRandom(seed).nextInt(10);
        CalibrationBlock block =
                new CalibrationBlock(1, "PLB-ALPHA", "00ff10", 7, CalibrationBlock.Cause.FIRST_SEEN, "");
        assertLateIsAsInOrder(seed, List.of(new Arrival(noon(day), pair -> pair.calibrated(block))), noon(day));
        assertLateIsAsInOrder(seed, List.of(new Arrival(noon(day), pair -> pair.commanded(note()))), noon(day));
    }

    private static CaseCommand note() {
        return new CaseCommand(
                "c1",
                "m|MET-02|1",
                new CaseCommand.Action.Note(),
                "seen on site",
                new Handling.Mark("ann", 1_000),
                1_500,
                2_000,
                3_000);
    }

    /** 1.1 % on nine days; four days of 0.95 % between them come when the case is open already. */
    private static FollowedPair openedOnWhatWasThere(List<Arrival> acts) {
        List<Arrival> arrivals = nearTheLimit().stream()
                .map(seen -> {
                    long captured = seen.level().register().captureEpochSecond();
                    long day = seen.level().epochDay() - FollowedPair.FIRST_DAY;
                    boolean held = day < 13 && isWithin(day) && !seen.level().isMidnight();
                    return Arrival.of(held ? noon(13) : captured, seen);
                })
                .toList();
        return followed(arrivals, acts);
    }

    private static List<Seen> nearTheLimit() {
        return FollowedPair.levels(FollowedPair.FIRST_DAY, 16, day -> isWithin(day) ? 0.95 : 1.1, 1, 4);
    }

    private static boolean isWithin(long day) {
        return day == 4 || day == 6 || day == 8 || day == 9 || day >= 13;
    }

    /** The properties speak of something: cases open in most of their runs, and late readings move or withdraw some. */
    @Example
    void lateReadingsMoveCasesInTheseRuns() {
        int moved = 0;
        for (long seed = 1; seed <= 6; seed++) {
            FollowedPair pair = followed(late(levels(seed), new Random(seed), 0), List.of());
            boolean isMoved = pair.outputs.stream()
                    .anyMatch(output -> output instanceof MeterOutput.Fact fact
                            && (fact.kind().equals("CASE_REVISED")
                                    || fact.kind().equals("CASE_WITHDRAWN")));
            moved += isMoved ? 1 : 0;
        }
        assertTrue(moved >= 1, moved + " of 6");
    }

    @Example
    void caseThatInOrderWouldNotHaveOpenedIsWithdrawnByName() {
        FollowedPair pair = openedOnWhatWasThere(List.of());
        AccuracyCase one = records(pair).get("m|MET-02|1");
        assertTrue(isWithdrawn(one), one.state().toString());
        assertTrue(
                one.state().reason().startsWith("withdrawn: readings that came since"),
                one.state().reason());
        assertTrue(pair.state.cases().isEmpty());
        List<String> facts = pair.outputs.stream()
                .filter(MeterOutput.Fact.class::isInstance)
                .map(output -> ((MeterOutput.Fact) output).kind())
                .toList();
        assertEquals("CASE_OPENED", facts.getFirst());
        assertEquals("CASE_WITHDRAWN", facts.getLast());
        assertTrue(records(followed(inOrder(nearTheLimit()), List.of())).isEmpty());
    }

    @Example
    void whatAPersonSaidSomethingAboutIsNotWithdrawn() {
        FollowedPair pair = openedOnWhatWasThere(List.of(new Arrival(noon(13) - 42_000, one -> one.commanded(note()))));
        AccuracyCase one = pair.state.openCase(CaseKind.MET_02).orElseThrow();
        assertEquals("seen on site", one.handling().notes().getFirst().text());
        assertEquals(one, records(pair).get("m|MET-02|1"));
    }
}
