// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.Comparator;

/**
 * A value of the self-test register.
 *
 * @param captureEpochSecond capture time, seconds since 1970-01-01T00:00Z
 * @param raw as in the register
 * @param scaler power of ten of the raw value
 */
public record SelfTestValue(long captureEpochSecond, long raw, int scaler) implements Comparable<SelfTestValue> {
    private static final Comparator<SelfTestValue> ORDER = Comparator.comparingLong(SelfTestValue::captureEpochSecond)
            .thenComparingLong(SelfTestValue::raw)
            .thenComparingInt(SelfTestValue::scaler);

    /** In units of the register. */
    double units() {
        return raw * StrictMath.pow(10, scaler);
    }

    @Override
    public int compareTo(SelfTestValue other) {
        return ORDER.compare(this, other);
    }
}
