// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseCommand;
import org.plumbline.analyzer.cases.CaseCommand.Action;
import org.plumbline.analyzer.cases.CaseDesk;
import org.plumbline.analyzer.cases.CaseFile;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseLife;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.CaseWatch;
import org.plumbline.analyzer.cases.CoefficientPlanner;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.cases.Plan;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.state.MeterState;

/** Moves the cases of one meter on and says what became of them. */
final class CaseKeeping {
    private static final Plan NOT_JUDGED = new Plan.NoAdjustment(Plan.Action.NONE, "nothing is judged yet");

    private CaseKeeping() {}

    /** A day has closed. @param earlier what was known before the newest estimate, see {@link CaseWatch#onFinding} */
    static void onFinding(
            MeterState.Draft draft,
            Finding finding,
            Iterable<Assessment> earlier,
            Optional<CalibrationBlock> inForce,
            List<MeterOutput> outputs) {
        for (CaseKind kind : CaseKind.values()) {
            CaseFile file = draft.cases.getOrDefault(kind, CaseFile.empty());
            if (CaseWatch.isConcerned(kind, file, finding)) {
                Plan plan = finding.assessment() instanceof Assessment.Judged judged
                        ? CoefficientPlanner.plan(judged, inForce)
                        : file.open().map(AccuracyCase::plan).orElse(NOT_JUDGED);
                CaseWatch.onFinding(kind, file, finding, earlier, reason(kind, finding), plan)
                        .ifPresent(changed -> {
                            draft.cases.put(kind, file.with(changed));
                            tell(file.open(), changed, finding, outputs);
                        });
            }
        }
    }

    /** Why a case of the kind would open. */
    private static String reason(CaseKind kind, Finding finding) {
        if (!(finding.assessment() instanceof Assessment.Judged judged)) {
            return "";
        }
        return switch (kind) {
            case MET_02 -> CaseLife.beyondLimit(finding, judged);
            case CONF_02, LOAD_01 -> judged.particulars().diagnosis().sentence();
        };
    }

    /** The newest case of every kind makes a step; those it concerns change. */
    static void step(MeterState.Draft draft, UnaryOperator<AccuracyCase> step, List<MeterOutput> outputs) {
        draft.cases.replaceAll((kind, file) -> file.newest()
                .map(before -> {
                    AccuracyCase after = step.apply(before);
                    if (after.equals(before)) {
                        return file;
                    }
                    tell(Optional.of(before), after, after.latest(), outputs);
                    return file.with(after);
                })
                .orElse(file));
    }

    private static void tell(
            Optional<AccuracyCase> before, AccuracyCase after, Finding evidence, List<MeterOutput> outputs) {
        outputs.add(new MeterOutput.CaseChanged(after));
        if (before.isEmpty()) {
            outputs.add(fact("CASE_OPENED", after, evidence, Map.of()));
        } else if (after.state() instanceof CaseState.Closed closed) {
            outputs.add(fact(
                    "CASE_CLOSED",
                    after,
                    closed.proof().orElse(evidence),
                    Map.of("cause", closed.cause().name(), "orderId", closed.orderId())));
        }
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

    private static MeterOutput.Fact fact(String kind, AccuracyCase about, Finding evidence, Map<String, String> more) {
        SortedMap<String, String> details = new TreeMap<>(more);
        details.put("caseId", about.caseId());
        details.put("calibrationEpoch", Integer.toString(evidence.calibrationEpoch()));
        details.put("evidenceDigest", evidence.evidenceDigest());
        details.put("reason", about.state().reason());
        return new MeterOutput.Fact(kind, about.meterId(), about.updatedAtMillis(), details);
    }
}
