// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.gateway.state.OrderOutcome;
import org.plumbline.gateway.state.OwnerPositions;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CalibrationState;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.OutcomeStep;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Canonical;

/** Makes Kafka records of publications. All go to the owner's own partition. Safe for many threads. */
final class RecordWriter {

    private static final String ACTOR = "ingest-gateway";

    private final KafkaSettings settings;
    private final RecordSerde<RegisterReading> readings;
    private final RecordSerde<MeterEvent> events;
    private final RecordSerde<CalibrationOutcome> outcomes;
    private final RecordSerde<AuditFact> facts;

    RecordWriter(KafkaSettings settings, SchemaRegistryClient registry) {
        this.settings = settings;
        this.readings = new RecordSerde<>(registry, RegisterReading.class);
        this.events = new RecordSerde<>(registry, MeterEvent.class);
        this.outcomes = new RecordSerde<>(registry, CalibrationOutcome.class);
        this.facts = new RecordSerde<>(registry, AuditFact.class);
    }

    ProducerRecord<byte[], byte[]> state(int partition, String meterId, MeterState state) {
        return new ProducerRecord<>(
                settings.name(Topics.GATEWAY_STATE), partition, key(meterId), MeterStateCodec.encode(state));
    }

    ProducerRecord<byte[], byte[]> positions(int partition, OwnerPositions positions) {
        return new ProducerRecord<>(
                settings.name(Topics.GATEWAY_STATE), partition, key(OwnerPositions.KEY), positions.encode());
    }

    ProducerRecord<byte[], byte[]> record(int partition, String meterId, Publication publication) {
        return switch (publication) {
            case Publication.Reading reading -> {
                String topic = settings.name(Topics.READINGS);
                yield record(topic, partition, meterId, readings.serialize(topic, avro(meterId, reading)));
            }
            case Publication.Event event -> {
                String topic = settings.name(Topics.METER_EVENTS);
                yield record(topic, partition, meterId, events.serialize(topic, avro(meterId, event)));
            }
            case Publication.Outcome outcome -> {
                String topic = settings.name(Topics.CALIBRATION_OUTCOMES);
                yield record(topic, partition, meterId, outcomes.serialize(topic, avro(meterId, outcome)));
            }
            case Publication.Fact fact -> {
                String topic = settings.name(Topics.AUDIT_FACTS);
                yield record(topic, partition, meterId, facts.serialize(topic, avro(meterId, fact)));
            }
        };
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, String meterId, byte @Nullable [] octets) {
        return new ProducerRecord<>(topic, partition, key(meterId), octets);
    }

    private static byte[] key(String meterId) {
        return meterId.getBytes(StandardCharsets.UTF_8);
    }

    private static RegisterReading avro(String meterId, Publication.Reading reading) {
        List<RegisterValue> registers = reading.registers().stream()
                .map(register -> new RegisterValue(
                        register.obis().toString(), register.raw(), register.scaler(), register.unit()))
                .toList();
        return RegisterReading.newBuilder()
                .setMeterId(meterId)
                .setCaptureTime(reading.captureTime())
                .setReceiveTime(reading.receiveTime().truncatedTo(ChronoUnit.MILLIS))
                .setSessionFieldTime(reading.sessionFieldTime().truncatedTo(ChronoUnit.MILLIS))
                .setClockOffsetMillis(reading.clockOffsetMillis())
                .setSource(
                        switch (reading.source()) {
                            case PROFILE -> ReadingSource.PROFILE;
                            case POLL -> ReadingSource.POLL;
                            case ON_DEMAND -> ReadingSource.ON_DEMAND;
                        })
                .setRequestId(reading.requestId())
                .setStatusBits(reading.statusBits())
                .setCalibrationEpoch(reading.epoch())
                .setRegisters(registers)
                .build();
    }

