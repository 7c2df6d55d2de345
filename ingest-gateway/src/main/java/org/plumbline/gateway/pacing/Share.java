// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/**
 * The part of a segment's limits that this instance may use: its meters are spread over all partitions, so it is the part
 * of the partitions that are owned here. Sessions are rounded down, but one is always allowed: only where a segment's limit
 * is smaller than the number of instances can they exceed it together, by one session each.
 *
 * @param owned partitions owned by this instance
 * @param all partitions there are, at least 1
 */
record Share(int owned, int all) {

    static final Share WHOLE = new Share(1, 1);

    Share {
        if (all < 1 || owned < 0 || owned > all) {
            throw new IllegalArgumentException(owned + " of " + all + " partitions");
        }
    }

    int sessions(int limit) {
        return (int) Math.max(1, (long) limit * owned / all);
    }

    /** Never zero, so that waiting times stay finite; without a partition there is nothing to connect for. */
    double perSecond(double limit) {
        return limit * Math.max(owned, 1) / all;
    }
}
