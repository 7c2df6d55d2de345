// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.certificate;

import java.util.Collection;
import java.util.List;

/**
 * The change of a meter's error since its calibration, as its own test of the sensor path tells it: the mean of the daily
 * values less the value at the calibration. It sees sensors and their front ends; it does not see what test signal and
 * measurement have in common.
 *
 * @param changePercent change, in percent
 * @param standardUncertaintyPercent of it, k = 1: that of the test and the scatter of the mean
 * @param scatterPercent standard deviation of the daily values
 * @param days daily values
 */
public record SelfTest(double changePercent, double standardUncertaintyPercent, double scatterPercent, int days) {
    /** What no test of this kind sees. */
    public static final String BLIND_TO =
            "voltage reference and clock common to test signal and measurement, phase errors, the meter's terminals";

    /** Daily values before anything is said. */
    public static final int LEAST_DAYS = 7;

    /** Scatter beyond so many times the stated uncertainty is no ageing but a fault of the test or its surroundings. */
    private static final double SCATTER_FACTOR = 5;

    /** Sensors age by less; a larger change is a fault. The cap of a single correction. */
    private static final double FAULT_PERCENT = 2;

    private static final double DEAD_BAND_PERCENT = 0.1;

    /** Verdicts are one-sided, at 95 %. */
    private static final double GUARD = 1.645;

    /**
     * How a register of a meter is to be read.
     *
     * @param asLeftPercent its value at the calibration, in percent
     * @param standardUncertaintyPercent of a change, k = 1, positive
     * @param blindDrift drift of what the test does not see
     */
    public record Description(double asLeftPercent, double standardUncertaintyPercent, DriftPrior blindDrift) {
        /** Checks the ranges. */
        public Description {
            if (!Double.isFinite(asLeftPercent)
                    || !(standardUncertaintyPercent > 0)
                    || Double.isInfinite(standardUncertaintyPercent)) {
                throw new IllegalArgumentException(
                        "as left %s, standard uncertainty %s".formatted(asLeftPercent, standardUncertaintyPercent));
            }
        }
    }

    /** @param dailyPercent one value a day, in the order of the days; at least one */
    public static SelfTest of(Collection<Double> dailyPercent, Description description) {
        int days = dailyPercent.size();
        double mean = 0;
        for (double value : dailyPercent) {
            mean += value / days;
        }
        double squares = 0;
        for (double value : dailyPercent) {
            squares += (value - mean) * (value - mean);
        }
        double scatter = days < 2 ? 0 : Math.sqrt(squares / (days - 1));
        return new SelfTest(
                mean - description.asLeftPercent(),
                Math.hypot(description.standardUncertaintyPercent(), scatter / Math.sqrt(days)),
                scatter,
                days);
    }

    /** True when the values scatter more than their stated uncertainty explains. */
    public boolean isScattered(Description description) {
        return scatterPercent > SCATTER_FACTOR * description.standardUncertaintyPercent();
    }

    /** True when the sensor path has moved beyond the dead band of 0.1 % and beyond doubt. */
    public boolean hasMoved() {
        return Math.abs(changePercent) - GUARD * standardUncertaintyPercent > DEAD_BAND_PERCENT;
    }

    /** What a self-test supports. None of it is a write: the test is part of the meter it tests. */
    public enum Proposal {
        /** The sensor path has not moved. */
        NONE,
        /** The sensor path has moved as ageing does: an adjustment, once a reference outside the meter confirms it. */
        ADJUST_AFTER_CONFIRMATION,
        /** It has moved further than ageing does: a fault. */
        SITE_TEST
    }

    /** What the change supports. */
    public Proposal proposal() {
        if (!hasMoved()) {
            return Proposal.NONE;
        }
        return Math.abs(changePercent) > FAULT_PERCENT ? Proposal.SITE_TEST : Proposal.ADJUST_AFTER_CONFIRMATION;
    }

    /** Names of what must hold before anybody writes to the meter; empty when nothing is proposed. */
    public List<String> conditions() {
        return switch (proposal()) {
            case NONE -> List.of();
            case ADJUST_AFTER_CONFIRMATION ->
                List.of("CONFIRMED_BY_PAIRED_OR_BENCH", "VOLTAGE_REFERENCE_CHECKED", "POLICY_ALLOWS_ADJUSTMENT");
            case SITE_TEST -> List.of("SITE_TEST_DONE");
        };
    }

    /** Where the meter is now: as left, moved by the change. Only what the test does not see goes on drifting. */
    public ForecastTerms moved(ForecastTerms terms, Description description) {
        AsLeft left = terms.asLeft();
        double error = left.errorPercent() + changePercent + left.errorPercent() * changePercent / 100;
        return new ForecastTerms(
                new AsLeft(
                        error,
                        Math.hypot(left.standardUncertaintyPercent(), standardUncertaintyPercent),
                        left.epochDay(),
                        left.source()),
                description.blindDrift(),
                terms.activationEnergyElectronvolts(),
                terms.limit(),
                terms.risk());
    }
}