    private static MeterEvent avro(String meterId, Publication.Event event) {
        CalibrationEpoch epoch = event.calibration();
        MeterEvent value = MeterEvent.newBuilder()
                .setMeterId(meterId)
                .setCode(event.code())
                .setFieldTime(event.fieldTime().truncatedTo(ChronoUnit.MILLIS))
                .setWallTime(event.wallTime().truncatedTo(ChronoUnit.MILLIS))
                .setText(event.text())
                .setEvidence(named(event.evidence()))
                .setCalibration(epoch == null ? null : avro(epoch))
                .build();
        return MeterEvent.newBuilder(value)
                .setEventId(Canonical.sha256Hex(Canonical.octets(value)))
                .build();
    }

    private static CalibrationState avro(CalibrationEpoch epoch) {
        return CalibrationState.newBuilder()
                .setEpoch(epoch.number())
                .setActiveFrom(epoch.activeFrom().truncatedTo(ChronoUnit.MILLIS))
                .setChangeCounter(epoch.changeCounter())
                .setMeterModel(epoch.meterModel())
                .setBlock(buffer(epoch.block()))
                .setChecksum(epoch.checksum())
                .setCause(
                        switch (epoch.cause()) {
                            case FIRST_SEEN -> EpochCause.FIRST_SEEN;
                            case ORDERED -> EpochCause.ORDERED;
                            case UNORDERED_CHANGE -> EpochCause.UNORDERED_CHANGE;
                            case FIRMWARE -> EpochCause.FIRMWARE;
                            case METER_EXCHANGE -> EpochCause.METER_EXCHANGE;
                            case TRANSFORMER_RATIO -> EpochCause.TRANSFORMER_RATIO;
                        })
                .setOrderId(epoch.orderId())
                .build();
    }

    private static CalibrationOutcome avro(String meterId, Publication.Outcome published) {
        OrderOutcome outcome = published.outcome();
        Publication.OrderReference order = published.order();
        BlockState found = outcome.asFound();
        BlockState left = outcome.asLeft();
        List<OutcomeStep> steps = outcome.steps().stream()
                .map(step -> new OutcomeStep(step.name(), step.wallTime().truncatedTo(ChronoUnit.MILLIS), step.text()))
                .toList();
        return CalibrationOutcome.newBuilder()
                .setOrderId(order.orderId())
                .setOrderDigest(order.digest())
                .setMeterId(meterId)
                .setSequence(order.sequence())
                .setCampaignId(order.campaignId())
                .setCaseId(order.caseId())
                .setOutcome(OrderResult.valueOf(outcome.result().name()))
                .setReasonCode(outcome.reasonCode())
                .setReasonText(outcome.reasonText())
                .setRepeated(published.repeated())
                .setAsFoundBlock(buffer(found == null ? Octets.empty() : found.block()))
                .setAsFoundChecksum(found == null ? 0 : found.checksum())
                .setAsLeftBlock(buffer(left == null ? Octets.empty() : left.block()))
                .setAsLeftChecksum(left == null ? 0 : left.checksum())
                .setChangeCounterBefore(found == null ? 0 : found.changeCounter())
                .setChangeCounterAfter(left == null ? 0 : left.changeCounter())
                .setNewEpoch(outcome.newEpoch())
                .setAttempts(outcome.attempts())
                .setFieldTime(outcome.fieldTime().truncatedTo(ChronoUnit.MILLIS))
                .setWallTime(outcome.wallTime().truncatedTo(ChronoUnit.MILLIS))
                .setSteps(steps)
                .build();
    }

    private static AuditFact avro(String meterId, Publication.Fact fact) {
        AuditFact value = AuditFact.newBuilder()
                .setSubjectId(meterId)
                .setKind(fact.kind())
                .setActor(ACTOR)
                .setFieldTime(fact.fieldTime().truncatedTo(ChronoUnit.MILLIS))
                .setWallTime(fact.wallTime().truncatedTo(ChronoUnit.MILLIS))
                .setDetails(named(fact.details()))
                .build();
        return AuditFact.newBuilder(value)
                .setFactId(Canonical.sha256Hex(Canonical.octets(value)))
                .build();
    }

    private static List<NamedValue> named(Map<String, String> sorted) {
        return sorted.entrySet().stream()
                .map(entry -> new NamedValue(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static ByteBuffer buffer(Octets octets) {
        return ByteBuffer.wrap(octets.toArray());
    }
}
