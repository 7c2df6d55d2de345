// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.seeded.CrashWorld.Case;
import org.plumbline.seeded.CrashWorld.Delivery;
import org.plumbline.simulator.meter.MeterModel;

/**
 * Each meter model, each way an order may be delivered, one calibrator or two; and in each of these every moment of the
 * correction at which gateway, calibrator, meter, link or broker can be struck. What must hold is in {@link CrashWorld}.
 */
class CrashMatrixTest {

    private static final int LEAST_RUNS = 2_000;
    private static final int LEAST_RESTORES = 100;
    private static final int RESTORES_OF_A_BLOW = 10;

    /** Spread evenly over models, deliveries, calibrators and moments. */
    private static final int RUNS_OF_A_BLOW = 130;

    private static final int MOST_OCTETS_OF_A_WRITE = 145;
    private static final int OCTETS_STEP = 4;

    @Test
    void theMeterIsWrittenOnceAndTheCorrectionIsProven() {
        int runs = runSpread(matrix(1), RUNS_OF_A_BLOW);
        assertTrue(runs >= LEAST_RUNS, () -> runs + " runs");
    }

    /** The meter's memory failed after a correction was proven: the restore is struck at each of its moments. */
    @Test
    void theProvenBlockIsRestoredOnceWhateverIsStruck() {
        int runs = runSpread(restores(1), RESTORES_OF_A_BLOW);
        assertTrue(runs >= LEAST_RESTORES, () -> runs + " runs");
    }

    @Tag("full")
    @Timeout(1_800)
    @Test
    void theProvenBlockIsRestoredOnceInAllRuns() {
        restores(2).parallelStream().forEach(which -> CrashWorld.run(which, Flaw.NONE));
    }

    @Tag("full")
    @Timeout(1_800)
    @Test
    void theMeterIsWrittenOnceAndTheCorrectionIsProvenInAsManyRunsAsThereIsTimeFor() {
        runSpread(matrix(2), 600);
    }

    /** What the real half is compared with: the named points are where both halves say they are. */
    @Test
    void everyCaseSharedWithTheRealHalfIsStruckAtItsPoint() {
        List<RealCase> shared = RealCase.rounds(1).stream()
                .flatMap(round -> round.cases().stream())
                .filter(RealCase::modelled)
                .toList();
        assertTrue(shared.size() >= 60, () -> shared.size() + " cases");
        for (RealCase which : shared) {
            Ending ending = CrashWorld.ending(which.which());
            assertEquals(which.which().wrong() ? "ROLLED_BACK" : "CORRECTED", ending.stage(), which::name);
        }
    }

    /** The matrix can fail: both faults in the calibrator's transactions are seen. */
    @ParameterizedTest
    @EnumSource(names = {"CALIBRATOR_NOT_FENCED", "ORDERS_BEFORE_STATE"})
    void aCalibratorWithoutItsTransactionsIsSeen(Flaw flaw) {
        for (Case which : matrix(1)) {
            boolean ofCalibrator = which.blow() == Blow.CALIBRATOR_KILLED_BEFORE_COMMIT
                    || which.blow() == Blow.CALIBRATOR_STANDS_STILL;
            if (ofCalibrator && which.calibrators() == 2) {
                try {
                    CrashWorld.run(which, flaw);
                } catch (AssertionError seen) {
                    assertInstanceOf(BrokenPromise.class, seen.getCause(), seen::getMessage);
                    return;
                }
            }
        }
        fail("not seen");
    }

    /** Each run is a world of its own, so as many go at once as there are processors. */
    private static int runSpread(List<Case> all, int ofEachBlow) {
        List<Case> spread = Stream.of(Blow.values())
                .map(blow -> all.stream().filter(which -> which.blow() == blow).toList())
                .flatMap(cases -> IntStream.range(0, ofEachBlow)
                        .mapToObj(i -> cases.get((int) ((long) i * cases.size() / ofEachBlow))))
                .distinct()
                .toList();
        spread.parallelStream().forEach(which -> CrashWorld.run(which, Flaw.NONE));
        return spread.size();
    }

    private static List<Case> restores(long seed) {
        List<Case> cases = new ArrayList<>();
        for (MeterModel model : MeterModel.values()) {
            for (Delivery delivery : List.of(Delivery.ONCE, Delivery.THREE_TIMES_OVER_TIME)) {
                add(cases, new Case(model, false, delivery, 2, null, 0, 0, seed, null).restoring());
            }
        }
        return cases;
    }

    private static List<Case> matrix(long seed) {
        List<Case> cases = new ArrayList<>();
        for (MeterModel model : MeterModel.values()) {
            add(cases, new Case(model, true, Delivery.ONCE, 2, null, 0, 0, seed, null));
            for (Delivery delivery : Delivery.values()) {
                for (int calibrators = 1; calibrators <= 2; calibrators++) {
                    add(cases, new Case(model, false, delivery, calibrators, null, 0, 0, seed, null));
                }
            }
        }
        return cases;
    }

    /** The calm case, struck at each of its moments. */
    private static void add(List<Case> cases, Case calm) {
        CrashWorld.Moments moments = CrashWorld.run(calm, Flaw.NONE);
        for (Blow blow : Blow.values()) {
            add(cases, calm, blow, moments);
        }
    }

    private static void add(List<Case> cases, Case calm, Blow blow, CrashWorld.Moments moments) {
        if (blow == Blow.METER_OUT_IN_WRITE) {
            for (int frame : moments.writingFrames()) {
                for (int octets = 0; octets <= MOST_OCTETS_OF_A_WRITE; octets += OCTETS_STEP) {
                    cases.add(struck(calm, blow, frame, octets));
                }
            }
            return;
        }
        for (int moment = 0; moment < moments.count().get(blow); moment++) {
            cases.add(struck(calm, blow, moment, 0));
        }
    }

    private static Case struck(Case calm, Blow blow, int moment, int octets) {
        return new Case(
                calm.model(),
                calm.wrong(),
                calm.delivery(),
                calm.calibrators(),
                blow,
                moment,
                octets,
                calm.seed(),
                null,
                calm.restore());
    }
}
