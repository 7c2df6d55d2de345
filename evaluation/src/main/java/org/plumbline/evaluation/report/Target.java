// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.report;

/** What a figure must reach. */
public sealed interface Target {
    /** Nothing: the figure is shown for comparison. */
    Target NONE = new None();

    boolean isMetBy(double reached);

    /** The target in the unit of its row. */
    String inWords(int decimals);

    record None() implements Target {
        @Override
        public boolean isMetBy(double reached) {
            return true;
        }

        @Override
        public String inWords(int decimals) {
            return "";
        }
    }

    /** The size of the figure is at most the limit. */
    record AtMost(double limit) implements Target {
        @Override
        public boolean isMetBy(double reached) {
            return Math.abs(reached) <= limit;
        }

        @Override
        public String inWords(int decimals) {
            return "<= " + Row.fixed(limit, decimals);
        }
    }

    /** The figure is at least the limit. */
    record AtLeast(double limit) implements Target {
        @Override
        public boolean isMetBy(double reached) {
            return reached >= limit;
        }

        @Override
        public String inWords(int decimals) {
            return ">= " + Row.fixed(limit, decimals);
        }
    }

    /** The figure lies within, ends included. */
    record Within(double low, double high) implements Target {
        @Override
        public boolean isMetBy(double reached) {
            return reached >= low && reached <= high;
        }

        @Override
        public String inWords(int decimals) {
            return Row.fixed(low, decimals) + ".." + Row.fixed(high, decimals);
        }
    }
}
