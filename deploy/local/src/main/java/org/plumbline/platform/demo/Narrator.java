// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Tells the story on the terminal, each line with the seconds since the start. Thread-safe. */
final class Narrator {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final long startedAtNanos;

    Narrator(PrintStream out, long startedAtNanos) {
        this.out = out;
        this.startedAtNanos = startedAtNanos;
    }

    /** A chapter of the story. */
    synchronized void chapter(String title) {
        out.printf("%n[%5.1f s] %s%n", seconds(), title);
        out.flush();
    }

    /** Something that happened. */
    synchronized void tell(String format, Object... arguments) {
        out.printf("[%5.1f s]   %s%n", seconds(), String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    /** A line without a time, as it is. */
    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    double seconds() {
        return (System.nanoTime() - startedAtNanos) / NANOS_PER_SECOND;
    }
}
