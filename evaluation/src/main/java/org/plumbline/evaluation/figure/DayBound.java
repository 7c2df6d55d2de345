// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.List;
import java.util.stream.DoubleStream;
import org.plumbline.evaluation.fleet.DayTruth;

/**
 * Cramer-Rao bounds of one day, or of some in a row, for the model D(t) = a + g E + delta P + noise with everything but a, g and delta known:
 * true energies and powers at the capture instants, noise of its true variance, q^2/6 from the two registers and
 * jitter^2/3 P^2 from the clock. Quantisation and jitter count as Gaussian noise of the same variance.
 *
 * @param gainVariance least variance of the gain, percent squared
 * @param gainVarianceOfRegisters the same with perfect clocks
 * @param skewVariance least variance of the clock skew, s^2
 */
record DayBound(double gainVariance, double gainVarianceOfRegisters, double skewVariance) {

    static DayBound of(DayTruth truth, double quantumWattHours, double jitterSeconds) {
        return of(truth.boundaryWattHours(), truth.boundaryWatts(), quantumWattHours, jitterSeconds);
    }

    /** The same of days that follow each other, with one anchor, one gain and one skew for all of them. */
    static DayBound of(List<DayTruth> days, double quantumWattHours, double jitterSeconds) {
        DoubleStream.Builder energies = DoubleStream.builder();
        DoubleStream.Builder watts = DoubleStream.builder();
        double before = 0;
        for (DayTruth day : days) {
            for (int k = before > 0 ? 1 : 0; k < day.boundaryWatts().length; k++) {
                energies.add(before + day.boundaryWattHours()[k]);
                watts.add(day.boundaryWatts()[k]);
            }
            before += day.energyWattHours();
        }
        return of(energies.build().toArray(), watts.build().toArray(), quantumWattHours, jitterSeconds);
    }

    private static DayBound of(double[] energies, double[] watts, double quantumWattHours, double jitterSeconds) {
        double quantisation = quantumWattHours * quantumWattHours / 6;
        double jitterHours = jitterSeconds / 3600;
        double sum = 0;
        double x = 0;
        double p = 0;
        double xx = 0;
        double xp = 0;
        double pp = 0;
        for (int k = 0; k < energies.length; k++) {
            double weight = 1 / (quantisation + jitterHours * jitterHours / 3 * watts[k] * watts[k]);
            sum += weight;
            x += weight * energies[k];
            p += weight * watts[k];
            xx += weight * energies[k] * energies[k];
            xp += weight * energies[k] * watts[k];
            pp += weight * watts[k] * watts[k];
        }
        double gain = xx - x * x / sum;
        double mixed = xp - x * p / sum;
        double skew = pp - p * p / sum;
        double determinant = gain * skew - mixed * mixed;
        return new DayBound(
                1e4 * skew / determinant,
                1e4 / registersOnly(energies, quantisation),
                3600.0 * 3600 * gain / determinant);
    }

    private static double registersOnly(double[] energies, double quantisation) {
        double mean = 0;
        for (double energy : energies) {
            mean += energy / energies.length;
        }
        double squares = 0;
        for (double energy : energies) {
            squares += (energy - mean) * (energy - mean);
        }
        return squares / quantisation;
    }
}
