// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.plumbline.platform.PlatformException;

/**
 * The children of one run, ended in reverse order of their tiers: what was built on goes last. Thread-safe.
 *
 * <p>Their process ids are noted in a file, so that the next run can end what a killed one may have left.
 */
public final class ProcessGroup implements AutoCloseable {
    private static final long STALE_GRACE_SECONDS = 8;
    private static final String SEPARATOR = " ";

    private final Path pidFile;
    private final Deque<List<ChildProcess>> tiers = new ArrayDeque<>();
    private boolean closed;

    /** @param pidFile where the ids are noted, one process on a line */
    public ProcessGroup(Path pidFile) {
        this.pidFile = pidFile;
        beginTier();
    }

    /** What is added from now on is ended before all that was added so far. */
    public synchronized void beginTier() {
        tiers.push(new ArrayList<>());
    }

    /**
     * Takes charge of a child.
     *
     * @throws PlatformException when the group is closed already; the child is ended then
     */
    public synchronized ChildProcess add(ChildProcess child) {
        if (closed) {
            child.kill();
            throw new PlatformException(child.name() + " was started while everything was being stopped");
        }
        tiers.getFirst().add(child);
        note(child);
        return child;
    }

    /** A child that ended although nobody asked it to, if there is one. */
    public synchronized Optional<ChildProcess> dead() {
        return tiers.stream()
                .flatMap(List::stream)
                .filter(child -> !child.isAlive())
                .findFirst();
    }

    @Override
    public void close() {
        List<List<ChildProcess>> toEnd;
        synchronized (this) {
            closed = true;
            toEnd = List.copyOf(tiers);
            tiers.clear();
        }
        for (List<ChildProcess> tier : toEnd) {
            tier.forEach(ChildProcess::requestStop);
            tier.forEach(ChildProcess::close);
        }
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException leftover) {
            throw new PlatformException("cannot remove " + pidFile, leftover);
        }
    }

    private void note(ChildProcess child) {
        try {
            long startedAt = ProcessHandle.of(child.pid())
                    .flatMap(handle -> handle.info().startInstant())
                    .map(java.time.Instant::toEpochMilli)
                    .orElse(0L);
            Files.writeString(
                    pidFile,
                    child.name() + SEPARATOR + child.pid() + SEPARATOR + startedAt + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new PlatformException("cannot write " + pidFile, e);
        }
    }

    /**
     * Ends the processes that an earlier run noted in {@code pidFile} and left behind: waits for a bounded time for them
     * to end by themselves, then forces them. A process counts as left behind only when its start time is the noted one.
     */
    public static void endStale(Path pidFile) {
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(pidFile)) {
                stale(line).ifPresent(ProcessGroup::end);
            }
            Files.delete(pidFile);
        } catch (IOException e) {
            throw new PlatformException("cannot read " + pidFile, e);
        }
    }

    private static Optional<ProcessHandle> stale(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        long startedAt = Long.parseLong(parts[2]);
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info()
                        .startInstant()
                        .map(start -> start.toEpochMilli() == startedAt)
                        .orElse(false));
    }

    private static void end(ProcessHandle handle) {
        try {
            handle.onExit().get(STALE_GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stillThere) {
            handle.destroyForcibly();
            handle.onExit().orTimeout(STALE_GRACE_SECONDS, TimeUnit.SECONDS).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new PlatformException("cannot wait for process " + handle.pid(), impossible);
        }
    }
}
