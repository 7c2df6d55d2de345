// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.plumbline.console.actions.ActionBook;
import org.plumbline.console.actions.ActionStatus;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.serde.RecordSerde;

/** Keeps an {@link ActionBook} up to date: what was asked of single meters, by whomever, and what the gateway answered. */
public final class ActionFollower implements AutoCloseable {
    /** How far back a console that starts looks; longer than any action may take to begin. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final String REQUEST_ID = "requestId";

    private final SchemaRegistryClient registry;
    private final WriterSchemas schemas;
    private final String topicPrefix;
    private final ActionBook book;
    private final TopicFollower follower;

    /**
     * @param consumerSettings where the broker is and how to talk to it
     * @param onFatal told when following ends by a fault that trying again cannot mend
     */
    public ActionFollower(
            Map<String, Object> consumerSettings,
            SchemaRegistryClient registry,
            String topicPrefix,
            ActionBook book,
            InstantSource wallClock,
            Consumer<Throwable> onFatal) {
        this.registry = registry;
        this.schemas = new WriterSchemas(registry);
        this.topicPrefix = topicPrefix;
        this.book = book;
        this.follower = new TopicFollower(
                "actions",
                consumerSettings,
                Map.ofEntries(
                        reader(
                                Topics.READ_REQUESTS,
                                ReadRequest.class,
                                request -> book.asked(ActionTranslation.action(request))),
                        reader(Topics.METER_EVENTS, MeterEvent.class, this::onEvent),
                        reader(Topics.READINGS, RegisterReading.class, this::onReading)),
                Optional.of(wallClock.instant().minus(LOOK_BACK)),
                () -> {},
                onFatal);
    }

    /** Starts reading. */
    public void start() {
        follower.start();
    }

    @Override
    public void close() {
        follower.close();
    }

    private <T extends SpecificRecord> Map.Entry<String, TopicFollower.Reader> reader(
            Topic topic, Class<T> type, Consumer<T> taker) {
        RecordSerde<T> serde = new RecordSerde<>(registry, type);
        return Map.entry(topic.prefixed(topicPrefix), (name, key, value) -> {
            if (value != null) {
                schemas.schemaOf(value);
                Optional.ofNullable(serde.deserialize(name, value)).ifPresent(taker);
            }
        });
    }

    private void onEvent(MeterEvent event) {
        switch (event.getCode()) {
            case EventCodes.READ_DONE, EventCodes.READ_FAILED -> {
                Map<String, String> evidence = ActionTranslation.evidence(event);
                book.ended(
                        evidence.getOrDefault(REQUEST_ID, ""),
                        new ActionBook.Ending(
                                event.getCode().equals(EventCodes.READ_DONE),
                                event.getText(),
                                evidence,
                                event.getWallTime()));
            }
            case EventCodes.GAP -> {
                Map<String, String> evidence = ActionTranslation.evidence(event);
                String requestId = evidence.getOrDefault(REQUEST_ID, "");
                if (!requestId.isEmpty()) {
                    book.missing(
                            requestId,
                            new ActionStatus.Gap(
                                    evidence.getOrDefault("from", ""),
                                    evidence.getOrDefault("to", ""),
                                    evidence.getOrDefault("reason", "")));
                }
            }
            default -> {}
        }
    }

    private void onReading(RegisterReading reading) {
        if (!reading.getRequestId().isEmpty()) {
            book.delivered(
                    reading.getRequestId(),
                    reading.getSource() == ReadingSource.ON_DEMAND ? ActionTranslation.values(reading) : List.of());
        }
    }
}
