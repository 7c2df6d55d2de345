// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;

/**
 * What a reading tells a forecast. No energy level is among it: a meter's own levels say nothing about its error.
 *
 * @param captureEpochSecond capture time, seconds since 1970-01-01T00:00Z
 * @param calibrationEpoch epoch in force at capture; 0 where it is unknown
 * @param temperatureTenths temperature at the meter, tenths of a degree Celsius; empty where not measured
 * @param selfTest value of the self-test register; empty where there is none
 */
public record Sample(
        long captureEpochSecond,
        int calibrationEpoch,
        OptionalInt temperatureTenths,
        Optional<SelfTestValue> selfTest) {
    private static final long DAY_SECONDS = 86_400;

    long epochDay() {
        return Math.floorDiv(captureEpochSecond, DAY_SECONDS);
    }

    int slot() {
        return (int) (Math.floorMod(captureEpochSecond, DAY_SECONDS) * HeatHistory.SLOTS_PER_DAY / DAY_SECONDS);
    }
}
