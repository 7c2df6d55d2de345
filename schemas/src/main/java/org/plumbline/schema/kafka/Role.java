// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.kafka;

import static org.plumbline.schema.Topics.*;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.plumbline.schema.Topic;

/**
 * Who comes to the brokers, and what each may read and write: no more than its code does. What is not here is denied.
 * People command through the console, which signs; none of them produces orders, commands or audit entries.
 */
public enum Role {
    GATEWAY(
            "ingest-gateway",
            List.of(METERS, HOLDS, CALIBRATION_ORDERS, READ_REQUESTS, GATEWAY_STATE),
            List.of(GATEWAY_STATE, READINGS, METER_EVENTS, CALIBRATION_OUTCOMES, AUDIT_FACTS, DEAD_LETTERS),
            Optional.empty()),
    ANALYZER(
            "drift-analyzer",
            List.of(
                    METERS,
                    REFERENCE_PROFILES,
                    READINGS,
                    METER_EVENTS,
                    CALIBRATION_ORDERS,
                    CALIBRATION_OUTCOMES,
                    CASE_COMMANDS,
                    COMPARISONS,
                    REFERENCE_FINDINGS,
                    // Its own, where corrected series are made.
                    DRIFT),
            List.of(
                    DRIFT,
                    DRIFT_LATEST,
                    CALIBRATION_FORECASTS,
                    QUANTITY_DRIFT,
                    QUANTITY_DRIFT_LATEST,
                    SURVEILLANCE,
                    COMPARISONS,
                    REFERENCE_FINDINGS,
                    METER_CHECKS,
                    METER_CHECKS_LATEST,
                    CASES,
                    CORRECTED_READINGS,
                    AUDIT_FACTS,
                    DEAD_LETTERS),
            Optional.of("drift-analyzer")),
    CALIBRATOR(
            "ota-calibrator",
            List.of(
                    METERS,
                    REFERENCE_PROFILES,
                    METER_EVENTS,
                    DRIFT,
                    CASES,
                    CAMPAIGN_COMMANDS,
                    CAMPAIGN_MEMBERS,
                    HOLDS,
                    CALIBRATION_OUTCOMES,
                    AUDIT_FACTS),
            List.of(
                    CAMPAIGNS,
                    CAMPAIGN_MEMBERS,
                    HOLDS,
                    CALIBRATION_ORDERS,
                    AUDIT_FACTS,
                    AUDIT,
                    AUDIT_CHECKPOINTS,
                    DEAD_LETTERS),
            Optional.of("ota-calibrator")),
    CONSOLE(
            "operator-console",
            List.of(
                    METERS,
                    REFERENCE_PROFILES,
                    READINGS,
                    METER_EVENTS,
                    DRIFT,
                    DRIFT_LATEST,
                    CALIBRATION_FORECASTS,
                    QUANTITY_DRIFT_LATEST,
                    SURVEILLANCE,
                    REFERENCE_FINDINGS,
                    METER_CHECKS_LATEST,
                    CASES,
                    CAMPAIGNS,
                    CAMPAIGN_MEMBERS,
                    HOLDS,
                    CALIBRATION_OUTCOMES,
                    // For calibration records.
                    CALIBRATION_ORDERS,
                    CAMPAIGN_COMMANDS,
                    AUDIT,
                    // What is asked of single meters, by whomever.
                    READ_REQUESTS,
                    ERASURES,
                    // To prove the audit, and to look at what could not be read.
                    AUDIT_CHECKPOINTS,
                    DEAD_LETTERS),
            List.of(
                    CAMPAIGN_COMMANDS,
                    CASE_COMMANDS,
                    HOLDS,
                    READ_REQUESTS,
                    // Files of meters and references that people give it.
                    METERS,
                    REFERENCE_PROFILES,
                    ERASURES,
                    // About people and what they gave it: nobody else decides on that.
                    AUDIT_FACTS),
            Optional.empty()),
    /** What the console replays dead letters as: only what meters told, and a note of it; see ADR 37. */
    REPLAYER(
            "replayer",
            List.of(DEAD_LETTERS),
            List.of(READINGS, METER_EVENTS, CALIBRATION_OUTCOMES, DEAD_LETTERS),
            Optional.empty()),
    /** {@code plumbline read}, back-fill and clock requests at the command line. */
    OPERATOR("operator", List.of(READINGS, METER_EVENTS), List.of(READ_REQUESTS), Optional.empty()),
    /** Says which meters and references there are, {@code plumbline bench-evidence import} too. */
    REGISTRAR("registrar", List.of(METERS, REFERENCE_PROFILES), List.of(METERS, REFERENCE_PROFILES), Optional.empty()),
    /** {@code plumbline audit verify}, {@code calibration-record}, {@code surveillance}: reads what proves, and what it is about. */
    AUDITOR(
            "auditor",
            List.of(
                    AUDIT,
                    AUDIT_CHECKPOINTS,
                    AUDIT_FACTS,
                    CASES,
                    CASE_COMMANDS,
                    CAMPAIGNS,
                    CAMPAIGN_MEMBERS,
                    CAMPAIGN_COMMANDS,
                    HOLDS,
                    CALIBRATION_ORDERS,
                    CALIBRATION_OUTCOMES,
                    METERS,
                    DRIFT,
                    DRIFT_LATEST,
                    SURVEILLANCE,
                    DEAD_LETTERS),
            List.of(),
            Optional.empty()),
    /** Consumes results; groups whose name begins with the prefix and {@code analyst}. */
    ANALYST(
            "analyst",
            List.of(
                    METERS,
                    REFERENCE_PROFILES,
                    READINGS,
                    ERASURES,
                    METER_EVENTS,
                    DRIFT,
                    DRIFT_LATEST,
                    CALIBRATION_FORECASTS,
                    QUANTITY_DRIFT,
                    QUANTITY_DRIFT_LATEST,
                    SURVEILLANCE,
                    REFERENCE_FINDINGS,
                    METER_CHECKS,
                    METER_CHECKS_LATEST,
                    CORRECTED_READINGS,
                    CASES,
                    CAMPAIGNS,
                    CAMPAIGN_MEMBERS,
                    CALIBRATION_OUTCOMES),
            List.of(),
            Optional.empty());

    private final String id;
    private final List<Topic> reads;
    private final List<Topic> writes;
    private final Optional<String> streamsApplication;

    Role(String id, List<Topic> reads, List<Topic> writes, Optional<String> streamsApplication) {
        this.id = id;
        this.reads = reads;
        this.writes = writes;
        this.streamsApplication = streamsApplication;
    }

    /** Name; its principal unless configured otherwise is {@code User:} and this. */
    public String id() {
        return id;
    }

    /** @throws IllegalArgumentException when no role is called so; names those there are */
    public static Role named(String id) {
        return Arrays.stream(values())
                .filter(role -> role.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no role is called " + id + "; there are "
                        + Arrays.stream(values()).map(Role::id).toList()));
    }

    /** Topics whose records it consumes. */
    public List<Topic> reads() {
        return reads;
    }

    /** Topics to which it produces. */
    public List<Topic> writes() {
        return writes;
    }

    /** Application id without prefix when it is a Kafka Streams application: internal topics and ids begin with it. */
    Optional<String> streamsApplication() {
        return streamsApplication;
    }

    /** Every topic it touches, each once. */
    public List<Topic> topics() {
        return Stream.concat(reads.stream(), writes.stream()).distinct().toList();
    }
}
