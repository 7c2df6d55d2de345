// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.meter.FollowedPair.Seen;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterStateCodec;

class MeterFollowerPropertyTest {
    @Property(tries = 12)
    void anyArrivalOrderWithinTheWindowGivesTheSameBits(
            @ForAll long seed, @ForAll @DoubleRange(min = -0.8, max = 0.8) double errorPercent) {
        assertAnyOrderGivesTheSameBits(FollowedPair.levels(FollowedPair.FIRST_DAY, 9, errorPercent, 1, seed), seed);
    }

    @Property(tries = 6)
    void joinedDaysOfCoarseRegistersAreTheSameBitsInAnyOrder(@ForAll long seed) {
        List<Seen> levels = FollowedPair.coarse(FollowedPair.levels(FollowedPair.FIRST_DAY, 16, 0.4, 1, seed));
        FollowedPair joined = assertAnyOrderGivesTheSameBits(levels.subList(0, 9 * 2 * 48), seed);
        assertTrue(joined.state.recent().values().stream()
                .allMatch(day -> day instanceof DayResult.Estimate estimate
                        && estimate.link().isPresent()));

        FollowedPair longer = new FollowedPair();
        longer.see(levels);
        assertTrue(longer.state.checkpoint().anchor().isPresent());
    }

    /** The pair that saw the levels in order. */
    private static FollowedPair assertAnyOrderGivesTheSameBits(List<Seen> levels, long seed) {
        FollowedPair inOrder = new FollowedPair();
        inOrder.see(levels);

        List<Seen> shuffled = new ArrayList<>(levels);
        shuffled.addAll(levels.subList(levels.size() / 3, levels.size() / 2));
        Collections.shuffle(shuffled, new Random(seed));
        FollowedPair anyOrder = new FollowedPair();
        anyOrder.see(shuffled);

        assertArrayEquals(MeterStateCodec.encode(inOrder.state), MeterStateCodec.encode(anyOrder.state));
        assertEquals(newest(inOrder), newest(anyOrder));
        assertEquals(inOrder.days.size(), anyOrder.days.size());
        return inOrder;
    }

    @Property(tries = 6)
    void latenessUpToTheWindowNeverShowsInALongRun(@ForAll long seed) {
        List<Seen> levels = FollowedPair.levels(FollowedPair.FIRST_DAY, 30, 0.5, 1, seed);
        FollowedPair inOrder = new FollowedPair();
        inOrder.see(levels);

        // Blocks of nine days, each shuffled: nothing is more than nine days late.
        Random chance = new Random(seed);
        List<Seen> blocks = new ArrayList<>();
        int block = 9 * 2 * 48;
        for (int from = 0; from < levels.size(); from += block) {
            List<Seen> part = new ArrayList<>(levels.subList(from, Math.min(levels.size(), from + block)));
            Collections.shuffle(part, chance);
            blocks.addAll(part);
        }
        FollowedPair late = new FollowedPair();
        late.see(blocks);

        assertArrayEquals(MeterStateCodec.encode(inOrder.state), MeterStateCodec.encode(late.state));
        assertEquals(newest(inOrder), newest(late));
    }

    @Example
    void oneMetersWholeBackFillMayComeBeforeTheOthers() {
        List<Seen> levels = FollowedPair.levels(FollowedPair.FIRST_DAY, 60, 0.5, 1, 3);
        FollowedPair together = new FollowedPair();
        together.see(levels);
        for (Side first : Side.values()) {
            FollowedPair apart = new FollowedPair();
            apart.see(levels.stream().filter(seen -> seen.side() == first).toList());
            apart.see(levels.stream().filter(seen -> seen.side() != first).toList());
            assertArrayEquals(MeterStateCodec.encode(together.state), MeterStateCodec.encode(apart.state));
            assertEquals(newest(together), newest(apart));
            assertTrue(apart.outputs.size() <= 3 * 60, apart.outputs.size() + " findings for 60 days");
        }
    }

