// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Particulars;
import org.plumbline.analyzer.metrology.decision.Symptom;
import org.plumbline.schema.avro.CurvePoint;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.OffsetPower;
import org.plumbline.schema.avro.Outlook;
import org.plumbline.schema.avro.PhaseAngle;
import org.plumbline.schema.avro.SymptomState;
import org.plumbline.schema.avro.WeightedAverage;

/** What a judgement says besides its number, as fields of a record of {@code drift.v1}. */
final class ParticularsRecords {
    private ParticularsRecords() {}

    static void fill(DriftEstimate.Builder record, Assessment.Judged judged) {
        Particulars particulars = judged.particulars();
        record.setClockSkewStandardUncertaintySeconds(particulars.clockSkewStandardUncertaintySeconds())
                .setReferenceCurve(curve(particulars))
                .setAverage(
                        particulars.average().map(ParticularsRecords::average).orElse(null))
                .setOutlookText(particulars.outlook().sentence())
                .setCaseKind(CaseKind.openedBy(judged).map(CaseKind::code).orElse(""))
                .setDiagnosis(particulars.diagnosis().title())
                .setDiagnosisText(particulars.diagnosis().sentence())
                .setSymptoms(particulars.symptoms().stream()
                        .map(ParticularsRecords::symptom)
                        .toList());
        outlook(record, particulars.outlook());
        record.setPhaseAngle(angle(particulars.angle()));
        record.setOffsetPower(
                particulars.offset().map(ParticularsRecords::offset).orElse(null));
    }

    private static OffsetPower offset(org.plumbline.analyzer.metrology.curve.OffsetPower power) {
        return OffsetPower.newBuilder()
                .setOffsetWatts(power.watts())
                .setOffsetStandardUncertaintyWatts(power.standardUncertaintyWatts())
                .setMeanPowerWatts(power.meanPowerWatts())
                .setSharePercent(power.sharePercent())
                .setMaximumPowerWatts(power.maximumPowerWatts())
                .build();
    }

    private static @Nullable PhaseAngle angle(org.plumbline.analyzer.metrology.curve.PhaseAngle angle) {
        if (angle.state() == org.plumbline.analyzer.metrology.curve.PhaseAngle.State.NO_REACTIVE_ENERGY) {
            return null;
        }
        return PhaseAngle.newBuilder()
                .setState(angle.state().name())
                .setAngleDegrees(angle.isMeasured() ? angle.angleDegrees() : 0)
                .setAngleStandardUncertaintyDegrees(angle.isMeasured() ? angle.angleStandardUncertaintyDegrees() : 0)
                .setErrorPercentPerTangent(angle.errorPercent())
                .setErrorStandardUncertaintyPercentPerTangent(angle.standardUncertaintyPercent())
                .setSharePercent(angle.sharePercent())
                .setUnityErrorPercent(angle.unityErrorPercent())
                .setPowerFactor(angle.knowsPowerFactor() ? angle.powerFactor() : 0)
                .setMeanTangent(angle.meanTangent())
                .setTangentSpread(angle.tangentSpread())
                .setByTested(angle.byTested())
                .setText(angle.sentence())
                .build();
    }

    /** Iref / Imax as the points of the curve show it; 0 where there are none. */
    static double referenceOverMaximum(Particulars particulars) {
        return particulars.referenceCurve().stream()
                .findFirst()
                .map(point -> point.fractionOfMaximum() / point.multipleOfReference())
                .orElse(0.0);
    }

    private static List<CurvePoint> curve(Particulars particulars) {
        return particulars.referenceCurve().stream()
                .map(point -> new CurvePoint(
                        point.fractionOfMaximum(),
                        point.errorPercent(),
                        point.standardUncertaintyPercent(),
                        point.coverage() == Coverage.COVERED,
                        point.multipleOfReference()))
                .toList();
    }

    private static @Nullable WeightedAverage average(
            org.plumbline.analyzer.metrology.decision.WeightedAverage average) {
        return switch (average) {
            case org.plumbline.analyzer.metrology.decision.WeightedAverage.Judged(
                    String method,
                    double error,
                    double uncertainty) -> new WeightedAverage(method, error, uncertainty, "", "");
            case org.plumbline.analyzer.metrology.decision.WeightedAverage.Refused(
                    String method,
                    String name,
                    String sentence) -> new WeightedAverage(method, 0.0, 0.0, name, sentence);
        };
    }

    private static void outlook(
            DriftEstimate.Builder record, org.plumbline.analyzer.metrology.decision.Outlook outlook) {
        switch (outlook) {
            case org.plumbline.analyzer.metrology.decision.Outlook.NoLimit none -> record.setOutlook(Outlook.UNKNOWN);
            case org.plumbline.analyzer.metrology.decision.Outlook.Final end -> record.setOutlook(Outlook.FINAL);
            case org.plumbline.analyzer.metrology.decision.Outlook.Within(Assessment.Verdict verdict, int days) ->
                record.setOutlook(verdict == Assessment.Verdict.PASS ? Outlook.PASS : Outlook.FAIL)
                        .setOutlookDays(days);
            case org.plumbline.analyzer.metrology.decision.Outlook.NeverWithThisReference never ->
                record.setOutlook(Outlook.NEVER_WITH_THIS_REFERENCE);
            case org.plumbline.analyzer.metrology.decision.Outlook.NeverWithThisMethod never ->
                record.setOutlook(Outlook.NEVER_WITH_THIS_METHOD);
            case org.plumbline.analyzer.metrology.decision.Outlook.BeyondHorizon(int days) ->
                record.setOutlook(Outlook.BEYOND_HORIZON).setOutlookDays(days);
        }
    }

    private static org.plumbline.schema.avro.Symptom symptom(Symptom symptom) {
        return new org.plumbline.schema.avro.Symptom(
                symptom.test().code(),
                switch (symptom.state()) {
                    case ABSENT -> SymptomState.ABSENT;
                    case PRESENT -> SymptomState.PRESENT;
                    case NOT_MEASURED -> SymptomState.NOT_MEASURED;
                },
                symptom.statistic(),
                symptom.standardUncertainty(),
                symptom.threshold(),
                symptom.test().unit(),
                symptom.sentence());
    }
}
