// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.Map;

/**
 * Limits of the instance and of the segments.
 *
 * @param instance what this instance takes in all; at least 2 sessions, one for each lane
 * @param standard limits of a segment that is not named
 * @param named limits by name of the segment
 */
public record PacingSettings(SegmentLimits instance, SegmentLimits standard, Map<String, SegmentLimits> named) {

    /** The segment of meters that are registered without one. */
    public static final String UNASSIGNED = "unassigned";

    public PacingSettings {
        named = Map.copyOf(named);
        if (instance.maxSessions() < 2) {
            throw new IllegalArgumentException(
                    "plumbline.gateway.max-sessions must be at least 2: " + instance.maxSessions());
        }
    }

    SegmentLimits limitsOf(String segment) {
        return named.getOrDefault(segment, standard);
    }

    /** The segment that a registration names; the same object for all its meters, of which there may be many. */
    public static String segmentOf(String registered) {
        return registered.isBlank() ? UNASSIGNED : registered.strip().intern();
    }
}