    /** Each meter's levels come in order, as a head-end reads them; one may be weeks behind the other. */
    @Property(tries = 6)
    void casesAreTheSameHoweverFarOneMeterIsBehindTheOther(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.9, max = 1.7) double errorPercent) {
        List<Seen> levels = FollowedPair.levels(FollowedPair.FIRST_DAY, 30, errorPercent, 1, seed);
        FollowedPair together = new FollowedPair();
        together.see(levels);
        for (Side behind : Side.values()) {
            FollowedPair apart = new FollowedPair();
            apart.see(merged(levels, behind, new Random(seed)));
            assertArrayEquals(MeterStateCodec.encode(together.state), MeterStateCodec.encode(apart.state));
            assertEquals(caseRecords(together), caseRecords(apart));
        }
    }

    /** In bursts of up to ten days of one meter and up to a day of the other. */
    private static List<Seen> merged(List<Seen> levels, Side behind, Random chance) {
        Deque<Seen> late = new ArrayDeque<>(
                levels.stream().filter(seen -> seen.side() == behind).toList());
        Deque<Seen> early = new ArrayDeque<>(
                levels.stream().filter(seen -> seen.side() != behind).toList());
        List<Seen> merged = new ArrayList<>();
        while (!early.isEmpty() || !late.isEmpty()) {
            take(early, chance.nextInt(480), merged);
            take(late, early.isEmpty() ? late.size() : chance.nextInt(48), merged);
        }
        return merged;
    }

    private static void take(Deque<Seen> from, int count, List<Seen> to) {
        for (int k = 0; k < count && !from.isEmpty(); k++) {
            to.add(from.removeFirst());
        }
    }

    /** Every record of a case, in the order in which they were told. */
    private static List<MeterOutput> caseRecords(FollowedPair pair) {
        return pair.outputs.stream()
                .filter(output -> !(output instanceof MeterOutput.DriftFound))
                .toList();
    }

    @Example
    void whatIsKeptIsBounded() {
        FollowedPair pair = new FollowedPair();
        pair.see(FollowedPair.levels(FollowedPair.FIRST_DAY, 120, 0.5, 1, 4));
        assertTrue(MeterStateCodec.encode(pair.state).length < 16_000);
        assertTrue(pair.days.days() <= DayClosing.KEPT_AFTER_CLOSING_DAYS + 2);

        FollowedPair oneSided = new FollowedPair();
        oneSided.see(FollowedPair.levels(FollowedPair.FIRST_DAY, 120, 0.5, 1, 4).stream()
                .filter(seen -> seen.side() == Side.TESTED)
                .toList());
        assertTrue(oneSided.days.days() <= DayClosing.MOST_DAYS_KEPT + 2);
        assertTrue(oneSided.days.size() + MeterStateCodec.encode(oneSided.state).length < 48_000);
    }

    @Example
    void refusalSaysWhatTheNewestDayLacks() {
        FollowedPair pair = new FollowedPair();
        List<Seen> levels = FollowedPair.levels(FollowedPair.FIRST_DAY, 3, 0.5, 1, 9);
        for (int k = 0; k < levels.size(); k++) {
            if (k % 6 < 2 || levels.get(k).side() == Side.REFERENCE) {
                pair.see(levels.get(k));
            }
        }
        Assessment.Refused refused = (Assessment.Refused) newest(pair).assessment();
        assertEquals("TOO_FEW_PAIRS", refused.name());
        assertTrue(refused.sentence().contains("a day needs 25 times"), refused.sentence());
        assertTrue(refused.sentence().endsWith("; on 2024-10-06 32 UNPAIRED"), refused.sentence());
        assertEquals(96, newest(pair).exclusions().get("UNPAIRED"));
    }

    @Example
    void newEpochStartsWithNewEvidence() {
        FollowedPair pair = new FollowedPair();
        List<Seen> before = FollowedPair.levels(FollowedPair.FIRST_DAY, 10, 1.5, 1, 5);
        pair.see(before);
        pair.see(FollowedPair.levels(FollowedPair.FIRST_DAY + 11, 8, 0.1, 2, 6));

        Finding finding = newest(pair);
        assertEquals(2, finding.calibrationEpoch());
        assertEquals(8, finding.closedDays());
        assertEquals(FollowedPair.FIRST_DAY + 11, finding.fromEpochDay());
        Assessment.Judged judged = (Assessment.Judged) finding.assessment();
        assertEquals(0.1, judged.errorPercent(), 3 * judged.uncertainty().combinedPercent());
    }

    @Example
    void otherReferenceStartsWithNewEvidence() {
        FollowedPair pair = new FollowedPair();
        pair.see(FollowedPair.levels(FollowedPair.FIRST_DAY, 10, 0.5, 1, 7));
        pair.pairing = FollowedPair.ready("other");
        List<Seen> later = FollowedPair.levels(FollowedPair.FIRST_DAY + 10, 8, 0.2, 1, 8);
        later.stream()
                .map(seen -> seen.side() == Side.TESTED ? seen : new Seen(Side.REFERENCE, "other", seen.level()))
                .forEach(pair::see);
        pair.see(
                new Seen(Side.REFERENCE, FollowedPair.REFERENCE, later.getLast().level()));

        assertEquals("other", pair.state.referenceMeterId());
        assertEquals(8, newest(pair).closedDays());
    }

    private static Finding newest(FollowedPair pair) {
        return pair.outputs.stream()
                .filter(MeterOutput.DriftFound.class::isInstance)
                .map(output -> ((MeterOutput.DriftFound) output).finding())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
