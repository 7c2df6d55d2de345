// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.campaign.CampaignAction;
import org.plumbline.console.port.CommandSink.Author;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.SigningKey;

class KafkaCommandSinkTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

    private final AtomicBoolean registryDown = new AtomicBoolean(true);
    private final AtomicInteger refusedCalls = new AtomicInteger();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    @Test
    void onceReadyTheFirstStopAfterAStartNeedsNoRegistry(@TempDir Path directory) throws IOException {
        Path keyFile = directory.resolve("key.pem");
        SigningKey.generate(keyFile);
        try (KafkaCommandSink sink = new KafkaCommandSink(
                producer, registry(), SigningKey.load("console-1", keyFile), Topics.DEFAULT_PREFIX, () -> NOW)) {
            sink.start();
            await().atMost(SOON).until(() -> refusedCalls.get() >= 2);
            assertFalse(sink.isReady(), "ready without schemas");

            registryDown.set(false);
            await().atMost(SOON).until(sink::isReady);

            registryDown.set(true);
            int refusedBefore = refusedCalls.get();
            Author anna = new Author("anna", NOW);
            sink.stop(anna, "*", "smoke");
            sink.command(anna, "c-1", CampaignAction.PAUSE, "smoke", "");
            assertEquals(
                    List.of("*", "c-1"),
                    producer.history().stream().map(sent -> sent.key()).toList());
            assertEquals(refusedBefore, refusedCalls.get(), "the registry was asked");
        }
    }

    @Test
    void askedAgainAtTheTimeOfTheFirstItIsTheSameCommandToTheOctet(@TempDir Path directory) throws Exception {
        Path keyFile = directory.resolve("key.pem");
        SigningKey.generate(keyFile);
        registryDown.set(false);
        AtomicInteger seconds = new AtomicInteger();
        try (KafkaCommandSink sink = new KafkaCommandSink(
                producer,
                registry(),
                SigningKey.load("console-1", keyFile),
                Topics.DEFAULT_PREFIX,
                () -> NOW.plusSeconds(seconds.incrementAndGet()))) {
            Author again = new Author("anna", NOW, Optional.of(NOW));
            for (int i = 0; i < 2; i++) {
                sink.stop(again, "*", "smoke");
                sink.command(again, "c-1", CampaignAction.START, "go", "");
            }
            sink.command(new Author("anna", NOW), "c-1", CampaignAction.START, "go", "");
        }
        List<byte[]> sent =
                producer.history().stream().map(each -> each.value()).toList();
        assertArrayEquals(sent.get(0), sent.get(2));
        assertArrayEquals(sent.get(1), sent.get(3));
        assertFalse(Arrays.equals(sent.get(1), sent.get(4)), "another time, another command");
    }

    private SchemaRegistryClient registry() {
        MockSchemaRegistryClient schemas = new MockSchemaRegistryClient();
        SchemaRegistration.registerAll(schemas, Topics.DEFAULT_PREFIX);
        return (SchemaRegistryClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SchemaRegistryClient.class},
                (proxy, method, arguments) -> {
                    if (registryDown.get()) {
                        refusedCalls.incrementAndGet();
                        throw new IOException("the registry does not answer");
                    }
                    return method.invoke(schemas, arguments);
                });
    }
}
