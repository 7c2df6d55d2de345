// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.time.Duration;
import java.util.function.Supplier;
import org.plumbline.platform.PlatformException;
import org.plumbline.platform.process.ProcessGroup;

/** Waits with a deadline, tells how it goes, and gives up at once when a process has ended. Used by one thread. */
final class Patience {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration TELL = Duration.ofSeconds(5);

    private final ProcessGroup processes;
    private final TopicWatcher watcher;
    private final Narrator narrator;
    private Chore chore = () -> {};

    /** Something to be done while waiting. */
    @FunctionalInterface
    interface Chore {
        void step() throws InterruptedException;
    }

    /** What is waited for. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    Patience(ProcessGroup processes, TopicWatcher watcher, Narrator narrator) {
        this.processes = processes;
        this.watcher = watcher;
        this.narrator = narrator;
    }

    /** From now on {@code chore} is done between two looks. */
    void doMeanwhile(Chore newChore) {
        chore = newChore;
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @param what what is waited for, for the message
     * @param progress how far it is, in a few words
     * @throws PlatformException when the deadline passes, a process ends or the topics cannot be read
     */
    void until(String what, Duration deadline, Condition condition, Supplier<String> progress)
            throws InterruptedException {
        long start = System.nanoTime();
        long told = start;
        while (!condition.holds()) {
            requireHealthy();
            chore.step();
            long now = System.nanoTime();
            if (now - start > deadline.toNanos()) {
                throw new PlatformException(
                        "waited " + deadline.toSeconds() + " s in vain for " + what + ": " + progress.get());
            }
            if (now - told > TELL.toNanos()) {
                narrator.tell("%s", progress.get());
                told = now;
            }
            Thread.sleep(POLL);
        }
    }

    /** Throws when a process has ended or the topics cannot be read. */
    void requireHealthy() {
        processes.dead().ifPresent(dead -> {
            throw new PlatformException(dead.name() + " ended unexpectedly; its log is " + dead.log());
        });
        watcher.requireRunning();
    }
}
