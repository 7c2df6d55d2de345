// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Locale;

/**
 * What is wrong, if anything: the meter, or something else that looks like an error of the meter. Immutable. Only a
 * diagnosis of the meter may lead to MET-02; the others are findings of their own.
 */
public sealed interface Diagnosis {
    /** Nothing speaks against the plain reading: the error is the meter's. */
    record OfTheMeter() implements Diagnosis {}

    /**
     * Tested over reference is a factor that configurations have and meters do not: CT or VT ratio, scaler, phases.
     *
     * @param factor the factor
     * @param remainderPercent error that would be left if the factor were put right, percent
     * @param thresholdPercent largest remainder at which the factor is believed, percent
     */
    record ConfigurationFactor(Factor factor, double remainderPercent, double thresholdPercent) implements Diagnosis {}

    /**
     * Tested minus reference is not proportional to the load: the two meters do not see the same load.
     *
     * @param pattern how it is not
     * @param scatterPercent scatter of the daily error from one day to the next, with what the curve explains taken out
     * @param thresholdPercent largest scatter of a meter that sees the same load, percent
     */
    record LoadNotShared(LoadPattern pattern, double scatterPercent, double thresholdPercent) implements Diagnosis {}

    /**
     * Currents are counted against voltages that are not theirs: the angle between them is off by more than any sensor.
     *
     * @param angleDegrees by which it is off, in degrees; positive where inductive load is counted too high
     * @param remainderPercent error that would be left if the angle were put right, percent
     * @param thresholdPercent largest remainder at which the angle is believed, percent
     */
    record AngleShifted(double angleDegrees, double remainderPercent, double thresholdPercent) implements Diagnosis {
        private static final double CROSSED_DEGREES = 60;
        private static final double LINE_DEGREES = 30;
        private static final double NEAR_DEGREES = 5;

        private String cause() {
            double off = Math.abs(angleDegrees);
            if (Math.abs(off - 2 * CROSSED_DEGREES) <= NEAR_DEGREES) {
                return "phases are crossed (voltages or currents in cyclic exchange)";
            }
            if (Math.abs(off - CROSSED_DEGREES) <= NEAR_DEGREES) {
                return "phases are crossed and the currents reversed";
            }
            return Math.abs(off - LINE_DEGREES) <= NEAR_DEGREES
                    ? "line voltages stand where phase voltages belong"
                    : "voltage and current of other phases are paired, or a transformer shifts its phase";
        }
    }

    /**
     * The clocks are so far apart that the days' energies are not of the same hours.
     *
     * @param skewSeconds median of tested minus reference clock, s
     * @param thresholdSeconds largest skew that does no harm, s
     */
    record ClocksApart(double skewSeconds, double thresholdSeconds) implements Diagnosis {}

    /**
     * An error too large for drift that is no factor of a configuration: MET-02, but nobody should replace the meter
     * before somebody has looked at the installation.
     *
     * @param errorPercent e
     * @param thresholdPercent what drift and ageing reach at most, percent
     */
    record Unexplained(double errorPercent, double thresholdPercent) implements Diagnosis {}

    /** Factors that configurations have: tested over reference. */
    enum Factor {
        /** No energy, or next to none: stopped, bypassed whole, reversed on a register of import only, or kWh for Wh. */
        STOPPED(0, "stands still: the current is bypassed or reversed, the meter is dead, or its scaler is far off"),
        /** Current reversed. */
        REVERSED(-1, "runs backwards: a current transformer is reversed"),
        /** Ratio twice too large. */
        DOUBLE(2, "counts twice: a transformer ratio of twice the true one"),
        /** Ratio half as large. */
        HALF(0.5, "counts half: a transformer ratio of half the true one"),
        /** Three times. */
        TRIPLE(3, "counts three times: a transformer ratio, or a single-phase reference at a polyphase load"),
        /** One of three phases, or one of three reversed. */
        THIRD(1.0 / 3, "counts a third: two of three phases are missing, or one current transformer is reversed"),
        /** Reference lacks one of three phases. */
        THREE_HALVES(1.5, "counts one and a half: the reference lacks one of three phases, or a transformer ratio"),
        /** Two of three phases. */
        TWO_THIRDS(2.0 / 3, "counts two thirds: one of three phases is missing, or a transformer ratio"),
        /** Line instead of phase voltage. */
        ROOT_THREE(1.7320508075688772, "counts 1.73 times: line voltage where phase voltage belongs"),
        /** Phase instead of line voltage. */
        ROOT_THIRD(0.5773502691896258, "counts 0.58 times: phase voltage where line voltage belongs"),
        /** Scaler one too large. */
        TEN(10, "counts ten times: wrong scaler"),
        /** Scaler one too small. */
        TENTH(0.1, "counts a tenth: wrong scaler"),
        /** Scaler two too large. */
        HUNDRED(100, "counts a hundred times: wrong scaler"),
        /** Scaler two too small. */
        HUNDREDTH(0.01, "counts a hundredth: wrong scaler"),
        /** Scaler three too large: Wh taken for kWh. */
        THOUSAND(1000, "counts a thousand times: wrong scaler");

