// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plumbline.evaluation.fleet.DayTruth;

class DailyGainFiguresTest {
    /** The stated variance of the daily gain is neither a boast nor an excuse. */
    @Test
    void statedUncertaintyOfADayIsHonest() {
        for (int scaler = 0; scaler <= 1; scaler++) {
            DailyGainStudy study = study(new Fleet(11, 1), scaler);
            assertTrue(study.standardised() > 0.7 && study.standardised() < 1.2, "" + study.standardised());
            assertEquals(0, study.refused());
        }
    }

    @Test
    void naiveEstimatesAreFarFromTheTruthOnTheSameReadings() {
        DailyGainStudy study = study(new Fleet(12, 1), 1);
        double product = study.gains().rootMeanSquare();
        double naive = study.deviations(day -> day.naive().meanOfRatios() - day.truth())
                .rootMeanSquare();
        assertTrue(naive > 20 * product, naive + " against " + product);
    }

    @Test
    void otherSeedsGiveOtherFleets() {
        assertNotEquals(
                study(new Fleet(1, 1), 0).gains().mean(),
                study(new Fleet(2, 1), 0).gains().mean());
    }

    /** A constant load, perfect clock: sqrt(12/N) sigma/E of the reference's formula, N intervals. */
    @Test
    void boundOfAConstantLoadIsTheTextbooks() {
        int n = 97;
        double[] energies = new double[n];
        double[] watts = new double[n];
        for (int k = 0; k < n; k++) {
            energies[k] = 100 * k;
            watts[k] = 400 + (k % 2);
        }
        DayBound bound = DayBound.of(new DayTruth(9_600, 0, energies, watts, new double[97]), 1, 0);
        double textbook = 100 * Math.sqrt(12.0 / 97) * Math.sqrt(1 / 6.0) / 9_600;
        assertEquals(textbook, Math.sqrt(bound.gainVarianceOfRegisters()), 0.02 * textbook);
        assertTrue(bound.gainVariance() >= bound.gainVarianceOfRegisters());
    }

    private static DailyGainStudy study(Fleet fleet, int scaler) {
        return DailyGainStudy.run(fleet, 99, new DailyGainStudy.Plan(40, 5, scaler, 60, 60, 0.6));
    }
}
