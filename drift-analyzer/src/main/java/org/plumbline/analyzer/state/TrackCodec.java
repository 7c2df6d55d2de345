// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.Optional;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.tracking.ChangeAlarm;
import org.plumbline.analyzer.metrology.tracking.LevelFilter;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** Octets of a checkpoint. */
final class TrackCodec {
    /** Standard uncertainty of a start that is not known, percent: the prior of the level. */
    private static final double UNKNOWN_START = 10;

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
        out.real(alarm.upper())
                .real(alarm.lower())
                .real(alarm.innovationVariance())
                .real(alarm.innovationCovariance())
                .real(alarm.lastInnovation())
                .number(alarm.quietDays())
                .flag(alarm.watch());
        DayResultCodec.writeLoad(out, track.load());
        DayResultCodec.writeShape(out, track.shape());
        out.real(track.temperatureEnergySum()).real(track.temperatureEnergy()).real(track.clockSkewSeconds());
    }

    /** @param version of the octets the track stands in */
    static MeterTrack read(OctetReader in, int version) {
        return new MeterTrack(
                in.integer(),
                in.integer(),
                in.number(),
                in.number(),
                in.number(),
                in.integer(),
                in.integer(),
                readReason(in),
                DayResultCodec.readExclusions(in),
                version == 1 ? readFilterWithBaseline(in) : readFilter(in),
                LinkCodec.readAnchor(in, version),
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
