// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterRule;
import org.plumbline.analyzer.surveillance.SurveillanceOutput;
import org.plumbline.schema.avro.SurveillanceAnomaly;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.avro.SurveillanceReservation;

/** What surveillance tells, as records. */
public final class SurveillanceRecords {
    private SurveillanceRecords() {}

    /** The record of a day or of a refusal; empty for a change of the finding, which is a {@link #fact}. */
    public static Optional<SurveillanceDay> day(String meterId, SurveillanceOutput output) {
        return switch (output) {
            case SurveillanceOutput.DayAnalysed analysed -> Optional.of(record(meterId, analysed));
            case SurveillanceOutput.Refused refused ->
                Optional.of(SurveillanceDay.newBuilder()
                        .setMeterId(meterId)
                        .setReferenceMeterId(refused.point().referenceMeterId())
                        .setProfileId(refused.point().profileId())
                        .setMode(DualMeterRule.MODE)
                        .setRefusal(refused.point().name())
                        .setRefusalText(refused.point().sentence())
                        .build());
            case SurveillanceOutput.FindingChanged changed -> Optional.empty();
        };
    }

    private static SurveillanceDay record(String meterId, SurveillanceOutput.DayAnalysed analysed) {
        DualMeterDay day = analysed.day();
        var record = SurveillanceDay.newBuilder()
                .setMeterId(meterId)
                .setReferenceMeterId(analysed.referenceMeterId())
                .setProfileId(analysed.profileId())
                .setMode(DualMeterRule.MODE)
                .setDay(begin(day.epochDay()))
                .setNominalPowerWatts(day.nominalPowerWatts())
                .setIntervalSeconds(DualMeterRule.INTERVAL_SECONDS)
                .setIntervals(day.intervals())
                .setE1ResolutionPercent(day.e1ResolutionPercent())
                .setTestedSilentIntervals(day.testedSilentIntervals())
                .setReferenceSilentIntervals(day.referenceSilentIntervals())
                .setAnomalies(day.anomalies().stream()
                        .map(SurveillanceRecords::anomaly)
                        .toList())
                .setReservations(day.reservations().stream()
                        .map(SurveillanceRecords::reservation)
                        .toList())
                .setFindingSince(begin(analysed.finding().sinceDay()))
                .setDueTime(begin(analysed.finding().dueDay()));
        day.divergence()
                .ifPresent(found -> record.setComparedIntervals(found.comparedIntervals())
                        .setE1Percent(found.e1Percent())
                        .setE1Time(Instant.ofEpochSecond(found.e1EpochSecond()))
                        .setE2Percent(found.e2Percent())
                        .setMeanAbsoluteDivergencePercent(found.meanAbsolutePercent())
                        .setE2ResolutionPercent(found.e2ResolutionPercent()));
        return record.build();
    }

    /** A change of the finding, for the audit chain; empty for other outputs. */
    public static Optional<MeterOutput.Fact> fact(String meterId, SurveillanceOutput output) {
        if (!(output instanceof SurveillanceOutput.FindingChanged changed)) {
            return Optional.empty();
        }
        TreeMap<String, String> details = new TreeMap<>();
        details.put("mode", DualMeterRule.MODE);
        details.put("profileId", changed.profileId());
        details.put("referenceMeterId", changed.referenceMeterId());
        changed.before()
                .sinceDay()
                .ifPresent(day -> details.put("was", begin(day).toString()));
        changed.now()
                .sinceDay()
                .ifPresent(day -> details.put("since", begin(day).toString()));
        changed.now().dueDay().ifPresent(day -> details.put("due", begin(day).toString()));
        long about = changed.now()
                .sinceDay()
                .orElseGet(() -> changed.before().sinceDay().orElse(0));
        return Optional.of(new MeterOutput.Fact(
                "SURVEILLANCE_FINDING_" + changed.change().name(),
                meterId,
                begin(about).toEpochMilli(),
                details));
    }

    private static SurveillanceAnomaly anomaly(DualMeterDay.Anomaly anomaly) {
        return switch (anomaly) {
            case INTERVAL_DIVERGENCE -> SurveillanceAnomaly.INTERVAL_DIVERGENCE;
            case DAY_DIVERGENCE -> SurveillanceAnomaly.DAY_DIVERGENCE;
            case TESTED_SILENT -> SurveillanceAnomaly.TESTED_SILENT;
            case REFERENCE_SILENT -> SurveillanceAnomaly.REFERENCE_SILENT;
        };
    }

    private static SurveillanceReservation reservation(DualMeterDay.Reservation reservation) {
        return switch (reservation) {
            case NO_INTERVAL_IN_RANGE -> SurveillanceReservation.NO_INTERVAL_IN_RANGE;
            case REGISTER_TOO_COARSE -> SurveillanceReservation.REGISTER_TOO_COARSE;
            case TOO_LITTLE_ENERGY -> SurveillanceReservation.TOO_LITTLE_ENERGY;
        };
    }

    private static @Nullable Instant begin(OptionalLong day) {
        return day.isPresent() ? begin(day.getAsLong()) : null;
    }

    private static Instant begin(long epochDay) {
        return Instant.EPOCH.plus(Duration.ofDays(epochDay));
    }
}
