// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import java.time.Duration;

/**
 * Bounds of one transfer: a request and all of its reply. The guard counts blocks and octets; whoever waits for the
 * replies keeps the time.
 *
 * @param blocks data blocks per transfer, at least 1
 * @param octets octets per transfer, at least 1
 * @param time from the request to the last block, positive
 */
public record GuardLimits(int blocks, int octets, Duration time) {
    public GuardLimits {
        if (blocks < 1 || octets < 1 || time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(
                    "limits must be positive: " + blocks + " blocks, " + octets + " octets, " + time);
        }
    }
}
