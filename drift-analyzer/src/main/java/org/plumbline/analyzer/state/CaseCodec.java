// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CaseFile;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.CoefficientProposal;
import org.plumbline.analyzer.cases.Dismissal;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.cases.Handling;
import org.plumbline.analyzer.cases.Plan;

/** Octets of cases and their files. */
final class CaseCodec {
    private static final int OPENED = 1;
    private static final int PROPOSED = 2;
    private static final int IN_CORRECTION = 3;
    private static final int VERIFYING = 4;
    private static final int CLOSED = 5;
    private static final int CONFIRMED = 6;
    private static final int DISMISSED = 7;

    private static final int ITS_OWN = 0;
    private static final int ITS_EVIDENCE = 1;
    private static final int ITS_LATEST = 2;

    private CaseCodec() {}

    static void writeFile(OctetWriter out, CaseKind kind, CaseFile file) {
        out.text(kind.code()).number(file.opened()).flag(file.newest().isPresent());
        file.newest().ifPresent(newest -> write(out, newest));
        out.number(file.commands().size());
        file.commands().forEach((commandId, staleAt) -> out.text(commandId).number(staleAt));
    }

    static CaseFile readFile(OctetReader in, int version) {
        int opened = in.integer();
        Optional<AccuracyCase> newest = in.flag() ? Optional.of(read(in, version)) : Optional.empty();
        SortedMap<String, Long> commands = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            commands.put(in.text(), in.number());
        }
        return new CaseFile(opened, newest, commands);
    }

    /** Versions 1 and 2 knew one kind of case and had its count behind it. */
    static Optional<CaseFile> readOnlyFile(OctetReader in, int version) {
        Optional<AccuracyCase> open = in.flag() ? Optional.of(read(in, version)) : Optional.empty();
        int opened = in.integer();
        return opened == 0 ? Optional.empty() : Optional.of(new CaseFile(opened, open, Collections.emptySortedMap()));
    }

    static void write(OctetWriter out, AccuracyCase one) {
        writeBefore(out, one);
        FindingCodec.write(out, one.evidence());
        FindingCodec.write(out, one.latest());
        writeAfter(out, one);
    }

    /** @param beside a case that stands before it in the octets, and of which it is an earlier stand */
    static void write(OctetWriter out, AccuracyCase one, Optional<AccuracyCase> beside) {
        writeBefore(out, one);
        writeShared(out, one.evidence(), beside);
        writeShared(out, one.latest(), beside);
        writeAfter(out, one);
    }

    private static void writeBefore(OctetWriter out, AccuracyCase one) {
        out.text(one.meterId()).text(one.kind().code()).number(one.number());
        writeState(out, one.state());
        out.number(one.openedAtMillis()).number(one.updatedAtMillis());
    }

    private static void writeAfter(OctetWriter out, AccuracyCase one) {
        writePlan(out, one.plan());
        out.text(one.campaignId());
        writeHandling(out, one.handling());
        out.number(one.settledOrders().size());
        one.settledOrders().forEach(out::text);
    }

    /** Of the findings of the other case only that they are the same. */
    private static void writeShared(OctetWriter out, Finding finding, Optional<AccuracyCase> beside) {
        if (beside.filter(other -> other.evidence().equals(finding)).isPresent()) {
            out.octet(ITS_EVIDENCE);
        } else if (beside.filter(other -> other.latest().equals(finding)).isPresent()) {
            out.octet(ITS_LATEST);
        } else {
            FindingCodec.write(out.octet(ITS_OWN), finding);
        }
    }

    private static Finding readShared(OctetReader in, int version, Optional<AccuracyCase> beside) {
        int whose = in.octet();
        return switch (whose) {
            case ITS_OWN -> FindingCodec.read(in, version);
            case ITS_EVIDENCE -> other(beside).evidence();
            case ITS_LATEST -> other(beside).latest();
            default -> throw new StateFormatException("finding of kind " + whose);
        };
    }

    private static AccuracyCase other(Optional<AccuracyCase> beside) {
        return beside.orElseThrow(() -> new StateFormatException("a finding of a case that is not there"));
    }

    /** @param version of the octets the case stands in */
    static AccuracyCase read(OctetReader in, int version) {
        return read(in, version, reader -> FindingCodec.read(reader, version));
    }

    /** @param beside as when it was written */
    static AccuracyCase read(OctetReader in, int version, Optional<AccuracyCase> beside) {
        return read(in, version, reader -> readShared(reader, version, beside));
    }

    private static AccuracyCase read(OctetReader in, int version, Function<OctetReader, Finding> finding) {
        return new AccuracyCase(
                in.text(),
                version < 3 ? CaseKind.MET_02 : readKind(in),
                in.integer(),
                readState(in, version),
                in.number(),
                in.number(),
                finding.apply(in),
                finding.apply(in),
                readPlan(in, version),
                in.text(),
                version < 3 ? Handling.none() : readHandling(in),
                readTexts(in));
    }

    static CaseKind readKind(OctetReader in) {
        String code = in.text();
        return CaseKind.of(code).orElseThrow(() -> new StateFormatException("no case kind " + code));
    }

    private static List<String> readTexts(OctetReader in) {
        List<String> texts = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            texts.add(in.text());
        }
        return texts;
    }

    private static void writeState(OctetWriter out, CaseState state) {
        switch (state) {
            case CaseState.Opened opened -> out.octet(OPENED).text(opened.reason());
            case CaseState.Confirmed confirmed -> out.octet(CONFIRMED).text(confirmed.reason());
            case CaseState.Proposed proposed -> out.octet(PROPOSED).text(proposed.reason());
            case CaseState.InCorrection correcting ->
                out.octet(IN_CORRECTION).text(correcting.reason()).text(correcting.orderId());
            case CaseState.Verifying verifying ->
                out.octet(VERIFYING)
                        .text(verifying.reason())
                        .text(verifying.orderId())
                        .number(verifying.epoch());
            case CaseState.Closed closed -> {
                out.octet(CLOSED)
                        .text(closed.reason())
                        .text(closed.cause().name())
                        .text(closed.orderId())
                        .flag(closed.proof().isPresent());
                closed.proof().ifPresent(proof -> FindingCodec.write(out, proof));
            }
            case CaseState.Dismissed(String reason, Dismissal dismissal) ->
                writeMark(
                        out.octet(DISMISSED)
                                .text(reason)
                                .text(dismissal.code().name())
                                .text(dismissal.text()),
                        dismissal.mark());
        }
    }

    private static CaseState readState(OctetReader in, int version) {
        int kind = in.octet();
        return switch (kind) {
            case OPENED -> new CaseState.Opened(in.text());
            case PROPOSED -> new CaseState.Proposed(in.text());
            case IN_CORRECTION -> new CaseState.InCorrection(in.text(), in.text());
            case VERIFYING -> new CaseState.Verifying(in.text(), in.text(), in.integer());
            case CONFIRMED -> new CaseState.Confirmed(in.text());
            case CLOSED ->
                version < 3
                        ? new CaseState.Closed(
                                in.text(),
                                CaseState.Closed.Cause.PROVEN,
                                in.text(),
                                Optional.of(FindingCodec.read(in, version)))
                        : new CaseState.Closed(
                                in.text(),
                                Names.read(CaseState.Closed.Cause.class, in),
                                in.text(),
                                in.flag() ? Optional.of(FindingCodec.read(in, version)) : Optional.empty());
            case DISMISSED ->
                new CaseState.Dismissed(
                        in.text(), new Dismissal(Names.read(Dismissal.Code.class, in), in.text(), readMark(in)));
            default -> throw new StateFormatException("case state of kind " + kind);
        };
    }

    private static void writeHandling(OctetWriter out, Handling handling) {
        out.flag(handling.confirmed().isPresent());
        handling.confirmed().ifPresent(mark -> writeMark(out, mark));
        out.text(handling.assignee()).number(handling.notes().size());
        handling.notes().forEach(note -> writeMark(out.text(note.text()), note.mark()));
    }

    private static Handling readHandling(OctetReader in) {
        Optional<Handling.Mark> confirmed = in.flag() ? Optional.of(readMark(in)) : Optional.empty();
        String assignee = in.text();
        List<Handling.Note> notes = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            String text = in.text();
            notes.add(new Handling.Note(readMark(in), text));
        }
        return new Handling(confirmed, assignee, notes);
    }

    private static void writeMark(OctetWriter out, Handling.Mark mark) {
        out.text(mark.principal()).number(mark.wallTimeMillis());
    }

    private static Handling.Mark readMark(OctetReader in) {
        return new Handling.Mark(in.text(), in.number());
    }

    private static void writePlan(OctetWriter out, Plan plan) {
        switch (plan) {
            case Plan.Adjust(CoefficientProposal proposal) ->
                out.flag(true)
                        .text(proposal.meterModel())
                        .number(proposal.baseEpoch())
                        .text(proposal.baseBlockHex())
                        .number(proposal.baseChecksum())
                        .text(proposal.targetBlockHex())
                        .number(proposal.targetChecksum())
                        .real(proposal.correctionFactor())
                        .real(proposal.errorAfterPercent())
                        .number(proposal.evidenceDays());
            case Plan.NoAdjustment none ->
                out.flag(false).text(none.action().name()).text(none.reason());
        }
    }

    private static Plan readPlan(OctetReader in, int version) {
        return in.flag()
                ? new Plan.Adjust(new CoefficientProposal(
                        in.text(),
                        in.integer(),
                        in.text(),
                        in.number(),
                        in.text(),
                        in.number(),
                        in.real(),
                        version < 5 ? 0 : in.real(),
                        in.integer()))
                : new Plan.NoAdjustment(Names.read(Plan.Action.class, in), in.text());
    }
}
