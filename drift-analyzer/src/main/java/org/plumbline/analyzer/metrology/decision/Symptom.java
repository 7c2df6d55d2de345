// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Locale;

/**
 * One test of what else than the gain may be wrong, with its statistic. Immutable.
 *
 * @param test which one
 * @param state its result
 * @param statistic the statistic in the test's unit; 0 when not measured
 * @param standardUncertainty of the statistic, in the same unit; 0 where none is stated
 * @param threshold what it is held against, in the same unit
 */
public record Symptom(Test test, State state, double statistic, double standardUncertainty, double threshold) {

    /** The tests, in the order they are stated in. */
    public enum Test {
        /** Error that is left when the nearest factor of a configuration is put right. */
        FACTOR("CONF-02", "%", "distance from the nearest configuration factor"),
        /** Scatter of the daily error that the curve does not explain. */
        SHARED_LOAD("LOAD-01", "%", "scatter of the daily error that the curve does not explain"),
        /** Tested minus reference clock, by the energy alone. */
        CLOCK("REG-04", "s", "clock skew by the energy alone"),
        /** Angle error between voltage and current, by the error at reactive load. */
        PHASE_ANGLE("E-0016", "%", "phase error as tan phi weighs it");

        private final String code;
        private final String unit;
        private final String what;

        Test(String code, String unit, String what) {
            this.code = code;
            this.unit = unit;
            this.what = what;
        }

        /** Code it is evidence of. */
        public String code() {
            return code;
        }

        /** Unit of statistic, uncertainty and threshold. */
        public String unit() {
            return unit;
        }
    }

    /** Result of a test. */
    public enum State {
        /** The statistic does not pass its threshold. */
        ABSENT,
        /** It does. */
        PRESENT,
        /** The readings cannot say. */
        NOT_MEASURED
    }

    static Symptom notMeasured(Test test, double threshold) {
        return new Symptom(test, State.NOT_MEASURED, 0, 0, threshold);
    }

    static Symptom of(Test test, boolean present, double statistic, double standardUncertainty, double threshold) {
        return new Symptom(test, present ? State.PRESENT : State.ABSENT, statistic, standardUncertainty, threshold);
    }

    /** One percent of tan phi is one centiradian. */
    private String degrees() {
        return String.format(
                Locale.ROOT,
                ": an angle of %+.2f degrees (u %.2f), threshold %.2f degrees",
                Math.toDegrees(statistic / 100),
                Math.toDegrees(standardUncertainty / 100),
                Math.toDegrees(threshold / 100));
    }

    /** What was found, in one sentence. */
    public String sentence() {
        return switch (state) {
            case NOT_MEASURED ->
                test == Test.PHASE_ANGLE
                        ? test.what + ": it takes the reactive energy of the load, at power factors that change"
                        : test.what + ": the readings cannot say";
            case ABSENT, PRESENT -> {
                String numbers = String.format(
                        Locale.ROOT,
                        "%s %.3f %s (u %.3f), threshold %.3f %s",
                        test.what,
                        statistic,
                        test.unit,
                        standardUncertainty,
                        threshold,
                        test.unit);
                yield test == Test.PHASE_ANGLE ? numbers + degrees() : numbers;
            }
        };
    }
}
