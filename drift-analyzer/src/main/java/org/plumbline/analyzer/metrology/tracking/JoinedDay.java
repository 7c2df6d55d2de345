// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import org.plumbline.analyzer.metrology.paired.DayLink;

/**
 * One day of coarse registers in the filter. Beside the {@link LevelFilter}'s unknowns stand the {@link Anchor} of the
 * registers' difference and the day's own gain, which is the level at the day's temperature plus the day's load mix; the
 * day observes anchor and gain together. At its end the anchor moves by gain times energy less what was read. So days
 * that follow each other are one regression through all their levels, each of which counts once, while the state stays
 * of one size and level, rate and temperature may move from day to day.
 */
final class JoinedDay {
    private static final int LEVEL = 0;
    private static final int RATE = 1;
    private static final int COEFFICIENT = 2;
    private static final int START = 3;
    private static final int ANCHOR = 4;
    private static final int GAIN = 5;
    private static final int SIZE = 6;

    /** An innovation counts at most this many standard deviations in the update. */
    private static final double INNOVATION_CLIP = 3;

    private final double[] mean = new double[SIZE];
    private final double[][] covariance = new double[SIZE][SIZE];

    /**
     * What a day does.
     *
     * @param next the filter after it
     * @param anchor at the end of the day
     * @param normalised innovation of the day's gain over its standard deviation, not clipped
     * @param clipped whether the day was too far off to be believed in full
     * @param gains by which the state followed the innovation of the day's gain
     */
    record Update(LevelFilter next, Anchor anchor, double normalised, boolean clipped, LevelFilter.Gains gains) {}

    private JoinedDay(LevelFilter filter, Anchor anchor, double kelvins, double scatterVariance) {
        set(LEVEL, filter.level(), filter.p00(), filter.p01(), filter.p02(), filter.p03(), anchor.withLevel());
        set(RATE, filter.rate(), filter.p01(), filter.p11(), filter.p12(), filter.p13(), anchor.withRate());
        set(
                COEFFICIENT,
                filter.temperatureCoefficient(),
                filter.p02(),
                filter.p12(),
                filter.p22(),
                filter.p23(),
                anchor.withCoefficient());
        set(START, filter.start(), filter.p03(), filter.p13(), filter.p23(), filter.p33(), anchor.withStart());
        set(
                ANCHOR,
                anchor.wattHours(),
                anchor.withLevel(),
                anchor.withRate(),
                anchor.withCoefficient(),
                anchor.withStart(),
                anchor.variance());
        mean[GAIN] = mean[LEVEL] + kelvins * mean[COEFFICIENT];
        for (int i = 0; i < GAIN; i++) {
            covariance[i][GAIN] = covariance[i][LEVEL] + kelvins * covariance[i][COEFFICIENT];
            covariance[GAIN][i] = covariance[i][GAIN];
        }
        covariance[GAIN][GAIN] = covariance[LEVEL][GAIN] + kelvins * covariance[COEFFICIENT][GAIN] + scatterVariance;
    }

    private void set(int row, double value, double... covariances) {
        mean[row] = value;
        System.arraycopy(covariances, 0, covariance[row], 0, covariances.length);
    }

