// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.curve.OffsetPower;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;
import org.plumbline.analyzer.metrology.decision.Diagnosis;
import org.plumbline.analyzer.metrology.decision.Outlook;
import org.plumbline.analyzer.metrology.decision.Particulars;
import org.plumbline.analyzer.metrology.decision.Particulars.ReferencePoint;
import org.plumbline.analyzer.metrology.decision.Symptom;
import org.plumbline.analyzer.metrology.decision.WeightedAverage;

/** Octets of what a judgement says besides its number; words are made of it again, not kept. */
final class ParticularsCodec {
    private static final int NO_AVERAGE = 0;
    private static final int AVERAGE = 1;
    private static final int AVERAGE_REFUSED = 2;

    private static final int NO_LIMIT = 1;
    private static final int FINAL = 2;
    private static final int WITHIN = 3;
    private static final int NEVER_WITH_REFERENCE = 4;
    private static final int NEVER_WITH_METHOD = 5;
    private static final int BEYOND_HORIZON = 6;

    private static final int OF_THE_METER = 1;
    private static final int FACTOR = 2;
    private static final int LOAD = 3;
    private static final int CLOCKS = 4;
    private static final int UNEXPLAINED = 5;
    private static final int ANGLE = 6;

    private ParticularsCodec() {}

    static void write(OctetWriter out, Particulars particulars) {
        out.real(particulars.clockSkewStandardUncertaintySeconds())
                .number(particulars.referenceCurve().size());
        for (ReferencePoint point : particulars.referenceCurve()) {
            out.real(point.multipleOfReference())
                    .real(point.fractionOfMaximum())
                    .real(point.errorPercent())
                    .real(point.standardUncertaintyPercent())
                    .text(point.coverage().name());
        }
        writeAverage(out, particulars.average());
        writeOutlook(out, particulars.outlook());
        writeDiagnosis(out, particulars.diagnosis());
        out.number(particulars.symptoms().size());
        for (Symptom symptom : particulars.symptoms()) {
            out.text(symptom.test().name())
                    .text(symptom.state().name())
                    .real(symptom.statistic())
                    .real(symptom.standardUncertainty())
                    .real(symptom.threshold());
        }
        PhaseCodec.writeAngle(out, particulars.angle());
        writeOffset(out, particulars.offset());
    }

    static Particulars read(OctetReader in, int version) {
        return new Particulars(
                in.real(),
                readCurve(in),
                readAverage(in),
                readOutlook(in),
                readDiagnosis(in),
                readSymptoms(in),
                PhaseCodec.readAngle(in, version),
                version < 5 ? Optional.empty() : readOffset(in));
    }

    private static void writeOffset(OctetWriter out, Optional<OffsetPower> offset) {
        out.flag(offset.isPresent());
        offset.ifPresent(power -> out.real(power.watts())
                .real(power.standardUncertaintyWatts())
                .real(power.meanPowerWatts())
                .real(power.maximumPowerWatts()));
    }

    private static Optional<OffsetPower> readOffset(OctetReader in) {
        return in.flag() ? Optional.of(new OffsetPower(in.real(), in.real(), in.real(), in.real())) : Optional.empty();
    }

