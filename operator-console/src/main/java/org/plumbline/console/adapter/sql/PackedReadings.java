// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.tables.TableRecord;

/**
 * Readings of one meter in a few octets each: the same readings in the same order give the same octets. Figures are
 * differences to the reading before, registers to the last reading with the same layout, as integers of variable length,
 * seven bits an octet. A layout (source, and OBIS code, scaler and unit of each register) is spelt once.
 */
final class PackedReadings {
    private static final byte VERSION = 1;
    private static final int CLOCK_AS_BEFORE = 0;
    private static final int CLOCK_UNKNOWN = 1;
    private static final int CLOCK_TOLD = 2;
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private PackedReadings() {}

    /** What tells readings of a meter apart, the oldest first. */
    record Moment(Instant captureTime, String source) implements Comparable<Moment> {
        static Moment of(TableRecord.Reading reading) {
            return new Moment(reading.captureTime(), reading.source());
        }

        @Override
        public int compareTo(Moment other) {
            int byTime = captureTime.compareTo(other.captureTime);
            return byTime != 0 ? byTime : source.compareTo(other.source);
        }
    }

    /** Registers, whose raw values do not matter, and their source. */
    private record Layout(String source, List<TableRecord.Register> registers) {
        boolean fits(TableRecord.Reading reading) {
            List<TableRecord.Register> told = reading.registers();
            if (!source.equals(reading.source()) || registers.size() != told.size()) {
                return false;
            }
            for (int i = 0; i < told.size(); i++) {
                TableRecord.Register one = registers.get(i);
                TableRecord.Register other = told.get(i);
                if (one.scaler() != other.scaler()
                        || one.unit() != other.unit()
                        || !one.obis().equals(other.obis())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What the next reading is told against. A meter has few layouts: one by source. */
    private static final class Before {
        private final List<Layout> layouts = new ArrayList<>();
        private final List<long[]> raws = new ArrayList<>();
        private long captureMillis;
        private long sessionMillis;
        private @Nullable Long clockOffsetMillis;

        void add(Layout layout) {
            layouts.add(layout);
            raws.add(new long[layout.registers().size()]);
        }

        /** Number of the layout of a reading; as many as there are where it is a new one. */
        int number(TableRecord.Reading reading) {
            int number = 0;
            while (number < layouts.size() && !layouts.get(number).fits(reading)) {
                number++;
            }
            return number;
        }
    }

    static byte[] pack(Collection<TableRecord.Reading> readings) {
        Before before = new Before();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        number(out, readings.size());
        readings.forEach(reading -> pack(out, before, reading));
        return out.toByteArray();
    }

    private static void pack(ByteArrayOutputStream out, Before before, TableRecord.Reading reading) {
        int number = before.number(reading);
        number(out, number);
        if (number == before.layouts.size()) {
            Layout layout = new Layout(reading.source(), reading.registers());
            before.add(layout);
            pack(out, layout);
        }
        long captureMillis = reading.captureTime().toEpochMilli();
        number(out, captureMillis - before.captureMillis);
        before.captureMillis = captureMillis;
        long sessionMillis = reading.sessionTime().toEpochMilli();
        number(out, sessionMillis - before.sessionMillis);
        before.sessionMillis = sessionMillis;
        number(out, reading.statusBits());
        number(out, reading.calibrationEpoch());
        packClock(out, before, reading.clockOffsetMillis());
        long[] raws = before.raws.get(number);
        for (int i = 0; i < raws.length; i++) {
            long raw = reading.registers().get(i).raw();
            number(out, raw - raws[i]);
            raws[i] = raw;
        }
    }

    private static void packClock(ByteArrayOutputStream out, Before before, @Nullable Long offsetMillis) {
        if (offsetMillis == null) {
            number(out, CLOCK_UNKNOWN);
        } else if (offsetMillis.equals(before.clockOffsetMillis)) {
            number(out, CLOCK_AS_BEFORE);
        } else {
            number(out, CLOCK_TOLD);
            number(out, offsetMillis);
            before.clockOffsetMillis = offsetMillis;
        }
    }

    private static void pack(ByteArrayOutputStream out, Layout layout) {
        text(out, layout.source());
        number(out, layout.registers().size());
        for (TableRecord.Register register : layout.registers()) {
            text(out, register.obis());
            number(out, register.scaler());
            number(out, register.unit());
        }
    }

    /**
     * The readings by capture time and source.
     *
     * @throws IllegalStateException when the octets are of another version
     */
    static SortedMap<Moment, TableRecord.Reading> unpack(String meterId, byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        if (in.get() != VERSION) {
            throw new IllegalStateException(
                    "readings were packed by another version; drop the read model's database, it"
                            + " is built again from the topics");
        }
        Before before = new Before();
        SortedMap<Moment, TableRecord.Reading> readings = new TreeMap<>();
        for (long left = number(in); left > 0; left--) {
            TableRecord.Reading reading = unpack(meterId, in, before);
            readings.put(Moment.of(reading), reading);
        }
        return readings;
    }

    private static TableRecord.Reading unpack(String meterId, ByteBuffer in, Before before) {
        int number = (int) number(in);
        if (number == before.layouts.size()) {
            before.add(layout(in));
        }
        Layout layout = before.layouts.get(number);
        before.captureMillis += number(in);
        before.sessionMillis += number(in);
        int statusBits = (int) number(in);
        int calibrationEpoch = (int) number(in);
        Long clockOffsetMillis = clock(in, before);
        long[] raws = before.raws.get(number);
        List<TableRecord.Register> registers = new ArrayList<>(raws.length);
        for (int i = 0; i < raws.length; i++) {
            raws[i] += number(in);
            TableRecord.Register register = layout.registers().get(i);
            registers.add(new TableRecord.Register(register.obis(), raws[i], register.scaler(), register.unit()));
        }
        return new TableRecord.Reading(
                meterId,
                Instant.ofEpochMilli(before.captureMillis),
                layout.source(),
                Instant.ofEpochMilli(before.sessionMillis),
                statusBits,
                calibrationEpoch,
                clockOffsetMillis,
                registers);
    }

    private static @Nullable Long clock(ByteBuffer in, Before before) {
        int told = (int) number(in);
        if (told == CLOCK_UNKNOWN) {
            return null;
        }
        if (told == CLOCK_TOLD) {
            before.clockOffsetMillis = number(in);
        }
        return before.clockOffsetMillis;
    }

    private static Layout layout(ByteBuffer in) {
        String source = text(in);
        List<TableRecord.Register> registers = new ArrayList<>();
        for (long left = number(in); left > 0; left--) {
            registers.add(new TableRecord.Register(text(in), 0, (int) number(in), (int) number(in)));
        }
        return new Layout(source, registers);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        number(out, octets.length);
        out.writeBytes(octets);
    }

    private static String text(ByteBuffer in) {
        byte[] octets = new byte[(int) number(in)];
        in.get(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** Small figures of either sign are short: the sign is the lowest bit. */
    private static void number(ByteArrayOutputStream out, long figure) {
        long left = (figure << 1) ^ (figure >> (Long.SIZE - 1));
        while (Long.compareUnsigned(left, MORE) >= 0) {
            out.write((int) ((left & (MORE - 1)) | MORE));
            left >>>= BITS;
        }
        out.write((int) left);
    }

    private static long number(ByteBuffer in) {
        long figure = 0;
        int shift = 0;
        int octet;
        do {
            octet = in.get();
            figure |= (long) (octet & (MORE - 1)) << shift;
            shift += BITS;
        } while ((octet & MORE) != 0);
        return (figure >>> 1) ^ -(figure & 1);
    }
}
