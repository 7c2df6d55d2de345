// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

/**
 * Bounds of one transfer.
 *
 * @param blocks data blocks per transfer, at least 1
 * @param octets octets per transfer, at least 1
 */
public record GuardLimits(int blocks, int octets) {
    public GuardLimits {
        if (blocks < 1 || octets < 1) {
            throw new IllegalArgumentException("limits must be positive: " + blocks + " blocks, " + octets + " octets");
        }
    }
}
