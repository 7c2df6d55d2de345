// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.DayLink;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;
import org.plumbline.analyzer.metrology.paired.PhaseShape;

/** Octets of the results of a meter's days that may still change, each as the difference to the day before. */
final class PackedDays {
    private static final int REFUSAL = 0;
    private static final int ESTIMATE = 1;
    private static final int TEMPERATURE = 2;
    private static final int LINK = 4;
    private static final int FROM_MIDNIGHT = 8;
    private static final int TO_MIDNIGHT = 16;

    /** Both epochs and the number of pairs are as before. */
    private static final int SAME_CONTEXT = 32;

    /** The form of the curve adds something else to the gain than to the mean over the energy. */
    private static final int LEVERAGE = 64;

    private static final int PHASE = 128;

    private static final int ALL_FLAGS = 255;

    private static final int FIT_REALS = 7;
    private static final int ENERGY = 4;
    private static final int LINK_REALS = 6;

    /** Uncertainty of the clock skew, chi-square and temperature have five digits. */
    private static final int SHORT_FIT = 1 << 3 | 1 << 5 | 1 << 6;

    /** And so has what the temperature adds to the scores. */
    private static final int SHORT_SHAPE = 1 << 5 | 1 << 6;

    /** Versions before knew no short numbers. */
    private static final int SHORT_SINCE = 5;

    /** What the next day is the difference to. */
    private record Before(
            long day,
            int epoch,
            int referenceEpoch,
            int pairs,
            double[] fit,
            double[] load,
            double[] shape,
            double[] link) {
        static final Before NOTHING = new Before(
                0,
                0,
                0,
                0,
                new double[FIT_REALS],
                new double[DayResultCodec.LOAD_REALS],
                new double[DayResultCodec.SHAPE_REALS],
                new double[LINK_REALS]);

        Before at(long next) {
            return new Before(next, epoch, referenceEpoch, pairs, fit, load, shape, link);
        }
    }

    private PackedDays() {}

    /** @param results in order of their days */
    static void write(OctetWriter out, Collection<DayResult> results) {
        out.number(results.size());
        Before before = Before.NOTHING;
        for (DayResult result : results) {
            before = switch (result) {
                case DayResult.Estimate estimate -> writeEstimate(out, estimate, before);
                case DayResult.Refusal refusal -> {
                    out.octet(REFUSAL)
                            .number(refusal.epochDay() - before.day)
                            .text(refusal.reason().name());
                    yield before.at(refusal.epochDay());
                }
            };
            DayResultCodec.writeExclusions(out, result.exclusions());
        }
    }

    private static Before writeEstimate(OctetWriter out, DayResult.Estimate estimate, Before before) {
        Before now = new Before(
                estimate.epochDay(),
                estimate.calibrationEpoch(),
                estimate.referenceEpoch(),
                estimate.pairs(),
                reals(estimate),
                DayResultCodec.reals(estimate.load()),
                DayResultCodec.reals(estimate.shape()),
                estimate.link().map(PackedDays::reals).orElse(before.link));
        boolean sameContext =
                now.epoch == before.epoch && now.referenceEpoch == before.referenceEpoch && now.pairs == before.pairs;
        boolean hasLeverage = !estimate.leverage().equals(LeverageCodec.ofMeanLoad(estimate.load(), estimate.shape()));
        out.octet(ESTIMATE
                        | (hasLeverage ? LEVERAGE : 0)
                        | (estimate.meanTemperatureCelsius().isPresent() ? TEMPERATURE : 0)
                        | estimate.link().map(PackedDays::flags).orElse(0)
                        | (estimate.phase().isNone() ? 0 : PHASE)
                        | (sameContext ? SAME_CONTEXT : 0))
                .number(now.day - before.day);
        if (!sameContext) {
            out.number(now.epoch).number(now.referenceEpoch).number(now.pairs);
        }
        PackedReals.write(out, now.load, before.load);
        PackedReals.write(out, now.fit, expectedFit(before, now.load), SHORT_FIT);
        PackedReals.write(out, now.shape, before.shape, SHORT_SHAPE);
        if (estimate.link().isPresent()) {
            PackedReals.write(out, now.link, before.link);
        }
        if (!estimate.phase().isNone()) {
            PhaseCodec.writeDay(out, estimate.phase());
        }
        if (hasLeverage) {
            LeverageCodec.write(out, estimate.leverage(), estimate.load(), estimate.shape());
        }
        return now;
    }

