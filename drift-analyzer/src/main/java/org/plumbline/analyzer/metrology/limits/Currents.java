// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/** The currents a row applies to. Immutable. */
public sealed interface Currents {
    /** Every current, or none stated. */
    record Any() implements Currents {
        @Override
        public String toString() {
            return "any";
        }
    }

    /** The weighted average over test points, not a current. */
    record Average() implements Currents {
        @Override
        public String toString() {
            return "average";
        }
    }

    /**
     * A test point.
     *
     * @param current its current
     */
    record At(CurrentBound current) implements Currents {
        @Override
        public String toString() {
            return current.toString();
        }
    }

    /**
     * From one current, inclusive, to another: inclusive where it is Imax or no other row begins there.
     *
     * @param from lower end
     * @param to upper end
     */
    record Range(CurrentBound from, CurrentBound to) implements Currents {
        private boolean mayHold(CurrentBound current, Wiring wiring) {
            return current.mayReach(from, wiring) && current.mayBeBelow(to, wiring);
        }

        @Override
        public String toString() {
            return from + ".." + to;
        }
    }

    /** True when some meter of this wiring has a current that both hold. */
    default boolean meets(Currents other, Wiring wiring) {
        return switch (this) {
            case Average average -> other instanceof Average;
            case Any any -> !(other instanceof Average);
            case At at ->
                switch (other) {
                    case Average average -> false;
                    case Any any -> true;
                    case At point ->
                        at.current.mayReach(point.current, wiring) && point.current.mayReach(at.current, wiring);
                    case Range range -> range.mayHold(at.current, wiring);
                };
            case Range range ->
                switch (other) {
                    case Average average -> false;
                    case Any any -> true;
                    case At point -> range.mayHold(point.current, wiring);
                    case Range second ->
                        range.from.mayBeBelow(second.to, wiring) && second.from.mayBeBelow(range.to, wiring);
                };
        };
    }
}
