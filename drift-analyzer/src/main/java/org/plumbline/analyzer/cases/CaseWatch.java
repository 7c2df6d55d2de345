// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;
import java.util.function.Predicate;
import org.plumbline.analyzer.metrology.decision.Assessment;

/**
 * When a case opens and when it closes without a correction. Both need the same word of several estimates in a row, with
 * the guard bands of both verdicts between them, so that noise alone opens no case and closes none. Pure.
 */
public final class CaseWatch {
    /** Estimates in a row that must be beyond the limit before a case opens. */
    public static final int OPENING_ESTIMATES = 3;

    /** Estimates in a row that must be within the limit before a case closes without a correction. */
    public static final int RECOVERY_ESTIMATES = 7;

    /** Closed days without a change alarm before a case closes without a correction. */
    public static final int RECOVERY_QUIET_DAYS = 14;

    private CaseWatch() {}

    /** True when a finding may open or change the case of a kind; most meters are never concerned. */
    public static boolean isConcerned(CaseKind kind, CaseFile file, Finding finding) {
        return file.open().isPresent() || kind.signal(finding.assessment()) == Signal.BEYOND;
    }

    /**
     * A day has closed.
     *
     * @param finding what is known with it
     * @param earlier what the estimates before the newest one said, newest first, of the days that are looked at and the
     *     last before them. Where these are fewer than asked for, all of them must agree
     * @param reason why a case would open, in one sentence
     * @param plan what would be proposed
     * @return the case that opened or changed; empty when there is none
     */
    public static Optional<AccuracyCase> onFinding(
            CaseKind kind, CaseFile file, Finding finding, Iterable<DaySignal> earlier, String reason, Plan plan) {
        if (file.open().isPresent()) {
            AccuracyCase open = file.open().get();
            return Optional.of(recovering(kind, CaseReview.onFinding(open, finding, plan), finding, earlier));
        }
        Predicate<DaySignal> beyond = each -> each.of(kind) == Signal.BEYOND
                && each.calibrationEpoch() == finding.calibrationEpoch()
                && isNews(file, each);
        return persists(DaySignal.of(finding.assessment()), earlier, beyond, OPENING_ESTIMATES)
                ? Optional.of(CaseLife.open(kind, file.nextNumber(), finding, reason, plan))
                : Optional.empty();
    }

    private static AccuracyCase recovering(
            CaseKind kind, AccuracyCase open, Finding finding, Iterable<DaySignal> earlier) {
        Predicate<DaySignal> within =
                each -> each.of(kind) == Signal.WITHIN && each.calibrationEpoch() == finding.calibrationEpoch();
        boolean installation = kind != CaseKind.MET_02;
        if (!isWaiting(open.state())
                || !(finding.assessment() instanceof Assessment.Judged judged)
                || judged.quietDays() < (installation ? InstallationCase.CLEARED_DAYS : RECOVERY_QUIET_DAYS)
                || !persists(DaySignal.of(judged), earlier, within, RECOVERY_ESTIMATES)) {
            return open;
        }
        if (installation) {
            return InstallationCase.cleared(open, finding, judged);
        }
        if (open.handling().confirmed().isPresent()) {
            return CaseReview.leftToAPerson(open, "a person confirmed it", judged);
        }
        int evidenceEpoch = open.evidence().calibrationEpoch();
        return evidenceEpoch == finding.calibrationEpoch()
                ? CaseReview.recovered(open, finding, judged)
                : CaseReview.leftToAPerson(
                        open,
                        "the evidence was of calibration epoch " + evidenceEpoch + " and this is "
                                + finding.calibrationEpoch(),
                        judged);
    }

    /** True while no order is on its way or to be proven. */
    private static boolean isWaiting(CaseState state) {
        return switch (state) {
            case CaseState.Opened opened -> true;
            case CaseState.Confirmed confirmed -> true;
            case CaseState.Proposed proposed -> true;
            case CaseState.InCorrection correcting -> false;
            case CaseState.Verifying verifying -> false;
            case CaseState.Closed closed -> false;
            case CaseState.Dismissed dismissed -> false;
        };
    }

    private static boolean persists(
            DaySignal newest, Iterable<DaySignal> earlier, Predicate<DaySignal> condition, int estimates) {
        if (!condition.test(newest)) {
            return false;
        }
        int agreeing = 1;
        for (DaySignal each : earlier) {
            if (agreeing == estimates) {
                return true;
            }
            if (!condition.test(each)) {
                return false;
            }
            agreeing++;
        }
        return agreeing > 1;
    }

    /** After a dismissal only what the person could not see counts: a later epoch, or an error clearly beyond it. */
    private static boolean isNews(CaseFile file, DaySignal now) {
        if (file.dismissed().isEmpty()) {
            return true;
        }
        AccuracyCase dismissed = file.dismissed().get();
        return isNewsAfter(dismissed.kind(), dismissed.evidence(), now)
                && isNewsAfter(dismissed.kind(), dismissed.latest(), now);
    }

    private static boolean isNewsAfter(CaseKind kind, Finding seen, DaySignal now) {
        if (now.calibrationEpoch() > seen.calibrationEpoch()) {
            return true;
        }
        if (!kind.isMeasuredByError()) {
            return false;
        }
        if (!(seen.assessment() instanceof Assessment.Judged then)) {
            return true;
        }
        return now.isPositive()
                ? now.intervalLowPercent() > then.intervalHighPercent()
                : now.intervalHighPercent() < then.intervalLowPercent();
    }
}
