// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;

/**
 * The octets in which the levels of one meter and UTC day are kept: distinct, in canonical order, each as the difference
 * to the one before. The same set of levels gives the same octets in whatever order they came; a level later than all
 * before is appended without decoding them.
 *
 * <p>A day holds at most {@value #MOST_LEVELS} levels. Of more, those are kept whose capture times lie on the coarser
 * grid (hour, half hour, quarter hour, five minutes, minute), and the first of those equally coarse: which levels are
 * left out depends on what there is, never on what came first, and two meters of a pair keep the same grid.
 */
public final class DayLevels {
    /** Most levels of one meter and day: one more than every ten minutes with both midnights, which fill no day. */
    public static final int MOST_LEVELS = 146;

    /** Days without reactive energy are still written as in version 2. */
    private static final int VERSION = 2;

    private static final int VERSION_WITH_REACTIVE = 3;
    private static final int[] GRIDS_SECONDS = {3_600, 1_800, 900, 300, 60};

    /** Levels that are kept first come first. */
    private static final Comparator<Level> WORTH =
            Comparator.comparingInt(DayLevels::coarseness).thenComparing(Level.ORDER);

    private DayLevels() {}

    /** What {@link #add} found. */
    public sealed interface Addition {
        /**
         * The level is new and kept.
         *
         * @param fills true when the day holds as many levels as it may from now on
         */
        record Added(byte[] octets, boolean fills) implements Addition {}

        /** The same level was there. */
        record Known() implements Addition {}

        /** The day holds as many levels as it may, all of more worth than this one. */
        record LeftOut() implements Addition {}
    }

    /**
     * Adds a level.
     *
     * @param octets what is kept, of this or the version before; null = nothing yet
     */
    public static Addition add(byte @Nullable [] octets, Level level) {
        if (octets == null) {
            return new Addition.Added(encode(List.of(level)), false);
        }
        if (isOf(VERSION, octets) || isOf(VERSION_WITH_REACTIVE, octets)) {
            Head head = Head.read(new OctetReader(octets));
            int order = Level.ORDER.compare(head.last.level(), level);
            if (order == 0) {
                return new Addition.Known();
            }
            if (order < 0 && head.count < MOST_LEVELS) {
                return new Addition.Added(appended(octets, head, level), head.count + 1 == MOST_LEVELS);
            }
        }
        return inserted(decode(octets), level);
    }

    private static Addition inserted(List<Level> before, Level level) {
        TreeSet<Level> byWorth = new TreeSet<>(WORTH);
        byWorth.addAll(before);
        if (!byWorth.add(level)) {
            return new Addition.Known();
        }
        while (byWorth.size() > MOST_LEVELS) {
            if (level.equals(byWorth.pollLast())) {
                return new Addition.LeftOut();
            }
        }
        TreeSet<Level> inOrder = new TreeSet<>(Level.ORDER);
        inOrder.addAll(byWorth);
        return new Addition.Added(encode(inOrder), before.size() == MOST_LEVELS - 1);
    }

    /**
     * All levels, in canonical order.
     *
     * @param octets what is kept, of this or the version before; null = none
     * @throws StateFormatException when the octets are not of this format
     */
    public static List<Level> decode(byte @Nullable [] octets) {
        if (octets == null) {
            return List.of();
        }
        OctetReader in = new OctetReader(octets);
        if (isOf(DayLevelsVersion1.VERSION, octets)) {
            return DayLevelsVersion1.read(in);
        }
        Head head = Head.read(in);
        List<Level> levels = new ArrayList<>(head.count);
        LevelDelta before = LevelDelta.NONE;
        for (int k = 0; k < head.count; k++) {
            before = before.read(in);
            levels.add(before.level());
        }
        in.end();
        return levels;
    }

    private static boolean isOf(int version, byte[] octets) {
        return octets.length > 0 && octets[0] == version;
    }

    private static int coarseness(Level level) {
        long second = level.register().captureEpochSecond();
        int grid = 0;
        while (grid < GRIDS_SECONDS.length && second % GRIDS_SECONDS[grid] != 0) {
            grid++;
        }
        return grid;
    }

    private static byte[] appended(byte[] octets, Head head, Level level) {
        LevelDelta last = head.last.to(level);
        OctetWriter out = new OctetWriter(octets.length + 16);
        writeHead(out, head.count + 1, last);
        out.raw(octets, head.bodyAt, octets.length - head.bodyAt);
        head.last.write(out, last);
        return out.toOctets();
    }

    /** @param levels distinct and in canonical order */
    private static byte[] encode(Collection<Level> levels) {
        OctetWriter body = new OctetWriter(400);
        LevelDelta before = LevelDelta.NONE;
        for (Level level : levels) {
            LevelDelta next = before.to(level);
            before.write(body, next);
            before = next;
        }
        OctetWriter out = new OctetWriter(420);
        writeHead(out, levels.size(), before);
        byte[] octets = body.toOctets();
        return out.raw(octets, 0, octets.length).toOctets();
    }

    /** Version; number of levels; the last level in full, with the step to it; the newest reactive energy if it is not the last level's. */
    private static void writeHead(OctetWriter out, int count, LevelDelta last) {
        out.octet(last.knowsReactive() ? VERSION_WITH_REACTIVE : VERSION)
                .number(count)
                .number(last.stepSeconds());
        LevelDelta.NONE.write(out, LevelDelta.NONE.to(last.level()));
        if (last.knowsReactive() && last.level().reactive().isEmpty()) {
            out.number(last.newestReactive().scaler())
                    .number(last.newestReactive().raw());
        }
    }

    private record Head(int count, LevelDelta last, int bodyAt) {
        static Head read(OctetReader in) {
            int version = in.octet();
            if (version != VERSION && version != VERSION_WITH_REACTIVE) {
                throw new StateFormatException("levels of version " + version);
            }
            int count = in.count();
            long step = in.number();
            LevelDelta last = LevelDelta.NONE.read(in);
            if (version == VERSION_WITH_REACTIVE && last.level().reactive().isEmpty()) {
                int scaler = in.integer();
                last = last.after(new ReactiveLevel(in.number(), scaler));
            }
            return new Head(count, last.step(step), in.position());
        }
    }
}
