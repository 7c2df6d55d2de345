// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.serde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;

class RecordSerdeTest {

    private static final String TOPIC = "plumbline.readings.v1";

    private final SchemaRegistryClient registry = registered();
    private final RecordSerde<RegisterReading> serde = new RecordSerde<>(registry, RegisterReading.class);

    static SchemaRegistryClient registered() {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        for (var topic : Topics.ALL) {
            if (topic.valueSchema() != null) {
                try {
                    client.register(topic.valueSubject("plumbline."), new AvroSchema(topic.valueSchema()));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return client;
    }

    static RegisterReading reading(long raw) {
        return RegisterReading.newBuilder()
                .setMeterId("SM-0001")
                .setCaptureTime(Instant.parse("2026-03-01T00:15:00Z"))
                .setSource(ReadingSource.PROFILE)
                .setCalibrationEpoch(1)
                .setRegisters(List.of(new RegisterValue("1.0.1.8.0.255", raw, 0, 30)))
                .build();
    }

    @Test
    void wireFormatIsMagicOctetThenSchemaIdThenPlainAvro() throws Exception {
        byte[] octets = serde.serialize(TOPIC, reading(42));
        assertEquals(0, octets[0]);
        int id = ByteBuffer.wrap(octets, 1, 4).getInt();
        Schema written = ((AvroSchema) registry.getSchemaById(id)).rawSchema();
        GenericRecord value = new GenericDatumReader<GenericRecord>(written)
                .read(null, DecoderFactory.get().binaryDecoder(octets, 5, octets.length - 5, null));
        assertEquals("SM-0001", value.get("meterId").toString());
    }

    @Test
    void octetsAfterTheRecordAreRefused() {
        byte[] octets = serde.serialize(TOPIC, reading(7));
        assertThrows(
                SerializationException.class, () -> serde.deserialize(TOPIC, Arrays.copyOf(octets, octets.length + 1)));
    }

    @Test
    void aLengthBeyondTheRecordIsRefusedBeforeItIsAllocated() {
        byte[] header = Arrays.copyOf(serde.serialize(TOPIC, reading(7)), 5);
        // the first field is a text; its length, zigzag 2^31 - 2, says that it has a gigabyte
        byte[] octets = ByteBuffer.allocate(10)
                .put(header)
                .put(new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07})
                .array();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThrows(SerializationException.class, () -> serde.deserialize(TOPIC, octets));

        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 16 << 20, "only what is there is believed");
    }

    @Test
    void anUnregisteredSubjectIsRefusedAndNeverRegistered() {
        assertThrows(SerializationException.class, () -> serde.serialize("elsewhere", reading(1)));
        assertThrows(RestClientException.class, () -> registry.getAllVersions("elsewhere-value"));
    }

    @Test
    void anUnknownSchemaIdIsRefused() {
        byte[] octets = serde.serialize(TOPIC, reading(7));
        ByteBuffer.wrap(octets).putInt(1, 987_654);
        assertThrows(SerializationException.class, () -> serde.deserialize(TOPIC, octets));
    }

    @Test
    void aRecordOfAnotherSchemaDoesNotPassForAReading() throws Exception {
        byte[] octets = serde.serialize(TOPIC, reading(7));
        int other = registry.getId("plumbline.meters.v1-value", new AvroSchema(Topics.METERS.valueSchema()));
        ByteBuffer.wrap(octets).putInt(1, other);
        assertThrows(SerializationException.class, () -> serde.deserialize(TOPIC, octets));
    }

    @Test
    void aTombstoneStaysATombstone() {
        assertNull(serde.serialize(TOPIC, null));
        assertNull(serde.deserialize(TOPIC, null));
    }
}
