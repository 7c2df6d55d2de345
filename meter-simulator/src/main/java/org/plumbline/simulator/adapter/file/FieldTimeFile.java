// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.port.FieldClock;

/**
 * Field time from a text file holding one ISO-8601 instant, replaced atomically by whoever steps the time. Time never
 * goes back. Safe for concurrent use.
 *
 * <p>The file's identity and modification time are looked at on every call: a head-end that has seen the new time must
 * not find a meter that has not. The content is read when they change, and every 50 ms in case they did not show it.
 */
public final class FieldTimeFile implements FieldClock {
    private static final long READ_AGAIN_NANOS = Duration.ofMillis(50).toNanos();

    private final Path file;
    private final LongSupplier nanoTime;
    private Instant now;
    private long readAt;
    private Stamp stamp;

    private record Stamp(FileTime modified, @Nullable Object fileKey) {}

    /**
     * Opens the file.
     *
     * @param nanoTime monotonic nanoseconds
     * @throws SimulatorException if the file is missing or holds no instant
     */
    public FieldTimeFile(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.readAt = nanoTime.getAsLong();
        try {
            this.stamp = stampOf(file);
            this.now = parse(Files.readString(file));
        } catch (IOException e) {
            throw new SimulatorException("cannot read the field-time file " + file + ": write an ISO-8601 instant", e);
        }
    }

    @Override
    public synchronized Instant now() {
        try {
            Stamp found = stampOf(file);
            long monotonic = nanoTime.getAsLong();
            if (!found.equals(stamp) || monotonic - readAt >= READ_AGAIN_NANOS) {
                Instant read = parse(Files.readString(file));
                stamp = found;
                readAt = monotonic;
                now = read.isAfter(now) ? read : now;
            }
        } catch (NoSuchFileException beingReplaced) {
            return now; // the last time stays valid until the file is there again
        } catch (IOException e) {
            throw new SimulatorException("cannot read the field-time file " + file, e);
        }
        return now;
    }

    private static Stamp stampOf(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.fileKey());
    }

    private Instant parse(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new SimulatorException("the field-time file " + file + " holds no ISO-8601 instant", e);
        }
    }
}
