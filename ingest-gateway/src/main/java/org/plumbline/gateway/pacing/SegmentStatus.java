// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/**
 * A segment as it is now.
 *
 * @param sessions under way
 * @param maxSessions this instance's share of the limit
 * @param pollsWaiting meters that are due
 * @param ordersWaiting orders and on-demand reads
 * @param dead true while its circuit is open
 */
public record SegmentStatus(
        String name, int sessions, int maxSessions, int pollsWaiting, int ordersWaiting, boolean dead) {

    static SegmentStatus of(Segment segment) {
        return new SegmentStatus(
                segment.name,
                segment.slots.taken(),
                segment.slots.size(),
                segment.waiting(Lane.POLL),
                segment.waiting(Lane.ORDER),
                segment.circuit.state() != Circuit.State.CLOSED);
    }
}
