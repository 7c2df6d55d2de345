// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time on simulated time. Each task has a thread of its own, so that code which blocks runs unchanged,
 * but only one is ever runnable: it hands over when it waits, to whichever is due first; among those due at the same time
 * the seed decides. Everything that happens is therefore a function of the seed. An interrupt is a mark on the task, seen
 * when it waits.
 */
final class Scheduler {

    static final long FOREVER = Long.MAX_VALUE;

    /** Tasks and events until a run is given up as one that never ends. */
    private static final int MAX_STEPS = 2_000_000;

    private record Event(long atNanos, long number, Runnable action) {}

    private final class Task extends Thread {
        final Host host;
        final Runnable work;
        long dueAtNanos;
        int tie;
        boolean interruption;

        @Nullable
        BooleanSupplier condition;

        Task(Host host, Runnable work) {
            this.host = host;
            this.work = work;
            setDaemon(true);
        }

        @Override
        public void run() {
            runTask(this);
        }

        @Override
        public void interrupt() {
            interruption = true;
        }
    }

    private final SplittableRandom chance;
    private final List<Task> waiting = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
    private final Thread starter = Thread.currentThread();
    private volatile @Nullable Task running;
    private volatile boolean over;
    private long nowNanos;
    private long eventNumber;
    private int steps;
    private boolean ending;
    private @Nullable Throwable firstFailure;

    Scheduler(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    long nowNanos() {
        return nowNanos;
    }

    /** A task of the host, to begin now. */
    void spawn(Host host, Runnable work) {
        if (ending) {
            return;
        }
        park(new Task(host, work), nowNanos, null);
    }

    /** Something that happens by itself, such as the arrival of a frame; it must not wait. */
    void after(long nanos, Runnable action) {
        events.add(new Event(nowNanos + nanos, eventNumber++, action));
    }

    /** Waits in the task that calls it. */
    void sleep(long nanos) {
        handOver(nowNanos + nanos, null);
    }

    /** Takes the mark of an interrupt from the task that calls it; true when there was one. */
    boolean takeInterrupt() {
        Task self = running;
        boolean marked = self != null && self.interruption;
        if (self != null) {
            self.interruption = false;
        }
        return marked;
    }

    /** Waits until the condition holds; false when it does not within the time, or after an interrupt. */
    boolean await(BooleanSupplier condition, long nanos) {
        if (!condition.getAsBoolean()) {
            handOver(nanos == FOREVER ? FOREVER : nowNanos + nanos, condition);
        }
        return condition.getAsBoolean();
    }

    /**
     * Runs the task, and all it begins, until it ends; the others are ended then.
     *
     * @throws IllegalStateException with the first failure of any task
     */
    void run(Host host, Runnable main) {
        spawn(host, () -> {
            try {
                main.run();
            } finally {
                ending = true;
                events.clear();
            }
        });
        resumeNext();
        while (!over) {
            LockSupport.park(this);
        }
        if (firstFailure != null) {
            throw new IllegalStateException(firstFailure.getMessage(), firstFailure);
        }
    }

    /** Ends the run; the first failure is the one that is told. */
    void breakOff(Throwable failure) {
        if (firstFailure == null) {
            firstFailure = failure;
        }
        ending = true;
        events.clear();
    }

    private void runTask(Task task) {
        try {
            if (!unwinding(task)) {
                task.work.run();
            }
        } catch (InstanceGone expected) {
            // its host was killed
        } catch (RuntimeException | Error failure) {
            breakOff(failure);
        }
        resumeNext();
    }

    private boolean unwinding(Task task) {
        return ending || task.host.gone();
    }

    private void handOver(long dueAtNanos, @Nullable BooleanSupplier condition) {
        Task self = running;
        if (self == null) {
            throw new IllegalStateException("only a task can wait");
        }
        if (unwinding(self)) {
            throw new InstanceGone();
        }
        park(self, dueAtNanos, condition);
        Task next = next();
        if (next == null) {
            throw new IllegalStateException("no task is left, not even this one");
        }
        if (!next.equals(self)) {
            resume(next);
            while (running != self) {
                LockSupport.park(this);
            }
        } else {
            running = self;
        }
        if (unwinding(self)) {
            throw new InstanceGone();
        }
    }

    private void park(Task task, long dueAtNanos, @Nullable BooleanSupplier condition) {
        task.dueAtNanos = dueAtNanos;
        task.condition = condition;
        task.tie = chance.nextInt();
        waiting.add(task);
    }

    private void resumeNext() {
        Task next = next();
        if (next != null) {
            resume(next);
        } else {
            over = true;
            LockSupport.unpark(starter);
        }
    }

    private void resume(Task task) {
        running = task;
        if (task.getState() == Thread.State.NEW) {
            task.start();
        } else {
            LockSupport.unpark(task);
        }
    }

    /** Lets happen what comes before the next task, and moves time on; null when no task is left. */
    private @Nullable Task next() {
        while (true) {
            if (++steps > MAX_STEPS && !ending) {
                breakOff(new IllegalStateException("no end after " + MAX_STEPS + " steps"));
            }
            Task best = null;
            long bestAt = FOREVER;
            for (Task task : waiting) {
                long at = dueAt(task);
                if (best == null || at < bestAt || (at == bestAt && task.tie < best.tie)) {
                    best = task;
                    bestAt = at;
                }
            }
            Event event = events.peek();
            if (event != null && event.atNanos() <= bestAt) {
                events.poll();
                nowNanos = Math.max(nowNanos, event.atNanos());
                happen(event);
                continue;
            }
            if (best != null) {
                waiting.remove(best);
                nowNanos = bestAt == FOREVER ? nowNanos : Math.max(nowNanos, bestAt);
            }
            return best;
        }
    }

    private void happen(Event event) {
        try {
            event.action().run();
        } catch (RuntimeException | Error failure) {
            breakOff(failure);
        }
    }

    private long dueAt(Task task) {
        if (unwinding(task)) {
            return nowNanos;
        }
        boolean ready = task.interruption || task.condition != null && task.condition.getAsBoolean();
        long due = ready ? nowNanos : task.dueAtNanos;
        return Math.max(due, task.host.frozenUntilNanos());
    }
}
