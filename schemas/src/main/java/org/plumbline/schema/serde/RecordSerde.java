// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serde for one kind of record in Confluent wire format: octet 0, schema id as four octets big-endian, Avro binary.
 *
 * <p>The writer looks its schema up under the subject {@code <topic>-value} and never registers one: registration is an
 * act of deployment ({@link SchemaRegistration}). A missing schema, an unreachable registry or malformed octets give a
 * {@link SerializationException}; nothing is ever written without a schema id. Schema ids are cached for the life of the
 * serde, so a registry outage does not stop records of known schemas. Safe for use by many threads.
 *
 * @param <T> the record
 */
public final class RecordSerde<T extends SpecificRecord> implements Serde<T>, Serializer<T>, Deserializer<T> {

    private static final byte MAGIC = 0;
    private static final int HEADER_OCTETS = 5;

    private final SchemaRegistryClient registry;
    private final Schema schema;
    private final SpecificData model;
    private final SpecificDatumWriter<T> writer;
    private final Map<String, Integer> idBySubject = new ConcurrentHashMap<>();
    /** Readers are built once: resolving two schemas costs a hundred times what reading a record does. */
    private final Map<Integer, DatumReader<T>> readerById = new ConcurrentHashMap<>();

    /** @param type generated class of the record */
    public RecordSerde(SchemaRegistryClient registry, Class<T> type) {
        this.registry = registry;
        this.schema = SpecificData.get().getSchema(type);
        this.model = SpecificData.getForClass(type);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        // Everything is given to the constructor.
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        if (data == null) {
            return null;
        }
        int id = idBySubject.computeIfAbsent(topic + "-value", this::lookUp);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(256);
            out.write(ByteBuffer.allocate(HEADER_OCTETS).put(MAGIC).putInt(id).array());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer.write(data, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("cannot write " + schema.getFullName() + " for " + topic, e);
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] octets) {
        if (octets == null) {
            return null;
        }
        if (octets.length < HEADER_OCTETS || octets[0] != MAGIC) {
            throw new SerializationException("record on " + topic + " is not in Confluent wire format: " + octets.length
                    + " octets" + (octets.length > 0 ? ", first is " + (octets[0] & 0xFF) : ""));
        }
        int id = ByteBuffer.wrap(octets, 1, 4).getInt();
        DatumReader<T> reader = readerById.computeIfAbsent(id, this::readerOf);
        try {
            BoundedDecoder decoder = new BoundedDecoder(octets, HEADER_OCTETS);
            T value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException("record on " + topic + " has octets after its end");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "record on " + topic + " is not a " + schema.getFullName() + " of schema id " + id, e);
        }
    }

    private int lookUp(String subject) {
        try {
            return registry.getId(subject, new AvroSchema(schema));
        } catch (IOException | RestClientException e) {
            throw new SerializationException(
                    "schema of " + subject + " is not to be had from the registry; is it registered?", e);
        }
    }

    private DatumReader<T> readerOf(int id) {
        Schema written = fetch(id);
        try {
            return model.getFastReaderBuilder().createDatumReader(written, schema);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("schema id " + id + " cannot be read as " + schema.getFullName(), e);
        }
    }

    private Schema fetch(int id) {
        try {
            if (registry.getSchemaById(id) instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
        } catch (IOException | RestClientException e) {
            throw new SerializationException("schema id " + id + " is not to be had from the registry", e);
        }
        throw new SerializationException("schema id " + id + " is not an Avro schema");
    }

    @Override
    public void close() {
        // Holds nothing that needs closing; the registry client belongs to its creator.
    }
}
