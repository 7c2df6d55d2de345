// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.signing.Canonical;

/**
 * Serde for signed records of the contract in private state, without a registry: Avro's single-object encoding. Reads what
 * any released version wrote.
 */
final class BinarySerde<T extends SpecificRecord> implements Serde<T> {

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    BinarySerde(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        this.encoder = new BinaryMessageEncoder<>(model, model.getSchema(type));
        this.decoder = new BinaryMessageDecoder<>(model, model.getSchema(type));
        Canonical.releasedForms(model.getSchema(type)).forEach(decoder::addSchema);
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : encoded(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, octets) -> octets == null ? null : decoded(topic, octets);
    }

    private byte[] encoded(T value) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
            encoder.encode(value, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable T decoded(String topic, byte[] octets) {
        try {
            return decoder.decode(octets);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("unreadable state on " + topic, e);
        }
    }
}