    static List<DayResult> read(OctetReader in, int version) {
        List<DayResult> results = new ArrayList<>();
        Before before = Before.NOTHING;
        for (int left = in.count(); left > 0; left--) {
            int flags = in.octet();
            long day = before.day + in.number();
            if (flags == REFUSAL) {
                RefusalReason reason = Names.read(RefusalReason.class, in);
                results.add(new DayResult.Refusal(day, reason, DayResultCodec.readExclusions(in)));
                before = before.at(day);
            } else if ((flags & ESTIMATE) != 0 && flags <= ALL_FLAGS) {
                before = readContext(in, version, flags, day, before);
                results.add(estimate(in, flags, before));
            } else {
                throw new StateFormatException("day result with flags " + flags);
            }
        }
        return results;
    }

    private static Before readContext(OctetReader in, int version, int flags, long day, Before before) {
        boolean shorts = version >= SHORT_SINCE;
        boolean same = (flags & SAME_CONTEXT) != 0;
        int epoch = same ? before.epoch : in.integer();
        int referenceEpoch = same ? before.referenceEpoch : in.integer();
        int pairs = same ? before.pairs : in.integer();
        double[] load = PackedReals.read(in, before.load);
        return new Before(
                day,
                epoch,
                referenceEpoch,
                pairs,
                PackedReals.read(in, expectedFit(before, load), shorts ? SHORT_FIT : 0),
                load,
                PackedReals.read(in, before.shape, shorts ? SHORT_SHAPE : 0),
                (flags & LINK) != 0 ? PackedReals.read(in, before.link) : before.link);
    }

    /** That of the day before, but for the energy, which is that of all load bands. */
    private static double[] expectedFit(Before before, double[] load) {
        double[] fit = before.fit.clone();
        fit[ENERGY] = DayResultCodec.load(load).energyWattHours();
        return fit;
    }

    private static int flags(DayLink link) {
        return LINK | (link.fromMidnight() ? FROM_MIDNIGHT : 0) | (link.toMidnight() ? TO_MIDNIGHT : 0);
    }

    private static double[] reals(DayLink link) {
        return new double[] {
            link.anchorAnchor(),
            link.anchorGain(),
            link.gainGain(),
            link.anchorScore(),
            link.gainScore(),
            link.endDifferenceWattHours()
        };
    }

    private static double[] reals(DayResult.Estimate estimate) {
        return new double[] {
            estimate.gainErrorPercent(),
            estimate.gainVariance(),
            estimate.clockSkewSeconds(),
            estimate.clockSkewStandardUncertaintySeconds(),
            estimate.referenceEnergyWattHours(),
            estimate.chiSquareReduced(),
            estimate.meanTemperatureCelsius().orElse(0)
        };
    }

    private static DayResult.Estimate estimate(OctetReader in, int flags, Before now) {
        LoadDistribution load = DayResultCodec.load(now.load);
        CurveShape shape = DayResultCodec.shape(now.shape);
        double[] fit = now.fit;
        PhaseShape phase = (flags & PHASE) != 0 ? PhaseCodec.readDay(in, fit[ENERGY]) : PhaseShape.NONE;
        return new DayResult.Estimate(
                now.day,
                now.epoch,
                now.referenceEpoch,
                fit[0],
                fit[1],
                fit[2],
                fit[3],
                fit[ENERGY],
                now.pairs,
                fit[5],
                load,
                shape,
                phase,
                (flags & TEMPERATURE) != 0 ? OptionalDouble.of(fit[6]) : OptionalDouble.empty(),
                (flags & LEVERAGE) != 0 ? LeverageCodec.read(in, load, shape) : LeverageCodec.ofMeanLoad(load, shape),
                (flags & LINK) != 0 ? Optional.of(link(now.link, flags)) : Optional.empty(),
                DayResultCodec.readExclusions(in));
    }

    private static DayLink link(double[] r, int flags) {
        return new DayLink(
                r[0], r[1], r[2], r[3], r[4], r[5], (flags & FROM_MIDNIGHT) != 0, (flags & TO_MIDNIGHT) != 0);
    }
}
