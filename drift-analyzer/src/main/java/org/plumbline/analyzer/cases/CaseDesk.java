// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;
import java.util.SortedMap;
import org.plumbline.analyzer.cases.CaseCommand.Action;

/** What people may do with a case. Pure. A command has an effect at most once, and none once it was refused. */
public final class CaseDesk {
    private static final Plan NOT_PLANNED_YET =
            new Plan.NoAdjustment(Plan.Action.NONE, "reopened; the next closed day gives a plan");

    private CaseDesk() {}

    /** What became of a command. */
    public sealed interface Answer {
        /** The meter's file of the case's kind after it. */
        CaseFile file();

        /** @param changed the case after it */
        record Done(CaseFile file, AccuracyCase changed) implements Answer {}

        /**
         * Nothing changed.
         *
         * @param name of the refusal, upper case with underscores
         * @param sentence the refusal in words, with the remedy
         */
        record Refused(CaseFile file, String name, String sentence) implements Answer {}
    }

    /**
     * A person commands.
     *
     * @param calibrations what is known of the meter's calibration epochs, by epoch
     */
    public static Answer onCommand(
            CaseFile before, CaseCommand command, SortedMap<Integer, CalibrationBlock> calibrations) {
        if (before.knows(command)) {
            return new Answer.Refused(before, "COMMAND_REPEATED", "this command came before; send a new one");
        }
        CaseFile file = before.remembering(command);
        if (!file.knows(command)) {
            return new Answer.Refused(
                    file, "TOO_MANY_COMMANDS", "the meter takes no more commands for now; try again in some hours");
        }
        Optional<AccuracyCase> newest = file.newest().filter(one -> one.caseId().equals(command.caseId()));
        if (newest.isEmpty()) {
            return new Answer.Refused(
                    file,
                    "CASE_NOT_OPEN",
                    "case " + command.caseId() + " is not the meter's open case; look at its cases");
        }
        AccuracyCase one = newest.get();
        return switch (command.action()) {
            case Action.Confirm confirm -> confirm(file, one, command);
            case Action.Dismiss dismiss -> dismiss(file, one, command, dismiss.code());
            case Action.Assign assign ->
                ofOpen(file, one, one.handled(one.handling().assignedTo(assign.assignee()), command.fieldTimeMillis()));
            case Action.Note note ->
                ofOpen(
                        file,
                        one,
                        one.handled(
                                one.handling().noting(new Handling.Note(command.mark(), command.reason())),
                                command.fieldTimeMillis()));
            case Action.Reopen reopen -> reopen(file, one, command, calibrations);
        };
    }

    private static Answer confirm(CaseFile file, AccuracyCase one, CaseCommand command) {
        String by = "confirmed by " + command.mark().principal() + ": " + command.reason();
        AccuracyCase marked = one.handled(one.handling().confirmedBy(command.mark()), command.fieldTimeMillis());
        return switch (one.state()) {
            case CaseState.Opened opened ->
                done(file, marked.in(new CaseState.Confirmed(by), command.fieldTimeMillis()));
            case CaseState.Proposed proposed
            when one.handling().confirmed().isEmpty() ->
                done(file, marked.in(new CaseState.Proposed(by + "; " + proposed.reason()), command.fieldTimeMillis()));
            case CaseState.Proposed proposed -> alreadyConfirmed(file, one);
            case CaseState.Confirmed confirmed -> alreadyConfirmed(file, one);
            case CaseState.InCorrection correcting -> inCorrection(file, correcting);
            case CaseState.Verifying verifying -> verifying(file, verifying);
            case CaseState.Closed closed -> over(file, one);
            case CaseState.Dismissed dismissed -> over(file, one);
        };
    }

