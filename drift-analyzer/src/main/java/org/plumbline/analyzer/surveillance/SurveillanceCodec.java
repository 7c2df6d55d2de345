// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Anomaly;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Divergence;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Reservation;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.OpenFinding;

/** Octets of {@link SurveillanceState}; the first one is the version. Equal states have equal octets. */
public final class SurveillanceCodec {
    private static final int VERSION = 1;

    private SurveillanceCodec() {}

    /** The octets of a state. */
    public static byte[] encode(SurveillanceState state) {
        OctetWriter out = new OctetWriter(1_024)
                .octet(VERSION)
                .text(state.referenceMeterId())
                .number(state.testedDay())
                .number(state.referenceDay())
                .number(state.analysedBefore())
                .number(state.firstDay())
                .number(state.settledFindingDay())
                .number(state.finding().sinceDay().orElse(SurveillanceState.NO_DAY))
                .text(state.standingRefusal())
                .number(state.recent().size());
        state.recent().values().forEach(day -> write(out, day));
        return out.toOctets();
    }

    /**
     * The state of octets.
     *
     * @throws StateFormatException when they are not of a version this code knows, or cut
     */
    public static SurveillanceState decode(byte[] octets) {
        OctetReader in = new OctetReader(octets);
        int version = in.octet();
        if (version != VERSION) {
            throw new StateFormatException("surveillance state of version " + version);
        }
        String referenceMeterId = in.text();
        long testedDay = in.number();
        long referenceDay = in.number();
        long analysedBefore = in.number();
        long firstDay = in.number();
        long settledFindingDay = in.number();
        long since = in.number();
        String standingRefusal = in.text();
        SortedMap<Long, DualMeterDay> recent = new TreeMap<>();
        for (int left = count(in); left > 0; left--) {
            DualMeterDay day = read(in);
            recent.put(day.epochDay(), day);
        }
        in.end();
        return new SurveillanceState(
                referenceMeterId,
                testedDay,
                referenceDay,
                analysedBefore,
                firstDay,
                settledFindingDay,
                since == SurveillanceState.NO_DAY ? OpenFinding.NONE : OpenFinding.since(since),
                standingRefusal,
                recent);
    }

    private static void write(OctetWriter out, DualMeterDay day) {
        out.number(day.epochDay())
                .real(day.nominalPowerWatts())
                .number(day.intervals())
                .flag(day.divergence().isPresent());
        day.divergence()
                .ifPresent(found -> out.number(found.comparedIntervals())
                        .real(found.e1Percent())
                        .number(found.e1EpochSecond())
                        .real(found.e2Percent())
                        .real(found.meanAbsolutePercent())
                        .real(found.e2ResolutionPercent()));
        out.real(day.e1ResolutionPercent()).number(day.testedSilentIntervals()).number(day.referenceSilentIntervals());
        writeNames(out, day.anomalies());
        writeNames(out, day.reservations());
    }

    private static DualMeterDay read(OctetReader in) {
        return new DualMeterDay(
                in.number(),
                in.real(),
                in.integer(),
                in.flag()
                        ? Optional.of(
                                new Divergence(in.integer(), in.real(), in.number(), in.real(), in.real(), in.real()))
                        : Optional.empty(),
                in.real(),
                in.integer(),
                in.integer(),
                readNames(in, Anomaly.class),
                readNames(in, Reservation.class));
    }

    private static void writeNames(OctetWriter out, List<? extends Enum<?>> names) {
        out.number(names.size());
        names.forEach(name -> out.text(name.name()));
    }

    private static <E extends Enum<E>> List<E> readNames(OctetReader in, Class<E> type) {
        List<E> names = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            String name = in.text();
            try {
                names.add(Enum.valueOf(type, name));
            } catch (IllegalArgumentException e) {
                throw new StateFormatException("unknown " + type.getSimpleName() + " " + name);
            }
        }
        return names;
    }

    /** Elements follow one by one, so a count that is too large ends where the octets end. */
    private static int count(OctetReader in) {
        int count = in.integer();
        if (count < 0) {
            throw new StateFormatException("count out of range: " + count);
        }
        return count;
    }
}
