// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;

/**
 * Octets of day results, each by itself: what digests are made of, and what states before version 4 kept. Equal results
 * have equal octets. They stay as they are: a digest tells of the same day for ever.
 */
public final class DayResultCodec {
    private static final int ESTIMATE = 1;
    private static final int REFUSAL = 2;
    private static final int ESTIMATE_WITH_PHASE = 3;

    /** Doubles of a {@link LoadDistribution}. */
    static final int LOAD_REALS = 9;

    /** Doubles of a {@link CurveShape}. */
    static final int SHAPE_REALS = 8;

    private DayResultCodec() {}

    /** The octets of one result, for a digest. */
    public static byte[] octets(DayResult result) {
        OctetWriter out = new OctetWriter(320);
        write(out, result);
        return out.toOctets();
    }

    private static void write(OctetWriter out, DayResult result) {
        switch (result) {
            case DayResult.Estimate estimate
            when estimate.phase().isNone() -> writeEstimate(out.octet(ESTIMATE), estimate);
            case DayResult.Estimate estimate -> {
                PhaseCodec.writeDay(out.octet(ESTIMATE_WITH_PHASE), estimate.phase());
                writeEstimate(out, estimate);
            }
            case DayResult.Refusal refusal -> {
                out.octet(REFUSAL)
                        .number(refusal.epochDay())
                        .text(refusal.reason().name());
                writeExclusions(out, refusal.exclusions());
            }
        }
    }

    static DayResult read(OctetReader in, int version) {
        int kind = in.octet();
        return switch (kind) {
            case ESTIMATE -> readEstimate(in, version);
            case REFUSAL -> new DayResult.Refusal(in.number(), Names.read(RefusalReason.class, in), readExclusions(in));
            default -> throw new StateFormatException("day result of kind " + kind);
        };
    }

    private static void writeEstimate(OctetWriter out, DayResult.Estimate estimate) {
        out.number(estimate.epochDay())
                .number(estimate.calibrationEpoch())
                .number(estimate.referenceEpoch())
                .real(estimate.gainErrorPercent())
                .real(estimate.gainVariance())
                .real(estimate.clockSkewSeconds())
                .real(estimate.clockSkewStandardUncertaintySeconds())
                .real(estimate.referenceEnergyWattHours())
                .number(estimate.pairs())
                .real(estimate.chiSquareReduced());
        writeReals(out, reals(estimate.load()));
        writeReals(out, reals(estimate.shape()));
        out.flag(estimate.meanTemperatureCelsius().isPresent());
        estimate.meanTemperatureCelsius().ifPresent(out::real);
        out.real(estimate.leverage().offset()).real(estimate.leverage().curvature());
        LinkCodec.write(out, estimate.link());
        writeExclusions(out, estimate.exclusions());
    }

    private static DayResult.Estimate readEstimate(OctetReader in, int version) {
        long epochDay = in.number();
        int calibrationEpoch = in.integer();
        int referenceEpoch = in.integer();
        double gainErrorPercent = in.real();
        double gainVariance = in.real();
        double clockSkewSeconds = in.real();
        double clockSkewUncertainty = in.real();
        double energy = in.real();
        int pairs = in.integer();
        double chiSquareReduced = in.real();
        LoadDistribution load = readLoad(in);
        CurveShape shape = readShape(in, version);
        OptionalDouble temperature = in.flag() ? OptionalDouble.of(in.real()) : OptionalDouble.empty();
        return new DayResult.Estimate(
                epochDay,
                calibrationEpoch,
                referenceEpoch,
                gainErrorPercent,
                gainVariance,
                clockSkewSeconds,
                clockSkewUncertainty,
                energy,
                pairs,
                chiSquareReduced,
                load,
                shape,
                temperature,
                LeverageCodec.ofMeanLoad(load, shape),
                LinkCodec.read(in, version),
                readExclusions(in));
    }

    private static void writeReals(OctetWriter out, double[] reals) {
        for (double real : reals) {
            out.real(real);
        }
    }

    static LoadDistribution readLoad(OctetReader in) {
        return new LoadDistribution(readShare(in), readShare(in), readShare(in));
    }

    private static LoadDistribution.Share readShare(OctetReader in) {
        return new LoadDistribution.Share(in.real(), in.real(), in.real());
    }

    static double[] reals(LoadDistribution load) {
        double[] reals = new double[LOAD_REALS];
        int at = 0;
        for (LoadDistribution.Share share : List.of(load.low(), load.middle(), load.high())) {
            reals[at++] = share.energyWattHours();
            reals[at++] = share.seconds();
            reals[at++] = share.secondsNearPoint();
        }
        return reals;
    }

    static LoadDistribution load(double[] reals) {
        return new LoadDistribution(share(reals, 0), share(reals, 3), share(reals, 6));
    }

    private static LoadDistribution.Share share(double[] reals, int at) {
        return new LoadDistribution.Share(reals[at], reals[at + 1], reals[at + 2]);
    }

    static double[] reals(CurveShape shape) {
        return new double[] {
            shape.offsetOffset(),
            shape.offsetCurvature(),
            shape.curvatureCurvature(),
            shape.offsetScore(),
            shape.curvatureScore(),
            shape.offsetTemperature(),
            shape.curvatureTemperature(),
            shape.squareLoadEnergy()
        };
    }

    static CurveShape shape(double[] r) {
        return new CurveShape(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]);
    }

    /** Version 1 did not know what the temperature adds: nothing is taken out. */
    static CurveShape readShape(OctetReader in, int version) {
        boolean knowsTemperature = version > 1;
        return new CurveShape(
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                knowsTemperature ? in.real() : 0,
                knowsTemperature ? in.real() : 0,
                in.real());
    }

    static void writeExclusions(OctetWriter out, SortedMap<ExclusionReason, Integer> exclusions) {
        out.number(exclusions.size());
        exclusions.forEach((reason, count) -> out.text(reason.name()).number(count));
    }

    static SortedMap<ExclusionReason, Integer> readExclusions(OctetReader in) {
        SortedMap<ExclusionReason, Integer> exclusions = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            exclusions.put(Names.read(ExclusionReason.class, in), in.integer());
        }
        return exclusions;
    }
}
