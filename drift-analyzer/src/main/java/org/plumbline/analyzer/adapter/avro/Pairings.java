// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.certificate.DriftPrior;
import org.plumbline.analyzer.metrology.decision.Installation;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;

/** What profiles and registrations say about a tested meter. A missing setting is a refusal by name. */
public final class Pairings {
    private static final long DAY_SECONDS = 86_400;

    private Pairings() {}

    /**
     * The pairing of a tested meter.
     *
     * @param profiles PAIRED profiles in use that name it
     * @param tested its registration; null where there is none
     * @param reference registration of the reference meter; null where there is none
     * @param limits where limits that the registration does not set are looked up
     */
    public static Pairing of(
            List<ReferenceProfile> profiles,
            @Nullable MeterRegistration tested,
            @Nullable MeterRegistration reference,
            LimitTable limits) {
        if (profiles.isEmpty()) {
            return new Pairing.None();
        }
        ReferenceProfile profile = profiles.getFirst();
        if (profiles.size() > 1) {
            return refused(
                    profile,
                    "AMBIGUOUS_REFERENCE",
                    "profiles " + profile.getProfileId() + " and "
                            + profiles.get(1).getProfileId() + " both name the meter; withdraw one");
        }
        if (tested == null) {
            return refused(
                    profile,
                    "UNKNOWN_METER",
                    "profile names meter " + profile.getTestedMeterId() + ", which is not registered");
        }
        if (reference == null) {
            return refused(
                    profile,
                    "UNKNOWN_REFERENCE_METER",
                    "profile names reference meter " + profile.getReferenceMeterId() + ", which is not registered");
        }
        if (!isCertified(profile)) {
            return refused(
                    profile,
                    "CERTIFICATE_NOT_STATED",
                    "the profile states no standard uncertainty of its reference, or an impossible one");
        }
        if (!hasRating(tested) || !hasRating(reference)) {
            return refused(
                    profile,
                    "RATING_NOT_SET",
                    "nominal voltage, maximum current or phases are missing in the registration of "
                            + (hasRating(tested) ? profile.getReferenceMeterId() : profile.getTestedMeterId()));
        }
        return switch (Policies.of(tested, limits)) {
            case Policies.Outcome.Refused refused -> refused(profile, refused.name(), refused.sentence());
            case Policies.Outcome.Ready ready ->
                new Pairing.Ready(
                        profile.getProfileId(),
                        profile.getReferenceMeterId(),
                        certificate(profile, reference),
                        format(tested),
                        format(reference),
                        ready.policy(),
                        installation(tested));
        };
    }

    /** True when the profile applies at a capture time. */
    public static boolean appliesAt(ReferenceProfile profile, long captureEpochSecond) {
        Instant capture = Instant.ofEpochSecond(captureEpochSecond);
        return !capture.isBefore(profile.getValidFrom())
                && (profile.getValidUntil() == null || !capture.isAfter(profile.getValidUntil()));
    }

    private static Pairing refused(ReferenceProfile profile, String name, String sentence) {
        return new Pairing.Refused(profile.getProfileId(), profile.getReferenceMeterId(), name, sentence);
    }

    private static ReferenceCertificate certificate(ReferenceProfile profile, MeterRegistration reference) {
        DriftPrior drift = DriftPrior.ofReference(profile.getDriftPercentPerYear(), reference.getAccuracyClass());
        String certificate = profile.getCertificateReference().isBlank()
                ? "certificate without number"
                : "certificate " + profile.getCertificateReference();
        return new ReferenceCertificate(
                profile.getCertificateErrorPercent(),
                profile.getCertificateStandardUncertaintyPercent(),
                drift.percentPerYear(),
                Math.floorDiv(profile.getCertificateTime().getEpochSecond(), DAY_SECONDS),
                certificate + ", " + drift.source());
    }

    private static boolean isCertified(ReferenceProfile profile) {
        return profile.getCertificateStandardUncertaintyPercent() > 0
                && Double.isFinite(profile.getCertificateStandardUncertaintyPercent())
                && Double.isFinite(profile.getCertificateErrorPercent())
                && profile.getDriftPercentPerYear() >= 0
                && Double.isFinite(profile.getDriftPercentPerYear());
    }

    private static boolean hasRating(MeterRegistration meter) {
        double watts = meter.getNominalVoltageVolts() * meter.getMaximumCurrentAmperes() * meter.getPhases();
        return meter.getNominalVoltageVolts() > 0
                && meter.getMaximumCurrentAmperes() > 0
                && watts > 0
                && Double.isFinite(watts);
    }

    private static Installation installation(MeterRegistration meter) {
        double reference = meter.getReferenceCurrentAmperes();
        double maximum = meter.getMaximumCurrentAmperes();
        return new Installation(
                format(meter).maximumPowerWatts(),
                reference > 0 && reference <= maximum ? OptionalDouble.of(reference / maximum) : OptionalDouble.empty(),
                Policies.wiring(meter),
                meter.getPhases());
    }

    private static RegisterFormat format(MeterRegistration meter) {
        return RegisterFormat.doubleLongUnsigned(
                meter.getNominalVoltageVolts(), meter.getMaximumCurrentAmperes(), meter.getPhases());
    }
}
