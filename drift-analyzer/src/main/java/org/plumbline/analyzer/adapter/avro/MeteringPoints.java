// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterRule;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.surveillance.MeteringPoint;
import org.plumbline.analyzer.surveillance.SurveillanceFollower.Profile;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;

/**
 * Whether a point meets the conditions of its surveillance mode: two meters of different type and maker and of the same
 * class, both of which tell mean powers of ten minutes (annexe 8). What is not stated is a refusal by name.
 */
public final class MeteringPoints {
    private static final long DAY_SECONDS = 86_400;
    private static final int SYSTEM_TITLE_OCTETS = 8;
    private static final int MAKER_OCTETS = 3;

    private MeteringPoints() {}

    /** The first of the profiles that puts the point under surveillance; empty where none does. */
    public static Optional<Profile> surveilled(List<ReferenceProfile> profiles) {
        return profiles.stream()
                .filter(profile -> !profile.getSurveillance().isEmpty())
                .findFirst()
                .map(profile ->
                        new Profile(profile.getProfileId(), profile.getReferenceMeterId(), firstWholeDay(profile)));
    }

    /**
     * The point of a meter.
     *
     * @param profiles PAIRED profiles in use that name it as the meter under test
     * @param tested its registration; null where there is none
     * @param reference registration of the other meter; null where there is none
     */
    public static MeteringPoint of(
            List<ReferenceProfile> profiles,
            @Nullable MeterRegistration tested,
            @Nullable MeterRegistration reference) {
        Optional<ReferenceProfile> named = profiles.stream()
                .filter(profile -> !profile.getSurveillance().isEmpty())
                .findFirst();
        if (named.isEmpty()) {
            return new MeteringPoint.None();
        }
        ReferenceProfile profile = named.get();
        if (profiles.size() > 1) {
            return refused(
                    profile,
                    "AMBIGUOUS_REFERENCE",
                    "profiles " + profiles.get(0).getProfileId() + " and "
                            + profiles.get(1).getProfileId() + " both name the meter; withdraw one");
        }
        if (tested == null || reference == null) {
            return refused(
                    profile,
                    "UNKNOWN_METER",
                    "meter " + (tested == null ? profile.getTestedMeterId() : profile.getReferenceMeterId())
                            + " of the point is not registered; register it");
        }
        return statement(profile)
                .or(() -> rating(profile, tested))
                .or(() -> rating(profile, reference))
                .or(() -> capture(profile, tested))
                .or(() -> capture(profile, reference))
                .or(() -> sameClass(profile, tested, reference))
                .or(() -> differentTypes(profile, tested, reference))
                .or(() -> differentMakers(profile, tested, reference))
                .orElseGet(() -> new MeteringPoint.Ready(
                        profile.getProfileId(),
                        profile.getReferenceMeterId(),
                        format(tested),
                        format(reference),
                        profile.getNominalPowerWatts(),
                        firstWholeDay(profile)));
    }

    private static Optional<MeteringPoint> statement(ReferenceProfile profile) {
        if (!profile.getSurveillance().equals(DualMeterRule.MODE)) {
            return refusal(
                    profile,
                    "UNKNOWN_SURVEILLANCE",
                    "the profile names surveillance " + profile.getSurveillance() + "; known is " + DualMeterRule.MODE);
        }
        if (!profile.getSurveilledFrom().isAfter(Instant.EPOCH)) {
            return refusal(
                    profile,
                    "SURVEILLANCE_START_NOT_SET",
                    "the profile does not say when surveillance began; set surveilledFrom");
        }
        double nominal = profile.getNominalPowerWatts();
        if (!(nominal > 0) || Double.isInfinite(nominal)) {
            return refusal(
                    profile,
                    "NOMINAL_POWER_NOT_SET",
                    "the profile does not state the nominal power of the point; set nominalPowerWatts");
        }
        return Optional.empty();
    }

    private static Optional<MeteringPoint> rating(ReferenceProfile profile, MeterRegistration meter) {
        double watts = maximumWatts(meter);
        return meter.getPhases() > 0
                        && meter.getNominalVoltageVolts() > 0
                        && meter.getMaximumCurrentAmperes() > 0
                        && Double.isFinite(watts)
                ? Optional.empty()
                : refusal(
                        profile,
                        "RATING_NOT_SET",
                        "nominal voltage, maximum current or phases are missing in the registration of "
                                + meter.getMeterId());
    }

