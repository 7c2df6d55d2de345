// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of the head-end's own clock; without it no meter is accused and no clock is changed. */
public sealed interface ClockHealth {

    /** One line for evidence, health data and logs. */
    String evidence();

    /**
     * Nothing speaks against it.
     *
     * @param source who says so
     * @param fleetMedian middle deviation of the meters read lately; null where the fleet was not asked
     */
    record Right(String source, @Nullable Duration fleetMedian) implements ClockHealth {
        @Override
        public String evidence() {
            return fleetMedian == null
                    ? "right by " + source
                    : "right by " + source + ", median deviation " + fleetMedian.toMillis() + " ms";
        }
    }

    /** It is wrong, or the fleet could not deviate as it does. */
    record Suspect(String reason) implements ClockHealth {
        @Override
        public String evidence() {
            return "suspect: " + reason;
        }
    }

    /** Nobody can tell yet. */
    record Unknown(String reason) implements ClockHealth {
        @Override
        public String evidence() {
            return "unknown: " + reason;
        }
    }
}
