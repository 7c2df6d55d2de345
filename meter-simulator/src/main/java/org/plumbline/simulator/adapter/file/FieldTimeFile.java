// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.LongSupplier;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.port.FieldClock;

/**
 * Field time from a text file holding one ISO-8601 instant, replaced atomically by whoever steps the time. Looked at
 * no more often than every 20 ms. Time never goes back. Safe for concurrent use.
 */
public final class FieldTimeFile implements FieldClock {
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

    private final Path file;
    private final LongSupplier nanoTime;
    private Instant now;
    private long lookedAt;

    /**
     * Opens the file.
     *
     * @param nanoTime monotonic nanoseconds
     * @throws SimulatorException if the file is missing or holds no instant
     */
    public FieldTimeFile(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
        try {
            this.now = parse(Files.readString(file));
        } catch (IOException e) {
            throw new SimulatorException("cannot read the field-time file " + file + ": write an ISO-8601 instant", e);
        }
    }

    @Override
    public synchronized Instant now() {
        long monotonic = nanoTime.getAsLong();
        if (monotonic - lookedAt >= LOOK_AGAIN_NANOS) {
            lookedAt = monotonic;
            refresh();
        }
        return now;
    }

    private void refresh() {
        try {
            Instant read = parse(Files.readString(file));
            if (read.isAfter(now)) {
                now = read;
            }
        } catch (NoSuchFileException beingReplaced) {
            // The last time stays valid until the file is there again.
        } catch (IOException e) {
            throw new SimulatorException("cannot read the field-time file " + file, e);
        }
    }

    private Instant parse(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new SimulatorException("the field-time file " + file + " holds no ISO-8601 instant", e);
        }
    }
}
