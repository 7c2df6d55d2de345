// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedMap;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.DayResultCodec;

/** Versioned octets of a {@link MeterTrack}, about 400 of them; doubles keep every bit. */
public final class MeterTrackCodec {
    private static final int VERSION = 1;
    private static final int NO_REASON = 255;

    private MeterTrackCodec() {}

    /** Octets of a track. */
    public static byte[] encode(MeterTrack track) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
        try {
            DataOutputStream out = new DataOutputStream(octets);
            out.writeByte(VERSION);
            out.writeInt(track.calibrationEpoch());
            out.writeInt(track.referenceEpoch());
            out.writeLong(track.firstDay());
            out.writeLong(track.lastEstimateDay());
            out.writeLong(track.lastDay());
            out.writeInt(track.days());
            out.writeInt(track.refusedDays());
            out.writeByte(track.lastRefusal().map(RefusalReason::ordinal).orElse(NO_REASON));
            DayResultCodec.writeExclusions(out, track.exclusions());
            writeFilter(out, track.filter());
            out.writeBoolean(track.baseline().isPresent());
            LevelFilter.Quantity baseline = track.baseline().orElse(new LevelFilter.Quantity(0, 0));
            DayResultCodec.writeDoubles(out, baseline.value(), baseline.standardUncertainty());
            writeAlarm(out, track.alarm());
            DayResultCodec.writeLoad(out, track.load());
            DayResultCodec.writeShape(out, track.shape());
            DayResultCodec.writeDoubles(
                    out, track.temperatureEnergySum(), track.temperatureEnergy(), track.clockSkewSeconds());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    /**
     * The track of {@link #encode}.
     *
     * @throws MetrologyException when the octets are not of this codec
     */
    public static MeterTrack decode(byte[] octets) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new MetrologyException("meter track of unknown version " + version);
            }
            MeterTrack track = read(in);
            if (in.available() > 0) {
                throw new MetrologyException("meter track followed by " + in.available() + " octets");
            }
            return track;
        } catch (IOException e) {
            throw new MetrologyException("meter track cut short after " + octets.length + " octets");
        }
    }

    private static MeterTrack read(DataInputStream in) throws IOException {
        int calibrationEpoch = in.readInt();
        int referenceEpoch = in.readInt();
        long firstDay = in.readLong();
        long lastEstimateDay = in.readLong();
        long lastDay = in.readLong();
        int days = in.readInt();
        int refusedDays = in.readInt();
        Optional<RefusalReason> lastRefusal = readReason(in);
        SortedMap<ExclusionReason, Integer> exclusions = DayResultCodec.readExclusions(in);
        LevelFilter filter = readFilter(in);
        boolean hasBaseline = in.readBoolean();
        LevelFilter.Quantity baseline = new LevelFilter.Quantity(in.readDouble(), in.readDouble());
        return new MeterTrack(
                calibrationEpoch,
                referenceEpoch,
                firstDay,
                lastEstimateDay,
                lastDay,
                days,
                refusedDays,
                lastRefusal,
                exclusions,
                filter,
                hasBaseline ? Optional.of(baseline) : Optional.empty(),
                readAlarm(in),
                DayResultCodec.readLoad(in),
                DayResultCodec.readShape(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    private static Optional<RefusalReason> readReason(DataInputStream in) throws IOException {
        int position = in.readUnsignedByte();
        if (position == NO_REASON) {
            return Optional.empty();
        }
        if (position >= RefusalReason.values().length) {
            throw new MetrologyException("stored refusal %d is unknown".formatted(position));
        }
        return Optional.of(RefusalReason.values()[position]);
    }

    private static void writeFilter(DataOutputStream out, LevelFilter filter) throws IOException {
        DayResultCodec.writeDoubles(
                out,
                filter.level(),
                filter.rate(),
                filter.temperatureCoefficient(),
                filter.p00(),
                filter.p01(),
                filter.p02(),
                filter.p11(),
                filter.p12(),
                filter.p22());
    }

    private static LevelFilter readFilter(DataInputStream in) throws IOException {
        return new LevelFilter(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    private static void writeAlarm(DataOutputStream out, ChangeAlarm alarm) throws IOException {
        DayResultCodec.writeDoubles(
                out,
                alarm.upper(),
                alarm.lower(),
                alarm.innovationVariance(),
                alarm.innovationCovariance(),
                alarm.lastInnovation());
        out.writeInt(alarm.quietDays());
        out.writeBoolean(alarm.watch());
    }

    private static ChangeAlarm readAlarm(DataInputStream in) throws IOException {
        return new ChangeAlarm(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readInt(),
                in.readBoolean());
    }
}
