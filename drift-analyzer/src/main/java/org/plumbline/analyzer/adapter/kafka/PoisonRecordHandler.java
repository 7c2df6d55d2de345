// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.state.StateFormatException;
import org.plumbline.analyzer.streams.RegistryFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that cannot be read or processed goes to the dead-letter topic as found, in the transaction that passes it,
 * and the stream goes on. Faults of Kafka, of the registry or of our own state stop the stream thread instead: the record
 * is sound and will be read again.
 */
public final class PoisonRecordHandler implements DeserializationExceptionHandler, ProcessingExceptionHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(PoisonRecordHandler.class);
    private static final String PREFIX = "__streams.errors.";

    /** Setting: a {@link PoisonObserver}. */
    public static final String OBSERVER_CONFIG = "plumbline.poison.observer";

    private String deadLetterTopic = "";
    private PoisonObserver observer = PoisonObserver.NOBODY;

    @Override
    public void configure(Map<String, ?> configs) {
        Object topic = configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
        if (topic == null) {
            throw new IllegalStateException(
                    "no dead-letter topic: set " + StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
        }
        deadLetterTopic = topic.toString();
        if (configs.get(OBSERVER_CONFIG) instanceof PoisonObserver told) {
            observer = told;
        }
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> found, Exception failure) {
        if (RegistryFaults.isTransient(failure)) {
            return DeserializationExceptionHandler.Response.fail();
        }
        return DeserializationExceptionHandler.Response.resume(
                List.of(deadLetter(context, found.key(), found.value(), failure)));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, @Nullable Record<?, ?> found, Exception failure) {
        if (failure instanceof KafkaException || failure instanceof StateFormatException || context.topic() == null) {
            return ProcessingExceptionHandler.Response.fail();
        }
        return ProcessingExceptionHandler.Response.resume(
                List.of(deadLetter(context, context.sourceRawKey(), context.sourceRawValue(), failure)));
    }

    private ProducerRecord<byte[], byte[]> deadLetter(
            ErrorHandlerContext context, byte @Nullable [] key, byte @Nullable [] value, Exception failure) {
        LOGGER.atWarn()
                .addKeyValue("topic", context.topic())
                .addKeyValue("partition", context.partition())
                .addKeyValue("offset", context.offset())
                .addKeyValue("error", failure.getMessage())
                .log("poison record");
        observer.onPoison(context.topic());
        return record(deadLetterTopic, context.topic(), context.partition(), context.offset(), key, value, failure);
    }

    /** The dead letter of a record: its octets as found, its provenance in the headers. */
    static ProducerRecord<byte[], byte[]> record(
            String deadLetterTopic,
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Exception failure) {
        Headers headers = new RecordHeaders();
        add(headers, "topic", topic);
        add(headers, "partition", Integer.toString(partition));
        add(headers, "offset", Long.toString(offset));
        add(headers, "exception", failure.getClass().getName());
        add(headers, "message", String.valueOf(failure.getMessage()));
        return new ProducerRecord<>(deadLetterTopic, null, null, key, value, headers);
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(PREFIX + name, text.getBytes(StandardCharsets.UTF_8));
    }
}
