// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.function.BiConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a global store equal to its topic, leaving out records that cannot be read: those go to the dead letters and
 * the newest readable record of the key stays in force.
 *
 * @param <T> value of the topic
 */
final class GlobalRecords<T> implements Processor<String, byte[], Void, Void> {
    private final String storeName;
    private final Deserializer<T> deserializer;
    private final BiConsumer<String, @Nullable T> onChange;
    private final DeadLetters deadLetters;
    private @Nullable ProcessorContext<Void, Void> context;

    /** @param onChange told of each readable record after the store holds it; null = removed */
    GlobalRecords(
            String storeName,
            Deserializer<T> deserializer,
            BiConsumer<String, @Nullable T> onChange,
            DeadLetters deadLetters) {
        this.storeName = storeName;
        this.deserializer = deserializer;
        this.onChange = onChange;
        this.deadLetters = deadLetters;
    }

    @Override
    public void init(ProcessorContext<Void, Void> given) {
        context = given;
    }

    @Override
    public void process(Record<String, byte[]> in) {
        ProcessorContext<Void, Void> here = java.util.Objects.requireNonNull(context, "init comes first");
        RecordMetadata where = here.recordMetadata().orElseThrow();
        String key = in.key();
        byte[] octets = in.value();
        try {
            if (key == null) {
                throw new SerializationException("record without key");
            }
            T value = octets == null ? null : deserializer.deserialize(where.topic(), octets);
            KeyValueStore<String, byte[]> store = here.getStateStore(storeName);
            store.put(key, octets);
            onChange.accept(key, value);
        } catch (SerializationException e) {
            if (RegistryFaults.isTransient(e)) {
                throw e;
            }
            deadLetters.send(
                    where.topic(),
                    where.partition(),
                    where.offset(),
                    key == null ? null : key.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    octets,
                    e);
        }
    }
}
