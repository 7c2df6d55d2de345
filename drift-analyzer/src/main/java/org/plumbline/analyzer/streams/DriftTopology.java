// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.Calibrations;
import org.plumbline.analyzer.adapter.avro.CaseCommands;
import org.plumbline.analyzer.adapter.avro.CaseRecords;
import org.plumbline.analyzer.adapter.avro.EstimateRecords;
import org.plumbline.analyzer.adapter.avro.RefusedRecordException;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationForecast;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.CorrectedDay;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterChecks;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceFinding;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.serde.RecordSerde;

/**
 * The topology of the drift analyzer.
 *
 * <pre>
 * profiles -&gt; route-profiles =&gt; [profile-changes, by tested meter] -&gt; pair-meters =&gt; [pairings, by either meter] \
 * readings ------------------------------------------------------------------------------------------------&gt; fan-out-levels
 *
 * readings and pairings -&gt; forecast-calibration -&gt; calibration-forecasts
 * fan-out-levels =&gt; [levels, by tested meter] \                    / drift, drift-latest
 * follow-meter -&gt; {@link NetworkBranch} -&gt; reference-findings -&gt; fan-out-levels
 * readings, drift -&gt; {@link CorrectionBranch}, where it is switched on
 * [levels, by tested meter] --&gt; {@link SurveillanceTopology}; readings and pairings --&gt; {@link QuantityTopology}
 * meter-events, orders, outcomes, case-commands -&gt; follow-meter --&gt; cases
 * meters: global store                                            \ audit-facts
 * </pre>
 *
 * <p>A pairing travels before the levels that it calls for, in the same partition, so a follower knows its reference
 * before it sees a level of it.
 */
public final class DriftTopology implements Supplier<Topology> {
    /** Per tested meter: {@link org.plumbline.analyzer.state.MeterState}. */
    public static final String TRACK_STORE = "meter-track-v1";

    /** Per tested meter, UTC day and side: {@link org.plumbline.analyzer.state.DayLevels}. */
    public static final String DAY_STORE = "open-days-v1";

    /** Per meter, paired or not: {@link Route}. */
    public static final String ROUTE_STORE = "routes-v1";

    /** Per meter and UTC day: its levels, for profiles to come. */
    public static final String HISTORY_STORE = "history-v1";

    /** Per profile in use, as on its topic. */
    static final String PROFILE_STORE = "profiles-v1";

    /** Per tested meter: {@link MeterProfiles}, where they are decided. */
    static final String PAIRING_STORE = "pairings-v1";

    /** Per tested meter: {@link MeterProfiles}, where it is followed. */
    static final String FOLLOWED_STORE = "followed-v1";

    static final String REGISTRATION_STORE = "registrations-v1";

    private final StreamsConfig config;
    private final String prefix;
    private final int partitions;
    private final SchemaRegistryClient registry;
    private final InstantSource fieldTime;
    private final LimitTable limits;
    private final CaseCommands commands;
    private final DeadLetters deadLetters;
    private final ProfileReader profiles;
    private final Registrations registrations;
    private Set<CorrectionPolicy> correctedPolicies = Set.of();

    /**
     * @param config settings of the streams application
     * @param prefix of all topic names
     * @param partitions of every topic, at least 1
     * @param registry where schemas are looked up
     * @param fieldTime readings far ahead of it are refused
     * @param limits of error
     * @param commands tells the commands of people from others
     * @param deadLetters for records of the global topics
     */
    public DriftTopology(
            StreamsConfig config,
            String prefix,
            int partitions,
            SchemaRegistryClient registry,
            InstantSource fieldTime,
            LimitTable limits,
            CaseCommands commands,
            DeadLetters deadLetters) {
        this.config = config;
        this.prefix = prefix;
        this.partitions = partitions;
        this.registry = registry;
        this.fieldTime = fieldTime;
        this.limits = limits;
        this.commands = commands;
        this.deadLetters = deadLetters;
        RecordSerde<ReferenceProfile> profileSerde = serde(ReferenceProfile.class);
        String profilesTopic = Topics.REFERENCE_PROFILES.prefixed(prefix);
        this.profiles = octets -> Objects.requireNonNull(decoded(profileSerde, profilesTopic, octets));
        RecordSerde<MeterRegistration> meterSerde = serde(MeterRegistration.class);
        String metersTopic = Topics.METERS.prefixed(prefix);
        this.registrations = new Registrations(octets -> meterSerde.deserialize(metersTopic, octets));
    }

