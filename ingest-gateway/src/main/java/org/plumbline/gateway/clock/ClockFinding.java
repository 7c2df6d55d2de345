// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;
import java.util.function.Supplier;

/** What a measurement says about a meter's clock. */
public sealed interface ClockFinding {

    /** Within the tolerance. */
    record Right() implements ClockFinding {}

    /** The meter itself says that its time is invalid or doubtful, or gives none. */
    record Unreliable() implements ClockFinding {}

    /** No exchange was quick enough; the link is to blame, not the clock. */
    record Unmeasured() implements ClockFinding {}

    /** Beyond the tolerance, and it is the meter's doing. */
    record Deviates(Duration offset) implements ClockFinding {}

    /** Beyond the tolerance, but so is the fleet, or the head-end's clock is suspect: no meter is accused. */
    record NotAccused(Duration offset) implements ClockFinding {}

    /** Beyond the tolerance, and nobody knows yet whether the head-end is right: to be looked at again. */
    record Undecided(Duration offset) implements ClockFinding {}

    /**
     * @param headEnd asked only when the deviation is beyond the tolerance
     * @param seenBefore an earlier session left the same deviation undecided
     */
    static ClockFinding judge(
            ClockMeasurement measured, Duration tolerance, Supplier<ClockHealth> headEnd, boolean seenBefore) {
        if (measured.unreliable()) {
            return new Unreliable();
        }
        Duration offset = measured.offset();
        if (offset == null) {
            return new Unmeasured();
        }
        if (ClockMeasurement.within(offset, tolerance)) {
            return new Right();
        }
        return switch (headEnd.get()) {
            case ClockHealth.Suspect suspect -> new NotAccused(offset);
            case ClockHealth.Unknown unknown -> seenBefore ? new Deviates(offset) : new Undecided(offset);
            case ClockHealth.Right(String source, Duration median) ->
                median != null && ClockMeasurement.within(offset.minus(median), tolerance)
                        ? new NotAccused(offset)
                        : new Deviates(offset);
        };
    }
}
