// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.util.Objects;
import java.util.Optional;
import org.plumbline.analyzer.metrology.checks.Baseline;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.DayFinding;
import org.plumbline.analyzer.metrology.checks.LowCurrent;
import org.plumbline.analyzer.metrology.checks.NeutralRatio;
import org.plumbline.analyzer.metrology.checks.PowerPath;
import org.plumbline.analyzer.metrology.checks.Quantity;
import org.plumbline.analyzer.metrology.checks.RatioSums;
import org.plumbline.analyzer.metrology.checks.RegisterSum;
import org.plumbline.analyzer.metrology.checks.SumTrack;
import org.plumbline.analyzer.metrology.checks.Verdict;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;

/**
 * Octets of {@link CheckState}; the first one is the version. Equal states have equal octets. Enumerations are written as
 * their position, so they may only grow at their end.
 */
public final class CheckStateCodec {
    private static final int VERSION = 1;

    private CheckStateCodec() {}

    /** The octets of a state. */
    public static byte[] encode(CheckState state) {
        OctetWriter out = new OctetWriter(2_048).octet(VERSION);
        writeDay(out, state.newestDay);
        writeDay(out, state.settledDay);
        writeDay(out, state.reportedDay);
        out.number(state.epoch).real(state.peakWatts);
        out.number(state.open.size());
        state.open.forEach((day, content) -> {
            out.number(day);
            OpenDayCodec.write(out, content);
        });
        for (CheckKind kind : CheckKind.values()) {
            writeVerdict(out, state.verdict(kind));
        }
        out.number(state.contents.size());
        state.contents.forEach((quantity, raw) -> out.octet(quantity.ordinal()).number(raw));
        for (RegisterSum sum : RegisterSum.values()) {
            writeSum(out, Objects.requireNonNull(state.sums.get(sum)));
        }
        writePowerPath(out, state.powerPath);
        writeNeutral(out, state.neutral);
        writeLowCurrent(out, state.lowCurrent);
        out.number(state.refusedReadings.size());
        state.refusedReadings.forEach((reason, count) -> out.text(reason).number(count));
        return out.toOctets();
    }

    /**
     * The state of octets.
     *
     * @throws StateFormatException when they are not of a version this code knows, or damaged
     */
    public static CheckState decode(byte[] octets) {
        try {
            return read(octets);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StateFormatException("check state with impossible content: " + e.getMessage());
        }
    }

    private static CheckState read(byte[] octets) {
        OctetReader in = new OctetReader(octets);
        int version = in.octet();
        if (version != VERSION) {
            throw new StateFormatException("check state of version " + version);
        }
        CheckState state = CheckState.initial();
        state.newestDay = readDay(in);
        state.settledDay = readDay(in);
        state.reportedDay = readDay(in);
        state.beginEpoch(in.integer());
        state.peakWatts = in.real();
        for (int left = in.integer(); left > 0; left--) {
            long day = in.number();
            state.open.put(day, OpenDayCodec.read(in));
        }
        for (CheckKind kind : CheckKind.values()) {
            state.verdicts.put(kind, readVerdict(in));
        }
        for (int left = in.integer(); left > 0; left--) {
            state.contents.put(Quantity.values()[in.octet()], in.number());
        }
        for (RegisterSum sum : RegisterSum.values()) {
            state.sums.put(sum, readSum(in));
        }
        state.powerPath = readPowerPath(in);
        state.neutral = readNeutral(in);
        state.lowCurrent = readLowCurrent(in);
        for (int left = in.integer(); left > 0; left--) {
            state.refusedReadings.put(in.text(), in.integer());
        }
        in.end();
        return state;
    }

    private static void writeDay(OctetWriter out, long day) {
        out.flag(day != CheckState.NEVER);
        if (day != CheckState.NEVER) {
            out.number(day);
        }
    }

    private static long readDay(OctetReader in) {
        return in.flag() ? in.number() : CheckState.NEVER;
    }

    private static void writeVerdict(OctetWriter out, Verdict verdict) {
        out.octet(verdict.state().ordinal())
                .octet(verdict.beyond())
                .octet(verdict.clear())
                .octet(verdict.refused())
                .number(verdict.sinceDay())
                .octet(verdict.refusal().map(why -> why.ordinal() + 1).orElse(0));
    }

    private static Verdict readVerdict(OctetReader in) {
        Verdict.State state = Verdict.State.values()[in.octet()];
        int beyond = in.octet();
        int clear = in.octet();
        int refused = in.octet();
        long since = in.number();
        int refusal = in.octet();
        return new Verdict(
                state,
                beyond,
                clear,
                refused,
                since,
                refusal == 0 ? Optional.empty() : Optional.of(DayFinding.Refusal.values()[refusal - 1]));
    }

    private static void writeSum(OctetWriter out, SumTrack track) {
        out.flag(track.anchor().isPresent());
        track.anchor()
                .ifPresent(anchor -> out.number(anchor)
                        .number(track.anchorTotal())
                        .number(track.next())
                        .number(track.nextDay())
                        .number(track.held())
                        .number(track.scaler()));
    }

    private static SumTrack readSum(OctetReader in) {
        return in.flag()
                ? new SumTrack(
                        Optional.of(in.number()), in.number(), in.number(), in.number(), in.integer(), in.integer())
                : SumTrack.begin();
    }

    private static void writePowerPath(OctetWriter out, PowerPath path) {
        writeSums(out, path.resolved());
        writeSums(out, path.offsets());
        out.real(path.offsetLoad()).number(path.days()).number(path.readings());
        writeBaseline(out, path.ratioBaseline());
        writeBaseline(out, path.offsetBaseline());
    }

    private static PowerPath readPowerPath(OctetReader in) {
        return new PowerPath(
                readSums(in), readSums(in), in.real(), in.integer(), in.integer(), readBaseline(in), readBaseline(in));
    }

    private static void writeNeutral(OctetWriter out, NeutralRatio neutral) {
        writeSums(out, neutral.sums());
        out.number(neutral.days()).number(neutral.readings());
        writeBaseline(out, neutral.baseline());
    }

    private static NeutralRatio readNeutral(OctetReader in) {
        return new NeutralRatio(readSums(in), in.integer(), in.integer(), readBaseline(in));
    }

    private static void writeLowCurrent(OctetWriter out, LowCurrent low) {
        out.real(low.standstill()).number(low.flowing()).real(low.creep()).number(low.unloaded());
    }

    private static LowCurrent readLowCurrent(OctetReader in) {
        return new LowCurrent(in.real(), in.integer(), in.real(), in.integer());
    }

    private static void writeSums(OctetWriter out, RatioSums sums) {
        out.flag(sums.n() > 0);
        if (sums.n() > 0) {
            out.real(sums.xx()).real(sums.xxSquared()).real(sums.xy());
            out.real(sums.yy()).real(sums.xb()).real(sums.n());
        }
    }

    private static RatioSums readSums(OctetReader in) {
        return in.flag()
                ? new RatioSums(in.real(), in.real(), in.real(), in.real(), in.real(), in.real())
                : RatioSums.NONE;
    }

    private static void writeBaseline(OctetWriter out, Optional<Baseline> baseline) {
        out.flag(baseline.isPresent());
        baseline.ifPresent(base -> out.real(base.ratio()).real(base.uncertainty()));
    }

    private static Optional<Baseline> readBaseline(OctetReader in) {
        return in.flag() ? Optional.of(new Baseline(in.real(), in.real())) : Optional.empty();
    }
}
