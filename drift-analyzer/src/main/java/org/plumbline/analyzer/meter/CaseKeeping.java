// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CaseCommand;
import org.plumbline.analyzer.cases.CaseCommand.Action;
import org.plumbline.analyzer.cases.CaseDesk;
import org.plumbline.analyzer.cases.CaseFile;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.state.MeterState;

/** Moves the cases of one meter on and says what became of them. */
final class CaseKeeping {
    private CaseKeeping() {}

    /** The newest case of every kind makes a step; those it concerns change. */
    static void step(MeterState.Draft draft, UnaryOperator<AccuracyCase> step, List<MeterOutput> outputs) {
        draft.cases.replaceAll((kind, file) -> file.newest()
                .map(before -> {
                    AccuracyCase after = step.apply(before);
                    if (after.equals(before)) {
                        return file;
                    }
                    tell(after, outputs);
                    return file.with(after);
                })
                .orElse(file));
    }

    private static void tell(AccuracyCase after, List<MeterOutput> outputs) {
        outputs.add(new MeterOutput.CaseChanged(after));
        if (after.state() instanceof CaseState.Closed closed) {
            outputs.add(closed(after, closed, after.latest()));
        }
    }

    /** @param evidence where the end has no proof */
    static MeterOutput.Fact closed(AccuracyCase one, CaseState.Closed end, Finding evidence) {
        return fact(
                "CASE_CLOSED",
                one,
                end.proof().orElse(evidence),
                Map.of("cause", end.cause().name(), "orderId", end.orderId()));
    }

    /** A person commands. */
    static void onCommand(
            String meterId, MeterState.Draft draft, CaseKind kind, CaseCommand command, List<MeterOutput> outputs) {
        CaseFile file = draft.cases.get(kind);
        if (file == null) {
            outputs.add(refused(meterId, command, "CASE_UNKNOWN"));
            return;
        }
        CaseDesk.Answer answer = CaseDesk.onCommand(file, command, draft.calibrations);
        draft.cases.put(kind, answer.file());
        switch (answer) {
            case CaseDesk.Answer.Refused refused ->
                outputs.add(refused(meterId, command, refused.name() + ": " + refused.sentence()));
            case CaseDesk.Answer.Done done -> {
                Settling.acted(draft);
                outputs.add(new MeterOutput.CaseChanged(done.changed()));
                outputs.add(fact(
                        factKind(command.action()),
                        done.changed(),
                        done.changed().latest(),
                        words(command)));
            }
        }
    }

    private static String factKind(Action action) {
        return switch (action) {
            case Action.Confirm confirm -> "CASE_CONFIRMED";
            case Action.Dismiss dismiss -> "CASE_DISMISSED";
            case Action.Assign assign -> "CASE_ASSIGNED";
            case Action.Note note -> "CASE_NOTED";
            case Action.Reopen reopen -> "CASE_REOPENED";
        };
    }

    private static Map<String, String> words(CaseCommand command) {
        SortedMap<String, String> words = new TreeMap<>(Map.of(
                "commandId", command.commandId(), "principal", command.mark().principal(), "words", command.reason()));
        switch (command.action()) {
            case Action.Dismiss dismiss -> words.put("code", dismiss.code().name());
            case Action.Assign assign -> words.put("assignee", assign.assignee());
            case Action.Confirm confirm -> {}
            case Action.Note note -> {}
            case Action.Reopen reopen -> {}
        }
        return words;
    }

    private static MeterOutput.Fact refused(String meterId, CaseCommand command, String why) {
        return refusal(
                meterId,
                command.commandId(),
                command.caseId(),
                command.mark().principal(),
                why,
                command.fieldTimeMillis());
    }

    /** Says that a command had no effect. */
    static MeterOutput.Fact refusal(
            String meterId,
            String commandId,
            String caseId,
            String claimedPrincipal,
            String why,
            long fieldTimeMillis) {
        return new MeterOutput.Fact(
                "CASE_COMMAND_REFUSED",
                meterId,
                fieldTimeMillis,
                new TreeMap<>(Map.of(
                        "commandId",
                        commandId,
                        "caseId",
                        caseId,
                        "claimedPrincipal",
                        claimedPrincipal,
                        "reason",
                        why)));
    }

    static MeterOutput.Fact fact(String kind, AccuracyCase about, Finding evidence, Map<String, String> more) {
        SortedMap<String, String> details = new TreeMap<>(more);
        details.put("caseId", about.caseId());
        details.put("calibrationEpoch", Integer.toString(evidence.calibrationEpoch()));
        details.put("evidenceDigest", evidence.evidenceDigest());
        details.put("reason", about.state().reason());
        return new MeterOutput.Fact(kind, about.meterId(), about.updatedAtMillis(), details);
    }
}
