// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;

/** Octets of day results. Equal results have equal octets. */
public final class DayResultCodec {
    private static final int ESTIMATE = 1;
    private static final int REFUSAL = 2;

    private DayResultCodec() {}

    /** The octets of one result, for a digest. */
    public static byte[] octets(DayResult result) {
        OctetWriter out = new OctetWriter(320);
        write(out, result);
        return out.toOctets();
    }

    static void write(OctetWriter out, DayResult result) {
        switch (result) {
            case DayResult.Estimate estimate -> writeEstimate(out.octet(ESTIMATE), estimate);
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
        writeLoad(out, estimate.load());
        writeShape(out, estimate.shape());
        out.flag(estimate.meanTemperatureCelsius().isPresent());
        estimate.meanTemperatureCelsius().ifPresent(out::real);
        LinkCodec.write(out, estimate.link());
        writeExclusions(out, estimate.exclusions());
    }

    private static DayResult.Estimate readEstimate(OctetReader in, int version) {
        return new DayResult.Estimate(
                in.number(),
                in.integer(),
                in.integer(),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.integer(),
                in.real(),
                readLoad(in),
                readShape(in, version),
                in.flag() ? OptionalDouble.of(in.real()) : OptionalDouble.empty(),
                LinkCodec.read(in, version),
                readExclusions(in));
    }

    static void writeLoad(OctetWriter out, LoadDistribution load) {
        writeShare(out, load.low());
        writeShare(out, load.middle());
        writeShare(out, load.high());
    }

    static LoadDistribution readLoad(OctetReader in) {
        return new LoadDistribution(readShare(in), readShare(in), readShare(in));
    }

    private static void writeShare(OctetWriter out, LoadDistribution.Share share) {
        out.real(share.energyWattHours()).real(share.seconds()).real(share.secondsNearPoint());
    }

    private static LoadDistribution.Share readShare(OctetReader in) {
        return new LoadDistribution.Share(in.real(), in.real(), in.real());
    }

    static void writeShape(OctetWriter out, CurveShape shape) {
        out.real(shape.offsetOffset())
                .real(shape.offsetCurvature())
                .real(shape.curvatureCurvature())
                .real(shape.offsetScore())
                .real(shape.curvatureScore())
                .real(shape.offsetTemperature())
                .real(shape.curvatureTemperature())
                .real(shape.squareLoadEnergy());
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
