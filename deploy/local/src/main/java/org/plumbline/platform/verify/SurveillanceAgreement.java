// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.verify.PointBounds.Range;
import org.plumbline.platform.verify.Testimony.WatchedDay;
import org.plumbline.platform.verify.Testimony.WatchedPoint;

/** Holds each published day of each double-metered point against what its two meters really counted. */
final class SurveillanceAgreement {
    private static final double E1_LIMIT_PERCENT = 10;
    private static final double E2_LIMIT_PERCENT = 0.7;
    private static final int SILENT_INTERVALS = 3;
    /** Fourteen days from the end of the day of the finding. */
    private static final int DUE_AFTER_DAYS = 15;
    /** A figure is judged where the registers' steps can bring at most this part of its limit. */
    private static final double MOST_RESOLUTION = 1.0 / 3;

    private int days;
    private int faults;
    private int findingDays;
    private String firstFault = "";

    private SurveillanceAgreement() {}

    /** @param toSeconds last capture time that must have been read; days that ended a day before must be analysed */
    static CheckResult check(Truth truth, Testimony testimony, long toSeconds) {
        SurveillanceAgreement agreement = new SurveillanceAgreement();
        truth.points().forEach(point -> agreement.judge(point, truth, testimony, toSeconds));
        Set<String> unknown = new TreeSet<>(testimony.watchedPoints().keySet());
        truth.points().forEach(point -> unknown.remove(point.testedMeterId()));
        unknown.forEach(meterId -> agreement.fault(meterId + " is no double-metered point"));
        return agreement.result(truth.points().size());
    }

    private void judge(Truth.Point point, Truth truth, Testimony testimony, long toSeconds) {
        WatchedPoint told = testimony.watchedPoints().get(point.testedMeterId());
        Truth.Rows tested = truth.rows().get(point.testedMeterId());
        Truth.Rows reference = truth.rows().get(point.referenceMeterId());
        if (told == null || tested == null || reference == null) {
            fault(point.testedMeterId() + " is under surveillance and "
                    + (told == null ? "nothing was published" : "no ledger tells of it"));
            return;
        }
        if (!told.refusal().isEmpty() || !told.referenceMeterId().equals(point.referenceMeterId())) {
            fault(point.testedMeterId() + " is refused (" + told.refusal() + ") or compared with "
                    + told.referenceMeterId());
        }
        Set<Long> expected = new TreeSet<>(told.days().keySet());
        for (long day = point.fromDay(); (day + 2) * PointBounds.DAY_SECONDS <= toSeconds; day++) {
            expected.add(day);
        }
        for (long day : expected) {
            judge(point, day, told.days().get(day), new PointBounds(tested, reference, day, point.nominalPowerWatts()));
        }
        if (!isFindingOf(told)) {
            fault(point.testedMeterId() + ": the finding is said to be open since " + day(told.findingSinceDay())
                    + ", due " + day(told.dueDay()) + "; the days say otherwise");
        }
    }

    private void judge(Truth.Point point, long day, @Nullable WatchedDay told, PointBounds truth) {
        days++;
        String where = point.testedMeterId() + " on " + LocalDate.ofEpochDay(day) + ": ";
        if (told == null || day < point.fromDay()) {
            fault(where + (told == null ? "nothing was published" : "not yet under surveillance"));
            return;
        }
        findingDays += told.anomalies().isEmpty() ? 0 : 1;
        expect(where + "intervals", told.intervals(), new Range(truth.known(), truth.known()));
        expect(where + "compared intervals", told.comparedIntervals(), truth.compared());
        if (told.e1Percent() != null && told.e2Percent() != null) {
            expect(where + "e1", told.e1Percent(), truth.e1Percent());
            expect(where + "e2", told.e2Percent(), truth.e2Percent());
        } else if (told.comparedIntervals() > 0) {
            fault(where + "no divergence of " + told.comparedIntervals() + " compared intervals");
        }
        expect(where + "silent intervals of the meter", told.testedSilentIntervals(), truth.testedSilentIntervals());
        expect(
                where + "silent intervals of the other",
                told.referenceSilentIntervals(),
                truth.referenceSilentIntervals());
        anomalies(where, told, truth);
    }

    private void anomalies(String where, WatchedDay told, PointBounds truth) {
        boolean compared = told.comparedIntervals() > 0;
        Range e1 = truth.e1Percent();
        Range e2 = truth.e2Percent();
        // What may be left unjudged by the rule: registers too coarse for e1, too little energy for e2.
        boolean coarse = truth.e1ResolutionPercent() > MOST_RESOLUTION * E1_LIMIT_PERCENT;
        boolean little = (e2.high() - e2.low()) > MOST_RESOLUTION * E2_LIMIT_PERCENT;
        expect(
                where,
                told,
                "INTERVAL_DIVERGENCE",
                compared && !coarse && e1.low() > E1_LIMIT_PERCENT,
                compared && e1.high() > E1_LIMIT_PERCENT);
        expect(
                where,
                told,
                "DAY_DIVERGENCE",
                compared && !little && e2.low() > E2_LIMIT_PERCENT,
                compared && e2.high() > E2_LIMIT_PERCENT);
        silence(where, told, "TESTED_SILENT", truth.testedSilentIntervals());
        silence(where, told, "REFERENCE_SILENT", truth.referenceSilentIntervals());
    }

    private void silence(String where, WatchedDay told, String anomaly, Range intervals) {
        expect(where, told, anomaly, intervals.low() >= SILENT_INTERVALS, intervals.high() >= SILENT_INTERVALS);
    }

    private void expect(String where, WatchedDay told, String anomaly, boolean must, boolean may) {
        boolean found = told.anomalies().contains(anomaly);
        if (found ? !may : must) {
            fault(where + anomaly + (found ? " without cause" : " went unnoticed"));
        }
    }

    private void expect(String what, double told, Range truth) {
        if (!truth.holds(told)) {
            fault("%s is published as %s, the meters counted %.4f to %.4f"
                    .formatted(what, told, truth.low(), truth.high()));
        }
    }

    private void fault(String what) {
        faults++;
        if (firstFault.isEmpty()) {
            firstFault = what;
        }
    }

    private static String day(@Nullable Long epochDay) {
        return epochDay == null ? "never" : LocalDate.ofEpochDay(epochDay).toString();
    }

    /** @return true when the open finding began on the first day that shows one, and is due when the rule says */
    private static boolean isFindingOf(WatchedPoint told) {
        OptionalLong first = told.days().entrySet().stream()
                .filter(day -> !day.getValue().anomalies().isEmpty())
                .mapToLong(Map.Entry::getKey)
                .min();
        Long since = told.findingSinceDay();
        Long due = told.dueDay();
        return first.isEmpty()
                ? since == null && due == null
                : since != null && due != null && since == first.getAsLong() && due == since + DUE_AFTER_DAYS;
    }

    private CheckResult result(int points) {
        return new CheckResult(
                "surveillance of double-metered points is as their meters counted",
                faults == 0 && points > 0 && days > 0,
                "%d days of %d points, %d of them with a finding; %d disagree%s"
                        .formatted(
                                days,
                                points,
                                findingDays,
                                faults,
                                firstFault.isEmpty() ? "" : "; first: " + firstFault),
                Map.of(
                        "surveillanceDays", days,
                        "surveillanceFindingDays", findingDays,
                        "surveillanceFaults", faults));
    }
}
