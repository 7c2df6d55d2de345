// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.util.Locale;

/** Classes of the drift histogram: 0.1 % wide from -5 % to +5 %, the outermost open. */
public final class DriftBin {
    /** Width in percent. */
    public static final double WIDTH_PERCENT = 0.1;
    /** Index of the outermost class on either side; class 0 begins at 0 %. */
    public static final int OUTERMOST = 50;

    private static final double BINS_PER_PERCENT = 10;

    private DriftBin() {}

    /** Index of the class an error falls in, -51..50: class i reaches from i * 0.1 % up to (i + 1) * 0.1 %. */
    public static int index(double errorPercent) {
        double index = Math.floor(errorPercent * BINS_PER_PERCENT);
        return (int) Math.max(-OUTERMOST - 1.0, Math.min(OUTERMOST, index));
    }

    static String of(double errorPercent) {
        return Integer.toString(index(errorPercent));
    }

    /**
     * The stretch of the order by error that a class takes.
     *
     * @param from no key of the class stands before it
     * @param below no key of the class stands at or behind it
     */
    public record Stretch(String from, String below) {}

    /** Where the meters of a class stand in the order by error: exactly those that {@link #index} puts into it. */
    public static Stretch stretch(int index) {
        return new Stretch(
                index >= OUTERMOST ? MeterLine.WITH_FIGURE : MeterLine.errorOrder(Math.nextDown(least(index + 1))),
                index < -OUTERMOST ? MeterLine.WITHOUT_FIGURE : MeterLine.errorOrder(Math.nextDown(least(index))));
    }

    /** Least error that falls in a class; the product in {@link #index} may round at its border. */
    private static double least(int index) {
        double least = index / BINS_PER_PERCENT;
        while (index(least) < index) {
            least = Math.nextUp(least);
        }
        while (index(Math.nextDown(least)) >= index) {
            least = Math.nextDown(least);
        }
        return least;
    }

    /** The limit as the histogram groups by it, in percent; empty = none. */
    static String limitName(double limitPercent) {
        return limitPercent > 0 ? String.format(Locale.ROOT, "%.3f", limitPercent) : "";
    }
}
