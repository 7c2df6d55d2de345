// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

/**
 * Orders that may be out at one time: released, and neither answered nor expired.
 *
 * @param ordersOut over the whole campaign
 * @param ordersOutPerSegment in one network segment
 */
public record Pacing(int ordersOut, int ordersOutPerSegment) {

    /** Of a campaign without a plan. */
    public static final Pacing CAREFUL = new Pacing(100, 20);

    /**
     * The part of a limit that one of so many partitions may use; all parts together are the limit.
     *
     * @param partition from 0
     */
    public static int share(int limit, int partition, int partitions) {
        return limit / partitions + (partition < limit % partitions ? 1 : 0);
    }
}
