// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;
import org.plumbline.analyzer.metrology.decision.Proposal;
import org.plumbline.analyzer.metrology.decision.UncertaintyBudget;

/** The cases of one meter whose limit is 1 %, followed day by day by errors that are given. */
final class WatchedMeter {
    static final String METER = "m";
    /** Combined standard uncertainty of every estimate, percent. */
    static final double UNCERTAINTY = 0.05;

    private static final int DAYS_THAT_MAY_CHANGE = 10;
    private static final Plan SITE_TEST = new Plan.NoAdjustment(Plan.Action.SITE_TEST, "a person must look");

    private final List<Assessment> known = new ArrayList<>();
    private long day = 20_000;
    private int commands;
    final SortedMap<Integer, CalibrationBlock> calibrations = new TreeMap<>();
    CaseFile file = CaseFile.empty();
    int quietDays = 100;

    /** A day closes with this error. */
    Optional<AccuracyCase> day(int epoch, double errorPercent) {
        Assessment.Judged judged = judged(epoch, errorPercent);
        List<Assessment> earlier =
                new ArrayList<>(known.subList(Math.max(0, known.size() - DAYS_THAT_MAY_CHANGE), known.size()));
        if (known.size() < DAYS_THAT_MAY_CHANGE) {
            earlier.addFirst(new Assessment.Refused("TOO_FEW_DAYS", "nothing yet"));
        }
        Collections.reverse(earlier);
        known.add(judged);
        day++;
        Finding finding =
                new Finding(METER, "p", epoch, 20_000, day, known.size(), "digest", 1, 1, new TreeMap<>(), judged);
        Optional<AccuracyCase> changed = CaseWatch.onFinding(
                CaseKind.MET_02,
                file,
                finding,
                earlier.stream().map(DaySignal::of).toList(),
                "beyond the limit",
                SITE_TEST);
        changed.ifPresent(one -> file = file.with(one));
        return changed;
    }

    Optional<AccuracyCase> days(int count, int epoch, double errorPercent) {
        Optional<AccuracyCase> last = Optional.empty();
        for (int k = 0; k < count; k++) {
            last = day(epoch, errorPercent);
        }
        return last;
    }

    void calibrated(int epoch, CalibrationBlock.Cause cause) {
        calibrations.put(epoch, new CalibrationBlock(epoch, "PLB-ALPHA", "00", 1, cause, ""));
    }

    CaseDesk.Answer command(CaseCommand.Action action) {
        return command(METER + "|MET-02|" + file.opened(), action);
    }

    CaseDesk.Answer command(String caseId, CaseCommand.Action action) {
        return send(new CaseCommand(
                "command-" + commands++,
                caseId,
                action,
                "because",
                new Handling.Mark("ann", 1_000),
                1_500,
                2_000,
                3_000));
    }

    CaseDesk.Answer send(CaseCommand command) {
        CaseDesk.Answer answer = CaseDesk.onCommand(file, command, calibrations);
        file = answer.file();
        return answer;
    }

    CaseState state() {
        return file.newest().orElseThrow().state();
    }

    private Assessment.Judged judged(int epoch, double errorPercent) {
        double guard = 1.645 * UNCERTAINTY;
        double size = Math.abs(errorPercent);
        Verdict verdict = size - guard > 1
                ? Verdict.FAIL
                : size > 1 ? Verdict.CONDITIONAL_FAIL : size + guard > 1 ? Verdict.CONDITIONAL_PASS : Verdict.PASS;
        return new Assessment.Judged(
                epoch,
                20_000,
                day,
                known.size() + 1,
                errorPercent,
                new UncertaintyBudget(UNCERTAINTY, 0, 0),
                errorPercent - 1.96 * UNCERTAINTY,
                errorPercent + 1.96 * UNCERTAINTY,
                0,
                0.1,
                0,
                new ErrorCurve(List.of(), 1),
                quietDays,
                false,
                verdict,
                verdict == Verdict.FAIL,
                false,
                new Proposal.Nothing(Proposal.NothingReason.WITHIN_DEAD_BAND));
    }
}
