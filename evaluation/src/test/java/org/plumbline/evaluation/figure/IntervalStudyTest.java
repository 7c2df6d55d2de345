// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.evaluation.figure.IntervalStudy.Hardship;
import org.plumbline.evaluation.figure.IntervalStudy.Outcome;
import org.plumbline.evaluation.figure.IntervalStudy.Summary;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;

/** The stated 95 % interval of paired meters against the truth of a simulation. */
class IntervalStudyTest {
    private static final int METERS = 200;
    private static final List<Outcome> OUTCOMES = IntervalStudy.run(new Fleet(11, 1), 6, METERS, Hardship.NONE);

    @Test
    void intervalsHoldTheTruth() {
        Summary summary = Summary.of(OUTCOMES);
        assertEquals(METERS, summary.judged());
        // 95 % of 200 meters, give or take 2.5 standard deviations of the count.
        assertTrue(summary.coverage() >= 0.91 && summary.coverage() <= 0.985, summary.toString());
        assertTrue(summary.medianHalfWidth() <= 1.3 * summary.medianForeseen(), summary.toString());
    }

    @Test
    void uncertaintyOfEveryPointOfTheCurveIsHonestWhetherCoveredOrNot() {
        for (int k = 0; k < 3; k++) {
            double squares = 0;
            for (Outcome outcome : OUTCOMES) {
                ErrorCurve.Point point = judged(outcome).curve().points().get(k);
                double deviation =
                        point.errorPercent() - outcome.pointTruthPercent().get(k);
                squares += Math.pow(deviation / point.standardUncertaintyPercent(), 2);
            }
            double standardised = Math.sqrt(squares / METERS);
            assertTrue(standardised > 0.4 && standardised < 1.35, "point %d: %.2f".formatted(k, standardised));
        }
    }

    @Test
    void almostAllEnergyIsCarriedAtCoveredLoads() {
        long covered = OUTCOMES.stream()
                .filter(outcome -> judged(outcome).curve().coveredEnergyFraction() >= 0.9)
                .count();
        assertTrue(covered >= 0.95 * METERS, covered + " of " + METERS);
    }

    /** Slopes of days with a charging car follow the charger; the error is that of the customer's energy all the same. */
    @Test
    void carChargingDoesNotMoveTheErrorOfACurvedMeter() {
        Hardship charging =
                (setup, chance) -> setup.with(new LoadModel.Charging(LoadModel.Household.draw(chance, 1), 7_400))
                        .withTested(new MeterPhysics(0.2, 0, 0.5, 0, -0.8, 0, 0))
                        .withReference(MeterPhysics.perfect());
        List<Double> deviations = IntervalStudy.run(new Fleet(12, 1), 7, 24, charging).stream()
                .filter(Outcome::household)
                .map(outcome -> judged(outcome).errorPercent() - outcome.truthPercent())
                .toList();
        assertTrue(deviations.size() > 5);
        assertTrue(Deviations.of(deviations).rootMeanSquare() < 0.03, deviations.toString());
    }

    /** The product's rule for a reference whose profile states no drift: it may leave its class within a year. */
    @Test
    void intervalIsWiderWhereTheProfileStatesNoDriftOfTheReference() {
        Fleet fleet = new Fleet(13, 1);
        Outcome stated = IntervalStudy.run(fleet, 6, 4, Hardship.NONE).getFirst();
        Outcome unstated = IntervalStudy.run(fleet, 6, 4, Hardship.NONE.withoutStatedDrift())
                .getFirst();
        assertEquals(stated.truthPercent(), unstated.truthPercent());
        double days = IntervalStudy.EVIDENCE_DAYS - 1;
        assertEquals(0.2 * days / 365.25, judged(unstated).uncertainty().referenceDriftPercent(), 1e-12);
        assertTrue(judged(stated).uncertainty().referenceDriftPercent() < 0.001);
    }

    private static Assessment.Judged judged(Outcome outcome) {
        return outcome.judged().orElseThrow();
    }
}
