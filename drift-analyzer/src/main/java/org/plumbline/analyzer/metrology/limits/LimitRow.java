// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.EnumMap;
import java.util.Map;

/** One reviewed row of a limit file. Immutable. */
public sealed interface LimitRow {
    /** Standard or jurisdiction. */
    String regime();

    /** State, source and place. */
    Basis basis();

    /** What the row says, in words, with state and source. */
    default String statement() {
        String words = switch (this) {
            case ErrorLimit row -> "%s, temperature %s: %s".formatted(row.scope, row.temperatures, row.limit);
            case InfluenceLimit row -> "%s, %s: %s".formatted(row.scope, row.quantity.word(), row.limit);
            case CurrentRatio row ->
                "%s class %s, %s: %s at most %s"
                        .formatted(row.regime, row.accuracyClass, row.wiring.word(), row.name.word(), row.atMost);
            case Average row -> "%s, %s: %s".formatted(row.regime, row.name, row.weights);
            case Rule row -> "%s, %s: %s".formatted(row.regime, row.subject, row.text);
        };
        return "%s (%s, %s)".formatted(words, basis().state(), basis().source());
    }

    /**
     * A limit of error.
     *
     * @param kind class limit or in-service limit
     */
    record ErrorLimit(Kind kind, Scope scope, Temperatures temperatures, LimitExpression limit, Basis basis)
            implements LimitRow {
        @Override
        public String regime() {
            return scope.regime();
        }
    }

    /** A limit of the variation of error with an influence quantity. */
    record InfluenceLimit(Scope scope, Influence quantity, LimitExpression.Fixed limit, Basis basis)
            implements LimitRow {
        @Override
        public String regime() {
            return scope.regime();
        }
    }

    /**
     * The most that a rated current of a meter of this class may be.
     *
     * @param name the rated current
     * @param atMost its bound
     */
    record CurrentRatio(
            String regime, String accuracyClass, Wiring wiring, CurrentName name, CurrentBound atMost, Basis basis)
            implements LimitRow {}

    /**
     * A weighted average over test points.
     *
     * @param name of the method
     * @param weights integer weights of the errors at the points; the average is their weighted sum over the sum of
     *     the weights
     */
    record Average(String regime, String name, Map<TestPoint, Integer> weights, Basis basis) implements LimitRow {
        /** Copies the map. */
        public Average {
            weights = new EnumMap<>(weights);
        }

        @Override
        public Map<TestPoint, Integer> weights() {
            return new EnumMap<>(weights);
        }

        /**
         * The average of errors.
         *
         * @param errorsPercent error at each point that has a weight
         */
        public double of(Map<TestPoint, Double> errorsPercent) {
            double sum = 0;
            int all = 0;
            for (Map.Entry<TestPoint, Integer> each : weights.entrySet()) {
                Double error = errorsPercent.get(each.getKey());
                if (error == null) {
                    throw new IllegalArgumentException("no error at " + each.getKey());
                }
                sum += each.getValue() * error;
                all += each.getValue();
            }
            return sum / all;
        }
    }

    /** A rule in words: test points, lot plans, periods. */
    record Rule(String regime, String subject, String text, Basis basis) implements LimitRow {}

    /** What a limit of error is for. */
    enum Kind implements Worded {
        /** Maximum permissible error of the class. */
        BASE("base"),
        /** Applied to meters in the field. */
        IN_SERVICE("in-service");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Test points of weighted averages (ANSI C12.1). */
    enum TestPoint implements Worded {
        /** Test amperes at power factor 1. */
        FULL_LOAD("FL"),
        /** A tenth of test amperes at power factor 1. */
        LIGHT_LOAD("LL"),
        /** Test amperes at power factor 0.5 lagging. */
        POWER_FACTOR("PF");

        private final String word;

        TestPoint(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
