// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which offsets of the order topic may be committed: never one before its order has ended, whatever the order in which
 * orders end. Not safe for many threads.
 */
public final class OrderOffsets {

    private final TreeMap<Long, Boolean> endedByOffset = new TreeMap<>();
    private long position;

    /** @param position first offset not yet committed */
    public OrderOffsets(long position) {
        this.position = position;
    }

    /** An order was taken up. */
    public void begin(long offset) {
        endedByOffset.put(offset, false);
    }

    /** An order has ended; its offset must have been taken up. */
    public void end(long offset) {
        if (endedByOffset.replace(offset, true) == null) {
            throw new IllegalArgumentException("offset was never taken up: " + offset);
        }
    }

    /** Orders taken up and not ended, or ended behind one that has not. */
    public int open() {
        return endedByOffset.size();
    }

    /** The new position to commit; empty when it has not moved since the last call. */
    public OptionalLong advance() {
        boolean moved = false;
        while (!endedByOffset.isEmpty() && endedByOffset.firstEntry().getValue()) {
            position = endedByOffset.pollFirstEntry().getKey() + 1;
            moved = true;
        }
        return moved ? OptionalLong.of(position) : OptionalLong.empty();
    }
}
