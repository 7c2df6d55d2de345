// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.forecast.Forecasting;
import org.plumbline.analyzer.forecast.SelfTestReading;
import org.plumbline.analyzer.metrology.bench.BenchResult;
import org.plumbline.analyzer.metrology.certificate.AsLeft;
import org.plumbline.analyzer.metrology.certificate.DriftPrior;
import org.plumbline.analyzer.metrology.certificate.ForecastTerms;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;
import org.plumbline.analyzer.metrology.certificate.SelfTest;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.OperatingPoint;
import org.plumbline.analyzer.metrology.decision.PolicySource;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;

/** What profiles and registrations say about a meter under a certificate. A missing setting is a refusal by name. */
public final class Forecastings {
    private static final Pattern OBIS = Pattern.compile("(\\d{1,3}\\.){5}\\d{1,3}");
    private static final long DAY_SECONDS = 86_400;

    private Forecastings() {}

    /**
     * The forecasting of a meter.
     *
     * @param profiles CERTIFICATE and SELF_TEST profiles in use that name it, by profileId
     * @param meter its registration; null where there is none
     * @param limits where limits that the registration does not set are looked up
     */
    public static Forecasting of(
            List<ReferenceProfile> profiles, @Nullable MeterRegistration meter, LimitTable limits) {
        if (profiles.isEmpty()) {
            return new Forecasting.None();
        }
        ReferenceProfile profile = profiles.getFirst();
        if (profiles.size() > 1) {
            return refused(
                    profile,
                    "AMBIGUOUS_CERTIFICATE",
                    "profiles " + profile.getProfileId() + " and "
                            + profiles.get(1).getProfileId() + " both certify the meter; withdraw one");
        }
        if (meter == null) {
            return refused(
                    profile,
                    "UNKNOWN_METER",
                    "profile names meter " + profile.getTestedMeterId() + ", which is not registered");
        }
        return fault(profile).orElseGet(() -> withLimit(profile, meter, limits));
    }

    private static Optional<Forecasting> fault(ReferenceProfile profile) {
        if (!Double.isFinite(profile.getCertificateErrorPercent())
                || !isPositive(profile.getCertificateStandardUncertaintyPercent())) {
            return Optional.of(refused(
                    profile,
                    "CERTIFICATE_NOT_STATED",
                    "the profile states no standard uncertainty of its certificate, or an impossible one"));
        }
        if (!profile.getCertificateTime().isAfter(Instant.EPOCH)) {
            return Optional.of(refused(
                    profile,
                    "CERTIFICATE_DATE_NOT_STATED",
                    "the profile does not say when the meter was calibrated; set certificateTime"));
        }
        if (!isZeroOrPositive(profile.getDriftPercentPerYear())
                || !isZeroOrPositive(profile.getActivationEnergyElectronvolts())
                || !isZeroOrPositive(profile.getRecalibrationRisk())
                || profile.getRecalibrationRisk() >= 0.5) {
            return Optional.of(refused(
                    profile,
                    "PROFILE_IMPOSSIBLE",
                    "drift and activation energy must not be negative, the risk must lie from 0 to below 0.5"));
        }
        if (profile.getBench() != null && !BenchResults.of(profile.getBench()).isConsistent()) {
            return Optional.of(refused(
                    profile,
                    "BENCH_INCONSISTENT",
                    "the bench results have no point as left at power factor 1, or an error does not follow from its"
                            + " pulses and its energy; import the certificate again"));
        }
        return isSelfTest(profile) ? faultOfSelfTest(profile) : Optional.empty();
    }

    private static Optional<Forecasting> faultOfSelfTest(ReferenceProfile profile) {
        boolean described = OBIS.matcher(profile.getSelfTestRegister()).matches()
                && profile.getSelfTestPercentPerUnit() != 0
                && Double.isFinite(profile.getSelfTestPercentPerUnit())
                && Double.isFinite(profile.getSelfTestAsLeftPercent())
                && isPositive(profile.getSelfTestStandardUncertaintyPercent())
                && isZeroOrPositive(profile.getSelfTestBlindDriftPercentPerYear());
        return described
                ? Optional.empty()
                : Optional.of(refused(
                        profile,
                        "SELF_TEST_NOT_DESCRIBED",
                        "the profile must state register, percent per unit and standard uncertainty of the self-test"));
    }

    private static Optional<SelfTestReading> selfTest(ReferenceProfile profile, DriftPrior drift) {
        if (!isSelfTest(profile)) {
            return Optional.empty();
        }
        double blind = profile.getSelfTestBlindDriftPercentPerYear();
        return Optional.of(new SelfTestReading(
                profile.getSelfTestRegister(),
                profile.getSelfTestPercentPerUnit(),
                new SelfTest.Description(
                        profile.getSelfTestAsLeftPercent(),
                        profile.getSelfTestStandardUncertaintyPercent(),
                        blind > 0 ? new DriftPrior(blind, "unseen by the self-test, as stated") : drift)));
    }

