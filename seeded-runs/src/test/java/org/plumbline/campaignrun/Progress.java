// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells how the run goes, and waits with a deadline. Used by one thread. */
final class Progress {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration TELL = Duration.ofSeconds(15);

    private final PrintStream out;
    private final Runnable health;
    private final long begun = System.nanoTime();

    /** What is waited for. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /** @param health throws when nothing more can come of waiting */
    Progress(PrintStream out, Runnable health) {
        this.out = out;
        this.health = health;
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    void tell(String format, Object... arguments) {
        out.printf(Locale.ROOT, "[%6.1f s] %s%n", seconds(), String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    void until(String what, Duration deadline, Condition condition, Supplier<String> progress) throws Exception {
        long start = System.nanoTime();
        long told = start;
        while (!condition.holds()) {
            health.run();
            long now = System.nanoTime();
            if (now - start > deadline.toNanos()) {
                throw new IllegalStateException(
                        "waited " + deadline.toSeconds() + " s in vain for " + what + ": " + progress.get());
            }
            if (now - told > TELL.toNanos()) {
                tell("  %s: %s", what, progress.get());
                told = now;
            }
            Thread.sleep(POLL);
        }
    }
}
