// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.cases.CaseCommand.Action;

class CaseWatchPropertyTest {
    private static final Action[] ACTIONS = {
        new Action.Confirm(), new Action.Dismiss(Dismissal.Code.OTHER), new Action.Note(), new Action.Reopen()
    };

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    /** Errors that stay for some days and jump, commands of people, epochs: whatever comes, the file keeps its laws. */
    @Property(tries = 300)
    void oneOpenCaseAtATimeNumbersRiseByOneAndNothingFlaps(@ForAll("seeds") long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        WatchedMeter meter = new WatchedMeter();
        int epoch = 1;
        double error = 0;
        int lastMove = -100;
        for (int day = 0; day < 200; day++) {
            if (chance.nextInt(4) == 0) {
                error = 3 * (chance.nextDouble() - 0.5);
            }
            epoch += chance.nextInt(40) == 0 ? 1 : 0;
            if (chance.nextInt(15) == 0) {
                meter.command(ACTIONS[chance.nextInt(ACTIONS.length)]);
            }
            CaseFile before = meter.file;
            Optional<AccuracyCase> changed = meter.day(epoch, error);
            boolean opened = meter.file.opened() > before.opened();
            boolean recovered = before.open().isPresent() && meter.file.open().isEmpty();
            if (opened) {
                assertTrue(before.open().isEmpty(), "a second open case");
                assertEquals(before.opened() + 1, meter.file.opened());
                assertEquals(meter.file.opened(), changed.orElseThrow().number());
                assertTrue(day - lastMove >= CaseWatch.OPENING_ESTIMATES, "opened on day " + day);
            }
            if (recovered) {
                assertTrue(day - lastMove >= CaseWatch.RECOVERY_ESTIMATES, "closed on day " + day);
                assertTrue(before.open().orElseThrow().handling().confirmed().isEmpty());
            }
            lastMove = opened || recovered ? day : lastMove;
        }
    }

    /** The same findings give the same file, and a finding told twice changes nothing. */
    @Property(tries = 50)
    void findingToldTwiceChangesNothing(@ForAll("seeds") long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        AccuracyCase open =
                CaseLife.open(CaseKind.MET_02, 1, CaseLifeTest.finding(1, 7, 1.6), "r", CaseLifeTest.plan(1, 1.6));
        for (int day = 8; day < 40; day++) {
            Finding finding = CaseLifeTest.finding(1, day, 3 * (chance.nextDouble() - 0.5));
            open = CaseReview.onFinding(open, finding, CaseLifeTest.plan(1, 1.6));
            assertEquals(open, CaseReview.onFinding(open, finding, CaseLifeTest.plan(1, 1.6)));
        }
    }

    /**
     * Ten years of meters whose true error sits near the limit, where verdicts are least certain. The noise of the
     * estimates is correlated (AR(1), 30 days); in the first case it is the share of u_c that a paired meter has, in the
     * second all of u_c, which is the worst there is: reference and structure do not change from day to day. The figures
     * are in docs/cases.md.
     */
    @Test
    @Tag("full")
    void meterNearTheLimitDoesNotFlap() {
        List<String> table = new ArrayList<>();
        for (double share : new double[] {0.3, 1}) {
            for (double error : new double[] {0.9, 0.95, 1.0, 1.05, 1.1, 1.2}) {
                Moves moves = new Moves();
                for (int meter = 0; meter < METERS; meter++) {
                    moves.follow(error, share * WatchedMeter.UNCERTAINTY, meter);
                }
                table.add(String.format(
                        Locale.ROOT,
                        "noise %.1f u_c, true error %.2f %%: %.2f cases per decade; by single verdicts %.2f",
                        share,
                        error,
                        moves.watched / (double) METERS,
                        moves.naive / (double) METERS));
                assertTrue(moves.watched <= METERS * (share < 1 ? 1 : 5), table::toString);
                assertTrue(moves.watched <= moves.naive, table::toString);
            }
        }
        System.out.println(String.join("\n", table));
    }

    private static final int METERS = 100;

    private static final class Moves {
        private int watched;
        private int naive;

        private void follow(double trueError, double noisePercent, long seed) {
            SplittableRandom chance = new SplittableRandom(seed);
            WatchedMeter meter = new WatchedMeter();
            double memory = Math.exp(-1 / 30.0);
            double fresh = noisePercent * Math.sqrt(1 - memory * memory);
            double noise = noisePercent * chance.nextGaussian();
            boolean open = false;
            for (int day = 0; day < 3_650; day++) {
                noise = memory * noise + fresh * chance.nextGaussian();
                boolean fails = trueError + noise - 1.645 * WatchedMeter.UNCERTAINTY > 1;
                naive += fails && !open ? 1 : 0;
                open = fails;
                meter.day(1, trueError + noise);
            }
            watched += meter.file.opened();
        }
    }
}
