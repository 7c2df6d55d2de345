// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.fuzz.Bounds;
import org.plumbline.gateway.fuzz.KeptInputs;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.TrustedSigners;

/** Records of the topics that the gateway reads, behind a header that names the right schema. */
public class RecordFuzzTest {

    private static final String PREFIX = "fuzz.";
    private static final SchemaRegistryClient REGISTRY = registry();
    private static final RecordReader READER = new RecordReader(REGISTRY, signers(), InstantSource.system());

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyRegistrationIsReadOrPoison(byte[] content) {
        read(Topics.METERS.prefixed(PREFIX), content, READER::registration);
    }

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyOrderIsReadOrPoison(byte[] content) {
        read(Topics.CALIBRATION_ORDERS.prefixed(PREFIX), content, READER::order);
    }

    private static void read(String topic, byte[] content, Function<ConsumerRecord<byte[], byte[]>, Object> reader) {
        byte[] value = ByteBuffer.allocate(5 + content.length)
                .put((byte) 0)
                .putInt(idOf(topic))
                .put(content)
                .array();
        byte[] key = "M-1".getBytes(StandardCharsets.UTF_8);
        Bounds.hold(
                value.length,
                SerializationException.class,
                () -> String.valueOf(reader.apply(new ConsumerRecord<>(topic, 0, 0, key, value))));
    }

    private static int idOf(String topic) {
        try {
            return REGISTRY.getLatestSchemaMetadata(topic + "-value").getId();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SchemaRegistryClient registry() {
        try {
            SchemaRegistryClient registry = new MockSchemaRegistryClient();
            SchemaRegistration.registerAll(registry, PREFIX);
            return registry;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static TrustedSigners signers() {
        try {
            Path none = Files.writeString(Files.createTempFile("signers", ".json"), "[]");
            none.toFile().deleteOnExit();
            return TrustedSigners.load(none, TrustedSigners.Purpose.ORDERS);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
