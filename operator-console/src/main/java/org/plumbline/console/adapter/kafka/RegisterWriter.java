// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.imports.Candidate;
import org.plumbline.console.imports.ImportPlan;
import org.plumbline.console.imports.ImportReport;
import org.plumbline.console.port.CommandNotSentException;
import org.plumbline.console.port.CommandSink;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.kafka.AccessRights;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Canonical;

/**
 * Writes to the register in one transaction, facts for the audit with it. Making one fences whoever had one before, so that
 * what is read from now on is what the writes rest on. Confined to one thread.
 */
final class RegisterWriter implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final int DEADLINE_MILLIS = 30_000;
    private static final int TRANSACTION_MILLIS = 300_000;
    private static final int MOST_SHOWN = 400;

    private final KafkaProducer<String, byte[]> producer;
    private final RecordSerde<AuditFact> facts;
    private final String prefix;
    private final InstantSource wallClock;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private boolean open;

    /**
     * @param of what is written: those of the same fence each other
     * @throws CommandNotSentException when the broker does not let it write
     */
    RegisterWriter(
            Map<String, Object> clientSettings,
            SchemaRegistryClient registry,
            String prefix,
            String of,
            InstantSource wallClock) {
        this.facts = new RecordSerde<>(registry, AuditFact.class);
        this.prefix = prefix;
        this.wallClock = wallClock;
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.putAll(Map.of(
                "client.id",
                "console-register",
                "transactional.id",
                prefix + AccessRights.CONSOLE_REGISTER + "-" + of,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.block.ms",
                DEADLINE_MILLIS,
                "request.timeout.ms",
                DEADLINE_MILLIS / 2,
                "delivery.timeout.ms",
                DEADLINE_MILLIS,
                "transaction.timeout.ms",
                TRANSACTION_MILLIS));
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(CLOSE_DEADLINE);
            throw notSent(e);
        }
    }

    void begin() {
        producer.beginTransaction();
        open = true;
    }

    /** @throws CommandNotSentException when the broker refused something */
    <T extends SpecificRecord> void put(Topic topic, RecordSerde<T> serde, String key, T value) {
        Exception first = failure.get();
        if (first != null) {
            throw notSent(first);
        }
        String name = topic.prefixed(prefix);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(name, key, serde.serialize(name, value)),
                    (metadata, fault) -> failure.compareAndSet(null, fault));
        } catch (KafkaException e) {
            throw notSent(e);
        }
    }

    /** One fact of the file, and one of each that it changed, with what was there before. */
    void facts(CommandSink.Author author, String subject, ImportPlan plan) {
        ImportReport report = plan.report();
        String what = subject.toUpperCase(Locale.ROOT);
        fact(
                author,
                "*" + subject + "s",
                what + "S_IMPORTED",
                Map.of(
                        "sha256",
                        report.sha256(),
                        "rows",
                        Long.toString(report.rows()),
                        "added",
                        Long.toString(report.added()),
                        "changed",
                        Long.toString(report.changed()),
                        "unchanged",
                        Long.toString(report.unchanged())));
        for (Candidate candidate : plan.candidates()) {
            if (candidate.before() != null) {
                Map<String, String> details = new HashMap<>();
                candidate
                        .fields()
                        .forEach(field ->
                                details.put(field.column(), shown(field.before()) + " -> " + shown(field.after())));
                details.put("import", report.sha256());
                fact(author, candidate.id(), what + "_CHANGED", details);
            }
        }
    }

    private static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    /** A fact whose id is the SHA-256 of the rest of it. */
    void fact(CommandSink.Author author, String subjectId, String kind, Map<String, String> details) {
        Instant now = wallClock.instant();
        AuditFact bare = AuditFact.newBuilder()
                .setSubjectId(subjectId)
                .setKind(kind)
                .setActor(author.principal())
                .setWallTime(Instant.ofEpochMilli(now.toEpochMilli()))
                .setDetails(named(details))
                .build();
        put(
                Topics.AUDIT_FACTS,
                facts,
                subjectId,
                AuditFact.newBuilder(bare)
                        .setFactId(Canonical.sha256Hex(Canonical.octets(bare)))
                        .build());
    }

    private static List<NamedValue> named(Map<String, String> details) {
        return new TreeMap<>(details)
                .entrySet().stream()
                        .map(detail -> new NamedValue(detail.getKey(), detail.getValue()))
                        .toList();
    }

    /** @throws CommandNotSentException when it is not known that all of it is in the log */
    void commit() {
        try {
            producer.commitTransaction();
            open = false;
        } catch (KafkaException e) {
            throw notSent(e);
        }
    }

    private static CommandNotSentException notSent(Exception cause) {
        return new CommandNotSentException("the broker did not confirm the register: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try {
            if (open) {
                producer.abortTransaction();
            }
        } catch (KafkaException e) {
            // The broker ends it by itself after the transaction's timeout, or when the next one begins.
            failure.compareAndSet(null, e);
        } finally {
            producer.close(CLOSE_DEADLINE);
        }
    }
}
