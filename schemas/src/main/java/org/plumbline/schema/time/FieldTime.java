// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Field time read from a file that holds one ISO-8601 instant, for a fleet whose time is stepped. In production field
 * time is the wall clock ({@link InstantSource#system()}).
 *
 * <p>The file is read again at most every 50 ms. Field time never goes back: an older instant, an unreadable file or
 * one that does not parse leaves the last good instant in force; without one, {@link #instant()} throws
 * {@link IllegalStateException}. Safe for use by many threads.
 */
public final class FieldTime implements InstantSource {

    private static final long REREAD_NANOS = Duration.ofMillis(50).toNanos();

    private final Path file;
    private volatile @Nullable Instant last;
    private volatile long readAtNanos;

    private FieldTime(Path file) {
        this.file = file;
    }

    /** @param file file with one instant; null or empty = wall clock */
    public static InstantSource of(@Nullable String file) {
        return file == null || file.isBlank() ? InstantSource.system() : new FieldTime(Path.of(file));
    }

    @Override
    public Instant instant() {
        Instant known = last;
        if (known != null && System.nanoTime() - readAtNanos < REREAD_NANOS) {
            return known;
        }
        return reread();
    }

    private synchronized Instant reread() {
        Instant known = last;
        try {
            Instant read = Instant.parse(Files.readString(file).strip());
            if (known == null || read.isAfter(known)) {
                known = read;
            }
        } catch (IOException | DateTimeParseException e) {
            if (known == null) {
                throw new IllegalStateException("field-time file " + file + " holds no instant", e);
            }
        }
        last = known;
        readAtNanos = System.nanoTime();
        return known;
    }
}