    /** The rule wants ten minutes or less; a period that ten minutes are a multiple of gives exactly ten. */
    private static Optional<MeteringPoint> capture(ReferenceProfile profile, MeterRegistration meter) {
        int seconds = meter.getCapturePeriodSeconds();
        return seconds > 0 && DualMeterRule.INTERVAL_SECONDS % seconds == 0
                ? Optional.empty()
                : refusal(
                        profile,
                        "CAPTURE_PERIOD",
                        "meter " + meter.getMeterId() + " captures every " + seconds
                                + " s; the rule wants mean powers of ten minutes: set its capture period to 600 s or a"
                                + " whole part of it");
    }

    private static Optional<MeteringPoint> sameClass(
            ReferenceProfile profile, MeterRegistration tested, MeterRegistration reference) {
        String one = legalClass(tested);
        String other = legalClass(reference);
        if (one.isEmpty() || other.isEmpty()) {
            return refusal(
                    profile,
                    "CLASS_NOT_STATED",
                    "no accuracy class in the registration of " + (one.isEmpty() ? tested : reference).getMeterId());
        }
        return one.equals(other)
                ? Optional.empty()
                : refusal(
                        profile,
                        "CLASS_DIFFERS",
                        "the meters are of class " + tested.getAccuracyClass() + " and " + reference.getAccuracyClass()
                                + "; the rule wants the same or equivalent ones");
    }

    /** Class D of the arrêté is presumed of meters after EN 62053-22 class 0,2S (annexe 3); others stand for themselves. */
    private static String legalClass(MeterRegistration meter) {
        String marked = meter.getAccuracyClass().strip();
        return marked.equals("0.2S") || marked.equals("0,2S") ? "D" : marked;
    }

    private static Optional<MeteringPoint> differentTypes(
            ReferenceProfile profile, MeterRegistration tested, MeterRegistration reference) {
        String one = type(tested);
        String other = type(reference);
        if (one.isEmpty() || other.isEmpty()) {
            return refusal(
                    profile,
                    "TYPE_NOT_STATED",
                    "neither typeDesignation nor meterModel in the registration of "
                            + (one.isEmpty() ? tested : reference).getMeterId());
        }
        return one.equals(other)
                ? refusal(
                        profile,
                        "SAME_TYPE",
                        "both meters are of type " + one + "; the rule wants meters of different types")
                : Optional.empty();
    }

    private static String type(MeterRegistration meter) {
        String designation = meter.getTypeDesignation().strip();
        return designation.isEmpty() ? meter.getMeterModel().strip() : designation;
    }

    private static Optional<MeteringPoint> differentMakers(
            ReferenceProfile profile, MeterRegistration tested, MeterRegistration reference) {
        Optional<String> one = maker(tested);
        Optional<String> other = maker(reference);
        if (one.isEmpty() || other.isEmpty()) {
            return refusal(
                    profile,
                    "MAKER_NOT_KNOWN",
                    "no system title of 8 octets, which begins with the maker's letters, in the registration of "
                            + (one.isEmpty() ? tested : reference).getMeterId());
        }
        return one.equals(other)
                ? refusal(
                        profile,
                        "SAME_MAKER",
                        "both meters are made by " + one.get() + "; the rule wants meters of different makers")
                : Optional.empty();
    }

    /** The first three octets of the system title are the maker's FLAG letters (IEC 62056-5-3, DLMS UA). */
    private static Optional<String> maker(MeterRegistration meter) {
        ByteBuffer title = meter.getSystemTitle().duplicate();
        if (title.remaining() != SYSTEM_TITLE_OCTETS) {
            return Optional.empty();
        }
        byte[] letters = new byte[MAKER_OCTETS];
        title.get(letters);
        for (byte letter : letters) {
            if (letter < 'A' || letter > 'Z') {
                return Optional.empty();
            }
        }
        return Optional.of(new String(letters, StandardCharsets.US_ASCII));
    }

    private static long firstWholeDay(ReferenceProfile profile) {
        Instant from = profile.getSurveilledFrom();
        return Math.ceilDiv(from.getEpochSecond() + (from.getNano() > 0 ? 1 : 0), DAY_SECONDS);
    }

    private static double maximumWatts(MeterRegistration meter) {
        return meter.getNominalVoltageVolts() * meter.getMaximumCurrentAmperes() * meter.getPhases();
    }

    private static RegisterFormat format(MeterRegistration meter) {
        return RegisterFormat.doubleLongUnsigned(
                meter.getNominalVoltageVolts(), meter.getMaximumCurrentAmperes(), meter.getPhases());
    }

    private static Optional<MeteringPoint> refusal(ReferenceProfile profile, String name, String sentence) {
        return Optional.of(refused(profile, name, sentence));
    }

    private static MeteringPoint refused(ReferenceProfile profile, String name, String sentence) {
        return new MeteringPoint.Refused(profile.getProfileId(), profile.getReferenceMeterId(), name, sentence);
    }
}
