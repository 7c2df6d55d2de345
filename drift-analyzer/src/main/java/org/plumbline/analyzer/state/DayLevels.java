// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/**
 * The octets in which the levels of one meter and UTC day are kept: distinct, in canonical order, each as the difference
 * to the one before. The same set of levels gives the same octets in whatever order they came; a level later than all
 * before is appended without decoding them.
 *
 * <p>Format, version 1: octet 1; number of levels; the last level in full; then per level one octet of flags (1 = 900 s
 * after the one before, 2 = scaler, status and epoch as before, 4 = temperature present) and what the flags leave open.
 */
public final class DayLevels {
    /** Most distinct levels of one meter and day: one a minute, and conflicting rows. */
    public static final int MOST_LEVELS = 1_500;

    private static final int VERSION = 1;
    private static final int USUAL_STEP_SECONDS = 900;
    private static final int USUAL_STEP = 1;
    private static final int SAME_CONTEXT = 2;
    private static final int TEMPERATURE = 4;

    private DayLevels() {}

    /** What {@link #add} found. */
    public sealed interface Addition {
        /** The level is new. */
        record Added(byte[] octets) implements Addition {}

        /** The same level was there. */
        record Known() implements Addition {}

        /** The day holds as many levels as it may. */
        record Full() implements Addition {}
    }

    /**
     * Adds a level.
     *
     * @param octets what is kept; null = nothing yet
     */
    public static Addition add(byte @Nullable [] octets, Level level) {
        if (octets == null) {
            return new Addition.Added(encode(List.of(level)));
        }
        Head head = Head.read(octets);
        int order = Level.ORDER.compare(head.last, level);
        if (order == 0) {
            return new Addition.Known();
        }
        if (head.count >= MOST_LEVELS) {
            return decode(octets).contains(level) ? new Addition.Known() : new Addition.Full();
        }
        if (order < 0) {
            OctetWriter out = new OctetWriter(octets.length + 16);
            writeHead(out, head.count + 1, level);
            out.raw(octets, head.bodyAt, octets.length - head.bodyAt);
            writeBody(out, head.last, level);
            return new Addition.Added(out.toOctets());
        }
        TreeSet<Level> levels = new TreeSet<>(Level.ORDER);
        levels.addAll(decode(octets));
        return levels.add(level) ? new Addition.Added(encode(levels)) : new Addition.Known();
    }

    /**
     * All levels, in canonical order.
     *
     * @param octets what is kept; null = none
     * @throws StateFormatException when the octets are not of this format
     */
    public static List<Level> decode(byte @Nullable [] octets) {
        if (octets == null) {
            return List.of();
        }
        OctetReader in = new OctetReader(octets);
        Head head = Head.read(in);
        List<Level> levels = new ArrayList<>(head.count);
        Level before = Head.NONE;
        for (int k = 0; k < head.count; k++) {
            before = readBody(in, before);
            levels.add(before);
        }
        in.end();
        return levels;
    }

    /** @param levels distinct and in canonical order */
    private static byte[] encode(Iterable<Level> levels) {
        OctetWriter body = new OctetWriter(400);
        Level before = Head.NONE;
        int count = 0;
        for (Level level : levels) {
            writeBody(body, before, level);
            before = level;
            count++;
        }
        OctetWriter out = new OctetWriter(420);
        writeHead(out, count, before);
        byte[] octets = body.toOctets();
        return out.raw(octets, 0, octets.length).toOctets();
    }

    private static void writeHead(OctetWriter out, int count, Level last) {
        out.octet(VERSION).number(count);
        writeBody(out, Head.NONE, last);
    }

    private static void writeBody(OctetWriter out, Level beforeLevel, Level level) {
        RegisterLevel before = beforeLevel.register();
        RegisterLevel now = level.register();
        long step = now.captureEpochSecond() - before.captureEpochSecond();
        boolean sameContext = now.scaler() == before.scaler()
                && now.statusBits() == before.statusBits()
                && now.calibrationEpoch() == before.calibrationEpoch();
        out.octet((step == USUAL_STEP_SECONDS ? USUAL_STEP : 0)
                | (sameContext ? SAME_CONTEXT : 0)
                | (level.temperatureTenths().isPresent() ? TEMPERATURE : 0));
        if (step != USUAL_STEP_SECONDS) {
            out.number(step);
        }
        out.number(now.raw() - before.raw());
        if (!sameContext) {
            out.number(now.scaler()).number(now.statusBits()).number(now.calibrationEpoch());
        }
        if (level.temperatureTenths().isPresent()) {
            out.number((long) level.temperatureTenths().getAsInt()
                    - beforeLevel.temperatureTenths().orElse(0));
        }
    }

    private static Level readBody(OctetReader in, Level beforeLevel) {
        RegisterLevel before = beforeLevel.register();
        int flags = in.octet();
        long second = before.captureEpochSecond() + ((flags & USUAL_STEP) != 0 ? USUAL_STEP_SECONDS : in.number());
        long raw = before.raw() + in.number();
        boolean same = (flags & SAME_CONTEXT) != 0;
        int scaler = same ? before.scaler() : in.integer();
        int status = same ? before.statusBits() : in.integer();
        int epoch = same ? before.calibrationEpoch() : in.integer();
        OptionalInt temperature = (flags & TEMPERATURE) != 0
                ? OptionalInt.of((int) (beforeLevel.temperatureTenths().orElse(0) + in.number()))
                : OptionalInt.empty();
        return new Level(new RegisterLevel(second, raw, scaler, status, epoch), temperature);
    }

    private record Head(int count, Level last, int bodyAt) {
        static final Level NONE = new Level(new RegisterLevel(0, 0, 0, 0, 0), OptionalInt.empty());

        static Head read(byte[] octets) {
            return read(new OctetReader(octets));
        }

        static Head read(OctetReader in) {
            int version = in.octet();
            if (version != VERSION) {
                throw new StateFormatException("levels of version " + version);
            }
            int count = in.count();
            Level last = readBody(in, NONE);
            return new Head(count, last, in.position());
        }
    }
}
