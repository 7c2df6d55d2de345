// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.meter.EnergyQuantity;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.Outlook;
import org.plumbline.schema.avro.QuantityLimit;
import org.plumbline.schema.avro.QuantityReference;
import org.plumbline.schema.avro.ReferenceProfile;

/**
 * What profiles and registrations say about an energy besides active import. The certificate, class and limits of the
 * active energy are never taken for it.
 */
public final class QuantityPairings {
    private QuantityPairings() {}

    /** The quantities that a profile compares; codes of no quantity are left out. */
    public static Set<EnergyQuantity> compared(ReferenceProfile profile) {
        if (profile.getQuantities().isEmpty()) {
            return Set.of();
        }
        Set<EnergyQuantity> compared = new TreeSet<>();
        profile.getQuantities()
                .forEach(entry -> EnergyQuantity.ofObis(entry.getQuantity()).ifPresent(compared::add));
        return compared;
    }

    /**
     * The pairing of a tested meter for one quantity; parameters as in {@link Pairings#of}. Limits by the tables are
     * those of the class: what jurisdictions apply in service is about active energy.
     */
    public static Pairing of(
            EnergyQuantity quantity,
            List<ReferenceProfile> profiles,
            @Nullable MeterRegistration tested,
            @Nullable MeterRegistration reference,
            LimitTable limits) {
        List<ReferenceProfile> comparing = profiles.stream()
                .filter(profile -> compared(profile).contains(quantity))
                .toList();
        if (comparing.isEmpty()) {
            return new Pairing.None();
        }
        ReferenceProfile profile = comparing.getFirst();
        List<QuantityReference> stated = profile.getQuantities().stream()
                .filter(entry -> entry.getQuantity().equals(quantity.obis()))
                .toList();
        if (stated.size() > 1) {
            return refused(
                    profile,
                    "AMBIGUOUS_QUANTITY",
                    "profile " + profile.getProfileId() + " names quantity " + quantity.obis()
                            + " more than once; leave one entry");
        }
        Optional<QuantityReference> unknown = profile.getQuantities().stream()
                .filter(entry -> EnergyQuantity.ofObis(entry.getQuantity()).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            return refused(
                    profile,
                    "UNKNOWN_QUANTITY",
                    "profile " + profile.getProfileId() + " names quantity "
                            + unknown.get().getQuantity() + "; known are "
                            + Arrays.stream(EnergyQuantity.values())
                                    .map(EnergyQuantity::obis)
                                    .collect(Collectors.joining(", ")));
        }
        if (tested != null && limit(tested, quantity).isEmpty()) {
            return refused(
                    profile,
                    "QUANTITY_LIMIT_NOT_SET",
                    "the registration of " + tested.getMeterId() + " has no single entry for " + quantity.obis()
                            + " in quantityLimits; add class and standard, or limits, of this energy");
        }
        // As many profiles as name the meter, so that two that do are refused here too.
        List<ReferenceProfile> certified = profiles.stream()
                .map(each -> certified(each, stated.getFirst()))
                .toList();
        return Pairings.of(
                certified,
                tested == null ? null : judged(tested, quantity),
                reference == null ? null : judged(reference, quantity),
                limits);
    }

    /** The record of an estimate of a quantity: it stands for itself, accuses nobody, proposes nothing and tells no causes. */
    public static DriftEstimate record(EnergyQuantity quantity, MeterOutput.DriftFound found) {
        DriftEstimate.Builder record = DriftEstimate.newBuilder(EstimateRecords.record(found.finding()))
                .setQuantity(quantity.obis())
                .setMet02(false)
                .setCaseKind("")
                .setDiagnosis("")
                .setDiagnosisText("")
                .setSymptoms(List.of())
                .setOutlook(Outlook.UNKNOWN)
                .setOutlookDays(0)
                .setOutlookText("")
                .setAdjustCandidate(false)
                .setCorrectionFactor(null);
        if (record.getRefusal().isEmpty()) {
            record.setAction(CorrectiveAction.NONE)
                    .setActionReason("errors of " + quantity.obis() + " are told, never corrected over the air");
        }
        return record.build();
    }

    private static ReferenceProfile certified(ReferenceProfile profile, QuantityReference stated) {
        return ReferenceProfile.newBuilder(profile)
                .setCertificateErrorPercent(stated.getCertificateErrorPercent())
                .setCertificateStandardUncertaintyPercent(stated.getCertificateStandardUncertaintyPercent())
                .setDriftPercentPerYear(stated.getDriftPercentPerYear())
                .build();
    }

    private static MeterRegistration judged(MeterRegistration meter, EnergyQuantity quantity) {
        QuantityLimit limit = limit(meter, quantity)
                .orElseGet(() -> QuantityLimit.newBuilder().build());
        return MeterRegistration.newBuilder(meter)
                .setAccuracyStandard(limit.getAccuracyStandard())
                .setAccuracyClass(limit.getAccuracyClass())
                .setLimitPercent(limit.getLimitPercent())
                .setMaximumPermissibleErrorPercent(limit.getMaximumPermissibleErrorPercent())
                .setLimitKind(LimitKind.CLASS)
                .setCorrectionPolicy(CorrectionPolicy.OBSERVE)
                .build();
    }

    private static Optional<QuantityLimit> limit(MeterRegistration meter, EnergyQuantity quantity) {
        List<QuantityLimit> entries = meter.getQuantityLimits().stream()
                .filter(entry -> entry.getQuantity().equals(quantity.obis()))
                .toList();
        return entries.size() == 1 ? Optional.of(entries.getFirst()) : Optional.empty();
    }

    private static Pairing refused(ReferenceProfile profile, String name, String sentence) {
        return new Pairing.Refused(profile.getProfileId(), profile.getReferenceMeterId(), name, sentence);
    }
}
