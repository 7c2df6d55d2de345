// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

/**
 * What the owner of a partition has to do.
 *
 * @param meters owned that are registered as active
 * @param commits waiting for their transaction
 * @param commitOctets of their records
 * @param orders taken up and not answered yet
 * @param requests taken up and not answered yet
 */
public record PartitionLoad(int meters, int commits, int commitOctets, int orders, int requests) {

    public static final PartitionLoad NONE = new PartitionLoad(0, 0, 0, 0, 0);

    public PartitionLoad plus(PartitionLoad other) {
        return new PartitionLoad(
                meters + other.meters,
                commits + other.commits,
                commitOctets + other.commitOctets,
                orders + other.orders,
                requests + other.requests);
    }
}
