// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.Optional;
import java.util.SortedMap;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;
import org.plumbline.analyzer.metrology.paired.PhaseShape;
import org.plumbline.analyzer.metrology.tracking.Anchor;
import org.plumbline.analyzer.metrology.tracking.ChangeAlarm;
import org.plumbline.analyzer.metrology.tracking.LevelFilter;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** Octets of a checkpoint. */
final class TrackCodec {
    /** Standard uncertainty of a start that is not known, percent: the prior of the level. */
    private static final double UNKNOWN_START = 10;

    /** Doubles of the change alarm, the temperature and the clock: zero in many meters. */
    private static final int MOMENTS = 8;

    private TrackCodec() {}

    static void write(OctetWriter out, MeterTrack track) {
        out.number(track.calibrationEpoch())
                .number(track.referenceEpoch())
                .number(track.firstDay())
                .number(track.lastEstimateDay())
                .number(track.lastDay())
                .number(track.days())
                .number(track.refusedDays())
                .text(track.lastRefusal().map(Enum::name).orElse(""));
        DayResultCodec.writeExclusions(out, track.exclusions());
        writeFilter(out, track.filter());
        LinkCodec.writeAnchor(out, track.anchor());
        ChangeAlarm alarm = track.alarm();
        out.number(alarm.quietDays()).flag(alarm.watch());
        PackedReals.write(
                out,
                new double[] {
                    alarm.upper(),
                    alarm.lower(),
                    alarm.innovationVariance(),
                    alarm.innovationCovariance(),
                    alarm.lastInnovation(),
                    track.temperatureEnergySum(),
                    track.temperatureEnergy(),
                    track.clockSkewSeconds()
                },
                new double[MOMENTS]);
        PackedReals.write(out, DayResultCodec.reals(track.load()), new double[DayResultCodec.LOAD_REALS]);
        PackedReals.write(out, DayResultCodec.reals(track.shape()), new double[DayResultCodec.SHAPE_REALS]);
        LeverageCodec.writeTrack(out, track);
        PhaseCodec.writeWhereKnown(out, track.phase());
    }

    /** @param version of the octets the track stands in */
    static MeterTrack read(OctetReader in, int version) {
        int calibrationEpoch = in.integer();
        int referenceEpoch = in.integer();
        long firstDay = in.number();
        long lastEstimateDay = in.number();
        long lastDay = in.number();
        int days = in.integer();
        int refusedDays = in.integer();
        Optional<RefusalReason> lastRefusal = readReason(in);
        SortedMap<ExclusionReason, Integer> exclusions = DayResultCodec.readExclusions(in);
        LevelFilter filter = version == 1 ? readFilterWithBaseline(in) : readFilter(in);
        Optional<Anchor> anchor = LinkCodec.readAnchor(in, version);
        Sums sums = version < 4 ? readSumsBeforeVersion4(in, version) : readSums(in);
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
                anchor,
                sums.alarm,
                sums.load,
                sums.shape,
                version < 4
                        ? LeverageCodec.ofMean(sums.load, sums.shape)
                        : LeverageCodec.readTrack(in, sums.load, sums.shape),
                version < 4 ? PhaseShape.NONE : PhaseCodec.readWhereKnown(in),
                sums.temperatureEnergySum,
                sums.temperatureEnergy,
                sums.clockSkewSeconds);
    }

    /** What stands behind the filter. */
    private record Sums(
            ChangeAlarm alarm,
            LoadDistribution load,
            CurveShape shape,
            double temperatureEnergySum,
            double temperatureEnergy,
            double clockSkewSeconds) {}

    private static Sums readSums(OctetReader in) {
        int quietDays = in.integer();
        boolean watch = in.flag();
        double[] moments = PackedReals.read(in, new double[MOMENTS]);
        return new Sums(
                new ChangeAlarm(moments[0], moments[1], moments[2], moments[3], moments[4], quietDays, watch),
                DayResultCodec.load(PackedReals.read(in, new double[DayResultCodec.LOAD_REALS])),
                DayResultCodec.shape(PackedReals.read(in, new double[DayResultCodec.SHAPE_REALS])),
                moments[5],
                moments[6],
                moments[7]);
    }

    private static Sums readSumsBeforeVersion4(OctetReader in, int version) {
        return new Sums(
                new ChangeAlarm(in.real(), in.real(), in.real(), in.real(), in.real(), in.integer(), in.flag()),
                DayResultCodec.readLoad(in),
                DayResultCodec.readShape(in, version),
                in.real(),
                in.real(),
                in.real());
    }

    private static Optional<RefusalReason> readReason(OctetReader in) {
        String name = in.text();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RefusalReason.valueOf(name));
        } catch (IllegalArgumentException e) {
            throw new StateFormatException("no refusal " + name);
        }
    }

    private static void writeFilter(OctetWriter out, LevelFilter filter) {
        out.real(filter.level())
                .real(filter.rate())
                .real(filter.temperatureCoefficient())
                .real(filter.start())
                .real(filter.p00())
                .real(filter.p01())
                .real(filter.p02())
                .real(filter.p03())
                .real(filter.p11())
                .real(filter.p12())
                .real(filter.p13())
                .real(filter.p22())
                .real(filter.p23())
                .real(filter.p33());
    }

    private static LevelFilter readFilter(OctetReader in) {
        return new LevelFilter(
                in.real(), in.real(), in.real(), in.real(), in.real(), in.real(), in.real(), in.real(), in.real(),
                in.real(), in.real(), in.real(), in.real(), in.real());
    }

    /**
     * Version 1 kept the level of the thirtieth day, independent of the filter. Where it did not have one yet, the start is
     * left open: no change is said from it.
     */
    private static LevelFilter readFilterWithBaseline(OctetReader in) {
        double level = in.real();
        double rate = in.real();
        double coefficient = in.real();
        double p00 = in.real();
        double p01 = in.real();
        double p02 = in.real();
        double p11 = in.real();
        double p12 = in.real();
        double p22 = in.real();
        boolean known = in.flag();
        double start = known ? in.real() : level;
        double uncertainty = known ? in.real() : UNKNOWN_START;
        return new LevelFilter(
                level, rate, coefficient, start, p00, p01, p02, 0, p11, p12, 0, p22, 0, uncertainty * uncertainty);
    }
}