    private static boolean isSelfTest(ReferenceProfile profile) {
        return profile.getKind() == ReferenceKind.SELF_TEST;
    }

    private static Forecasting withLimit(ReferenceProfile profile, MeterRegistration meter, LimitTable limits) {
        Optional<DriftPrior> drift = DriftPrior.ofType(profile.getDriftPercentPerYear(), meter.getAccuracyClass());
        if (drift.isEmpty()) {
            return refused(
                    profile,
                    "DRIFT_NOT_STATED",
                    "neither the profile states a drift nor is one known of the meter's class; set"
                            + " driftPercentPerYear");
        }
        return switch (Policies.of(meter, limits)) {
            case Policies.Outcome.Refused refused -> refused(profile, refused.name(), refused.sentence());
            case Policies.Outcome.Ready ready -> ready(profile, meter, drift.get(), ready.policy());
        };
    }

    private static Forecasting ready(
            ReferenceProfile profile, MeterRegistration meter, DriftPrior drift, PolicySource policy) {
        Optional<BenchResult> bench = Optional.ofNullable(profile.getBench()).map(BenchResults::of);
        List<ForecastTerms> terms = new ArrayList<>();
        for (Start start : starts(profile, bench, meter)) {
            Limit limit = policy.at(new OperatingPoint(start.loadFraction(), HeatHistory.REFERENCE_CELSIUS))
                    .limit();
            if (!(limit.percent() > 0)) {
                return refused(profile, "LIMIT_NOT_COVERED", limit.source());
            }
            terms.add(terms(profile, drift, start, limit));
        }
        return new Forecasting.Ready(
                profile.getProfileId(),
                profile.getCalibrationEpoch(),
                day(profile.getValidFrom()),
                profile.getValidUntil() == null ? Long.MAX_VALUE : day(profile.getValidUntil()),
                terms,
                selfTest(profile, drift),
                bench);
    }

    /** Where the meter starts at one load: as a share of maximum current, above 0, at most 1; u with k = 1. */
    private record Start(double loadFraction, double errorPercent, double standardUncertaintyPercent, String where) {}

    /** The points of a bench at power factor 1; else the one error of the certificate, which holds at reference current. */
    private static List<Start> starts(ReferenceProfile profile, Optional<BenchResult> bench, MeterRegistration meter) {
        return bench.map(result -> result.asLeft().stream()
                        .filter(BenchResult.Point::isUnity)
                        .map(point -> new Start(
                                loadFraction(point.amperes(), meter),
                                point.errorPercent(),
                                point.expandedUncertaintyPercent() / result.coverageFactor(),
                                String.format(Locale.ROOT, " as left at %s A,", point.amperes())))
                        .toList())
                .orElseGet(() -> List.of(new Start(
                        loadFraction(meter.getReferenceCurrentAmperes(), meter),
                        profile.getCertificateErrorPercent(),
                        profile.getCertificateStandardUncertaintyPercent(),
                        "")));
    }

    private static double loadFraction(double amperes, MeterRegistration meter) {
        double fraction = amperes / meter.getMaximumCurrentAmperes();
        return fraction > 0 && fraction <= 1 ? fraction : 1;
    }

    private static ForecastTerms terms(ReferenceProfile profile, DriftPrior drift, Start start, Limit limit) {
        double risk = profile.getRecalibrationRisk();
        double energy = profile.getActivationEnergyElectronvolts();
        String number = profile.getCertificateReference();
        AsLeft asLeft = new AsLeft(
                start.errorPercent(),
                start.standardUncertaintyPercent(),
                day(profile.getCertificateTime()),
                String.format(
                        Locale.ROOT,
                        "certificate %s of %s,%s %s",
                        number.isBlank() ? "without number" : number,
                        profile.getCertificateTime().toString().substring(0, 10),
                        start.where(),
                        drift.source()));
        return new ForecastTerms(
                asLeft,
                drift,
                energy > 0 ? energy : HeatHistory.DEFAULT_ACTIVATION_ENERGY,
                limit,
                risk > 0 ? risk : ForecastTerms.DEFAULT_RISK);
    }

    private static Forecasting refused(ReferenceProfile profile, String name, String sentence) {
        return new Forecasting.Refused(profile.getProfileId(), isSelfTest(profile), name, sentence);
    }

    private static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), DAY_SECONDS);
    }

    private static boolean isPositive(double number) {
        return number > 0 && Double.isFinite(number);
    }

    private static boolean isZeroOrPositive(double number) {
        return number >= 0 && Double.isFinite(number);
    }
}
