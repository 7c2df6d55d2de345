// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.verify.Testimony;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.audit.AuditProof;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.avro.SurveillanceDay;

/** All that the topics have said so far. Every method is synchronized: one thread feeds it, another looks. */
final class TopicView {
    static final String ENERGY_IMPORT = "1.0.1.8.0.255";
    private static final long MILLIS = 1_000;

    /** An order and how often the identical record was seen. */
    record DeliveredOrder(CalibrationOrder order, ConsumerRecord<byte[], byte[]> record, int deliveries) {
        DeliveredOrder again() {
            return new DeliveredOrder(order, record, deliveries + 1);
        }
    }

    private final Map<String, ReadingLog> readings = new HashMap<>();
    private final Map<String, DriftEstimate> estimates = new TreeMap<>();
    private final Map<String, TreeMap<Instant, SurveillanceDay>> surveillance = new TreeMap<>();
    private final Map<String, SurveillanceDay> surveillanceTold = new TreeMap<>();
    private final Map<String, AccuracyCase> cases = new TreeMap<>();
    private final Map<String, Campaign> campaigns = new TreeMap<>();
    private final Map<String, CampaignMember> members = new TreeMap<>();
    private final Map<String, Hold> holds = new TreeMap<>();
    private final Map<ByteBuffer, DeliveredOrder> orders = new LinkedHashMap<>();
    private final List<CalibrationOutcome> outcomes = new ArrayList<>();
    private final List<MeterEvent> events = new ArrayList<>();
    private final List<AuditEntry> auditEntries = new ArrayList<>();
    private final List<AuditCheckpoint> checkpoints = new ArrayList<>();
    private int judgedCheckpoints;
    private long readingCount;
    private long deadLetters;

    /** Takes one record; a null value removes what its key stood for. */
    synchronized void take(ConsumerRecord<byte[], byte[]> source, String key, @Nullable SpecificRecord value) {
        if (value == null) {
            estimates.remove(key);
            cases.remove(key);
            campaigns.remove(key);
            members.remove(key);
            holds.remove(key);
            return;
        }
        switch (value) {
            case RegisterReading reading -> take(reading);
            case DriftEstimate estimate -> estimates.put(estimate.getMeterId(), estimate);
            case SurveillanceDay day -> take(day);
            case AccuracyCase accuracyCase -> cases.put(accuracyCase.getCaseId(), accuracyCase);
            case Campaign campaign -> campaigns.put(campaign.getCampaignId(), campaign);
            case CampaignMember member -> members.put(key, member);
            case Hold hold -> holds.put(hold.getScope(), hold);
            case CalibrationOrder order ->
                orders.merge(
                        ByteBuffer.wrap(source.value()),
                        new DeliveredOrder(order, source, 1),
                        (old, same) -> old.again());
            case CalibrationOutcome outcome -> outcomes.add(outcome);
            case MeterEvent event -> events.add(event);
            case AuditEntry entry -> auditEntries.add(entry);
            case AuditCheckpoint checkpoint -> checkpoints.add(checkpoint);
            default ->
                throw new IllegalArgumentException(
                        "no use for " + value.getSchema().getName());
        }
    }

    synchronized void takeDeadLetter() {
        deadLetters++;
    }

    /** A poll of the registers is of its own moment and no row of the profile. */
    private void take(RegisterReading reading) {
        if (reading.getSource() == ReadingSource.POLL) {
            return;
        }
        for (RegisterValue register : reading.getRegisters()) {
            if (register.getObis().equals(ENERGY_IMPORT)) {
                readings.computeIfAbsent(reading.getMeterId(), meterId -> new ReadingLog())
                        .add(
                                reading.getCaptureTime().toEpochMilli() / MILLIS,
                                register.getRaw(),
                                reading.getCalibrationEpoch());
                readingCount++;
            }
        }
    }

    synchronized long readingCount() {
        return readingCount;
    }

    synchronized long deadLetters() {
        return deadLetters;
    }

    /** How many of the meters have been read up to {@code captureSecond}. */
    synchronized long metersReadUpTo(long captureSecond) {
        return readings.values().stream()
                .filter(log -> log.newest() >= captureSecond)
                .count();
    }

    /** Newest capture time of a meter, seconds since 1970; the smallest long where it was never read. */
    synchronized long newestCapture(String meterId) {
        ReadingLog log = readings.get(meterId);
        return log == null ? Long.MIN_VALUE : log.newest();
    }

    synchronized Map<String, Testimony.Readings> readings() {
        Map<String, Testimony.Readings> copies = new HashMap<>();
        readings.forEach((meterId, log) -> copies.put(meterId, log.copy()));
        return copies;
    }

    synchronized Map<String, DriftEstimate> estimates() {
        return new TreeMap<>(estimates);
    }

    private void take(SurveillanceDay day) {
        surveillanceTold.put(day.getMeterId(), day);
        TreeMap<Instant, SurveillanceDay> days =
                surveillance.computeIfAbsent(day.getMeterId(), meterId -> new TreeMap<>());
        if (day.getRefusal().isEmpty()) {
            days.put(day.getDay(), day);
        }
    }

    /** What was told last of each point under surveillance, by its meter under test. */
    synchronized Map<String, SurveillanceDay> surveillance() {
        return new TreeMap<>(surveillanceTold);
    }

    /** The newest record of each analysed day of a point, in the order of days. */
    synchronized List<SurveillanceDay> surveillanceDays(String meterId) {
        return List.copyOf(surveillance.getOrDefault(meterId, new TreeMap<>()).values());
    }

    synchronized List<AccuracyCase> cases() {
        return List.copyOf(cases.values());
    }

    synchronized @Nullable Campaign campaign(String campaignId) {
        return campaigns.get(campaignId);
    }

    synchronized List<CampaignMember> members(String campaignId) {
        return members.values().stream()
                .filter(member -> member.getCampaignId().equals(campaignId))
                .toList();
    }

    synchronized List<DeliveredOrder> orders() {
        return List.copyOf(orders.values());
    }

    synchronized List<CalibrationOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    synchronized List<MeterEvent> events() {
        return List.copyOf(events);
    }

    /** Intervals that the gateway declared unreadable. */
    synchronized List<Testimony.Gap> gaps() {
        return events.stream()
                .filter(event -> event.getCode().equals(EventCodes.GAP))
                .map(event -> new Testimony.Gap(event.getMeterId(), instant(event, "from"), instant(event, "to")))
                .toList();
    }

    private static long instant(MeterEvent event, String name) {
        return event.getEvidence().stream()
                .filter(value -> value.getName().equals(name))
                .map(value -> Instant.parse(value.getText()).getEpochSecond())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("gap event without " + name + ": " + event));
    }

    synchronized boolean isHeld(String scope) {
        Hold hold = holds.get(scope);
        return hold != null && hold.getActive();
    }

    /** Checkpoints from now on are not judged: the entries they name may not have been read when the run is. */
    synchronized void judgeCheckpointsSoFar() {
        judgedCheckpoints = checkpoints.size();
    }

    /** @param terms by what checkpoints are judged */
    synchronized Testimony.Audit audit(AuditProof.Terms terms) {
        AuditProof proof = new AuditProof(terms);
        checkpoints.subList(0, judgedCheckpoints).forEach(proof::accept);
        auditEntries.forEach(proof::accept);
        return new Testimony.Audit(
                proof.entries(),
                proof.subjects(),
                judgedCheckpoints,
                proof.findings(0).stream().map(AuditProof.Finding::text).toList());
    }
}
