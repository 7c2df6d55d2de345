// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.CoefficientProposal;
import org.plumbline.analyzer.cases.Plan;

/** Octets of cases. */
final class CaseCodec {
    private static final int OPENED = 1;
    private static final int PROPOSED = 2;
    private static final int IN_CORRECTION = 3;
    private static final int VERIFYING = 4;
    private static final int CLOSED = 5;

    private CaseCodec() {}

    static void write(OctetWriter out, AccuracyCase one) {
        out.text(one.meterId()).text(one.kind().code()).number(one.number());
        writeState(out, one.state());
        out.number(one.openedAtMillis()).number(one.updatedAtMillis());
        FindingCodec.write(out, one.evidence());
        FindingCodec.write(out, one.latest());
        writePlan(out, one.plan());
        out.text(one.campaignId()).number(one.settledOrders().size());
        one.settledOrders().forEach(out::text);
    }

    /** @param version of the octets the case stands in */
    static AccuracyCase read(OctetReader in, int version) {
        return new AccuracyCase(
                in.text(),
                version < 3 ? CaseKind.MET_02 : readKind(in),
                in.integer(),
                readState(in, version),
                in.number(),
                in.number(),
                FindingCodec.read(in, version),
                FindingCodec.read(in, version),
                readPlan(in),
                in.text(),
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
            case CaseState.Proposed proposed -> out.octet(PROPOSED).text(proposed.reason());
            case CaseState.InCorrection correcting ->
                out.octet(IN_CORRECTION).text(correcting.reason()).text(correcting.orderId());
            case CaseState.Verifying verifying ->
                out.octet(VERIFYING)
                        .text(verifying.reason())
                        .text(verifying.orderId())
                        .number(verifying.epoch());
            case CaseState.Closed closed ->
                FindingCodec.write(out.octet(CLOSED).text(closed.reason()).text(closed.orderId()), closed.proof());
        }
    }

    private static CaseState readState(OctetReader in, int version) {
        int kind = in.octet();
        return switch (kind) {
            case OPENED -> new CaseState.Opened(in.text());
            case PROPOSED -> new CaseState.Proposed(in.text());
            case IN_CORRECTION -> new CaseState.InCorrection(in.text(), in.text());
            case VERIFYING -> new CaseState.Verifying(in.text(), in.text(), in.integer());
            case CLOSED -> new CaseState.Closed(in.text(), in.text(), FindingCodec.read(in, version));
            default -> throw new StateFormatException("case state of kind " + kind);
        };
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
                        .number(proposal.evidenceDays());
            case Plan.NoAdjustment none ->
                out.flag(false).text(none.action().name()).text(none.reason());
        }
    }

    private static Plan readPlan(OctetReader in) {
        return in.flag()
                ? new Plan.Adjust(new CoefficientProposal(
                        in.text(),
                        in.integer(),
                        in.text(),
                        in.number(),
                        in.text(),
                        in.number(),
                        in.real(),
                        in.integer()))
                : new Plan.NoAdjustment(Names.read(Plan.Action.class, in), in.text());
    }
}
