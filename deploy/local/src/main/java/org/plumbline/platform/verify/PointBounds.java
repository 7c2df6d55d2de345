// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.util.HashMap;
import java.util.Map;

/**
 * What the surveillance of a double-metered point (annexe 8 of the arrêté du 1er août 2013, France) may publish of one
 * UTC day, from the energies that the two meters really counted. The registers show them rounded down, so each figure
 * lies between two bounds. Shares no code with the analyzer.
 *
 * <p>With P and P' the mean powers of ten minutes, over the intervals in which both lie in 0.1 Pn..1.2 Pn: e1 = max
 * |P - P'| / min(P, P', Pn), e2 = |sum (P - P')| / min(sum P, sum P', n Pn). Silent is a meter that is zero or absent
 * while the other is above 0.01 Pn.
 */
final class PointBounds {
    static final long DAY_SECONDS = 86_400;
    static final int INTERVAL_SECONDS = 600;
    static final int INTERVALS = 144;

    private static final double PERCENT = 100;
    private static final double LEAST = 0.1;
    private static final double MOST = 1.2;
    private static final double SILENCE = 0.01;
    /** 3600 s per hour, and mWh to Wh. */
    private static final double WATTS_PER_MILLIWATT_HOUR = 3600.0 / INTERVAL_SECONDS / 1000;

    private final double nominalWatts;
    private final double testedResolution;
    private final double referenceResolution;

    private int known;
    private int surelyCompared;
    private int possiblyCompared;
    private double e1Low;
    private double e1High;
    private double sureTested;
    private double sureReference;
    private double openTested;
    private double openReference;
    private double openDifference;
    private int runs;
    private final Silence testedSilence = new Silence();
    private final Silence referenceSilence = new Silence();

    /** A figure that lies between two others, both included. */
    record Range(double low, double high) {
        boolean holds(double value) {
            return low <= value && value <= high;
        }
    }

    /** The longest run of intervals that are silent beyond doubt, and of those that may be. */
    private static final class Silence {
        private int sure;
        private int possible;
        private int longestSure;
        private int longestPossible;

        /** @param ofTheDay false for an interval before the day, where a run may begin and none ends */
        void add(boolean surely, boolean possibly, boolean ofTheDay) {
            sure = surely && ofTheDay ? sure + 1 : 0;
            possible = possibly ? possible + 1 : 0;
            longestSure = Math.max(longestSure, sure);
            longestPossible = ofTheDay ? Math.max(longestPossible, possible) : longestPossible;
        }

        Range range() {
            return new Range(longestSure, longestPossible);
        }
    }

    /** @param nominalWatts nominal power Pn, above 0 */
    PointBounds(Truth.Rows tested, Truth.Rows reference, long epochDay, double nominalWatts) {
        this.nominalWatts = nominalWatts;
        testedResolution = quantum(tested) * WATTS_PER_MILLIWATT_HOUR;
        referenceResolution = quantum(reference) * WATTS_PER_MILLIWATT_HOUR;
        Map<Long, Long> testedLevels = levels(tested, epochDay);
        Map<Long, Long> referenceLevels = levels(reference, epochDay);
        boolean ran = false;
        for (int k = -2; k < INTERVALS; k++) {
            long from = epochDay * DAY_SECONDS + (long) k * INTERVAL_SECONDS;
            double p = watts(testedLevels, from);
            double other = watts(referenceLevels, from);
            silences(p, other, k >= 0);
            boolean runs = k >= 0 && compare(p, other);
            this.runs += runs && !ran ? 1 : 0;
            ran = runs;
        }
    }

    /** Energy of one step of the register in mWh, from what it showed over all its rows. */
    static double quantum(Truth.Rows rows) {
        int last = rows.registerRaw().length - 1;
        double steps = last < 1 ? 0 : rows.registerRaw()[last] - (double) rows.registerRaw()[0];
        double counted =
                last < 1 ? 0 : rows.registeredMilliwattHours()[last] - (double) rows.registeredMilliwattHours()[0];
        return steps > 0 && counted > 0 ? Math.pow(10, Math.rint(Math.log10(counted / steps))) : Double.NaN;
    }