        private final double value;
        private final String sentence;

        Factor(double value, String sentence) {
            this.value = value;
            this.sentence = sentence;
        }

        /** Tested over reference. */
        public double value() {
            return value;
        }

        /** What the tested meter does and why, in words. */
        public String sentence() {
            return sentence;
        }
    }

    /** How two meters do not see the same load. */
    enum LoadPattern {
        /** Low every day, by a share that follows the load. */
        PHASE_MISSING("the tested meter misses a share of the load on every day: a phase or a branch is not measured"),
        /** Low on some days, right on others. */
        LOAD_BYPASSED("the tested meter misses load at times: a bypass (theft) or a loose connection"),
        /** High on most days. */
        REFERENCE_MISSES_LOAD("the reference misses load that the tested meter counts"),
        /** High and low. */
        DIFFERENT_LOADS("high on some days, low on others: the meters are at different points of the network");

        private final String sentence;

        LoadPattern(String sentence) {
            this.sentence = sentence;
        }

        /** The pattern in words. */
        public String sentence() {
            return sentence;
        }
    }

    /** True when the error is the meter's as far as anybody can tell. */
    default boolean isOfTheMeter() {
        return switch (this) {
            case OfTheMeter meter -> true;
            case Unexplained gross -> true;
            case ConfigurationFactor factor -> false;
            case AngleShifted angle -> false;
            case LoadNotShared load -> false;
            case ClocksApart clocks -> false;
        };
    }

    /** METER, FACTOR, ANGLE, LOAD, CLOCK or UNEXPLAINED. */
    default String title() {
        return switch (this) {
            case OfTheMeter meter -> "METER";
            case ConfigurationFactor factor -> "FACTOR";
            case AngleShifted angle -> "ANGLE";
            case LoadNotShared load -> "LOAD";
            case ClocksApart clocks -> "CLOCK";
            case Unexplained gross -> "UNEXPLAINED";
        };
    }

    /** The diagnosis in one sentence, with its statistic and threshold. */
    default String sentence() {
        return switch (this) {
            case OfTheMeter meter -> "nothing else than the meter itself explains the error";
            case ConfigurationFactor(Factor factor, double remainder, double threshold) ->
                String.format(
                        Locale.ROOT,
                        "the meter %s (with that put right %+.2f %% would be left, believed up to %.2f %%); correct the"
                                + " configuration or the wiring, not the coefficients",
                        factor.sentence(),
                        remainder,
                        threshold);
            case AngleShifted angle ->
                String.format(
                        Locale.ROOT,
                        "voltage and current are %+.1f degrees apart from where they belong (with that put right %+.2f %%"
                                + " would be left, believed up to %.2f %%): %s; correct the wiring, not the coefficients",
                        angle.angleDegrees,
                        angle.remainderPercent,
                        angle.thresholdPercent,
                        angle.cause());
            case LoadNotShared(LoadPattern pattern, double scatter, double threshold) ->
                String.format(
                        Locale.ROOT,
                        "%s (the daily error scatters by %.2f %%, a meter's own by at most %.2f %%); examine the"
                                + " installation and the pairing",
                        pattern.sentence(),
                        scatter,
                        threshold);
            case ClocksApart(double skew, double threshold) ->
                String.format(
                        Locale.ROOT,
                        "the clocks are %+.0f s apart (harmless up to %.0f s), so the days compared are not of the same"
                                + " hours; set the clock",
                        skew,
                        threshold);
            case Unexplained(double error, double threshold) ->
                String.format(
                        Locale.ROOT,
                        "%+.1f %% is more than ageing does (%.0f %%) and no factor of a configuration: a broken sensor,"
                                + " an unlisted transformer ratio or a constant bypass; examine the installation first",
                        error,
                        threshold);
        };
    }
}
