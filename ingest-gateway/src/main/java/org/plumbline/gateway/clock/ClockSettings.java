// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;

/**
 * How meters' clocks are judged and corrected.
 *
 * @param tolerance a larger deviation is told, and corrected where the policy allows it
 * @param minimumInterval between two corrections of one meter, in field time
 * @param boundaryGuard no correction begins or ends this close to a capture boundary or to midnight, by the meter's clock
 */
public record ClockSettings(Policy policy, Duration tolerance, Duration minimumInterval, Duration boundaryGuard) {

    /** What the gateway may do to a meter's clock. */
    public enum Policy {
        /** Look and tell, change nothing. */
        OBSERVE,
        /** Shift within the meter's own shift limit; beyond it, tell. */
        SHIFT,
        /** Shift within the limit, set beyond it. */
        SET
    }

    public ClockSettings {
        if (!tolerance.isPositive() || !minimumInterval.isPositive() || boundaryGuard.isNegative()) {
            throw new IllegalArgumentException(
                    "clock tolerance and minimum interval must be positive, the boundary guard not negative");
        }
    }

    public static ClockSettings defaults() {
        return new ClockSettings(Policy.OBSERVE, Duration.ofSeconds(60), Duration.ofHours(24), Duration.ofSeconds(15));
    }

    public ClockSettings with(Policy other) {
        return new ClockSettings(other, tolerance, minimumInterval, boundaryGuard);
    }
}