    private static Map<Long, Long> levels(Truth.Rows rows, long epochDay) {
        long from = epochDay * DAY_SECONDS - 2L * INTERVAL_SECONDS;
        Map<Long, Long> levels = new HashMap<>();
        for (int i = 0; i < rows.captureSeconds().length; i++) {
            long second = rows.captureSeconds()[i];
            if (second >= from && second <= (epochDay + 1) * DAY_SECONDS) {
                levels.put(second, rows.registeredMilliwattHours()[i]);
            }
        }
        return levels;
    }

    /** Mean power in W; NaN where a level is missing. */
    private static double watts(Map<Long, Long> levels, long from) {
        Long begin = levels.get(from);
        Long end = levels.get(from + INTERVAL_SECONDS);
        return begin == null || end == null ? Double.NaN : (end - begin) * WATTS_PER_MILLIWATT_HOUR;
    }

    private void silences(double p, double other, boolean ofTheDay) {
        silence(testedSilence, p, testedResolution, other, referenceResolution, ofTheDay);
        silence(referenceSilence, other, referenceResolution, p, testedResolution, ofTheDay);
    }

    private void silence(
            Silence silence, double watts, double resolution, double other, double otherResolution, boolean ofTheDay) {
        boolean absent = Double.isNaN(watts);
        double threshold = SILENCE * nominalWatts;
        silence.add(
                (absent || watts == 0) && other - otherResolution > threshold,
                (absent || watts < resolution) && other + otherResolution > threshold,
                ofTheDay);
    }

    /** @return true when the interval may be compared */
    private boolean compare(double p, double other) {
        known += Double.isNaN(p) || Double.isNaN(other) ? 0 : 1;
        if (!inRange(p, testedResolution) || !inRange(other, referenceResolution)) {
            return false;
        }
        double resolution = testedResolution + referenceResolution;
        double difference = Math.abs(p - other);
        possiblyCompared++;
        e1High = Math.max(
                e1High,
                PERCENT * (difference + resolution) / base(p - testedResolution, other - referenceResolution, 1));
        if (!inRange(p, -testedResolution) || !inRange(other, -referenceResolution)) {
            openTested += p;
            openReference += other;
            openDifference += difference;
            return true;
        }
        surelyCompared++;
        e1Low = Math.max(
                e1Low,
                PERCENT * (difference - resolution) / base(p + testedResolution, other + referenceResolution, 1));
        sureTested += p;
        sureReference += other;
        return true;
    }

    private boolean inRange(double watts, double margin) {
        return watts + margin >= LEAST * nominalWatts && watts - margin <= MOST * nominalWatts;
    }

    private double base(double tested, double reference, int intervals) {
        return Math.min(Math.min(tested, reference), intervals * nominalWatts);
    }

    /** Intervals in which both meters counted. */
    int known() {
        return known;
    }

    Range compared() {
        return new Range(surelyCompared, possiblyCompared);
    }

    Range e1Percent() {
        return new Range(Math.max(0, e1Low), e1High);
    }

    /** Within a run the levels cancel, so that its ends alone are rounded; each open interval may end one. */
    Range e2Percent() {
        double spread =
                openDifference + (runs + possiblyCompared - surelyCompared) * (testedResolution + referenceResolution);
        double difference = Math.abs(sureTested - sureReference);
        double most = base(sureTested + openTested, sureReference + openReference, possiblyCompared) + spread;
        double least = base(sureTested, sureReference, surelyCompared) - spread;
        return new Range(
                most > 0 ? PERCENT * Math.max(0, difference - spread) / most : 0,
                least > 0 ? PERCENT * (difference + spread) / least : Double.POSITIVE_INFINITY);
    }

    Range testedSilentIntervals() {
        return testedSilence.range();
    }

    Range referenceSilentIntervals() {
        return referenceSilence.range();
    }

    /** What the registers' steps alone can bring to e1 at 0.1 Pn, percent. */
    double e1ResolutionPercent() {
        return PERCENT * (testedResolution + referenceResolution) / (LEAST * nominalWatts);
    }
}
