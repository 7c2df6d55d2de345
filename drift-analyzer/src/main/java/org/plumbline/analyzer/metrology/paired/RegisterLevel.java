// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/**
 * Level of an energy register at one capture instant. The energy is {@code raw * 10^scaler} Wh, exactly.
 *
 * @param captureEpochSecond capture time by the meter's own clock, seconds since 1970-01-01T00:00Z
 * @param raw register content before scaling, not negative
 * @param scaler power of ten, as in COSEM {@code scaler_unit}
 * @param statusBits AMR profile status of the row; only the low eight bits count
 * @param calibrationEpoch calibration epoch in force at capture, counted from 1; 0 where unknown
 */
public record RegisterLevel(long captureEpochSecond, long raw, int scaler, int statusBits, int calibrationEpoch) {
    /** Bits 0 critical error, 1 clock invalid, 2 data not valid, 5 clock adjusted, 7 power down. */
    private static final int FORBIDDEN_STATUS = 0b1010_0111;

    private static final int CLOCK_ADJUSTED = 0b10_0000;

    /** True when the status of the row says that its level or its time is not to be relied on. */
    public boolean hasForbiddingStatus() {
        return (statusBits & FORBIDDEN_STATUS) != 0;
    }

    /** True when the status forbids the row only because the clock was adjusted in its interval. */
    boolean isForbiddenByAdjustedClockOnly() {
        return (statusBits & FORBIDDEN_STATUS) == CLOCK_ADJUSTED;
    }
}
