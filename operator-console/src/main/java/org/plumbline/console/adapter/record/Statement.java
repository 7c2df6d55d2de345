// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.record.CalibrationRecord;
import org.plumbline.console.record.CalibrationRecord.Source;
import org.plumbline.console.record.Part;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.MeterRegistration;

/** What a calibration record states: it follows from the evidence alone, so that anybody can derive it again. Pure. */
public final class Statement {

    private Statement() {}

    /**
     * The record of a meter; empty when the topics know nothing of such a meter.
     *
     * @param madeAt wall-clock time
     */
    public static Optional<CalibrationRecord> record(String meterId, Instant madeAt, Evidence evidence) {
        if (evidence.registration() == null && evidence.entries().isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, String> schemas = new TreeMap<>();
        List<Source> sources = new ArrayList<>();
        for (SpecificRecord value : evidence.all()) {
            sources.add(SourceCodec.encode(value, schemas));
        }
        return Optional.of(new CalibrationRecord(meterId, madeAt, of(meterId, evidence), sources, schemas));
    }

    /** The statement alone. */
    static Part.Section of(String meterId, Evidence evidence) {
        List<Part.Section> corrections = evidence.orders().stream()
                .filter(order -> !Evidence.isRollback(order))
                .map(order -> new Correction(meterId, order, evidence).section())
                .toList();
        return new Part.Section(
                "statement",
                "Statement",
                List.of(
                        meter(meterId, evidence.registration()),
                        notice(evidence.registration()),
                        new Part.Sections("corrections", "Orders to change a coefficient", corrections),
                        Figures.estimate("newestEstimate", "Newest estimate of the error", evidence.latest()),
                        chain(evidence.entries())));
    }

    private static Part.Section meter(String meterId, @Nullable MeterRegistration meter) {
        List<Part> id = Part.fields("meterId", "Meter", meterId);
        if (meter == null) {
            return Part.section(
                    "meter",
                    "Meter",
                    id,
                    new Part.Field("registration", "Registration", "none: the meter is not registered any more"));
        }
        id.addAll(Part.fields(
                "serialNumber",
                "Serial number",
                meter.getSerialNumber(),
                "meterModel",
                "Meter model",
                meter.getMeterModel(),
                "typeDesignation",
                "Type designation",
                meter.getTypeDesignation(),
                "accuracyClass",
                "Accuracy class",
                meter.getAccuracyClass(),
                "accuracyStandard",
                "of the standard",
                meter.getAccuracyStandard(),
                "wiring",
                "Wiring",
                meter.getWiring().name(),
                "phases",
                "Phases",
                Integer.toString(meter.getPhases()),
                "nominalVoltageVolts",
                "Nominal voltage, V",
                Figures.exact(meter.getNominalVoltageVolts()),
                "referenceCurrentAmperes",
                "Reference current Iref, A",
                Figures.exact(meter.getReferenceCurrentAmperes()),
                "maximumCurrentAmperes",
                "Maximum current Imax, A",
                Figures.exact(meter.getMaximumCurrentAmperes())));
        id.addAll(Part.fields(
                "jurisdiction",
                "Jurisdiction",
                meter.getJurisdiction(),
                "verificationState",
                "Legal verification state",
                meter.getVerificationState().name(),
                "correctionPolicy",
                "Policy of correction",
                meter.getCorrectionPolicy().name(),
                "policyDocument",
                "Authority document of policy and limits",
                meter.getPolicyDocument(),
                "limitKind",
                "Kind of limit",
                meter.getLimitKind().name()));
        return new Part.Section("meter", "Meter", id);
    }

    private static Part.Section notice(@Nullable MeterRegistration meter) {
        String legal = meter == null
                ? "unknown, because the meter is not registered"
                : "verification state " + meter.getVerificationState() + ", policy " + meter.getCorrectionPolicy()
                        + (meter.getPolicyDocument().isEmpty()
                                ? " without a document"
                                : " by document " + meter.getPolicyDocument());
        return new Part.Section(
                "notice",
                "What this record is, and what it is not",
                Part.fields(
                        "is",
                        "It is",
                        "what the log of the head-end holds about the calibration of this meter, as of the time it was made",
                        "isNot",
                        "It is not",
                        "a calibration certificate of an accredited laboratory (ISO/IEC 17025), and no verification of the"
                                + " meter in the sense of legal metrology. Errors are estimates from readings in service"
                                + " against the reference named, not results of a test bench.",
                        "chainProves",
                        "What the audit chain proves",
                        "that its entries are whole and in this order; what was ordered and commanded, because order ids and"
                                + " command ids are SHA-256 of the content; of an outcome its order, result, reason and time and,"
                                + " where its entry names them, the blocks found and read back, their checksums, the"
                                + " change counters and the epoch.",
                        "chainDoesNotProve",
                        "What it does not prove",
                        "registration, cases with their estimates, and of an outcome the steps; of entries that name no"
                                + " blocks also those: for these the digest of this record stands alone.",
                        "legalStatus",
                        "Legal status of changes",
                        legal,
                        "uncertainty",
                        "Uncertainty",
                        "U = k u_c with coverage factor k = 2, for a level of confidence of about 95 % if the error is"
                                + " normally distributed (JCGM 100:2008, 6.2 and 6.3)"));
    }

    private static Part.Rows chain(List<AuditEntry> entries) {
        List<List<String>> rows = new ArrayList<>();
        for (AuditEntry entry : entries) {
            AuditFact fact = entry.getFact();
            rows.add(List.of(
                    entry.getSubjectId(),
                    Long.toString(entry.getSequence()),
                    fact == null ? "" : fact.getKind(),
                    fact == null ? "" : fact.getActor(),
                    fact == null ? "" : Figures.time(fact.getFieldTime()),
                    fact == null ? "" : Figures.time(fact.getWallTime()),
                    fact == null ? "" : details(fact),
                    fact == null ? "" : fact.getFactId(),
                    Figures.hex(entry.getPreviousHash()),
                    Figures.hex(entry.getEntryHash())));
        }
        return new Part.Rows(
                "chain",
                "Audit chain of the meter and of its campaigns",
                Part.columns(
                        "subjectId",
                        "Subject",
                        "sequence",
                        "Sequence",
                        "kind",
                        "Fact",
                        "actor",
                        "Who",
                        "fieldTime",
                        "Field time",
                        "wallTime",
                        "Wall time",
                        "details",
                        "Details",
                        "factId",
                        "Fact id",
                        "previousHash",
                        "Hash before",
                        "entryHash",
                        "Hash"),
                rows);
    }

    private static String details(AuditFact fact) {
        return fact.getDetails().stream()
                .map(detail -> detail.getName() + "=" + detail.getText())
                .collect(Collectors.joining(", "));
    }
}
