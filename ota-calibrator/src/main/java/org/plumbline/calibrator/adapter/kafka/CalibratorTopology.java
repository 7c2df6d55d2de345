// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.campaign.CampaignMachine;
import org.plumbline.calibrator.campaign.CampaignPolicy;
import org.plumbline.calibrator.campaign.CampaignRecord;
import org.plumbline.calibrator.campaign.Wave.MemberProgress;
import org.plumbline.calibrator.campaign.WaveMachine;
import org.plumbline.calibrator.job.JobPolicy;
import org.plumbline.calibrator.job.MeterJobs;
import org.plumbline.calibrator.job.MeterKnowledge;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.CheckpointChain;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * The calibrator as one topology of three parts:
 *
 * <pre>
 * campaign-commands --> run-campaign --> campaigns, holds
 *          member-progress ^     | member-directives
 *                          |     v
 *        campaign-members <-- run-meter-jobs --> calibration-orders
 *                                ^ meters, cases, drift, meter-events, calibration-outcomes
 * audit-facts (of these and of other services) --> chain-audit --> audit, audit-checkpoints
 * </pre>
 *
 * Holds and reference kinds are global stores.
 */
public final class CalibratorTopology {

    private static final Serde<String> KEY = Serdes.String();

    /**
     * What the topology needs.
     *
     * @param partitions partitions of every topic, at least 1
     * @param registry holds the schemas of all topics
     * @param signingKey signs orders
     * @param checkpointKey signs checkpoints of the audit
     * @param checkpointPeriod wall time between two checkpoints of a partition, counted from the epoch; a day begins in UTC
     * @param commandSigners who may sign commands and lifts
     * @param fieldTime field time
     * @param maximumAuthenticationAge older authentications command nothing
     * @param tick wall time between two looks at what waits
     * @param metersPerTick meters looked at in one tick, per task
     */
    public record Parts(
            String topicPrefix,
            int partitions,
            SchemaRegistryClient registry,
            SigningKey signingKey,
            SigningKey checkpointKey,
            Duration checkpointPeriod,
            TrustedSigners commandSigners,
            InstantSource fieldTime,
            CampaignPolicy campaignPolicy,
            JobPolicy jobPolicy,
            Duration maximumAuthenticationAge,
            Duration tick,
            int metersPerTick) {}

    /** One moved member on its way back to its campaign. */
    record MemberMoved(String meterId, int wave, String model, MemberStage stage, boolean attempted) {}

    private final Parts parts;
    private final CommandGuard guard;

    public CalibratorTopology(Parts parts) {
        this.parts = parts;
        this.guard = new CommandGuard(parts.commandSigners(), parts.maximumAuthenticationAge());
    }

