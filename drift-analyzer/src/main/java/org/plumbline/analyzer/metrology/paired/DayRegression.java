// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/**
 * Level regression of one closed day: the daily gain error of a tested meter against its reference. Pure; the same
 * levels in any order, once or many times, give the same bits.
 */
public final class DayRegression {
    private DayRegression() {}

    /** Estimates one day, or says by name why not. Never throws for poor readings. */
    public static DayResult estimate(PairedDay day) {
        throw new UnsupportedOperationException("not yet: " + day.epochDay());
    }
}
