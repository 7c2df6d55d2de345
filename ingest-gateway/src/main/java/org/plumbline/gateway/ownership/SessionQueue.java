// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one queue through which all traffic to a meter passes: one task at a time, in order. A task that
 * throws ends the thread it ran on, not the queue. Safe for many threads.
 */
public final class SessionQueue {

    private final Executor executor;
    private final int capacity;
    private final Runnable whenIdle;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean active;
    private @Nullable Thread runner;

    /**
     * @param executor runs the tasks; they block
     * @param capacity most tasks that may wait
     * @param whenIdle told each time that nothing runs or waits any more; must not block
     */
    public SessionQueue(Executor executor, int capacity, Runnable whenIdle) {
        this.executor = executor;
        this.capacity = capacity;
        this.whenIdle = whenIdle;
    }

    /** @return false when the queue is full; the task is not taken then */
    public boolean offer(Runnable task) {
        synchronized (this) {
            if (waiting.size() >= capacity) {
                return false;
            }
            waiting.add(task);
            if (active) {
                return true;
            }
            active = true;
        }
        begin();
        return true;
    }

    /** @return false when something runs or waits; the task is not taken then */
    public boolean offerWhenIdle(Runnable task) {
        synchronized (this) {
            if (active) {
                return false;
            }
            waiting.add(task);
            active = true;
        }
        begin();
        return true;
    }

    private void begin() {
        try {
            executor.execute(this::work);
        } catch (RuntimeException | Error notBegun) {
            synchronized (this) {
                end();
            }
            throw notBegun;
        }
    }

    /**
     * Interrupts what runs; every wait for a meter or a commit ends at once then, and closes its link. What waits in the
     * queue still runs.
     */
    public synchronized void interrupt() {
        if (runner != null) {
            runner.interrupt();
        }
    }

    /**
     * @param deadlineNanos on the clock given
     * @return false when something still ran or waited then
     */
    public synchronized boolean awaitIdle(long deadlineNanos, LongSupplier nanoTime) throws InterruptedException {
        while (active) {
            long left = deadlineNanos - nanoTime.getAsLong();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        return true;
    }

    /** True when nothing runs or waits. */
    public synchronized boolean idle() {
        return !active;
    }

    private void end() {
        active = false;
        runner = null;
        notifyAll();
    }

    private void work() {
        while (true) {
            Runnable task;
            synchronized (this) {
                task = waiting.poll();
                if (task == null) {
                    end();
                } else {
                    runner = Thread.currentThread();
                }
            }
            if (task == null) {
                whenIdle.run();
                return;
            }
            boolean ended = false;
            try {
                task.run();
                ended = true;
            } finally {
                if (!ended) {
                    begin(); // what was thrown ends this thread; what waits goes on elsewhere
                }
            }
        }
    }
}
