// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import org.jspecify.annotations.Nullable;

/** Where records of the global topics go that cannot be read; the other inputs have Kafka Streams' own way. */
public interface DeadLetters {
    /**
     * Writes a record as found, with its provenance. Returns when it is safe; at least once.
     *
     * @throws RuntimeException when it could not be written
     */
    void send(
            String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Exception cause);
}
