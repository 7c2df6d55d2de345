// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.Estimate;

/**
 * What the table of meters keeps of one meter: its registration, its newest estimate and how far it has been read, each
 * from a topic of its own, so that their order does not matter.
 *
 * @param registered null until the registration comes, and after it was taken away
 * @param lastCapture newest capture time by the meter's clock; null before the first reading
 * @param lastSession field time of the newest session; null before the first reading
 * @param testedBy active reference profiles that test it
 * @param referenceOf active reference profiles that take it as the reference
 * @param openCaseId the last by id of its cases that have not ended; empty without one
 */
public record MeterLine(
        String meterId,
        TableRecord.@Nullable Registered registered,
        @Nullable Finding finding,
        @Nullable Instant lastCapture,
        @Nullable Instant lastSession,
        int testedBy,
        int referenceOf,
        String openCaseId) {
    private static final double GUARD = 1.645;
    /** Begin of each key of the order by error that belongs to a figure. */
    static final String WITH_FIGURE = "0";
    /** The same where there is none. */
    static final String WITHOUT_FIGURE = "1";

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MILLIREADS = 1_000;
    private static final double MICROPERCENT = 1e6;

    /**
     * The newest estimate in figures, in percent.
     *
     * @param refusal empty when there is a figure
     * @param errorPercent null with a refusal, as is what follows from it
     * @param limitPercent limit it was judged by; 0 = none
     */
    public record Finding(
            String verdict,
            String refusal,
            @Nullable Double errorPercent,
            @Nullable Double combinedUncertaintyPercent,
            @Nullable Double intervalLowPercent,
            @Nullable Double intervalHighPercent,
            @Nullable Double ratePercentPerYear,
            double limitPercent,
            int calibrationEpoch,
            int closedDays,
            Instant windowTo) {

        public static Finding of(Estimate estimate) {
            return new Finding(
                    estimate.verdict(),
                    estimate.refusal(),
                    estimate.errorPercent(),
                    estimate.uncertainty() == null
                            ? null
                            : (Double) estimate.uncertainty().combinedPercent(),
                    estimate.intervalLowPercent(),
                    estimate.intervalHighPercent(),
                    estimate.ratePercentPerYear(),
                    estimate.limitPercent(),
                    estimate.calibrationEpoch(),
                    estimate.closedDays(),
                    estimate.windowTo());
        }
    }

    /** Before anything is known of it. */
    public static MeterLine unknown(String meterId) {
        return new MeterLine(meterId, null, null, null, null, 0, 0, "");
    }

    public MeterLine with(TableRecord.@Nullable Registered told) {
        return new MeterLine(meterId, told, finding, lastCapture, lastSession, testedBy, referenceOf, openCaseId);
    }

    public MeterLine with(@Nullable Finding told) {
        return new MeterLine(meterId, registered, told, lastCapture, lastSession, testedBy, referenceOf, openCaseId);
    }

    public MeterLine with(TableRecord.Reading told) {
        return new MeterLine(
                meterId,
                registered,
                finding,
                later(lastCapture, told.captureTime()),
                later(lastSession, told.sessionTime()),
                testedBy,
                referenceOf,
                openCaseId);
    }

    /** With so many more active profiles that test it, and that take it as the reference. */
    public MeterLine withProfiles(int moreTestedBy, int moreReferenceOf) {
        return new MeterLine(
                meterId,
                registered,
                finding,
                lastCapture,
                lastSession,
                testedBy + moreTestedBy,
                referenceOf + moreReferenceOf,
                openCaseId);
    }

    public MeterLine withOpenCase(String caseId) {
        return new MeterLine(meterId, registered, finding, lastCapture, lastSession, testedBy, referenceOf, caseId);
    }

    /** TESTED, REFERENCE (and not tested itself) or UNPAIRED. */
    public String role() {
        if (testedBy > 0) {
            return "TESTED";
        }
        return referenceOf > 0 ? "REFERENCE" : "UNPAIRED";
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    /** Limit in percent it is judged by: that of the estimate, else that of the registration; 0 = none. */
    public double limitPercent() {
        if (finding != null && finding.limitPercent() > 0) {
            return finding.limitPercent();
        }
        return registered == null ? 0 : registered.limitPercent();
    }

    /** Verdict, REFUSED where the estimate was refused, or UNKNOWN where there is none. */
    public String standing() {
        if (finding == null) {
            return "UNKNOWN";
        }
        return finding.errorPercent() == null ? "REFUSED" : finding.verdict();
    }

    /**
     * Order of the worst: furthest beyond its limit as far as that is beyond doubt, (|e| - 1.645 u_c) / limit; then
     * those without a limit; then those without a figure. Null where it is not registered.
     */
    public @Nullable String worstKey() {
        if (registered == null) {
            return null;
        }
        Double error = finding == null ? null : finding.errorPercent();
        if (finding == null || error == null) {
            return "2" + meterId;
        }
        Double uncertainty = finding.combinedUncertaintyPercent();
        double beyond = Math.abs(error) - GUARD * (uncertainty == null ? 0 : uncertainty);
        double limit = limitPercent();
        return limit > 0
                ? "0" + SortKey.largestFirst(beyond / limit, meterId)
                : "1" + SortKey.largestFirst(beyond, meterId);
    }

    /** Order by signed error, the most positive first, those without a figure last. Null where it is not registered. */
    public @Nullable String errorKey() {
        if (registered == null) {
            return null;
        }
        Double error = finding == null ? null : finding.errorPercent();
        return error == null ? WITHOUT_FIGURE + meterId : errorOrder(error) + meterId;
    }

    /** What the order by error begins with for a meter of this error. */
    static String errorOrder(double errorPercent) {
        return WITH_FIGURE + SortKey.largestFirst(errorPercent, "");
    }

    /** Order by |rate|, the fastest first, those without a rate last. Null where it is not registered. */
    public @Nullable String rateKey() {
        if (registered == null) {
            return null;
        }
        Double rate = finding == null ? null : finding.ratePercentPerYear();
        return rate == null ? "1" + meterId : "0" + SortKey.largestFirst(Math.abs(rate), meterId);
    }

    /** What pages filter it by; null where it is not registered. */
    public @Nullable Facets facets() {
        TableRecord.Registered known = registered;
        return known == null
                ? null
                : new Facets(
                        known.type(),
                        known.district(),
                        standing(),
                        finding == null ? "" : finding.refusal(),
                        known.state(),
                        known.accuracyClass(),
                        role());
    }

    /** Where it is counted: nowhere unless it is registered, by its facets alone unless it is active. */
    List<CountKey> countedIn() {
        TableRecord.Registered known = registered;
        Facets facets = facets();
        if (known == null || facets == null) {
            return List.of();
        }
        if (!known.state().equals("ACTIVE")) {
            return List.of(facets.countKey());
        }
        String age = known.yearOfManufacture() > 0 ? Integer.toString(known.yearOfManufacture()) : "";
        Double error = finding == null ? null : finding.errorPercent();
        List<CountKey> everywhere = List.of(
                facets.countKey(),
                new CountKey(CountKey.Dimension.ROLE, role(), ""),
                Freshness.periodKey(known.pollPeriodSeconds()),
                Freshness.sessionKey(known.pollPeriodSeconds(), lastSession),
                new CountKey(CountKey.Dimension.VERDICT, standing(), ""),
                new CountKey(CountKey.Dimension.TYPE_DISTRICT, known.type(), known.district()),
                new CountKey(CountKey.Dimension.TYPE_AGE, known.type(), age),
                new CountKey(CountKey.Dimension.AGE_DISTRICT, age, known.district()));
        if (error == null) {
            return everywhere;
        }
        return Stream.concat(
                        everywhere.stream(),
                        Stream.of(new CountKey(
                                CountKey.Dimension.DRIFT, DriftBin.limitName(limitPercent()), DriftBin.of(error))))
                .toList();
    }

    /** What it adds wherever it is counted. */
    Measures measures() {
        TableRecord.Registered known = registered;
        Double error = finding == null ? null : finding.errorPercent();
        return new Measures(
                1,
                error == null ? 0 : 1,
                standing().equals("FAIL") ? 1 : 0,
                error == null ? 0 : Math.round(Math.abs(error) * MICROPERCENT),
                known == null || known.capturePeriodSeconds() <= 0 ? 0 : SECONDS_PER_DAY / known.capturePeriodSeconds(),
                known == null || known.pollPeriodSeconds() <= 0
                        ? 0
                        : SECONDS_PER_DAY * MILLIREADS / known.pollPeriodSeconds());
    }
}
