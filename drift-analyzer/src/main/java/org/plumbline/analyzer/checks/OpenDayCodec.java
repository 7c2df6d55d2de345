// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.plumbline.analyzer.metrology.checks.HourLevel;
import org.plumbline.analyzer.metrology.checks.PollSample;
import org.plumbline.analyzer.metrology.checks.Quantity;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;

/** Octets of an {@link OpenDay}: each poll and level as the difference to the one before. */
final class OpenDayCodec {
    private static final PollSample NO_POLL = PollSample.of(0, 0, Map.of());
    private static final HourLevel NO_LEVEL = new HourLevel(0, 0, 0, 0, true);

    private OpenDayCodec() {}

    static void write(OctetWriter out, OpenDay day) {
        List<PollSample> polls = day.polls();
        out.number(polls.size());
        PollSample before = NO_POLL;
        for (PollSample poll : polls) {
            writePoll(out, before, poll);
            before = poll;
        }
        List<HourLevel> levels = day.levels();
        out.number(levels.size());
        HourLevel last = NO_LEVEL;
        for (HourLevel level : levels) {
            out.number((level.second() - last.second()) / HourLevel.STEP_SECONDS)
                    .number(level.raw() - last.raw())
                    .number(level.scaler())
                    .number(level.epoch())
                    .flag(level.usable());
            last = level;
        }
    }

    static OpenDay read(OctetReader in) {
        OpenDay day = new OpenDay();
        PollSample before = NO_POLL;
        for (int left = in.integer(); left > 0; left--) {
            before = readPoll(in, before);
            day.add(before);
        }
        HourLevel last = NO_LEVEL;
        for (int left = in.integer(); left > 0; left--) {
            last = new HourLevel(
                    last.second() + in.number() * HourLevel.STEP_SECONDS,
                    last.raw() + in.number(),
                    in.integer(),
                    in.integer(),
                    in.flag());
            day.add(last);
        }
        return day;
    }

    private static void writePoll(OctetWriter out, PollSample before, PollSample poll) {
        boolean alike = isAlike(before, poll);
        out.number(poll.second() - before.second())
                .number((long) poll.epoch() - before.epoch())
                .flag(alike);
        if (!alike) {
            out.number(poll.registers().size());
        }
        poll.registers().forEach((quantity, register) -> {
            if (!alike) {
                out.octet(quantity.ordinal()).number(register.scaler());
            }
            out.number(register.raw() - before.raw(quantity));
        });
    }

    private static PollSample readPoll(OctetReader in, PollSample before) {
        long second = before.second() + in.number();
        int epoch = before.epoch() + in.integer();
        boolean alike = in.flag();
        Map<Quantity, PollSample.Register> registers = new EnumMap<>(Quantity.class);
        if (alike) {
            before.registers()
                    .forEach((quantity, known) -> registers.put(
                            quantity, new PollSample.Register(known.raw() + in.number(), known.scaler())));
        } else {
            for (int left = in.integer(); left > 0; left--) {
                Quantity quantity = Quantity.values()[in.octet()];
                int scaler = in.integer();
                registers.put(quantity, new PollSample.Register(before.raw(quantity) + in.number(), scaler));
            }
        }
        return PollSample.of(second, epoch, registers);
    }

    /** Whether two polls have the same registers with the same scalers. */
    private static boolean isAlike(PollSample before, PollSample poll) {
        for (Quantity quantity : Quantity.values()) {
            if (before.has(quantity) != poll.has(quantity) || before.scaler(quantity) != poll.scaler(quantity)) {
                return false;
            }
        }
        return true;
    }
}
