// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.LoadDistribution.Share;

/**
 * Versioned octets of a {@link DayResult}, about 250 of them: canonical, so equal results have equal octets. Doubles
 * keep every bit. Enums are stored by position: new constants go to the end.
 */
public final class DayResultCodec {
    private static final int VERSION = 1;

    private DayResultCodec() {}

    /** Octets of one result. */
    public static byte[] encode(DayResult result) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(256);
        try {
            DataOutputStream out = new DataOutputStream(octets);
            out.writeByte(VERSION);
            out.writeLong(result.epochDay());
            writeExclusions(out, result.exclusions());
            switch (result) {
                case DayResult.Estimate estimate -> {
                    out.writeByte(1);
                    writeEstimate(out, estimate);
                }
                case DayResult.Refusal refusal -> {
                    out.writeByte(0);
                    out.writeByte(refusal.reason().ordinal());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    /**
     * The result of {@link #encode}.
     *
     * @throws MetrologyException when the octets are not of this codec
     */
    public static DayResult decode(byte[] octets) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new MetrologyException("day result of unknown version " + version);
            }
            long epochDay = in.readLong();
            SortedMap<ExclusionReason, Integer> exclusions = readExclusions(in);
            DayResult result = in.readByte() == 1
                    ? readEstimate(in, epochDay, exclusions)
                    : new DayResult.Refusal(epochDay, readRefusal(in), exclusions);
            if (in.available() > 0) {
                throw new MetrologyException("day result followed by " + in.available() + " octets");
            }
            return result;
        } catch (IOException e) {
            throw new MetrologyException("day result cut short after " + octets.length + " octets");
        }
    }

    /** Counts by reason. */
    public static void writeExclusions(DataOutput out, SortedMap<ExclusionReason, Integer> exclusions)
            throws IOException {
        out.writeByte(exclusions.size());
        for (var entry : exclusions.entrySet()) {
            out.writeByte(entry.getKey().ordinal());
            out.writeInt(entry.getValue());
        }
    }

    /** Counts written by {@link #writeExclusions}. */
    public static SortedMap<ExclusionReason, Integer> readExclusions(DataInput in) throws IOException {
        SortedMap<ExclusionReason, Integer> exclusions = new TreeMap<>();
        int size = in.readUnsignedByte();
        for (int k = 0; k < size; k++) {
            exclusions.put(constant(ExclusionReason.values(), in.readUnsignedByte()), in.readInt());
        }
        return exclusions;
    }

    /** A reason, written as its position. */
    public static RefusalReason readRefusal(DataInput in) throws IOException {
        return constant(RefusalReason.values(), in.readUnsignedByte());
    }

    /** Nine doubles. */
    public static void writeLoad(DataOutput out, LoadDistribution load) throws IOException {
        for (LoadBand band : LoadBand.values()) {
            Share share = load.of(band);
            writeDoubles(out, share.energyWattHours(), share.seconds(), share.secondsNearPoint());
        }
    }

    /** Written by {@link #writeLoad}. */
    public static LoadDistribution readLoad(DataInput in) throws IOException {
        return new LoadDistribution(readShare(in), readShare(in), readShare(in));
    }

    /** Six doubles. */
    public static void writeShape(DataOutput out, CurveShape shape) throws IOException {
        writeDoubles(
                out,
                shape.offsetOffset(),
                shape.offsetCurvature(),
                shape.curvatureCurvature(),
                shape.offsetScore(),
                shape.curvatureScore(),
                shape.squareLoadEnergy());
    }

    /** Written by {@link #writeShape}. */
    public static CurveShape readShape(DataInput in) throws IOException {
        return new CurveShape(
                in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }

    /** All of them, in order. */
    public static void writeDoubles(DataOutput out, double... values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static void writeEstimate(DataOutput out, DayResult.Estimate day) throws IOException {
        out.writeInt(day.calibrationEpoch());
        out.writeInt(day.referenceEpoch());
        writeDoubles(
                out,
                day.gainErrorPercent(),
                day.gainVariance(),
                day.clockSkewSeconds(),
                day.clockSkewStandardUncertaintySeconds(),
                day.referenceEnergyWattHours());
        out.writeInt(day.pairs());
        out.writeDouble(day.chiSquareReduced());
        writeLoad(out, day.load());
        writeShape(out, day.shape());
        out.writeBoolean(day.meanTemperatureCelsius().isPresent());
        out.writeDouble(day.meanTemperatureCelsius().orElse(0));
    }

    private static DayResult.Estimate readEstimate(
            DataInput in, long epochDay, SortedMap<ExclusionReason, Integer> exclusions) throws IOException {
        return new DayResult.Estimate(
                epochDay,
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readInt(),
                in.readDouble(),
                readLoad(in),
                readShape(in),
                readOptional(in),
                exclusions);
    }

    private static OptionalDouble readOptional(DataInput in) throws IOException {
        boolean present = in.readBoolean();
        double value = in.readDouble();
        return present ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static Share readShare(DataInput in) throws IOException {
        return new Share(in.readDouble(), in.readDouble(), in.readDouble());
    }

    private static <T> T constant(T[] constants, int position) {
        if (position >= constants.length) {
            throw new MetrologyException("stored reason %d is unknown".formatted(position));
        }
        return constants[position];
    }
}