    /**
     * Adds the corrected series of meters under some policies. Another set of stores and of topics that are read: all
     * instances must be told the same.
     *
     * @param policies empty = none, and no cost
     */
    public DriftTopology correctingReadingsUnder(Set<CorrectionPolicy> policies) {
        correctedPolicies = Set.copyOf(policies);
        return this;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        addRegistrations(builder);
        for (String store : List.of(
                PROFILE_STORE,
                PAIRING_STORE,
                ROUTE_STORE,
                ReferenceDoubts.STORE,
                FOLLOWED_STORE,
                FollowedPairings.HELD_STORE,
                TRACK_STORE)) {
            builder.addStateStore(store(store, Serdes.String()));
        }
        builder.addStateStore(store(HISTORY_STORE, DayKey.serde()));
        builder.addStateStore(store(DAY_STORE, DayKey.serde()));

        KStream<String, FanOutInput> readings = readings(builder);
        KStream<String, MeterInput> levels = levels(readings.merge(
                NetworkBranch.doubts(read(builder, Topics.REFERENCE_FINDINGS, ReferenceFinding.class)),
                Named.as("with-doubts")));
        SurveillanceTopology.add(builder, levels, profiles, registrations, registry, prefix);
        QuantityTopology.add(builder, readings, profiles, registrations, fieldTime, limits, registry, prefix);
        KStream<String, MeterInput> inputs = levels.merge(calibrations(builder), Named.as("with-calibrations"))
                .merge(orders(builder), Named.as("with-orders"))
                .merge(outcomes(builder), Named.as("with-outcomes"))
                .merge(commands(builder), Named.as("with-commands"));

        KStream<String, MeterOutput> outputs = inputs.process(
                () -> new FollowMeter(profiles, registrations, limits),
                Named.as("follow-meter"),
                TRACK_STORE,
                DAY_STORE,
                FOLLOWED_STORE,
                FollowedPairings.HELD_STORE);
        tell(outputs);
        NetworkBranch.add(builder, outputs, prefix, produced(Topics.REFERENCE_FINDINGS, ReferenceFinding.class));
        ForecastBranch.add(
                builder,
                readings,
                () -> new ForecastCalibration(profiles, registrations, limits, fieldTime),
                Topics.CALIBRATION_FORECASTS.prefixed(prefix),
                produced(Topics.CALIBRATION_FORECASTS, CalibrationForecast.class));
        CheckBranch.add(builder, readings, serde(MeterChecks.class), prefix);
        if (!correctedPolicies.isEmpty()) {
            CorrectionBranch.add(
                    builder,
                    readings,
                    read(builder, Topics.DRIFT, DriftEstimate.class),
                    registrations,
                    correctedPolicies,
                    fieldTime,
                    Topics.CORRECTED_READINGS.prefixed(prefix),
                    produced(Topics.CORRECTED_READINGS, CorrectedDay.class));
        }
        return builder.build();
    }

    private KStream<String, FanOutInput> readings(StreamsBuilder builder) {
        return read(builder, Topics.READINGS, RegisterReading.class)
                .mapValues(reading -> (FanOutInput) new FanOutInput.ReadingSeen(reading), Named.as("take-readings"))
                .merge(pairings(builder), Named.as("with-pairings"));
    }

    private KStream<String, MeterInput> levels(KStream<String, FanOutInput> readings) {
        return readings.process(
                        () -> new FanOutLevels(fieldTime, profiles),
                        Named.as("fan-out-levels"),
                        ROUTE_STORE,
                        HISTORY_STORE,
                        ReferenceDoubts.STORE)
                .repartition(byMeter("levels", FannedOut.serde()));
    }

    private KStream<String, FanOutInput> pairings(StreamsBuilder builder) {
        return builder.stream(
                        Topics.REFERENCE_PROFILES.prefixed(prefix),
                        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("reference-profiles-source"))
                .process(() -> new RouteProfiles(profiles), Named.as("route-profiles"), PROFILE_STORE)
                .repartition(byMeter("profile-changes", ProfileChange.serde()))
                .process(() -> new PairMeters(profiles), Named.as("pair-meters"), PAIRING_STORE)
                .repartition(byMeter("pairings", MeterProfiles.serde()))
                .mapValues(pairing -> (FanOutInput) new FanOutInput.PairingSeen(pairing), Named.as("take-pairings"));
    }

    private <V> Repartitioned<String, V> byMeter(String name, Serde<V> serde) {
        return Repartitioned.<String, V>as(name)
                .withKeySerde(Serdes.String())
                .withValueSerde(serde)
                .withNumberOfPartitions(partitions);
    }

    private KStream<String, MeterInput> calibrations(StreamsBuilder builder) {
        return read(builder, Topics.METER_EVENTS, MeterEvent.class)
                .flatMapValues(
                        (meterId, event) -> Calibrations.block(meterId, event)
                                .<List<MeterInput>>map(block -> List.of(new MeterInput.CalibrationSeen(
                                        block, event.getFieldTime().toEpochMilli())))
                                .orElse(List.of()),
                        Named.as("take-calibrations"));
    }

