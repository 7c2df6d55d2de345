// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import org.plumbline.simulator.physics.EnergyIntegrator.Span;

/**
 * What is wrong between the sensors and the registers beside the error curve. Immutable.
 *
 * @param energyPath how power and energy are worked out
 * @param neutralDriftPerDay relative gain that the neutral sensor adds per day
 * @param neutralDriftsFrom seconds since 1970-01-01T00:00:00Z at which it began
 * @param neutralGain its gain at that time
 */
record Sensing(EnergyPath energyPath, double neutralDriftPerDay, long neutralDriftsFrom, double neutralGain) {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double SECONDS_PER_HOUR = 3_600;

    /**
     * Power and energy after the coefficients: measured * factor + offset.
     *
     * @param factor at least 0
     * @param offsetMilliwatts counted besides
     */
    record EnergyPath(double factor, double offsetMilliwatts) {
        Span of(Span span, long seconds) {
            double measured = span.measuredMilliwattHours() * factor + offsetMilliwatts * seconds / SECONDS_PER_HOUR;
            return new Span(span.trueMilliwattHours(), Math.max(0, measured), span.reactiveMillivarHours());
        }

        double wattsOf(double watts) {
            return Math.max(0, watts * factor + offsetMilliwatts / 1000);
        }
    }

    /** Nothing is wrong. */
    static Sensing right() {
        return new Sensing(new EnergyPath(1, 0), 0, 0, 1);
    }

    Sensing with(EnergyPath other) {
        return new Sensing(other, neutralDriftPerDay, neutralDriftsFrom, neutralGain);
    }

    Sensing withNeutralDrift(long epochSecond, double sharePerDay) {
        return new Sensing(energyPath, sharePerDay, epochSecond, neutralGainAt(epochSecond));
    }

    double neutralGainAt(long epochSecond) {
        return neutralGain + neutralDriftPerDay * (epochSecond - neutralDriftsFrom) / SECONDS_PER_DAY;
    }
}
