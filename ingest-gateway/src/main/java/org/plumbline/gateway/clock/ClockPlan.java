// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do about a clock that deviates. */
public sealed interface ClockPlan {

    /** Class 8, method 6 takes -900..900 s (IEC 62056-6-2, class Clock). */
    Duration LONGEST_SHIFT = Duration.ofSeconds(900);

    Duration DAY = Duration.ofDays(1);

    /** @param seconds to add to the meter's clock, -900..900 */
    record Shift(int seconds) implements ClockPlan {}

    /** Write the time. */
    record Set() implements ClockPlan {}

    /** Not now or not at all; {@code reason} is one clause for a person. */
    record Leave(String reason) implements ClockPlan {}

    /**
     * @param offset meter time minus head-end time
     * @param meterTime by the meter's clock, now
     * @param capturePeriod of the load profile; zero when unknown
     * @param shiftLimit largest deviation the meter lets itself be shifted by; null when it does not say
     * @param lastChange of this meter's clock by us, in field time; null = never
     */
    static ClockPlan of(
            ClockSettings settings,
            Duration offset,
            Instant meterTime,
            Duration capturePeriod,
            @Nullable Duration shiftLimit,
            @Nullable Instant lastChange) {
        if (settings.policy() == ClockSettings.Policy.OBSERVE) {
            return new Leave("the policy is to observe");
        }
        Instant rightTime = meterTime.minus(offset);
        if (lastChange != null && rightTime.isBefore(lastChange.plus(settings.minimumInterval()))) {
            return new Leave("it was corrected at " + lastChange + " already");
        }
        if (nearBoundary(meterTime, capturePeriod, settings.boundaryGuard())
                || nearBoundary(rightTime, capturePeriod, settings.boundaryGuard())) {
            return new Leave("a capture boundary is too near");
        }
        if (shiftLimit != null
                && offset.abs().compareTo(shiftLimit) <= 0
                && offset.abs().compareTo(LONGEST_SHIFT) <= 0) {
            return new Shift(Math.toIntExact(Math.round(-offset.toMillis() / 1_000.0)));
        }
        return settings.policy() == ClockSettings.Policy.SET
                ? new Set()
                : new Leave("it is beyond what the meter can be shifted by, and the policy is not to set");
    }

    private static boolean nearBoundary(Instant time, Duration capturePeriod, Duration guard) {
        return near(time, DAY, guard) || (capturePeriod.isPositive() && near(time, capturePeriod, guard));
    }

    private static boolean near(Instant time, Duration period, Duration guard) {
        long close = Math.min(guard.toMillis(), period.toMillis() / 4);
        long since = Math.floorMod(time.toEpochMilli(), period.toMillis());
        return since < close || period.toMillis() - since < close;
    }
}
