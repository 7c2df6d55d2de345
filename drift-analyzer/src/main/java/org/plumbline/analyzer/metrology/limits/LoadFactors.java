// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/** The power factors a row applies to. Immutable. */
public sealed interface LoadFactors {
    /** Every power factor, or none stated. */
    record Any() implements LoadFactors {
        @Override
        public String toString() {
            return "any";
        }
    }

    /**
     * One power factor.
     *
     * @param factor the factor
     */
    record Only(LoadFactor factor) implements LoadFactors {
        @Override
        public String toString() {
            return factor.toString();
        }
    }

    /**
     * All power factors of active energy between two, both inclusive.
     *
     * @param from the more inductive end
     * @param to the more capacitive end
     * @param withUnity false where a row of its own states the limit at 1
     */
    record Range(LoadFactor from, LoadFactor to, boolean withUnity) implements LoadFactors {
        @Override
        public String toString() {
            return from + ".." + to + (withUnity ? "" : " not 1");
        }
    }

    /** True when the row applies at a factor. */
    default boolean covers(LoadFactor factor) {
        return switch (this) {
            case Any any -> true;
            case Only only -> only.factor.equals(factor);
            case Range range ->
                factor.function() == LoadFactor.Function.COS
                        && factor.position() >= range.from.position()
                        && factor.position() <= range.to.position()
                        && (range.withUnity || factor.position() != 0);
        };
    }

    /** True when both hold some factor. */
    default boolean meets(LoadFactors other) {
        return switch (this) {
            case Any any -> true;
            case Only only -> other.covers(only.factor);
            case Range range ->
                switch (other) {
                    case Any any -> true;
                    case Only only -> covers(only.factor);
                    case Range second ->
                        range.from.position() <= second.to.position() && second.from.position() <= range.to.position();
                };
        };
    }
}
