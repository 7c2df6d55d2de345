// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.serde.RecordSerde;

/** Asks the gateway, through Kafka, to read one meter, and waits for the one answer. Not safe for many threads. */
public final class ReadDialogue {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BROKER_DEADLINE = Duration.ofSeconds(15);

    /**
     * What came of a request.
     *
     * @param readings those that name the request, in the order of the topic
     * @param gaps times asked for of which the meter has no rows
     * @param ending code, text and evidence of the event that ended it; null when none came in time
     */
    public record Answer(
            List<RegisterReading> readings,
            List<Gap> gaps,
            @Nullable Ending ending) {
        public Answer {
            readings = List.copyOf(readings);
            gaps = List.copyOf(gaps);
        }

        /** True when the gateway says that it did what was asked. */
        public boolean done() {
            return ending != null && ending.code().equals(EventCodes.READ_DONE);
        }
    }

    /** First and last time without a row, and why. */
    public record Gap(String from, String to, String reason) {}

    /** How the gateway ended the request. */
    public record Ending(String code, String text, Map<String, String> evidence) {}

    private final Map<String, Object> settings;
    private final String topicPrefix;
    private final RecordSerde<ReadRequest> requests;
    private final RecordSerde<RegisterReading> readings;
    private final RecordSerde<MeterEvent> events;

    /** @param settings where the broker is and how to talk to it */
    public ReadDialogue(Map<String, Object> settings, SchemaRegistryClient registry, String topicPrefix) {
        this.settings = Map.copyOf(settings);
        this.topicPrefix = topicPrefix;
        this.requests = new RecordSerde<>(registry, ReadRequest.class);
        this.readings = new RecordSerde<>(registry, RegisterReading.class);
        this.events = new RecordSerde<>(registry, MeterEvent.class);
    }

    /**
     * Sends the request and collects its answer.
     *
     * @param wait bound of the wait for the answer, after the request has been sent
     * @throws ConsoleException when a topic is missing, the request cannot be sent or an answer cannot be read
     */
    public Answer ask(ReadRequest request, Duration wait) {
        Map<String, Object> consumerSettings = new HashMap<>(settings);
        consumerSettings.putAll(Map.of(
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                (int) BROKER_DEADLINE.toMillis()));
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(consumerSettings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> answers = List.of(
                    partition(consumer, Topics.READINGS.prefixed(topicPrefix), request.getMeterId()),
                    partition(consumer, Topics.METER_EVENTS.prefixed(topicPrefix), request.getMeterId()));
            consumer.assign(answers);
            consumer.seekToEnd(answers);
            answers.forEach(consumer::position); // the ends are those of now, not of the first poll
            send(request);
            return collect(consumer, request, wait);
        } catch (KafkaException failed) {
            throw new ConsoleException("the topics cannot be read: " + failed.getMessage(), failed);
        }
    }

    private static TopicPartition partition(KafkaConsumer<String, byte[]> consumer, String topic, String meterId) {
        var known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new ConsoleException("topic " + topic + " does not exist");
        }
        return new TopicPartition(topic, Partitioning.partitionOf(meterId, known.size()));
    }

    private void send(ReadRequest request) {
        Map<String, Object> producerSettings = new HashMap<>(settings);
        producerSettings.putAll(Map.of(
                "acks",
                "all",
                "max.block.ms",
                BROKER_DEADLINE.toMillis() / 2,
                "request.timeout.ms",
                (int) BROKER_DEADLINE.toMillis() / 2,
                "delivery.timeout.ms",
                (int) BROKER_DEADLINE.toMillis()));
        String topic = Topics.READ_REQUESTS.prefixed(topicPrefix);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(producerSettings, new StringSerializer(), new ByteArraySerializer())) {
            byte[] octets = requests.serialize(topic, request);
            producer.send(new ProducerRecord<>(topic, request.getMeterId(), octets))
                    .get(BROKER_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ConsoleException("interrupted while the request was being sent", stopped);
        } catch (ExecutionException | TimeoutException failed) {
            throw new ConsoleException(
                    "the request could not be sent to " + topic + ": " + failed.getMessage(), failed);
        }
    }

    private Answer collect(KafkaConsumer<String, byte[]> consumer, ReadRequest request, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        List<RegisterReading> found = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        Ending ending = null;
        while (System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (!request.getMeterId().equals(record.key())) {
                    continue;
                }
                if (record.topic().endsWith(Topics.READINGS.name())) {
                    reading(record, request).ifPresent(found::add);
                } else if (ending == null) {
                    MeterEvent event = events.deserialize(record.topic(), record.value());
                    Map<String, String> evidence = event == null ? Map.of() : evidence(event);
                    if (event == null || !request.getRequestId().equals(evidence.get("requestId"))) {
                        continue;
                    }
                    switch (event.getCode()) {
                        case EventCodes.GAP -> gaps.add(gap(evidence));
                        case EventCodes.READ_DONE, EventCodes.READ_FAILED ->
                            ending = new Ending(event.getCode(), event.getText(), evidence);
                        default -> {}
                    }
                }
            }
            if (ending != null && found.size() >= readingsPromised(ending)) {
                break;
            }
        }
        return new Answer(found, gaps, ending);
    }

    private Optional<RegisterReading> reading(ConsumerRecord<String, byte[]> record, ReadRequest request) {
        RegisterReading reading = readings.deserialize(record.topic(), record.value());
        return Optional.ofNullable(reading)
                .filter(each -> request.getRequestId().equals(each.getRequestId()));
    }

    private static Map<String, String> evidence(MeterEvent event) {
        Map<String, String> evidence = new TreeMap<>();
        for (NamedValue each : event.getEvidence()) {
            evidence.put(each.getName(), each.getText());
        }
        return evidence;
    }

    private static Gap gap(Map<String, String> evidence) {
        return new Gap(
                evidence.getOrDefault("from", ""),
                evidence.getOrDefault("to", ""),
                evidence.getOrDefault("reason", ""));
    }

    /** Readings and event come on two topics; the event says how many readings there are. */
    private static int readingsPromised(Ending ending) {
        try {
            return Integer.parseInt(ending.evidence().getOrDefault("readings", "0"));
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }
}
