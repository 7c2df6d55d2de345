// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.plumbline.analyzer.adapter.avro.Pairings;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.VerificationState;

/** What profile and registrations state of a simulated pair, as the analyzer takes it from their topics. */
final class StatedPairing {
    /** Drift of a reference of which the profile states no drift: the analyzer's own rule decides. */
    static final double NO_DRIFT_STATED = 0;

    private static final LimitTable LIMITS = LimitTable.shipped();
    private static final String TESTED = "tested";
    private static final String REFERENCE = "reference";
    private static final int PHASES = 3;
    private static final double VOLTS = 230;

    private StatedPairing() {}

    /**
     * A class 1 meter and a class 0.2S reference whose certificate is of the first day.
     *
     * @param driftPercentPerYear of the reference as the profile states it
     */
    static Pairing.Ready of(
            double maximumPowerWatts,
            double limitPercent,
            double certificateUncertaintyPercent,
            double driftPercentPerYear,
            long firstDay) {
        ReferenceProfile profile = ReferenceProfile.newBuilder()
                .setProfileId("profile")
                .setKind(ReferenceKind.PAIRED)
                .setState(ProfileState.ACTIVE)
                .setTestedMeterId(TESTED)
                .setReferenceMeterId(REFERENCE)
                .setCertificateStandardUncertaintyPercent(certificateUncertaintyPercent)
                .setDriftPercentPerYear(driftPercentPerYear)
                .setCertificateTime(Instant.EPOCH.plus(Duration.ofDays(firstDay)))
                .build();
        Pairing pairing = Pairings.of(
                List.of(profile),
                registration(TESTED, "1", maximumPowerWatts, limitPercent),
                registration(REFERENCE, "0.2S", maximumPowerWatts, limitPercent),
                LIMITS);
        return switch (pairing) {
            case Pairing.Ready ready -> ready;
            case Pairing.None none -> throw new IllegalStateException("no pairing");
            case Pairing.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    private static MeterRegistration registration(
            String meterId, String accuracyClass, double maximumPowerWatts, double limitPercent) {
        return MeterRegistration.newBuilder()
                .setMeterId(meterId)
                .setAccuracyClass(accuracyClass)
                .setPhases(PHASES)
                .setNominalVoltageVolts(VOLTS)
                .setMaximumCurrentAmperes(maximumPowerWatts / PHASES / VOLTS)
                .setVerificationState(VerificationState.UNVERIFIED)
                .setCorrectionPolicy(CorrectionPolicy.ADJUST_UNVERIFIED)
                .setPolicyDocument("sub-meter policy")
                .setLimitKind(LimitKind.CLASS)
                .setLimitPercent(limitPercent)
                .setMaximumPermissibleErrorPercent(limitPercent)
                .build();
    }
}
