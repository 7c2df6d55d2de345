// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which offsets of a topic of work, such as orders, may be committed: never one before its work has ended, whatever the
 * sequence in which it ends. Not safe for many threads.
 */
public final class WorkOffsets {

    private final TreeMap<Long, Boolean> endedByOffset = new TreeMap<>();
    private long position;

    /** @param position first offset not yet committed */
    public WorkOffsets(long position) {
        this.position = position;
    }

    /** Work was taken up. */
    public void begin(long offset) {
        endedByOffset.put(offset, false);
    }

    /** Work has ended; its offset must have been taken up. */
    public void end(long offset) {
        if (endedByOffset.replace(offset, true) == null) {
            throw new IllegalArgumentException("offset was never taken up: " + offset);
        }
    }

    /** Work taken up and not ended, or ended behind some that has not. */
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
