// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * The one queue through which all traffic to a meter passes: one task at a time, in order. A task that
 * throws ends the thread it ran on, not the queue. Safe for many threads.
 */
public final class SessionQueue {

    private final Executor executor;
    private final int capacity;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean active;

    /**
     * @param executor runs the tasks; they block
     * @param capacity most tasks that may wait
     */
    public SessionQueue(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
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

    private void begin() {
        try {
            executor.execute(this::work);
        } catch (RuntimeException | Error notBegun) {
            synchronized (this) {
                active = false;
            }
            throw notBegun;
        }
    }

    /** True when nothing runs or waits. */
    public synchronized boolean idle() {
        return !active;
    }

    private void work() {
        while (true) {
            Runnable task;
            synchronized (this) {
                task = waiting.poll();
                if (task == null) {
                    active = false;
                    return;
                }
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