    /** Builds it; every node, store and internal topic has a name of ours. */
    public Topology build(Properties settings) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
        addGlobalStores(builder);
        addStores(builder);
        KStream<String, Object> fromCampaigns = campaigns(builder);
        KStream<String, Object> fromMeters = meterJobs(builder, fromCampaigns);
        only(fromCampaigns, Campaign.class, "campaigns")
                .to(name(Topics.CAMPAIGNS), produced(Campaign.class, "campaigns-sink"));
        only(fromCampaigns, AuditFact.class, "campaign-facts")
                .to(name(Topics.AUDIT_FACTS), produced(AuditFact.class, "campaign-facts-sink"));
        only(fromCampaigns, Hold.class, "campaign-holds")
                .to(name(Topics.HOLDS), produced(Hold.class, "campaign-holds-sink"));
        only(fromMeters, CalibrationOrder.class, "orders")
                .to(name(Topics.CALIBRATION_ORDERS), produced(CalibrationOrder.class, "orders-sink"));
        only(fromMeters, CampaignMember.class, "members")
                .to(
                        name(Topics.CAMPAIGN_MEMBERS),
                        produced(CampaignMember.class, "members-sink")
                                .withStreamPartitioner((topic, key, member, partitions) -> Optional.of(
                                        Set.of(Partitioning.partitionOf(member.getMeterId(), partitions)))));
        only(fromMeters, AuditFact.class, "meter-facts")
                .to(name(Topics.AUDIT_FACTS), produced(AuditFact.class, "meter-facts-sink"));
        audit(builder);
        return builder.build(settings);
    }

    private KStream<String, Object> campaigns(StreamsBuilder builder) {
        KStream<String, CampaignInput> commands = source(
                builder, Topics.CAMPAIGN_COMMANDS, CampaignCommand.class, "commands", CampaignInput.OfCommand::new);
        KStream<String, CampaignInput> progress = builder.stream(
                        name(Topics.CAMPAIGN_MEMBERS), consumed(CampaignMember.class, "members-source"))
                .filter((key, member) -> member != null, Named.as("members-present"))
                .selectKey((key, member) -> member.getCampaignId(), Named.as("members-by-campaign"))
                .mapValues(CalibratorTopology::moved, Named.as("members-moved"))
                .repartition(Repartitioned.<String, MemberMoved>as("member-progress")
                        .withKeySerde(KEY)
                        .withValueSerde(new JsonSerde<>(MemberMoved.class))
                        .withNumberOfPartitions(parts.partitions()))
                .mapValues(CalibratorTopology::input, Named.as("progress-input"));
        CampaignMachine machine = new CampaignMachine(parts.campaignPolicy(), ToContract::campaignDigest);
        WaveMachine waves = new WaveMachine();
        return commands.merge(progress, Named.as("campaign-input"))
                .process(
                        () -> new CampaignProcessor(guard, machine, waves, parts.fieldTime(), parts.tick()),
                        Named.as("run-campaign"),
                        CampaignProcessor.CAMPAIGNS,
                        CampaignProcessor.CHUNKS,
                        CampaignProcessor.PROGRESS,
                        CampaignProcessor.AUDITED_HOLDS);
    }

    private static MemberMoved moved(CampaignMember member) {
        CoefficientTarget target = member.getTarget();
        return new MemberMoved(
                member.getMeterId(),
                member.getWave(),
                target == null ? "" : target.getMeterModel(),
                switch (member.getState()) {
                    case UNKNOWN -> MemberStage.NEEDS_PERSON;
                    case WAITING,
                            CLAIMED,
                            RELEASED,
                            HELD,
                            VERIFYING,
                            CORRECTED,
                            ALREADY_CORRECT,
                            REFUSED,
                            CONFLICT,
                            UNREACHABLE,
                            NOT_PROVEN,
                            NEEDS_PERSON,
                            ABORTED,
                            EXPIRED,
                            ROLLING_BACK,
                            ROLLED_BACK,
                            RESTORED -> MemberStage.valueOf(member.getState().name());
                },
                member.getOrderSequence() > 0);
    }

    private static CampaignInput input(MemberMoved moved) {
        return new CampaignInput.OfMember(
                moved.meterId(), moved.wave(), moved.model(), new MemberProgress(moved.stage(), moved.attempted()));
    }

    private KStream<String, Object> meterJobs(StreamsBuilder builder, KStream<String, Object> fromCampaigns) {
        KStream<String, MeterInput> directives = only(fromCampaigns, Directive.class, "directives")
                .repartition(Repartitioned.<String, Directive>as("member-directives")
                        .withKeySerde(KEY)
                        .withValueSerde(new JsonSerde<>(Directive.class))
                        .withNumberOfPartitions(parts.partitions()))
                .mapValues(CalibratorTopology::input, Named.as("directive-input"));
        return directives
                .merge(
                        source(
                                builder,
                                Topics.METERS,
                                MeterRegistration.class,
                                "meters",
                                MeterInput.OfRegistration::new),
                        Named.as("and-meters"))
                .merge(
                        source(builder, Topics.CASES, AccuracyCase.class, "cases", MeterInput.OfCase::new),
                        Named.as("and-cases"))
                .merge(
                        source(builder, Topics.DRIFT, DriftEstimate.class, "drift", MeterInput.OfDrift::new),
                        Named.as("and-drift"))
                .merge(
                        source(builder, Topics.METER_EVENTS, MeterEvent.class, "events", MeterInput.OfEvent::new),
                        Named.as("and-events"))
                .merge(
                        source(
                                builder,
                                Topics.CALIBRATION_OUTCOMES,
                                CalibrationOutcome.class,
                                "outcomes",
                                MeterInput.OfOutcome::new),
                        Named.as("and-outcomes"))
                .process(
                        () -> new MeterJobProcessor(
                                parts.jobPolicy(),
                                parts.signingKey(),
                                parts.fieldTime(),
                                parts.tick(),
                                parts.metersPerTick(),
                                parts.partitions()),
                        Named.as("run-meter-jobs"),
                        MeterJobProcessor.KNOWLEDGE,
                        MeterJobProcessor.JOBS);
    }

    private static MeterInput input(Directive directive) {
        return new MeterInput.OfDirective(directive);
    }

    private void audit(StreamsBuilder builder) {
        KStream<String, Object> chained = builder.stream(
                        name(Topics.AUDIT_FACTS), consumed(AuditFact.class, "audit-facts-source"))
                .process(
                        () -> new AuditProcessor(parts.checkpointKey(), parts.checkpointPeriod(), parts.tick()),
                        Named.as("chain-audit"),
                        AuditProcessor.STORE,
                        Checkpoints.GROWN,
                        Checkpoints.TAIL);
        only(chained, AuditEntry.class, "audit").to(name(Topics.AUDIT), produced(AuditEntry.class, "audit-sink"));
        only(chained, AuditCheckpoint.class, "checkpoints")
                .to(
                        name(Topics.AUDIT_CHECKPOINTS),
                        produced(AuditCheckpoint.class, "checkpoints-sink")
                                .withStreamPartitioner((topic, key, checkpoint, partitions) ->
                                        Optional.of(Set.of(checkpoint.getPartition()))));
    }

    private void addGlobalStores(StreamsBuilder builder) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(HoldProcessor.STORE),
                                KEY,
                                new JsonSerde<>(HoldProcessor.Entry.class))
                        .withLoggingDisabled(),
                name(Topics.HOLDS),
                Consumed.with(KEY, Serdes.ByteArray()).withName("holds"),
                () -> new HoldProcessor(
                        new RecordSerde<>(parts.registry(), Hold.class),
                        name(Topics.HOLDS),
                        parts.commandSigners(),
                        guard));
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(ReferenceProcessor.STORE), KEY, Serdes.String())
                        .withLoggingDisabled(),
                name(Topics.REFERENCE_PROFILES),
                Consumed.with(KEY, Serdes.ByteArray()).withName("references"),
                () -> new ReferenceProcessor(
                        new RecordSerde<>(parts.registry(), ReferenceProfile.class), name(Topics.REFERENCE_PROFILES)));
    }

    private static void addStores(StreamsBuilder builder) {
        builder.addStateStore(store(CampaignProcessor.CAMPAIGNS, new JsonSerde<>(CampaignRecord.class)));
        builder.addStateStore(store(CampaignProcessor.CHUNKS, new BinarySerde<>(CampaignCommand.class)));
        builder.addStateStore(store(CampaignProcessor.PROGRESS, new JsonSerde<>(MemberProgress.class)));
        builder.addStateStore(store(CampaignProcessor.AUDITED_HOLDS, Serdes.Long()));
        builder.addStateStore(store(MeterJobProcessor.KNOWLEDGE, new JsonSerde<>(MeterKnowledge.class)));
        builder.addStateStore(store(MeterJobProcessor.JOBS, new JsonSerde<>(MeterJobs.class)));
        builder.addStateStore(store(AuditProcessor.STORE, new JsonSerde<>(AuditProcessor.Head.class)));
        builder.addStateStore(store(Checkpoints.GROWN, Serdes.Long()));
        builder.addStateStore(store(Checkpoints.TAIL, new JsonSerde<>(CheckpointChain.Tail.class)));
    }

    private static <V> StoreBuilder<?> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), KEY, values);
    }

    private <V extends SpecificRecord, I> KStream<String, I> source(
            StreamsBuilder builder, Topic topic, Class<V> type, String node, Function<@Nullable V, I> input) {
        return builder.stream(name(topic), consumed(type, node + "-source"))
                .mapValues(value -> input.apply(value), Named.as(node + "-input"));
    }

    private static <T> KStream<String, T> only(KStream<String, Object> stream, Class<T> type, String node) {
        return stream.filter((key, value) -> type.isInstance(value), Named.as(node + "-only"))
                .mapValues(value -> type.cast(value), Named.as(node + "-typed"));
    }

    private <V extends SpecificRecord> Consumed<String, V> consumed(Class<V> type, String node) {
        return Consumed.with(KEY, (Serde<V>) new RecordSerde<>(parts.registry(), type))
                .withName(node);
    }

    private <V extends SpecificRecord> Produced<String, V> produced(Class<V> type, String node) {
        return Produced.with(KEY, (Serde<V>) new RecordSerde<>(parts.registry(), type))
                .withName(node);
    }

    private String name(Topic topic) {
        return topic.prefixed(parts.topicPrefix());
    }
}
