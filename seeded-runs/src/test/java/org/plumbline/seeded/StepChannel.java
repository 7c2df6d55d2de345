// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The side of a process that is to be struck at a named point: it says on its standard output when it has come there, and
 * goes on when its standard input says so. Points are named as in {@link Strike}. The end of the input ends the process at
 * once. Safe for many threads.
 */
public final class StepChannel {

    /** A point that nobody lets go is left after so long; the run has failed by then. */
    private static final long LONGEST_STAY_SECONDS = 90;

    private final PrintStream words;
    private final Map<String, String> armed = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Integer>> exchanges = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> staying = new ConcurrentHashMap<>();

    private StepChannel(PrintStream words) {
        this.words = words;
    }

    /** Takes the standard output for itself; whatever else is printed goes to the standard error. */
    public static StepChannel open() {
        StepChannel channel = new StepChannel(System.out);
        System.setOut(System.err);
        return channel;
    }

    /** The process works. */
    public void ready() {
        say("ready");
    }

    /** @return the name of an exchange that begins; empty while nothing is armed for that key */
    public String exchange(String key, String phase) {
        Map<String, Integer> counts = exchanges.get(key);
        if (counts == null) {
            return "";
        }
        String name = phase + "#" + counts.merge(phase, 1, Integer::sum);
        say("did\t" + key + "\t" + name);
        return name;
    }

    /** Stays here when this is the point that is armed for the key. */
    public void reach(String key, String point) {
        if (!armed.remove(key, point)) {
            return;
        }
        CountDownLatch until = new CountDownLatch(1);
        staying.put(key, until);
        say("at\t" + key + "\t" + point);
        try {
            if (!until.await(LONGEST_STAY_SECONDS, TimeUnit.SECONDS)) {
                say("left\t" + key + "\t" + point);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what the standard input says; the process is halted at its end. */
    public void serve(Consumer<Instant> fieldTime) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split("\t", -1);
            switch (words[0]) {
                case "arm" -> {
                    exchanges.put(words[1], new ConcurrentHashMap<>());
                    armed.put(words[1], words[2]);
                }
                case "go" -> {
                    CountDownLatch until = staying.remove(words[1]);
                    if (until != null) {
                        until.countDown();
                    }
                }
                case "time" -> fieldTime.accept(Instant.parse(words[1]));
                default -> throw new IOException("unknown word " + line);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private synchronized void say(String line) {
        words.println(line);
        words.flush();
    }
}