    /**
     * @param filter predicted to the day
     * @param anchor at the day's first level
     * @param link the day's levels
     * @param energyWattHours reference energy of the day
     * @param kelvins mean temperature of the day minus 23 degrees Celsius; 0 where not measured
     * @param scatterVariance of the day's gain about the level, percent^2
     * @param bendVariance of what the day's load mix alone bends the difference by, percent^2 of the day's energy
     */
    static Update update(
            LevelFilter filter,
            Anchor anchor,
            DayLink link,
            double energyWattHours,
            double kelvins,
            double scatterVariance,
            double bendVariance) {
        JoinedDay day = new JoinedDay(filter, anchor, kelvins, scatterVariance);
        double[] before = day.mean.clone();
        double[][] known = day.slowCovariance();
        double[] withGain = day.covariance[GAIN].clone();
        double slope = link.anchorGain() / link.anchorAnchor();
        day.observe(1, slope, link.anchorScore() / link.anchorAnchor(), 1 / link.anchorAnchor());
        double information = link.gainGain() - slope * link.anchorGain();
        if (information > 0) {
            day.observe(0, 1, (link.gainScore() - slope * link.anchorScore()) / information, 1 / information);
        }
        double learnt = withGain[GAIN] - day.covariance[GAIN][GAIN];
        double normalised = learnt > 0 ? (day.mean[GAIN] - before[GAIN]) / Math.sqrt(learnt) : 0;
        boolean clipped = !filter.isOpen() && Math.abs(normalised) > INNOVATION_CLIP;
        double share = clipped ? INNOVATION_CLIP / Math.abs(normalised) : 1;
        if (clipped) {
            for (int i = 0; i < SIZE; i++) {
                day.mean[i] = isSlow(i) ? before[i] : before[i] + share * (day.mean[i] - before[i]);
            }
            day.restore(known);
        }
        double believed = share * learnt / (withGain[GAIN] * withGain[GAIN]);
        return new Update(
                day.filter(),
                day.anchorAtEnd(energyWattHours / 100, link.endDifferenceWattHours(), bendVariance),
                normalised,
                clipped,
                new LevelFilter.Gains(
                        believed * withGain[LEVEL],
                        clipped ? 0 : believed * withGain[RATE],
                        believed * withGain[COEFFICIENT]));
    }

    /** What a day that is not believed in full says nothing about; see {@link LevelFilter#update}. */
    private static boolean isSlow(int unknown) {
        return unknown == RATE || unknown == START;
    }

    private double[][] slowCovariance() {
        double[][] copy = new double[SIZE][];
        for (int i = 0; i < SIZE; i++) {
            copy[i] = covariance[i].clone();
        }
        return copy;
    }

    private void restore(double[][] known) {
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                if (isSlow(i) && isSlow(j)) {
                    covariance[i][j] = known[i][j];
                }
            }
        }
    }

    /** One observation of {@code anchorFactor} a + {@code gainFactor} g. */
    private void observe(double anchorFactor, double gainFactor, double observed, double variance) {
        double[] column = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            column[i] = anchorFactor * covariance[i][ANCHOR] + gainFactor * covariance[i][GAIN];
        }
        double innovationVariance = anchorFactor * column[ANCHOR] + gainFactor * column[GAIN] + variance;
        double innovation = observed - anchorFactor * mean[ANCHOR] - gainFactor * mean[GAIN];
        for (int i = 0; i < SIZE; i++) {
            double gain = column[i] / innovationVariance;
            mean[i] += gain * innovation;
            for (int j = 0; j < SIZE; j++) {
                covariance[i][j] -= gain * column[j];
            }
        }
    }

    private LevelFilter filter() {
        double[][] p = covariance;
        return new LevelFilter(
                mean[LEVEL],
                mean[RATE],
                mean[COEFFICIENT],
                mean[START],
                p[LEVEL][LEVEL],
                p[LEVEL][RATE],
                p[LEVEL][COEFFICIENT],
                p[LEVEL][START],
                p[RATE][RATE],
                p[RATE][COEFFICIENT],
                p[RATE][START],
                p[COEFFICIENT][COEFFICIENT],
                p[COEFFICIENT][START],
                p[START][START]);
    }

    /** The load mix also bends the difference within the day; so much of it is lost from one anchor to the next. */
    private Anchor anchorAtEnd(double wattHoursPerPercent, double readDifference, double bendVariance) {
        double[][] p = covariance;
        double factor = wattHoursPerPercent;
        return new Anchor(
                mean[ANCHOR] + factor * mean[GAIN] - readDifference,
                p[ANCHOR][LEVEL] + factor * p[GAIN][LEVEL],
                p[ANCHOR][RATE] + factor * p[GAIN][RATE],
                p[ANCHOR][COEFFICIENT] + factor * p[GAIN][COEFFICIENT],
                p[ANCHOR][START] + factor * p[GAIN][START],
                p[ANCHOR][ANCHOR] + 2 * factor * p[ANCHOR][GAIN] + factor * factor * (p[GAIN][GAIN] + bendVariance));
    }
}
