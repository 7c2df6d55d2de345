// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/**
 * A register level and what was measured with it.
 *
 * @param register the level
 * @param temperatureTenths temperature at the meter in tenths of a degree Celsius; empty where not measured
 * @param reactive net reactive energy at a full hour; empty at other times and where the meter has not both registers
 */
public record Level(RegisterLevel register, OptionalInt temperatureTenths, Optional<ReactiveLevel> reactive) {
    /** Seconds of a UTC day. */
    public static final long DAY_SECONDS = 86_400;

    /** Canonical order, total over all fields: equal only when identical. */
    static final Comparator<Level> ORDER = Comparator.<Level>comparingLong(
                    level -> level.register().captureEpochSecond())
            .thenComparingLong(level -> level.register().raw())
            .thenComparingInt(level -> level.register().scaler())
            .thenComparingInt(level -> level.register().calibrationEpoch())
            .thenComparingInt(level -> level.register().statusBits())
            .thenComparing(level -> level.temperatureTenths().isPresent())
            .thenComparingInt(level -> level.temperatureTenths().orElse(0))
            .thenComparing(level -> level.reactive().isPresent())
            .thenComparingLong(level -> level.reactive().map(ReactiveLevel::raw).orElse(0L))
            .thenComparingInt(
                    level -> level.reactive().map(ReactiveLevel::scaler).orElse(0));

    /** Without reactive energy. */
    public Level(RegisterLevel register, OptionalInt temperatureTenths) {
        this(register, temperatureTenths, Optional.empty());
    }

    /** The UTC day of its capture, days since 1970-01-01. */
    public long epochDay() {
        return Math.floorDiv(register.captureEpochSecond(), DAY_SECONDS);
    }

    /** True at 00:00: the level also ends the day before. */
    public boolean isMidnight() {
        return Math.floorMod(register.captureEpochSecond(), DAY_SECONDS) == 0;
    }

    /** Which meter of a pair. */
    public enum Side {
        /** The meter under test. */
        TESTED,
        /** The reference meter. */
        REFERENCE
    }
}
