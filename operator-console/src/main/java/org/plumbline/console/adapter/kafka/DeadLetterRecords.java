// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.deadletters.DeadLetter;
import org.plumbline.console.deadletters.ReplayNote;
import org.plumbline.console.tables.TableRecord;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Role;

/**
 * The topic of dead letters as letters and notes of their replays. A note has neither key nor value: it stands behind its
 * letter in the same partition, and all it says is in its headers.
 */
final class DeadLetterRecords {
    private static final String ERRORS = "__streams.errors.";
    private static final String REPLAY = "plumbline.replay.";

    private static final int LONGEST_MESSAGE = 1_000;
    private static final int LONGEST_KEY = 200;

    private final String prefix;

    DeadLetterRecords(String prefix) {
        this.prefix = prefix;
    }

    String topic() {
        return Topics.DEAD_LETTERS.prefixed(prefix);
    }

    /** What a record of the topic tells. */
    TableRecord told(ConsumerRecord<String, byte[]> found) {
        Optional<ReplayNote> note = note(found);
        if (note.isPresent()) {
            return new TableRecord.Replayed(note.get());
        }
        DeadLetter letter = letter(found, found.key());
        return new TableRecord.PutAside(letter, culprit(letter));
    }

    /** @param key text of the record's key; null without one */
    DeadLetter letter(ConsumerRecord<?, byte[]> found, @Nullable String key) {
        Headers headers = found.headers();
        String message = text(headers, ERRORS + "message");
        DeadLetter.Origin origin = origin(headers);
        return new DeadLetter(
                new DeadLetter.Id(found.partition(), found.offset()),
                Instant.ofEpochMilli(found.timestamp()),
                origin == null ? "" : service(origin.topic(), text(headers, ERRORS + "exception"), headers),
                origin,
                text(headers, ERRORS + "exception"),
                shortened(message, LONGEST_MESSAGE),
                key == null ? "" : shortened(key, LONGEST_KEY),
                Math.max(0, found.serializedKeySize()),
                Math.max(0, found.serializedValueSize()),
                headers.lastHeader(ERRORS + "cut") != null);
    }

    private DeadLetter.@Nullable Origin origin(Headers headers) {
        String topic = text(headers, ERRORS + "topic");
        try {
            int partition = Integer.parseInt(text(headers, ERRORS + "partition"));
            long offset = Long.parseLong(text(headers, ERRORS + "offset"));
            return topic.startsWith(prefix) && topic.length() > prefix.length() && partition >= 0 && offset >= 0
                    ? new DeadLetter.Origin(topic.substring(prefix.length()), partition, offset)
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * Who put it aside, as far as the letter tells: only the calibrator leaves it to Kafka Streams, which adds a stack trace;
     * else one of those who read the topic.
     */
    private static String service(String topic, String exception, Headers headers) {
        if (headers.lastHeader(ERRORS + "stacktrace") != null || exception.startsWith("org.plumbline.calibrator.")) {
            return Role.CALIBRATOR.id();
        }
        return Stream.of(Role.GATEWAY, Role.ANALYZER)
                .filter(role ->
                        role.reads().stream().anyMatch(read -> read.name().equals(topic)))
                .map(Role::id)
                .collect(Collectors.joining(" or "));
    }

    /** Who writes to the topic where the record stood. */
    private static String culprit(DeadLetter letter) {
        DeadLetter.Origin origin = letter.origin();
        List<String> writers = origin == null
                ? List.of()
                : Arrays.stream(Role.values())
                        .filter(role -> role != Role.REPLAYER
                                && role.writes().stream()
                                        .anyMatch(topic -> topic.name().equals(origin.topic())))
                        .map(Role::id)
                        .toList();
        return writers.isEmpty() ? "whoever wrote the record" : writers.stream().collect(Collectors.joining(" or "));
    }

    /** The note of a replay that a record is; empty when it is a letter. */
    static Optional<ReplayNote> note(ConsumerRecord<?, byte[]> found) {
        Headers headers = found.headers();
        if (found.value() != null || headers.lastHeader(REPLAY + "number") == null) {
            return Optional.empty();
        }
        try {
            return DeadLetter.Id.of(text(headers, REPLAY + "letter"))
                    .map(letter -> new ReplayNote(
                            letter,
                            Integer.parseInt(text(headers, REPLAY + "number")),
                            text(headers, REPLAY + "principal"),
                            Instant.parse(text(headers, REPLAY + "at")),
                            text(headers, REPLAY + "reason"),
                            Long.parseLong(text(headers, REPLAY + "offset"))));
        } catch (NumberFormatException | java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The record that says it. */
    ProducerRecord<byte[], byte[]> record(ReplayNote note) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic(), note.letter().partition(), null, null);
        mark(record, note.letter(), note.principal(), note.at());
        add(record, "number", Integer.toString(note.number()));
        add(record, "reason", note.reason());
        add(record, "offset", Long.toString(note.offset()));
        return record;
    }

    /** Says on a record that is written again who did it, when, and which letter it was. */
    static void mark(ProducerRecord<byte[], byte[]> record, DeadLetter.Id letter, String principal, Instant at) {
        add(record, "letter", letter.toString());
        add(record, "principal", principal);
        add(record, "at", at.toString());
    }

    /** Says where the record stood first. */
    static void from(ProducerRecord<byte[], byte[]> record, DeadLetter.Origin origin) {
        add(record, "from-partition", Integer.toString(origin.partition()));
        add(record, "from-offset", Long.toString(origin.offset()));
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String text) {
        record.headers().add(REPLAY + name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