    private static List<ReferencePoint> readCurve(OctetReader in) {
        List<ReferencePoint> points = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            points.add(new ReferencePoint(in.real(), in.real(), in.real(), in.real(), Names.read(Coverage.class, in)));
        }
        return points;
    }

    private static List<Symptom> readSymptoms(OctetReader in) {
        List<Symptom> symptoms = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            symptoms.add(new Symptom(
                    Names.read(Symptom.Test.class, in),
                    Names.read(Symptom.State.class, in),
                    in.real(),
                    in.real(),
                    in.real()));
        }
        return symptoms;
    }

    private static void writeAverage(OctetWriter out, Optional<WeightedAverage> average) {
        if (average.isEmpty()) {
            out.octet(NO_AVERAGE);
            return;
        }
        switch (average.get()) {
            case WeightedAverage.Judged(String method, double error, double uncertainty) ->
                out.octet(AVERAGE).text(method).real(error).real(uncertainty);
            case WeightedAverage.Refused(String method, String name, String sentence) ->
                out.octet(AVERAGE_REFUSED).text(method).text(name).text(sentence);
        }
    }

    private static Optional<WeightedAverage> readAverage(OctetReader in) {
        int kind = in.octet();
        return switch (kind) {
            case NO_AVERAGE -> Optional.empty();
            case AVERAGE -> Optional.of(new WeightedAverage.Judged(in.text(), in.real(), in.real()));
            case AVERAGE_REFUSED -> Optional.of(new WeightedAverage.Refused(in.text(), in.text(), in.text()));
            default -> throw new StateFormatException("average of kind " + kind);
        };
    }

    private static void writeOutlook(OctetWriter out, Outlook outlook) {
        switch (outlook) {
            case Outlook.NoLimit none -> out.octet(NO_LIMIT);
            case Outlook.Final end -> out.octet(FINAL);
            case Outlook.Within(Verdict verdict, int days) ->
                out.octet(WITHIN).text(verdict.name()).number(days);
            case Outlook.NeverWithThisReference(double distance, double guard) ->
                out.octet(NEVER_WITH_REFERENCE).real(distance).real(guard);
            case Outlook.NeverWithThisMethod(double distance, double guard) ->
                out.octet(NEVER_WITH_METHOD).real(distance).real(guard);
            case Outlook.BeyondHorizon(int days) -> out.octet(BEYOND_HORIZON).number(days);
        }
    }

    private static Outlook readOutlook(OctetReader in) {
        int kind = in.octet();
        return switch (kind) {
            case NO_LIMIT -> new Outlook.NoLimit();
            case FINAL -> new Outlook.Final();
            case WITHIN -> new Outlook.Within(Names.read(Verdict.class, in), in.integer());
            case NEVER_WITH_REFERENCE -> new Outlook.NeverWithThisReference(in.real(), in.real());
            case NEVER_WITH_METHOD -> new Outlook.NeverWithThisMethod(in.real(), in.real());
            case BEYOND_HORIZON -> new Outlook.BeyondHorizon(in.integer());
            default -> throw new StateFormatException("outlook of kind " + kind);
        };
    }

    private static void writeDiagnosis(OctetWriter out, Diagnosis diagnosis) {
        switch (diagnosis) {
            case Diagnosis.OfTheMeter meter -> out.octet(OF_THE_METER);
            case Diagnosis.ConfigurationFactor(Diagnosis.Factor factor, double remainder, double threshold) ->
                out.octet(FACTOR).text(factor.name()).real(remainder).real(threshold);
            case Diagnosis.AngleShifted(double degrees, double remainder, double threshold) ->
                out.octet(ANGLE).real(degrees).real(remainder).real(threshold);
            case Diagnosis.LoadNotShared(Diagnosis.LoadPattern pattern, double scatter, double threshold) ->
                out.octet(LOAD).text(pattern.name()).real(scatter).real(threshold);
            case Diagnosis.ClocksApart(double skew, double threshold) ->
                out.octet(CLOCKS).real(skew).real(threshold);
            case Diagnosis.Unexplained(double error, double threshold) ->
                out.octet(UNEXPLAINED).real(error).real(threshold);
        }
    }

    private static Diagnosis readDiagnosis(OctetReader in) {
        int kind = in.octet();
        return switch (kind) {
            case OF_THE_METER -> new Diagnosis.OfTheMeter();
            case FACTOR ->
                new Diagnosis.ConfigurationFactor(Names.read(Diagnosis.Factor.class, in), in.real(), in.real());
            case ANGLE -> new Diagnosis.AngleShifted(in.real(), in.real(), in.real());
            case LOAD -> new Diagnosis.LoadNotShared(Names.read(Diagnosis.LoadPattern.class, in), in.real(), in.real());
            case CLOCKS -> new Diagnosis.ClocksApart(in.real(), in.real());
            case UNEXPLAINED -> new Diagnosis.Unexplained(in.real(), in.real());
            default -> throw new StateFormatException("diagnosis of kind " + kind);
        };
    }
}