    private static Answer dismiss(CaseFile file, AccuracyCase one, CaseCommand command, Dismissal.Code code) {
        Dismissal dismissal = new Dismissal(code, command.reason(), command.mark());
        String reason = "dismissed by " + command.mark().principal() + " (" + code + "): " + command.reason();
        return switch (one.state()) {
            case CaseState.Opened opened -> dismissed(file, one, reason, dismissal, command);
            case CaseState.Confirmed confirmed -> dismissed(file, one, reason, dismissal, command);
            case CaseState.Proposed proposed -> dismissed(file, one, reason, dismissal, command);
            case CaseState.InCorrection correcting -> inCorrection(file, correcting);
            case CaseState.Verifying verifying -> verifying(file, verifying);
            case CaseState.Closed closed -> over(file, one);
            case CaseState.Dismissed already -> over(file, one);
        };
    }

    private static Answer dismissed(
            CaseFile file, AccuracyCase one, String reason, Dismissal dismissal, CaseCommand command) {
        return done(file, one.in(new CaseState.Dismissed(reason, dismissal), command.fieldTimeMillis()));
    }

    private static Answer reopen(
            CaseFile file, AccuracyCase one, CaseCommand command, SortedMap<Integer, CalibrationBlock> calibrations) {
        if (one.isOpen()) {
            return new Answer.Refused(
                    file, "CASE_OPEN", "case " + one.caseId() + " is open; there is nothing to reopen");
        }
        int evidenceEpoch = one.evidence().calibrationEpoch();
        SortedMap<Integer, CalibrationBlock> since = calibrations.tailMap(evidenceEpoch + 1);
        Optional<CalibrationBlock> exchange =
                since.values().stream().filter(CalibrationBlock::isExchange).findFirst();
        if (exchange.isPresent()) {
            return new Answer.Refused(
                    file,
                    "METER_EXCHANGED",
                    "calibration epoch " + exchange.get().epoch()
                            + " is another instrument's, and the case tells of the one before; readings of the meter that"
                            + " is there now open a case of its own");
        }
        int newest = Math.max(one.latest().calibrationEpoch(), since.isEmpty() ? evidenceEpoch : since.lastKey());
        if (newest - evidenceEpoch > since.size()) {
            return new Answer.Refused(
                    file,
                    "EPOCHS_UNKNOWN",
                    "calibration epochs after " + evidenceEpoch + " are not known, so the meter may be another one; if"
                            + " its error is real, its readings open a case of its own");
        }
        String reason = "reopened by " + command.mark().principal() + ": " + command.reason();
        return done(
                file,
                one.handled(one.handling().confirmedBy(command.mark()), command.fieldTimeMillis())
                        .in(new CaseState.Confirmed(reason), NOT_PLANNED_YET, command.fieldTimeMillis()));
    }

    private static Answer ofOpen(CaseFile file, AccuracyCase one, AccuracyCase changed) {
        return one.isOpen() ? done(file, changed) : over(file, one);
    }

    private static Answer done(CaseFile file, AccuracyCase changed) {
        return new Answer.Done(file.with(changed), changed);
    }

    private static Answer alreadyConfirmed(CaseFile file, AccuracyCase one) {
        return new Answer.Refused(
                file,
                "ALREADY_CONFIRMED",
                "the case was confirmed by "
                        + one.handling()
                                .confirmed()
                                .map(Handling.Mark::principal)
                                .orElse("a person")
                        + "; nothing is left to confirm");
    }

    private static Answer inCorrection(CaseFile file, CaseState.InCorrection state) {
        return new Answer.Refused(
                file,
                "CASE_IN_CORRECTION",
                "order " + state.orderId() + " was released; abort its campaign and wait for the order's outcome");
    }

    private static Answer verifying(CaseFile file, CaseState.Verifying state) {
        return new Answer.Refused(
                file,
                "CASE_VERIFYING",
                "order " + state.orderId()
                        + " was written and must be proven; the case closes with the proof or opens again without it");
    }

    private static Answer over(CaseFile file, AccuracyCase one) {
        return new Answer.Refused(
                file, "CASE_NOT_OPEN", "case " + one.caseId() + " is over; reopen it if it was dismissed");
    }
}
