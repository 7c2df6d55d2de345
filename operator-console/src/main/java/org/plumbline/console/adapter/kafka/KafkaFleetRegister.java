// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.plumbline.console.imports.Candidate;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.FileRows;
import org.plumbline.console.imports.ImportPlan;
import org.plumbline.console.imports.ImportReport;
import org.plumbline.console.imports.MeterFile;
import org.plumbline.console.imports.MeterRules;
import org.plumbline.console.imports.ReferenceFile;
import org.plumbline.console.imports.ReferenceRules;
import org.plumbline.console.imports.Rules;
import org.plumbline.console.imports.Values;
import org.plumbline.console.port.CommandSink;
import org.plumbline.console.port.FleetRegister;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.schema.serde.RecordSerde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The register on its topics. A file is checked against the topics as they are after every other console that takes one in
 * was fenced, and written with its entry for the audit in one transaction. One file at a time.
 */
public final class KafkaFleetRegister implements FleetRegister {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaFleetRegister.class);
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private final Map<String, Object> settings;
    private final SchemaRegistryClient registry;
    private final String prefix;
    private final InstantSource wallClock;
    private final Kind<MeterRegistration> meters;
    private final Kind<ReferenceProfile> references;
    private final ReentrantLock busy = new ReentrantLock();

    /** @param settings where the broker is and how to talk to it */
    public KafkaFleetRegister(
            Map<String, Object> settings, SchemaRegistryClient registry, String topicPrefix, InstantSource wallClock) {
        this.settings = Map.copyOf(settings);
        this.registry = registry;
        this.prefix = topicPrefix;
        this.wallClock = wallClock;
        this.meters = kind(
                Topics.METERS,
                MeterRegistration.class,
                MeterFile.layout(MeterModels.names()),
                List.of("host", "systemTitle"),
                () -> MeterRegistration.newBuilder().build());
        this.references = kind(
                Topics.REFERENCE_PROFILES,
                ReferenceProfile.class,
                ReferenceFile.layout(),
                List.of("testedMeterId"),
                () -> ReferenceProfile.newBuilder().build());
    }

    /**
     * One kind of what is registered.
     *
     * @param shared columns by whose values others can be in a row's way
     * @param empty makes a record that says nothing
     */
    record Kind<T extends SpecificRecord>(
            Topic topic,
            FileLayout layout,
            List<String> shared,
            RecordCells cells,
            RecordSerde<T> serde,
            WriterSchemas schemas,
            Supplier<T> empty) {

        /**
         * What octets say; empty when they are no such record, which then stands in nobody's way and is overwritten.
         *
         * @throws RegistryUnavailableException when that cannot be said now
         */
        Optional<T> read(String name, byte[] octets) {
            try {
                Schema unusedWriter = schemas.schemaOf(octets);
                return Optional.ofNullable(serde.deserialize(name, octets));
            } catch (SerializationException e) {
                LOGGER.atWarn()
                        .addKeyValue("topic", name)
                        .addKeyValue("error", e.getMessage())
                        .log("record passed over: it cannot be read");
                return Optional.empty();
            }
        }
    }

    private <T extends SpecificRecord> Kind<T> kind(
            Topic topic, Class<T> type, FileLayout layout, List<String> shared, Supplier<T> empty) {
        return new Kind<>(
                topic,
                layout,
                shared,
                new RecordCells(layout),
                new RecordSerde<>(registry, type),
                new WriterSchemas(registry),
                empty);
    }

    private Kind<?> kind(Subject subject) {
        return switch (subject) {
            case METERS -> meters;
            case REFERENCES -> references;
        };
    }

    @Override
    public FileLayout layout(Subject subject) {
        return kind(subject).layout();
    }

    @Override
    public void all(Subject subject, Consumer<Values> taker) {
        all(kind(subject), taker);
    }

    private <T extends SpecificRecord> void all(Kind<T> kind, Consumer<Values> taker) {
        String topic = kind.topic().prefixed(prefix);
        try (TopicScan scan = new TopicScan(settings, DEADLINE)) {
            int partitions = scan.partitions(topic);
            for (int partition = 0; partition < partitions; partition++) {
                Map<String, byte[]> newest = new TreeMap<>();
                scan.read(List.of(new TopicPartition(topic, partition)), found -> {
                    if (found.key() != null && found.value() != null) {
                        newest.put(found.key(), found.value());
                    } else if (found.key() != null) {
                        newest.remove(found.key());
                    }
                });
                newest.values().forEach(octets -> values(kind, octets).ifPresent(taker));
            }
        }
    }

    private <T extends SpecificRecord> Optional<Values> values(Kind<T> kind, byte[] octets) {
        return kind.read(kind.topic().prefixed(prefix), octets).map(kind.cells()::values);
    }

    @Override
    public ImportReport take(
            CommandSink.Author author,
            Subject subject,
            FileRows file,
            String sha256,
            ImportPlan.Terms terms,
            Progress progress) {
        if (!busy.tryLock()) {
            throw new BusyException("another file is being taken in");
        }
        try {
            return take(kind(subject), author, file, sha256, terms, progress);
        } finally {
            busy.unlock();
        }
    }

    private <T extends SpecificRecord> ImportReport take(
            Kind<T> kind,
            CommandSink.Author author,
            FileRows file,
            String sha256,
            ImportPlan.Terms terms,
            Progress progress) {
        if (terms.dryRun() || !file.findings().isEmpty()) {
            return plan(kind, file, sha256, terms, progress, new HashMap<>()).report();
        }
        try (RegisterWriter writer = new RegisterWriter(settings, registry, prefix, "files", wallClock)) {
            Map<String, byte[]> before = new HashMap<>();
            ImportPlan plan = plan(kind, file, sha256, terms, progress, before);
            if (!plan.report().isSound() || plan.candidates().isEmpty()) {
                return plan.report();
            }
            writer.begin();
            long written = 0;
            for (Candidate candidate : plan.candidates()) {
                T into = Optional.ofNullable(before.get(candidate.id()))
                        .flatMap(octets -> kind.read(kind.topic().prefixed(prefix), octets))
                        .orElseGet(kind.empty());
                writer.put(
                        kind.topic(), kind.serde(), candidate.id(), kind.cells().put(candidate.after(), into));
                progress.at("writing", ++written);
            }
            writer.facts(author, kind.layout().subject(), plan);
            writer.commit();
            return plan.report().asWritten();
        }
    }

    /** @param before receives the octets of what is known of the rows, by id */
    private <T extends SpecificRecord> ImportPlan plan(
            Kind<T> kind,
            FileRows file,
            String sha256,
            ImportPlan.Terms terms,
            Progress progress,
            Map<String, byte[]> before) {
        progress.at("reading", 0);
        try (TopicScan scan = new TopicScan(settings, DEADLINE)) {
            RegisterFinds<T> finds = new RegisterFinds<>(scan, kind, prefix, file);
            before.putAll(finds.octets());
            Rules rules = rules(kind, scan, file, finds);
            return ImportPlan.of(
                    file,
                    sha256,
                    new ImportPlan.Known(
                            id -> Optional.ofNullable(before.get(id)).flatMap(octets -> values(kind, octets)),
                            finds.twins()),
                    rules,
                    terms,
                    checked -> progress.at("checking", checked));
        }
    }

    private Rules rules(Kind<?> kind, TopicScan scan, FileRows file, RegisterFinds<?> finds) {
        if (kind.topic().equals(Topics.METERS)) {
            OpenCampaigns campaigns = new OpenCampaigns(
                    scan, registry, prefix, file.said(kind.layout().idColumn()));
            return new MeterRules(finds.others(), campaigns::of);
        }
        Set<String> meterIds = new HashSet<>(file.said("testedMeterId"));
        meterIds.addAll(file.said("referenceMeterId"));
        finds.octets()
                .values()
                .forEach(octets -> reference(octets).ifPresent(before -> {
                    meterIds.add(before.getTestedMeterId());
                    meterIds.add(before.getReferenceMeterId());
                }));
        Set<String> registered = registered(scan, meterIds);
        return new ReferenceRules(
                finds.others(),
                registered::contains,
                id -> Optional.ofNullable(finds.octets().get(id))
                        .flatMap(this::reference)
                        .filter(before -> before.getBench() != null)
                        .isPresent());
    }

    private Optional<ReferenceProfile> reference(byte[] octets) {
        return references.read(references.topic().prefixed(prefix), octets);
    }

    /** Those of some meters that are registered. */
    private Set<String> registered(TopicScan scan, Set<String> meterIds) {
        Set<String> found = new HashSet<>();
        scan.read(RegisterFinds.partitions(scan, Topics.METERS.prefixed(prefix)), record -> {
            if (record.key() != null && meterIds.contains(record.key())) {
                if (record.value() == null) {
                    found.remove(record.key());
                } else {
                    found.add(record.key());
                }
            }
        });
        return found;
    }
}
