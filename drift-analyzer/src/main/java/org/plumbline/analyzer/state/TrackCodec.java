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
        out.flag(track.baseline().isPresent());
        track.baseline().ifPresent(level -> out.real(level.value()).real(level.standardUncertainty()));
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

    static MeterTrack read(OctetReader in) {
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
                readFilter(in),
                in.flag() ? Optional.of(new LevelFilter.Quantity(in.real(), in.real())) : Optional.empty(),
                new ChangeAlarm(in.real(), in.real(), in.real(), in.real(), in.real(), in.integer(), in.flag()),
                DayResultCodec.readLoad(in),
                DayResultCodec.readShape(in),
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
                .real(filter.p00())
                .real(filter.p01())
                .real(filter.p02())
                .real(filter.p11())
                .real(filter.p12())
                .real(filter.p22());
    }

    private static LevelFilter readFilter(OctetReader in) {
        return new LevelFilter(
                in.real(), in.real(), in.real(), in.real(), in.real(), in.real(), in.real(), in.real(), in.real());
    }
}
