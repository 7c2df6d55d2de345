// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.Comparator;

/**
 * The active import of a load profile row on a full hour.
 *
 * @param second capture time by the meter's clock, since 1970-01-01T00:00:00Z; a multiple of 3600
 * @param scaler power of ten of the register
 * @param usable false where the row's status says that time or energy are in doubt
 */
public record HourLevel(long second, long raw, int scaler, int epoch, boolean usable) {
    /** Seconds between two levels. */
    public static final int STEP_SECONDS = 3_600;

    /** Time first; the rest only makes the order total. */
    public static final Comparator<HourLevel> ORDER = Comparator.comparingLong(HourLevel::second)
            .thenComparingLong(HourLevel::raw)
            .thenComparingInt(HourLevel::scaler)
            .thenComparingInt(HourLevel::epoch)
            .thenComparing(HourLevel::usable);
}
