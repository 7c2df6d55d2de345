// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.streams.StreamsConfig;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.seeded.CrashPolicy;
import org.plumbline.seeded.StepChannel;

/**
 * A calibrator as shipped, in a process of its own, that stops when it puts a named fact, or the entry of a fact in the
 * audit chain, into a transaction, to be struck with that transaction open.
 */
public final class SteppedCalibrator {

    private static final int SESSION_TIMEOUT_MILLIS = 6_000;
    /** At most the session: what a dead instance left open must not hold back whoever follows for longer. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 6_000;

    private SteppedCalibrator() {}

    /** Arguments: registry, prefix, then settings as name=value. */
    public static void main(String[] arguments) throws Exception {
        StepChannel steps = StepChannel.open();
        SchemaRegistryClient registry = SchemaRegistration.client(arguments[0]);
        FactTap.watch(steps, registry, arguments[1]);
        Map<String, String> values = new java.util.HashMap<>();
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        CalibratorSettings settings = CalibratorSettings.from(name -> Optional.ofNullable(values.get(name)));
        Map<String, Object> more = Map.of(
                StreamsConfig.producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG),
                FactTap.class.getName(),
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                TRANSACTION_TIMEOUT_MILLIS,
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                SESSION_TIMEOUT_MILLIS);
        try (CalibratorProcess calibrator = CalibratorProcess.start(settings, registry, CrashPolicy.POLICY, more)) {
            steps.ready();
            steps.serve(fieldTime -> {});
        }
    }

    /** Sees every record on its way into a transaction. */
    public static final class FactTap implements ProducerInterceptor<byte[], byte[]> {
        private static volatile StepChannel steps;
        private static volatile RecordSerde<AuditFact> facts;
        private static volatile RecordSerde<AuditEntry> entries;
        private static volatile String prefix;

        static void watch(StepChannel channel, SchemaRegistryClient registry, String topicPrefix) {
            facts = new RecordSerde<>(registry, AuditFact.class);
            entries = new RecordSerde<>(registry, AuditEntry.class);
            prefix = topicPrefix;
            steps = channel;
        }

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
            if (sent.topic().equals(Topics.AUDIT_FACTS.prefixed(prefix))) {
                AuditFact fact = facts.deserialize(sent.topic(), sent.value());
                steps.reach(fact.getSubjectId(), fact.getKind());
            } else if (sent.topic().equals(Topics.AUDIT.prefixed(prefix))) {
                AuditFact fact = entries.deserialize(sent.topic(), sent.value()).getFact();
                steps.reach(fact.getSubjectId(), "audit " + fact.getKind());
            }
            return sent;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
            // Nothing is struck here.
        }

        @Override
        public void close() {
            // Nothing is held.
        }

        @Override
        public void configure(Map<String, ?> settings) {
            // Nothing to choose.
        }
    }
}
