// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.time.Duration;
import java.time.Instant;
import org.plumbline.simulator.port.FieldClock;

/** Field time that stands still until it is moved. Safe for concurrent use. */
public final class SettableFieldClock implements FieldClock {
    private Instant now;

    public SettableFieldClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    /** Moves field time; it never goes back. */
    public synchronized void set(Instant instant) {
        if (instant.isBefore(now)) {
            throw new IllegalArgumentException("field time cannot go back from " + now + " to " + instant);
        }
        now = instant;
    }

    public synchronized void advance(Duration by) {
        set(now().plus(by));
    }
}
