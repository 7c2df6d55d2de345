// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process with a {@link StepChannel}, seen from the test that strikes it. Safe for many threads. */
final class SteppedProcess implements AutoCloseable {

    private static final long END_SECONDS = 10;

    private final String name;
    private final Process process;
    private final Map<String, String> reached = new ConcurrentHashMap<>();
    private final Map<String, List<String>> traces = new ConcurrentHashMap<>();
    private volatile boolean ready;

    private SteppedProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts it; its log is {@code <name>.log} in the directory. */
    static SteppedProcess start(String name, Path directory, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        File log = directory.resolve(name + ".log").toFile();
        SteppedProcess started = new SteppedProcess(
                name, new ProcessBuilder(command).redirectError(log).start());
        Thread.ofVirtual().name("words of " + name).start(started::listen);
        return started;
    }

    private void listen() {
        try (BufferedReader said = process.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                String[] words = line.split("\t", -1);
                switch (words[0]) {
                    case "ready" -> ready = true;
                    case "at" -> reached.put(words[1], words[2]);
                    case "did" ->
                        traces.computeIfAbsent(words[1], key -> new ArrayList<>())
                                .add(words[2]);
                    default -> System.err.println(name + ": " + line);
                }
            }
        } catch (IOException ended) {
            ready = false;
        }
    }

    boolean ready() {
        return ready;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** It will stop when it comes to that point for the key. */
    void arm(String key, String point) {
        say("arm\t" + key + "\t" + point);
    }

    /** The point at which it stands for the key, empty for none. */
    String standsAt(String key) {
        return reached.getOrDefault(key, "");
    }

    /** It goes on from where it stands for the key. */
    void letGo(String key) {
        if (reached.remove(key) != null) {
            say("go\t" + key);
        }
    }

    void fieldTime(Object instant) {
        say("time\t" + instant);
    }

    /** The exchanges for a key since it was armed. */
    List<String> trace(String key) {
        return List.copyOf(traces.getOrDefault(key, List.of()));
    }

    private synchronized void say(String line) {
        try {
            process.outputWriter().write(line + "\n");
            process.outputWriter().flush();
        } catch (IOException gone) {
            if (process.isAlive()) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    /** It is gone when this returns, as by {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " cannot be killed");
        }
    }

    /** It stands still, or goes on. */
    void standStill(boolean still) throws IOException, InterruptedException {
        Process sent = new ProcessBuilder("kill", still ? "-STOP" : "-CONT", Long.toString(process.pid())).start();
        if (sent.waitFor() != 0) {
            throw new IOException(name + " took no signal");
        }
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