    private KStream<String, MeterInput> orders(StreamsBuilder builder) {
        return read(builder, Topics.CALIBRATION_ORDERS, CalibrationOrder.class)
                .mapValues(
                        (meterId, order) -> (MeterInput) new MeterInput.OrderSeen(Calibrations.order(meterId, order)),
                        Named.as("take-orders"));
    }

    private KStream<String, MeterInput> outcomes(StreamsBuilder builder) {
        return read(builder, Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class)
                .mapValues(
                        (meterId, outcome) ->
                                (MeterInput) new MeterInput.OutcomeSeen(Calibrations.outcome(meterId, outcome)),
                        Named.as("take-outcomes"));
    }

    private KStream<String, MeterInput> commands(StreamsBuilder builder) {
        return read(builder, Topics.CASE_COMMANDS, CaseCommand.class)
                .processValues(() -> new JudgeCommands(commands, fieldTime), Named.as("judge-case-commands"));
    }

    private void tell(KStream<String, MeterOutput> outputs) {
        KStream<String, DriftEstimate> estimates = outputs.flatMapValues(
                output -> output instanceof MeterOutput.DriftFound found
                        ? List.of(EstimateRecords.record(found.finding()))
                        : List.of(),
                Named.as("render-estimates"));
        estimates.to(Topics.DRIFT.prefixed(prefix), produced(Topics.DRIFT, DriftEstimate.class));
        estimates.to(Topics.DRIFT_LATEST.prefixed(prefix), produced(Topics.DRIFT_LATEST, DriftEstimate.class));

        outputs.<String, AccuracyCase>flatMap(
                        (meterId, output) -> output instanceof MeterOutput.CaseChanged changed
                                ? List.of(KeyValue.pair(changed.now().caseId(), CaseRecords.record(changed.now())))
                                : List.of(),
                        Named.as("render-cases"))
                .to(
                        Topics.CASES.prefixed(prefix),
                        produced(Topics.CASES, AccuracyCase.class)
                                .withStreamPartitioner((topic, caseId, value, count) ->
                                        Optional.of(Set.of(Partitioning.partitionOf(value.getMeterId(), count)))));

        outputs.processValues(RenderFacts::new, Named.as("render-facts"))
                .to(Topics.AUDIT_FACTS.prefixed(prefix), produced(Topics.AUDIT_FACTS, AuditFact.class));
    }

    private void addRegistrations(StreamsBuilder builder) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(REGISTRATION_STORE), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                Topics.METERS.prefixed(prefix),
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("meters-source"),
                () -> new GlobalRecords<>(
                        REGISTRATION_STORE,
                        serde(MeterRegistration.class).deserializer(),
                        (meterId, meter) -> registrations.changed(),
                        deadLetters));
    }

    private static <K> StoreBuilder<?> store(String name, Serde<K> keys) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    /** Records are decoded as a step of processing, so that a poison one leaves in the transaction that passes it. */
    private <T extends SpecificRecord> KStream<String, T> read(StreamsBuilder builder, Topic topic, Class<T> type) {
        String name = topic.prefixed(prefix);
        String kebab = kebab(topic);
        RecordSerde<T> serde = serde(type);
        return builder.stream(
                        name, Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(kebab + "-source"))
                .mapValues(octets -> decoded(serde, name, octets), Named.as("read-" + kebab));
    }

    private static <T extends SpecificRecord> @Nullable T decoded(
            RecordSerde<T> serde, String topic, byte @Nullable [] octets) {
        try {
            return serde.deserialize(topic, octets);
        } catch (SerializationException e) {
            if (RegistryFaults.isTransient(e)) {
                throw e;
            }
            throw new RefusedRecordException("UNREADABLE: " + e.getMessage(), e);
        }
    }

    private static String kebab(Topic topic) {
        return topic.name().replace(".v1", "");
    }

    private <T extends SpecificRecord> Produced<String, T> produced(Topic topic, Class<T> type) {
        return Produced.with(Serdes.String(), serde(type)).withName(kebab(topic) + "-sink");
    }

    private <T extends SpecificRecord> RecordSerde<T> serde(Class<T> type) {
        return new RecordSerde<>(registry, type);
    }

    /** Facts carry the wall-clock time of the record that led to them. */
    static final class RenderFacts implements FixedKeyProcessor<String, MeterOutput, AuditFact> {
        private @Nullable FixedKeyProcessorContext<String, AuditFact> context;

        @Override
        public void init(FixedKeyProcessorContext<String, AuditFact> given) {
            context = given;
        }

        @Override
        public void process(FixedKeyRecord<String, MeterOutput> in) {
            if (in.value() instanceof MeterOutput.Fact fact) {
                Objects.requireNonNull(context, "init comes first")
                        .forward(in.withValue(CaseRecords.record(fact, in.timestamp())));
            }
        }
    }
}
