// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CaseFile;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.DaySignal;
import org.plumbline.analyzer.cases.Signal;
import org.plumbline.analyzer.metrology.paired.DayWitness;

/** Octets of what cases are worked out from again. Versions before 5 did not know it. */
final class CaseGroundCodec {
    private static final int FIRST_VERSION = 5;
    private static final int SIGNAL_BITS = 2;
    private static final int SIGNAL_MASK = 3;
    private static final int GAIN_OCTETS = 3;
    private static final int OTHER_OCTETS = 2;
    private static final int SINGLE_OCTETS = 4;

    private CaseGroundCodec() {}

    /** @param files the meter's cases as they stand now */
    static void write(OctetWriter out, CaseGround ground, SortedMap<CaseKind, CaseFile> files) {
        writeDay(out, ground.actedBefore(), MeterState.NO_DAY);
        writeDay(out, ground.doubtedFrom(), CaseGround.NO_DOUBT);
        out.number(ground.settled().size());
        ground.settled().forEach((kind, file) -> writeSettled(out, kind, file, files));
        out.number(ground.ended().size());
        ground.ended().values().forEach(ended -> CaseCodec.write(out, ended));
        writeSignals(out, ground.signals());
        writeWitnesses(out, ground.witnesses());
    }

    /** Before version 5 what was judged stands; what is judged from then on may be judged again. */
    static CaseGround read(OctetReader in, int version, MeterState.Draft state) {
        if (version < FIRST_VERSION) {
            return new CaseGround(
                    CaseGround.settledAs(state.cases),
                    state.pairedBefore,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    CaseGround.NO_DOUBT);
        }
        long actedBefore = readDay(in, MeterState.NO_DAY);
        long doubtedFrom = readDay(in, CaseGround.NO_DOUBT);
        SortedMap<CaseKind, CaseFile> settled = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            CaseKind kind = CaseCodec.readKind(in);
            settled.put(kind, readSettled(in, version, Optional.ofNullable(state.cases.get(kind))));
        }
        SortedMap<String, AccuracyCase> ended = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            AccuracyCase one = CaseCodec.read(in, version);
            ended.put(one.caseId(), one);
        }
        return new CaseGround(settled, actedBefore, ended, readSignals(in), readWitnesses(in), doubtedFrom);
    }

    private static void writeDay(OctetWriter out, long day, long none) {
        out.flag(day != none);
        if (day != none) {
            out.number(day);
        }
    }

    private static long readDay(OctetReader in, long none) {
        return in.flag() ? in.number() : none;
    }

    private static void writeSettled(
            OctetWriter out, CaseKind kind, CaseFile file, SortedMap<CaseKind, CaseFile> files) {
        Optional<CaseFile> now = Optional.ofNullable(files.get(kind));
        boolean same = now.filter(each -> each.commandedAs(CaseFile.empty()).equals(file))
                .isPresent();
        out.text(kind.code()).flag(same);
        if (!same) {
            out.number(file.opened()).flag(file.newest().isPresent());
            file.newest().ifPresent(one -> CaseCodec.write(out, one, now.flatMap(CaseFile::newest)));
        }
    }

    private static CaseFile readSettled(OctetReader in, int version, Optional<CaseFile> now) {
        if (in.flag()) {
            return now.orElseThrow(() -> new StateFormatException("a settled file as another that is not there"))
                    .commandedAs(CaseFile.empty());
        }
        int opened = in.integer();
        Optional<AccuracyCase> newest =
                in.flag() ? Optional.of(CaseCodec.read(in, version, now.flatMap(CaseFile::newest))) : Optional.empty();
        return new CaseFile(opened, newest, new TreeMap<>());
    }

    /** Days in a row that said the same are one entry; those that say more than a word stand alone. */
    private static void writeSignals(OctetWriter out, SortedMap<Long, DaySignal> signals) {
        OctetWriter runs = new OctetWriter(64);
        int count = 0;
        long before = 0;
        long first = 0;
        int length = 0;
        Optional<DaySignal> run = Optional.empty();
        for (Map.Entry<Long, DaySignal> each : signals.entrySet()) {
            boolean follows = length > 0 && each.getKey() == first + length && run.equals(Optional.of(each.getValue()));
            if (!follows) {
                count += writeRun(runs, run, first - before, length);
                before = length > 0 ? first + length : before;
                first = each.getKey();
                length = 0;
                run = Optional.of(each.getValue());
            }
            length++;
        }
        count += writeRun(runs, run, first - before, length);
        byte[] octets = runs.toOctets();
        out.number(count).raw(octets, 0, octets.length);
    }

    /** @return number of runs written */
    private static int writeRun(OctetWriter out, Optional<DaySignal> run, long daysAfterTheLast, int length) {
        run.ifPresent(signal -> {
            boolean interval = signal.intervalLowPercent() != 0 || signal.intervalHighPercent() != 0;
            out.number(daysAfterTheLast)
                    .number(length)
                    .number(signal.calibrationEpoch())
                    .octet(signal.accuracy().ordinal()
                            | signal.configuration().ordinal() << SIGNAL_BITS
                            | signal.load().ordinal() << 2 * SIGNAL_BITS
                            | (interval ? 1 : 0) << 3 * SIGNAL_BITS);
            if (interval) {
                out.real(signal.intervalLowPercent()).real(signal.intervalHighPercent());
            }
        });
        return run.isPresent() ? 1 : 0;
    }

    private static SortedMap<Long, DaySignal> readSignals(OctetReader in) {
        SortedMap<Long, DaySignal> signals = new TreeMap<>();
        long day = 0;
        for (int left = in.count(); left > 0; left--) {
            day += in.number();
            int length = in.integer();
            if (length < 1 || length > MOST_DAYS) {
                throw new StateFormatException("signals of " + length + " days in a row");
            }
            int epoch = in.integer();
            int words = in.octet();
            boolean interval = words >>> 3 * SIGNAL_BITS == 1;
            DaySignal signal = new DaySignal(
                    epoch,
                    signal(words),
                    signal(words >>> SIGNAL_BITS),
                    signal(words >>> 2 * SIGNAL_BITS),
                    interval ? in.real() : 0,
                    interval ? in.real() : 0);
            for (int k = 0; k < length; k++) {
                signals.put(day++, signal);
            }
        }
        return signals;
    }

    /** More than are ever kept. */
    private static final int MOST_DAYS = 1_000;

    private static Signal signal(int bits) {
        int ordinal = bits & SIGNAL_MASK;
        if (ordinal >= Signal.values().length) {
            throw new StateFormatException("no signal " + ordinal);
        }
        return Signal.values()[ordinal];
    }

    private static void writeWitnesses(OctetWriter out, SortedMap<Long, DayWitness> witnesses) {
        out.number(witnesses.size());
        long day = 0;
        int epoch = 0;
        int referenceEpoch = 0;
        for (DayWitness each : witnesses.values()) {
            out.number(each.epochDay() - day)
                    .number(each.calibrationEpoch() - epoch)
                    .number(each.referenceEpoch() - referenceEpoch)
                    .number(each.seconds() - Level.DAY_SECONDS)
                    .tail(bits(each.gainErrorPercent()) >>> Byte.SIZE, GAIN_OCTETS);
            writeTwo(out, each.gainVariance());
            writeTwo(out, each.clockSkewSeconds());
            writeTwo(out, each.clockSkewStandardUncertaintySeconds());
            writeTwo(out, each.chiSquareReduced());
            writeTwo(out, each.energyWattHours());
            writeTwo(out, each.squareLoadEnergy());
            out.flag(each.tangent().isPresent());
            each.tangent().ifPresent(tangent -> writeTwo(out, tangent));
            day = each.epochDay();
            epoch = each.calibrationEpoch();
            referenceEpoch = each.referenceEpoch();
        }
    }

    private static SortedMap<Long, DayWitness> readWitnesses(OctetReader in) {
        SortedMap<Long, DayWitness> witnesses = new TreeMap<>();
        long day = 0;
        int epoch = 0;
        int referenceEpoch = 0;
        for (int left = in.count(); left > 0; left--) {
            day += in.number();
            epoch += in.integer();
            referenceEpoch += in.integer();
            witnesses.put(
                    day,
                    new DayWitness(
                            day,
                            epoch,
                            referenceEpoch,
                            in.number() + Level.DAY_SECONDS,
                            single(in, GAIN_OCTETS),
                            single(in, OTHER_OCTETS),
                            single(in, OTHER_OCTETS),
                            single(in, OTHER_OCTETS),
                            single(in, OTHER_OCTETS),
                            single(in, OTHER_OCTETS),
                            single(in, OTHER_OCTETS),
                            in.flag() ? OptionalDouble.of(single(in, OTHER_OCTETS)) : OptionalDouble.empty()));
        }
        return witnesses;
    }

    private static void writeTwo(OctetWriter out, double value) {
        out.tail(bits(value) >>> 2 * Byte.SIZE, OTHER_OCTETS);
    }

    private static long bits(double single) {
        return Integer.toUnsignedLong(Float.floatToRawIntBits((float) single));
    }

    /** The lower octets are zero. */
    private static double single(OctetReader in, int octets) {
        return Float.intBitsToFloat((int) in.tail(octets) << (SINGLE_OCTETS - octets) * Byte.SIZE);
    }
}
