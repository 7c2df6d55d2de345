// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Wakes the pacer when time alone lets somebody go on; one order is kept, the latest. Safe for many threads. */
final class PacerTimer implements LongConsumer, AutoCloseable {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("gateway-pacer").daemon().factory());
    private volatile Runnable wake = () -> {};
    private @Nullable ScheduledFuture<?> ordered;

    PacerTimer() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setRejectedExecutionHandler(new ScheduledThreadPoolExecutor.DiscardPolicy());
    }

    /** To be called once, before anything is paced. */
    void wakes(Runnable pacer) {
        wake = pacer;
    }

    @Override
    public synchronized void accept(long afterNanos) {
        if (ordered != null) {
            ordered.cancel(false);
        }
        ordered = executor.schedule(() -> wake.run(), afterNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
