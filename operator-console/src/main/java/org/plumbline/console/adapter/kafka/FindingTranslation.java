// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.Explanation;
import org.plumbline.console.fleet.Forecast;
import org.plumbline.console.fleet.PointDay;
import org.plumbline.console.fleet.QuantityEstimate;
import org.plumbline.console.fleet.ReferenceStanding;
import org.plumbline.schema.avro.CalibrationForecast;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.ReferenceFinding;
import org.plumbline.schema.avro.SelfTestEvidence;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.avro.Symptom;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.avro.WeightedAverage;

/** What the analyzer finds besides the bare estimate, as the console keeps it. Sentences that many share are kept once. */
final class FindingTranslation {

    private FindingTranslation() {}

    static QuantityEstimate quantity(DriftEstimate estimate) {
        return new QuantityEstimate(estimate.getQuantity(), Translation.explained(estimate));
    }

    static Explanation explanation(DriftEstimate estimate) {
        boolean refused = !estimate.getRefusal().isEmpty();
        UncertaintyBudget budget = estimate.getUncertainty();
        return new Explanation(
                estimate.getLimitSource().intern(),
                estimate.getMaximumPermissibleErrorSource().intern(),
                estimate.getReferenceSource(),
                budget == null ? 0 : budget.getCertificatePercent(),
                budget == null ? 0 : budget.getReferenceDriftPercent(),
                refused ? null : (Double) estimate.getRateIntervalLowPercentPerYear(),
                refused ? null : (Double) estimate.getRateIntervalHighPercentPerYear(),
                estimate.getClockSkewStandardUncertaintySeconds(),
                estimate.getReferenceCurve().stream()
                        .map(point -> new Explanation.ReferencePoint(
                                point.getFractionOfReferenceCurrent(),
                                point.getErrorPercent(),
                                point.getStandardUncertaintyPercent(),
                                point.getCovered()))
                        .toList(),
                average(estimate.getAverage()),
                estimate.getOutlook().name(),
                estimate.getOutlookDays(),
                estimate.getOutlookText(),
                estimate.getCaseKind().intern(),
                estimate.getDiagnosis().intern(),
                estimate.getDiagnosisText(),
                estimate.getSymptoms().stream().map(FindingTranslation::symptom).toList(),
                estimate.getPhaseAngle() == null ? "" : estimate.getPhaseAngle().getText(),
                estimate.getHeldBack().intern());
    }

    private static Explanation.@Nullable Average average(@Nullable WeightedAverage average) {
        if (average == null) {
            return null;
        }
        boolean refused = !average.getRefusal().isEmpty();
        return new Explanation.Average(
                average.getMethod().intern(),
                refused ? null : (Double) average.getErrorPercent(),
                refused ? null : (Double) average.getStandardUncertaintyPercent(),
                average.getRefusal(),
                average.getRefusalText());
    }

    private static Explanation.Symptom symptom(Symptom symptom) {
        return new Explanation.Symptom(
                symptom.getCode().intern(),
                symptom.getState().name(),
                symptom.getStatistic(),
                symptom.getStandardUncertainty(),
                symptom.getThreshold(),
                symptom.getUnit().intern(),
                symptom.getText().intern());
    }

    static Forecast forecast(CalibrationForecast forecast) {
        return new Forecast(
                forecast.getMeterId(),
                forecast.getProfileId(),
                forecast.getBasis().name(),
                forecast.getAsOf(),
                forecast.getRefusal(),
                forecast.getRefusalText(),
                forecast.getErrorPercent(),
                forecast.getStandardUncertaintyPercent(),
                forecast.getCertificatePercent(),
                forecast.getDriftPercent(),
                forecast.getTemperaturePercent(),
                forecast.getUpperLimitPercent(),
                forecast.getLowerLimitPercent(),
                forecast.getLimitSource().intern(),
                forecast.getExceedanceProbability(),
                forecast.getRisk(),
                forecast.getDueAt(),
                forecast.getOverdue(),
                forecast.getHeatAcceleration(),
                forecast.getSource(),
                selfTest(forecast.getSelfTest()));
    }

    private static Forecast.@Nullable SelfTest selfTest(@Nullable SelfTestEvidence told) {
        return told == null
                ? null
                : new Forecast.SelfTest(
                        told.getChangePercent(),
                        told.getStandardUncertaintyPercent(),
                        told.getDays(),
                        told.getBlindTo().intern(),
                        told.getProposal().name(),
                        told.getConditions());
    }

    static ReferenceStanding standing(ReferenceFinding finding) {
        return new ReferenceStanding(
                finding.getMeterId(),
                finding.getAsOf(),
                finding.getState().name(),
                finding.getCertificateErrorPercent(),
                finding.getCertificateTime(),
                finding.getStatements().stream()
                        .map(each -> ReferenceStanding.Statement.of(
                                each.getMeterId(),
                                each.getReferenceMeterId(),
                                each.getDifferencePercent(),
                                each.getDifferenceStandardUncertaintyPercent(),
                                each.getInDoubt()))
                        .toList(),
                finding.getLoop(),
                finding.getMisclosurePercent(),
                finding.getMisclosureStandardUncertaintyPercent(),
                finding.getSuspectMeterId(),
                finding.getHeldBackMeterIds(),
                finding.getText());
    }

    static PointDay pointDay(SurveillanceDay day) {
        return new PointDay(
                day.getMeterId(),
                day.getReferenceMeterId(),
                day.getMode().intern(),
                day.getRefusal().intern(),
                day.getRefusalText(),
                day.getDay(),
                day.getIntervals(),
                day.getComparedIntervals(),
                day.getE1Percent(),
                day.getE2Percent(),
                day.getTestedSilentIntervals(),
                day.getReferenceSilentIntervals(),
                day.getAnomalies().stream().map(Enum::name).toList(),
                day.getReservations().stream().map(Enum::name).toList(),
                day.getFindingSince(),
                day.getDueTime());
    }
}
