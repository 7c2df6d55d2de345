// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import java.time.LocalDate;

/** How loads and temperatures change over the year (northern hemisphere). */
final class Seasons {
    private static final int DAYS = 366;
    private static final double[] HOUSEHOLD_FACTOR = householdFactors();

    private Seasons() {}

    /** Day of the year, 1..366, of a day counted from 1970-01-01. */
    static int dayOfYear(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).getDayOfYear();
    }

    /** BDEW dynamisation of the H0 profile, divided by its yearly mean so that a year keeps its energy. */
    static double householdFactor(long epochDay) {
        return HOUSEHOLD_FACTOR[dayOfYear(epochDay)];
    }

    /** The polynomial of the BDEW guide for day {@code t} = 1..365 of the year. */
    static double dynamisation(double t) {
        return ((-3.92e-10 * t + 3.20e-7) * t - 7.02e-5) * t * t + 2.10e-3 * t + 1.24;
    }

    private static double[] householdFactors() {
        double[] factors = new double[DAYS + 1];
        double sum = 0;
        for (int day = 1; day <= DAYS; day++) {
            factors[day] = dynamisation(Math.min(day, 365));
            sum += factors[day];
        }
        for (int day = 1; day <= DAYS; day++) {
            factors[day] *= DAYS / sum;
        }
        return factors;
    }
}
