// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.streams.DeadLetters;
import org.plumbline.schema.kafka.Brokers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dead letters of the global topics, by a producer of its own: Kafka Streams has none there. At least once. */
public final class KafkaDeadLetters implements DeadLetters, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaDeadLetters.class);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    /** @param topic dead-letter topic, with prefix */
    public KafkaDeadLetters(Brokers brokers, String topic) {
        this.topic = topic;
        Map<String, Object> settings = brokers.settings();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "drift-analyzer-dead-letters");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DEADLINE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DEADLINE.toMillis() / 3);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(
            String foundOn,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Exception cause) {
        LOGGER.atWarn()
                .addKeyValue("topic", foundOn)
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .addKeyValue("error", cause.getMessage())
                .log("poison record");
        try {
            producer.send(PoisonRecordHandler.record(topic, foundOn, partition, offset, key, value, cause))
                    .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("dead letter of " + foundOn + " could not be written", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(DEADLINE);
    }
}
