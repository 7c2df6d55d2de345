// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Coefficient;
import org.plumbline.analyzer.metrology.decision.Particulars;
import org.plumbline.analyzer.metrology.decision.Proposal;
import org.plumbline.analyzer.metrology.decision.UncertaintyBudget;
import org.plumbline.analyzer.metrology.paired.LoadBand;

/** Octets of findings, as cases keep them. */
final class FindingCodec {
    private static final int REFUSED = 1;
    private static final int JUDGED = 2;
    private static final int NOTHING = 1;
    private static final int ADJUST = 2;
    private static final int REPLACE = 3;
    private static final int WITHHELD = 4;
    private static final int BY_PERSON = 5;

    private FindingCodec() {}

    static void write(OctetWriter out, Finding finding) {
        out.text(finding.meterId())
                .text(finding.profileId())
                .number(finding.calibrationEpoch())
                .number(finding.fromEpochDay())
                .number(finding.untilEpochDay())
                .number(finding.closedDays())
                .text(finding.evidenceDigest())
                .real(finding.limitPercent())
                .real(finding.maximumPermissibleErrorPercent())
                .number(finding.exclusions().size());
        finding.exclusions().forEach((reason, count) -> out.text(reason).number(count));
        switch (finding.assessment()) {
            case Assessment.Refused refused ->
                out.octet(REFUSED).text(refused.name()).text(refused.sentence());
            case Assessment.Judged judged -> writeJudged(out.octet(JUDGED), judged);
        }
        out.text(finding.sources().limit())
                .text(finding.sources().maximumPermissibleError())
                .text(finding.sources().reference());
    }

    /** @param version of the octets the finding stands in; before 3 neither particulars nor sources were kept */
    static Finding read(OctetReader in, int version) {
        return new Finding(
                in.text(),
                in.text(),
                in.integer(),
                in.number(),
                in.number(),
                in.integer(),
                in.text(),
                in.real(),
                in.real(),
                readCounts(in),
                readAssessment(in, version),
                version < 3 ? Finding.Sources.NONE : new Finding.Sources(in.text(), in.text(), in.text()));
    }

    private static SortedMap<String, Integer> readCounts(OctetReader in) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            counts.put(in.text(), in.integer());
        }
        return counts;
    }

    private static Assessment readAssessment(OctetReader in, int version) {
        int kind = in.octet();
        return switch (kind) {
            case REFUSED -> new Assessment.Refused(in.text(), in.text());
            case JUDGED -> readJudged(in, version);
            default -> throw new StateFormatException("assessment of kind " + kind);
        };
    }

    private static void writeJudged(OctetWriter out, Assessment.Judged judged) {
        out.number(judged.calibrationEpoch())
                .number(judged.firstDay())
                .number(judged.lastDay())
                .number(judged.days())
                .real(judged.errorPercent())
                .real(judged.uncertainty().estimationPercent())
                .real(judged.uncertainty().certificatePercent())
                .real(judged.uncertainty().referenceDriftPercent())
                .real(judged.uncertainty().structurePercent())
                .real(judged.intervalLowPercent())
                .real(judged.intervalHighPercent())
                .real(judged.ratePercentPerYear())
                .real(judged.rateStandardUncertaintyPercentPerYear())
                .real(judged.clockSkewSeconds());
        writeCurve(out, judged.curve());
        out.number(judged.quietDays())
                .flag(judged.watch())
                .text(judged.verdict().name())
                .flag(judged.met02())
                .flag(judged.adjustCandidate());
        writeProposal(out, judged.proposal());
        ParticularsCodec.write(out, judged.particulars());
    }

    private static Assessment.Judged readJudged(OctetReader in, int version) {
        return new Assessment.Judged(
                in.integer(),
                in.number(),
                in.number(),
                in.integer(),
                in.real(),
                version < 3
                        ? new UncertaintyBudget(in.real(), in.real(), in.real())
                        : new UncertaintyBudget(in.real(), in.real(), in.real(), in.real()),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                readCurve(in),
                in.integer(),
                in.flag(),
                Names.read(Assessment.Verdict.class, in),
                in.flag(),
                in.flag(),
                readProposal(in, version),
                version < 3 ? Particulars.none() : ParticularsCodec.read(in, version));
    }

    private static void writeCurve(OctetWriter out, ErrorCurve curve) {
        out.number(curve.points().size());
        for (ErrorCurve.Point point : curve.points()) {
            out.text(point.band().name())
                    .real(point.errorPercent())
                    .real(point.standardUncertaintyPercent())
                    .text(point.coverage().name())
                    .real(point.energyFraction());
        }
        out.real(curve.coveredEnergyFraction());
    }

    private static ErrorCurve readCurve(OctetReader in) {
        List<ErrorCurve.Point> points = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            points.add(new ErrorCurve.Point(
                    Names.read(LoadBand.class, in),
                    in.real(),
                    in.real(),
                    Names.read(ErrorCurve.Coverage.class, in),
                    in.real()));
        }
        return new ErrorCurve(points, in.real());
    }

    private static void writeProposal(OctetWriter out, Proposal proposal) {
        switch (proposal) {
            case Proposal.Nothing nothing ->
                out.octet(NOTHING).text(nothing.reason().name());
            case Proposal.Adjust(Coefficient coefficient, double amount, double errorAfter) ->
                out.octet(ADJUST).text(coefficient.name()).real(amount).real(errorAfter);
            case Proposal.Replace replace ->
                out.octet(REPLACE).text(replace.reason().name());
            case Proposal.ByPerson(Proposal.Remedy remedy, double share, double uncertainty) ->
                out.octet(BY_PERSON).text(remedy.name()).real(share).real(uncertainty);
            case Proposal.Withheld withheld -> {
                out.octet(WITHHELD).number(withheld.reasons().size());
                withheld.reasons().forEach(reason -> out.text(reason.name()));
            }
        }
    }

    private static Proposal readProposal(OctetReader in, int version) {
        int kind = in.octet();
        return switch (kind) {
            case NOTHING -> new Proposal.Nothing(Names.read(Proposal.NothingReason.class, in));
            case ADJUST ->
                version < 5
                        ? new Proposal.Adjust(in.real())
                        : new Proposal.Adjust(Names.read(Coefficient.class, in), in.real(), in.real());
            case REPLACE -> new Proposal.Replace(Names.read(Proposal.ReplaceReason.class, in));
            case WITHHELD -> {
                SortedSet<Proposal.WithholdReason> reasons = new TreeSet<>();
                for (int left = in.count(); left > 0; left--) {
                    reasons.add(Names.read(Proposal.WithholdReason.class, in));
                }
                yield new Proposal.Withheld(reasons);
            }
            case BY_PERSON -> new Proposal.ByPerson(Names.read(Proposal.Remedy.class, in), in.real(), in.real());
            default -> throw new StateFormatException("proposal of kind " + kind);
        };
    }
}
