// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/**
 * What a network segment bears.
 *
 * @param maxSessions most concurrent sessions, at least 1
 * @param connectsPerSecond most new connections in any second, 0.001..100,000; every TCP connect counts, the public
 *     client's and reconnects too
 */
public record SegmentLimits(int maxSessions, double connectsPerSecond) {

    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 100_000;

    public SegmentLimits {
        if (maxSessions < 1) {
            throw new IllegalArgumentException("max-sessions must be at least 1: " + maxSessions);
        }
        if (!(connectsPerSecond >= SLOWEST && connectsPerSecond <= FASTEST)) {
            throw new IllegalArgumentException(
                    "connects-per-second must be between 0.001 and 100000: " + connectsPerSecond);
        }
    }
}
