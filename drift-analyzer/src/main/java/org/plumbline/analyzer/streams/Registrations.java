// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.avro.MeterRegistration;

/** Reads stored registrations and counts their changes. Safe for use by many threads. */
final class Registrations {
    private final Function<byte[], MeterRegistration> reader;
    private final AtomicLong changes = new AtomicLong();

    /** @param reader of octets as on the topic */
    Registrations(Function<byte[], MeterRegistration> reader) {
        this.reader = reader;
    }

    void changed() {
        changes.incrementAndGet();
    }

    /** Grows with every registration that came or changed in this process. */
    long changes() {
        return changes.get();
    }

    /** @param octets as on the topic; null = not registered */
    @Nullable
    MeterRegistration read(byte @Nullable [] octets) {
        return octets == null ? null : reader.apply(octets);
    }
}
