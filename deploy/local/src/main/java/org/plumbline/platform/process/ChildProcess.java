// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.plumbline.platform.PlatformException;

/**
 * A JVM started by this one, with a log file of its own.
 *
 * <p>It ignores the terminal's interrupt and hang-up, so that Ctrl-C reaches only the parent, which then ends its
 * children in order. It ends by itself when the parent is gone ({@link ParentLeash}). Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration STOP_GRACE = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES_IN_MESSAGE = 15;

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts {@code command} in {@code directory}, which is created when absent; output goes to {@code <name>.log} there.
     *
     * @throws PlatformException when the process cannot be started
     */
    public static ChildProcess start(String name, Path directory, JavaCommand command) {
        try {
            Path home = Files.createDirectories(directory).toAbsolutePath();
            Path log = home.resolve(name + ".log");
            Path agent = ParentLeash.writeAgent(home.resolve(name + "-leash.jar"));
            List<String> line = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
            line.addAll(command.commandLine(agent));
            Process process = new ProcessBuilder(line)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildProcess(name, log, process);
        } catch (IOException e) {
            throw new PlatformException("cannot start " + name + " in " + directory + ": " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until {@code probe} holds.
     *
     * @throws PlatformException when the process ends first or {@code deadline} passes, with the end of its log
     */
    public void awaitReady(Duration deadline, Probe probe) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (!probe.holds()) {
            if (!process.isAlive()) {
                throw new PlatformException(name + " ended with exit code " + process.exitValue() + logTail());
            }
            if (System.nanoTime() - end > 0) {
                throw new PlatformException(name + " was not ready within " + deadline.toSeconds() + " s" + logTail());
            }
            Thread.sleep(POLL);
        }
    }

    /**
     * Waits for the end of a process that ends by itself.
     *
     * @throws PlatformException when it takes longer than {@code deadline} or its exit code is not 0
     */
    public void awaitSuccess(Duration deadline) throws InterruptedException {
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new PlatformException(name + " did not end within " + deadline.toSeconds() + " s" + logTail());
        }
        if (process.exitValue() != 0) {
            throw new PlatformException(name + " ended with exit code " + process.exitValue() + logTail());
        }
    }

    /** Asks the process to end; {@link #close} waits for it. */
    public void requestStop() {
        process.destroy();
    }

    /** Ends the process: asks first, and forces it when it is still alive after a bounded time. */
    @Override
    public void close() {
        requestStop();
        try {
            if (process.waitFor(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private String logTail() {
        String where = "; its log is " + log;
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            List<String> tail = all.subList(Math.max(0, all.size() - LOG_LINES_IN_MESSAGE), all.size());
            return where + " and ends with:\n  " + String.join("\n  ", tail);
        } catch (IOException | RuntimeException unreadable) {
            return where;
        }
    }

    /** A question asked of a process again and again until it is ready. */
    @FunctionalInterface
    public interface Probe {
        boolean holds();
    }
}
