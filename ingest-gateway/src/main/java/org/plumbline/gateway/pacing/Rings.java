// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments that may have something to be granted, in turn. A segment that turns out to have not leaves its ring until
 * something about it changes. Guarded by the pacer's lock.
 */
final class Rings {

    private final Map<Lane, Deque<Segment>> byLane = new EnumMap<>(Lane.class);
    private final Deque<Segment> toConnect = new ArrayDeque<>();

    Rings() {
        for (Lane lane : Lane.values()) {
            byLane.put(lane, new ArrayDeque<>());
        }
    }

    private Deque<Segment> ring(Lane lane) {
        Deque<Segment> ring = byLane.get(lane);
        if (ring == null) {
            throw new IllegalStateException("every lane has a ring");
        }
        return ring;
    }

    /** Something about the segment has changed. */
    void enter(Segment segment) {
        for (Lane lane : Lane.values()) {
            if (segment.waiting(lane) > 0 && segment.inRing.add(lane)) {
                ring(lane).add(segment);
            }
        }
        if (!segment.connecting.isEmpty() && !segment.inConnectRing) {
            segment.inConnectRing = true;
            toConnect.add(segment);
        }
    }

    @Nullable
    Segment nextFor(Lane lane) {
        Segment segment = ring(lane).poll();
        if (segment != null) {
            segment.inRing.remove(lane);
        }
        return segment;
    }

    /** The next segment with somebody waiting for a connection. */
    @Nullable
    Segment nextToConnect() {
        Segment segment = toConnect.poll();
        while (segment != null) {
            segment.inConnectRing = false;
            if (!segment.connecting.isEmpty()) {
                return segment;
            }
            segment = toConnect.poll();
        }
        return null;
    }

    /** It stays first in turn. */
    void connectLater(Segment segment) {
        segment.inConnectRing = true;
        toConnect.addFirst(segment);
    }
}
