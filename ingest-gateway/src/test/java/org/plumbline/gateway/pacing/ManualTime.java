// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.time.Duration;
import java.util.function.LongConsumer;

/** Monotonic time that a test moves; wakes the pacer exactly when it has asked for it. */
final class ManualTime implements LongConsumer {

    private static final long NEVER = Long.MAX_VALUE;

    private long now = 1_000_000_007L;
    private long wakeAt = NEVER;
    private Runnable wake = () -> {};

    static Pacer pacer(ManualTime time, PacingSettings settings) {
        Pacer pacer = new Pacer(settings, () -> time.now, () -> 0.5, time);
        time.wake = pacer::wake;
        return pacer;
    }

    long now() {
        return now;
    }

    @Override
    public void accept(long afterNanos) {
        wakeAt = now + afterNanos;
    }

    void pass(Duration duration) {
        long end = now + duration.toNanos();
        while (wakeAt <= end) {
            now = Math.max(now, wakeAt);
            wakeAt = NEVER;
            wake.run();
        }
        now = end;
    }
}
