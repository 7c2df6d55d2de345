// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;

/**
 * What the topics hold about the calibration of one meter. Lists are in the order of their topics.
 *
 * @param registration what identifies the meter; null where it is not registered
 * @param latest the newest estimate; null where there is none
 * @param entries the audit chain of the meter, then those of its campaigns
 * @param orders orders to the meter
 * @param outcomes what became of them
 * @param cases cases of the meter
 * @param commands commands to its campaigns, without the lists of members
 */
public record Evidence(
        @Nullable MeterRegistration registration,
        @Nullable DriftEstimate latest,
        List<AuditEntry> entries,
        List<CalibrationOrder> orders,
        List<CalibrationOutcome> outcomes,
        List<AccuracyCase> cases,
        List<CampaignCommand> commands) {

    private static final String ROLLBACK = "/rollback";

    /** Leaves out what identifies no meter and proves nothing: addresses, keys, people's notes, other meters. */
    public Evidence {
        registration = registration == null ? null : identityOf(registration);
        entries = List.copyOf(entries);
        orders = List.copyOf(orders);
        outcomes = List.copyOf(outcomes);
        cases = cases.stream().map(Evidence::withoutHandling).toList();
        commands = commands.stream()
                .filter(command -> command.getAction() != CampaignAction.MEMBERS)
                .toList();
    }

    /** From sources that were decoded. */
    static Evidence of(Collection<SpecificRecord> records) {
        return new Evidence(
                all(records, MeterRegistration.class).stream().findFirst().orElse(null),
                all(records, DriftEstimate.class).stream().findFirst().orElse(null),
                all(records, AuditEntry.class),
                all(records, CalibrationOrder.class),
                all(records, CalibrationOutcome.class),
                all(records, AccuracyCase.class),
                all(records, CampaignCommand.class));
    }

    /** Everything, in a fixed order of kinds. */
    List<SpecificRecord> all() {
        List<SpecificRecord> all = new ArrayList<>();
        Optional.ofNullable(registration).ifPresent(all::add);
        Optional.ofNullable(latest).ifPresent(all::add);
        all.addAll(entries);
        all.addAll(orders);
        all.addAll(outcomes);
        all.addAll(cases);
        all.addAll(commands);
        return all;
    }

    /** The campaign that an order, or the order that undoes it, belongs to. */
    public static String campaignOf(CalibrationOrder order) {
        String campaignId = order.getCampaignId();
        return isRollback(order) ? campaignId.substring(0, campaignId.length() - ROLLBACK.length()) : campaignId;
    }

    static boolean isRollback(CalibrationOrder order) {
        return order.getCampaignId().endsWith(ROLLBACK);
    }

    private static MeterRegistration identityOf(MeterRegistration meter) {
        return MeterRegistration.newBuilder()
                .setMeterId(meter.getMeterId())
                .setState(meter.getState())
                .setSerialNumber(meter.getSerialNumber())
                .setMeterModel(meter.getMeterModel())
                .setTypeDesignation(meter.getTypeDesignation())
                .setAccuracyClass(meter.getAccuracyClass())
                .setAccuracyStandard(meter.getAccuracyStandard())
                .setWiring(meter.getWiring())
                .setPhases(meter.getPhases())
                .setNominalVoltageVolts(meter.getNominalVoltageVolts())
                .setReferenceCurrentAmperes(meter.getReferenceCurrentAmperes())
                .setMaximumCurrentAmperes(meter.getMaximumCurrentAmperes())
                .setJurisdiction(meter.getJurisdiction())
                .setVerificationState(meter.getVerificationState())
                .setCorrectionPolicy(meter.getCorrectionPolicy())
                .setPolicyDocument(meter.getPolicyDocument())
                .setLimitKind(meter.getLimitKind())
                .setLimitPercent(meter.getLimitPercent())
                .setMaximumPermissibleErrorPercent(meter.getMaximumPermissibleErrorPercent())
                .build();
    }

    private static AccuracyCase withoutHandling(AccuracyCase found) {
        return AccuracyCase.newBuilder(found)
                .setAssignee("")
                .setNotes(List.of())
                .build();
    }

    private static <T> List<T> all(Collection<SpecificRecord> records, Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
