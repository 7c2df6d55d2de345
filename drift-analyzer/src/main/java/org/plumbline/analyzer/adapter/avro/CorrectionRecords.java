// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.correction.CorrectedDayState;
import org.plumbline.analyzer.correction.DayEstimate;
import org.plumbline.analyzer.correction.DayIncrements;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.schema.avro.CorrectedDay;
import org.plumbline.schema.avro.CorrectedIncrement;
import org.plumbline.schema.avro.CorrectionState;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.signing.Canonical;

/** From estimates of the contract to what corrects a day, and from a corrected day to its record. */
public final class CorrectionRecords {

    private static final String OF_THE_METER = "METER";
    private static final long DAY_SECONDS = 86_400;

    private CorrectionRecords() {}

    /**
     * What a day is corrected by; empty when the estimate gives no figure, nothing may rest on it, or what it found is not
     * known to be the meter's own (diagnosis METER).
     */
    public static Optional<DayEstimate> estimate(DriftEstimate estimate) {
        UncertaintyBudget budget = estimate.getUncertainty();
        boolean usable = estimate.getRefusal().isEmpty()
                && estimate.getHeldBack().isEmpty()
                && estimate.getDiagnosis().equals(OF_THE_METER)
                && budget != null
                && estimate.getErrorPercent() > DayEstimate.LOWEST_ERROR_PERCENT
                && Double.isFinite(estimate.getErrorPercent())
                && Double.isFinite(budget.getCombinedPercent());
        return usable
                ? Optional.of(new DayEstimate(
                        estimate.getCalibrationEpoch(),
                        estimate.getWindowFrom().getEpochSecond() / DAY_SECONDS,
                        estimate.getWindowTo().getEpochSecond() / DAY_SECONDS,
                        estimate.getErrorPercent(),
                        budget.getCombinedPercent(),
                        estimate.getProfileId(),
                        estimate.getEvidenceDigest()))
                : Optional.empty();
    }

    /**
     * What is to be told of a day, as its next revision; empty when nothing is.
     *
     * @param epochDay days since 1970-01-01
     * @param estimate by which the day is corrected; empty = none holds
     */
    public static Optional<CorrectedDay> next(
            String meterId, long epochDay, CorrectedDayState state, Optional<DayEstimate> estimate) {
        Optional<CorrectedDay> corrected = estimate.filter(known -> known.covers(epochDay) && state.levels().length > 0)
                .map(known -> corrected(meterId, epochDay, state, known))
                .filter(day -> !day.getIncrements().isEmpty());
        if (corrected.isEmpty() && state.revision() == 0) {
            return Optional.empty();
        }
        CorrectedDay day = corrected.orElseGet(() ->
                draft(meterId, epochDay).setState(CorrectionState.WITHDRAWN).build());
        return digest(day).equals(state.told())
                ? Optional.empty()
                : Optional.of(CorrectedDay.newBuilder(day)
                        .setRevision(state.revision() + 1)
                        .build());
    }

    /** SHA-256 of all but the revision, hexadecimal. */
    public static String digest(CorrectedDay day) {
        return Canonical.sha256Hex(
                Canonical.octets(CorrectedDay.newBuilder(day).setRevision(0).build()));
    }

    private static CorrectedDay.Builder draft(String meterId, long epochDay) {
        return CorrectedDay.newBuilder().setMeterId(meterId).setDay(LocalDate.ofEpochDay(epochDay));
    }

    private static CorrectedDay corrected(
            String meterId, long epochDay, CorrectedDayState state, DayEstimate estimate) {
        DayIncrements day =
                DayIncrements.of(DayLevels.decode(state.levels()), estimate.calibrationEpoch(), estimate.factor());
        List<CorrectedIncrement> increments = day.increments().stream()
                .map(each -> new CorrectedIncrement(
                        Instant.ofEpochSecond(each.fromEpochSecond()),
                        Instant.ofEpochSecond(each.toEpochSecond()),
                        each.raw(),
                        each.correctedMilliwattHours()))
                .toList();
        return draft(meterId, epochDay)
                .setState(CorrectionState.CORRECTED)
                .setCalibrationEpoch(estimate.calibrationEpoch())
                .setCorrectionFactor(estimate.factor())
                .setCorrectionFactorStandardUncertainty(estimate.factorStandardUncertainty())
                .setErrorPercent(estimate.errorPercent())
                .setProfileId(estimate.profileId())
                .setEstimateWindowTo(Instant.ofEpochSecond(estimate.untilEpochDay() * DAY_SECONDS))
                .setEvidenceDigest(estimate.evidenceDigest())
                .setRawScaler(day.rawScaler())
                .setIncrements(increments)
                .setLeftOut(day.leftOut())
                .build();
    }
}
