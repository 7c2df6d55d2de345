// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema;

import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.Topic.Cleanup;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationForecast;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.CorrectedDay;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MeterChecks;
import org.plumbline.schema.avro.MeterErasure;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReferenceFinding;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.SurveillanceDay;

/** The one list of topics. All have the same number of partitions, so that equal keys meet in equal partitions. */
public final class Topics {

    /** Prefix of all topic names unless configured otherwise. */
    public static final String DEFAULT_PREFIX = "plumbline.";

    /** Partitions of every topic unless configured otherwise. */
    public static final int DEFAULT_PARTITIONS = 6;

    private static final Duration TWO_YEARS = Duration.ofDays(731);
    private static final Duration TEN_YEARS = Duration.ofDays(3_653);

    public static final Topic METERS = compacted("meters.v1", "meterId", MeterRegistration.getClassSchema());
    public static final Topic REFERENCE_PROFILES =
            compacted("reference-profiles.v1", "profileId", ReferenceProfile.getClassSchema());
    public static final Topic READINGS = log("readings.v1", "meterId", RegisterReading.getClassSchema(), TWO_YEARS);
    public static final Topic METER_EVENTS = log("meter-events.v1", "meterId", MeterEvent.getClassSchema(), TWO_YEARS);
    public static final Topic READ_REQUESTS =
            log("read-requests.v1", "meterId", ReadRequest.getClassSchema(), TWO_YEARS);
    /** Whoever keeps readings obeys it: for ever, so that reading the topics again brings nothing back. */
    public static final Topic ERASURES = compacted("erasures.v1", "meterId", MeterErasure.getClassSchema());

    /** Private to the gateway: versioned octets, no schema. */
    public static final Topic GATEWAY_STATE = compacted("gateway-state.v1", "meterId", null);

    public static final Topic DRIFT = log("drift.v1", "meterId", DriftEstimate.getClassSchema(), TWO_YEARS);
    public static final Topic DRIFT_LATEST = compacted("drift-latest.v1", "meterId", DriftEstimate.getClassSchema());
    public static final Topic CALIBRATION_FORECASTS =
            compacted("calibration-forecasts.v1", "meterId", CalibrationForecast.getClassSchema());
    /** Estimates of energies besides active import: apart, so that nobody takes one for the meter's active error. */
    public static final Topic QUANTITY_DRIFT =
            log("quantity-drift.v1", "meterId", DriftEstimate.getClassSchema(), TWO_YEARS);

    public static final Topic QUANTITY_DRIFT_LATEST =
            compacted("quantity-drift-latest.v1", "meterId|quantity", DriftEstimate.getClassSchema());
    /** Two years: annexe 8 wants the divergences and load curves of one year. */
    public static final Topic SURVEILLANCE =
            log("surveillance.v1", "meterId", SurveillanceDay.getClassSchema(), TWO_YEARS);

    public static final Topic REFERENCE_FINDINGS =
            compacted("reference-findings.v1", "meterId", ReferenceFinding.getClassSchema());
    /** Private to the analyzer, on their way from reference to reference: versioned octets, no schema. */
    public static final Topic COMPARISONS = log("comparisons.v1", "meterId", null, Duration.ofDays(14));

    public static final Topic METER_CHECKS = log("meter-checks.v1", "meterId", MeterChecks.getClassSchema(), TWO_YEARS);
    public static final Topic METER_CHECKS_LATEST =
            compacted("meter-checks-latest.v1", "meterId", MeterChecks.getClassSchema());

    public static final Topic CASES = compacted("cases.v1", "caseId", AccuracyCase.getClassSchema());
    public static final Topic CASE_COMMANDS =
            log("case-commands.v1", "meterId", CaseCommand.getClassSchema(), TEN_YEARS);
    public static final Topic CAMPAIGN_COMMANDS =
            log("campaign-commands.v1", "campaignId", CampaignCommand.getClassSchema(), TEN_YEARS);
    public static final Topic CAMPAIGNS = compacted("campaigns.v1", "campaignId", Campaign.getClassSchema());
    public static final Topic CAMPAIGN_MEMBERS =
            compacted("campaign-members.v1", "campaignId|meterId", CampaignMember.getClassSchema());
    /** Every stop and lift for ever: a compacted topic would let a lift sent again take a later stop off the topic. */
    public static final Topic HOLDS = log("holds.v1", "campaignId or *", Hold.getClassSchema(), Topic.FOREVER);

    public static final Topic CALIBRATION_ORDERS =
            log("calibration-orders.v1", "meterId", CalibrationOrder.getClassSchema(), TEN_YEARS);
    public static final Topic CALIBRATION_OUTCOMES =
            log("calibration-outcomes.v1", "meterId", CalibrationOutcome.getClassSchema(), TEN_YEARS);
    /** Never for billing: what the readings would be without the estimated error. */
    public static final Topic CORRECTED_READINGS =
            log("corrected-readings.v1", "meterId", CorrectedDay.getClassSchema(), TWO_YEARS);

    public static final Topic AUDIT_FACTS = log("audit-facts.v1", "subjectId", AuditFact.getClassSchema(), TEN_YEARS);
    public static final Topic AUDIT = log("audit.v1", "subjectId", AuditEntry.getClassSchema(), TEN_YEARS);
    /** Kept as long as what they prove. */
    public static final Topic AUDIT_CHECKPOINTS =
            log("audit-checkpoints.v1", "partition", AuditCheckpoint.getClassSchema(), TEN_YEARS);

    /** The poison record as found, with its provenance in the headers. */
    public static final Topic DEAD_LETTERS = log("dead-letters.v1", "as found", null, TWO_YEARS);

    public static final List<Topic> ALL = List.of(
            METERS,
            REFERENCE_PROFILES,
            READINGS,
            METER_EVENTS,
            READ_REQUESTS,
            ERASURES,
            GATEWAY_STATE,
            DRIFT,
            DRIFT_LATEST,
            CALIBRATION_FORECASTS,
            QUANTITY_DRIFT,
            QUANTITY_DRIFT_LATEST,
            SURVEILLANCE,
            REFERENCE_FINDINGS,
            COMPARISONS,
            METER_CHECKS,
            METER_CHECKS_LATEST,
            CASES,
            CASE_COMMANDS,
            CAMPAIGN_COMMANDS,
            CAMPAIGNS,
            CAMPAIGN_MEMBERS,
            HOLDS,
            CALIBRATION_ORDERS,
            CALIBRATION_OUTCOMES,
            CORRECTED_READINGS,
            AUDIT_FACTS,
            AUDIT,
            AUDIT_CHECKPOINTS,
            DEAD_LETTERS);

    private Topics() {}

    private static Topic compacted(String name, String key, @Nullable Schema schema) {
        return new Topic(name, key, schema, Cleanup.COMPACT, Duration.ZERO);
    }

    private static Topic log(String name, String key, @Nullable Schema schema, Duration retention) {
        return new Topic(name, key, schema, Cleanup.DELETE, retention);
    }
}
