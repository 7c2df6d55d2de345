// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/**
 * What the form of the error curve adds to the gain that the regression of one day gives. A slope through levels follows
 * the loads that carry the energy, so it is not the mean over the energy: that would be 100 H/E and Z/E, with H the
 * hours, E the energy and Z the integral of (P/Pmax)^2 dE of the day.
 *
 * @param offset what an offset power of 1 W adds, percent
 * @param curvature what a curvature of 1 % at maximum power adds, percent
 */
public record FormLeverage(double offset, double curvature) {
    /** Both are kept in steps of this, percent; offsets are a fraction of a watt and curvatures of a percent. */
    public static final double STEP = 1.0 / (1 << 20);

    /** Rounds to whole steps. */
    public FormLeverage {
        offset = rounded(offset);
        curvature = rounded(curvature);
    }

    /** The nearest whole step; never the negative zero, so that equal numbers are equal bits. */
    public static double rounded(double leverage) {
        return STEP * Math.rint(leverage / STEP) + 0.0;
    }

    /** Of a gain that is the mean over the energy of a load. */
    public static FormLeverage ofMean(LoadDistribution load, double squareLoadEnergy) {
        double energy = load.energyWattHours();
        return energy > 0 ? new FormLeverage(100 * load.seconds() / 3600 / energy, squareLoadEnergy / energy) : NONE;
    }

    /** Nothing. */
    public static final FormLeverage NONE = new FormLeverage(0, 0);
}
