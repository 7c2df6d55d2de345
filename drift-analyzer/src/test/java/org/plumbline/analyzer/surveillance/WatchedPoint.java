// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterRule;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.surveillance.SurveillanceFollower.Profile;

/** A point of 36 kW whose state and levels are in memory; energies are told by the test. */
final class WatchedPoint {
    static final long FIRST = 20_000;
    static final RegisterFormat FORMAT = new RegisterFormat(32, 60_000);

    /** A level of one of the meters. */
    record Seen(Side side, Level level) {}

    /** Energy of an interval in Wh. */
    interface Load {
        long wattHours(Side side, long day, int interval);
    }

    final List<SurveillanceOutput> outputs = new ArrayList<>();
    SurveillanceState state = SurveillanceState.initial();
    Profile profile = new Profile("p", "other", FIRST);
    MeteringPoint point = ready();
    final Map<Long, byte[]> stored = new HashMap<>();

    MeteringPoint ready() {
        return new MeteringPoint.Ready(
                profile.profileId(), profile.referenceMeterId(), FORMAT, FORMAT, 36_000, profile.firstDay());
    }

    void restart(long day, String referenceMeterId) {
        profile = new Profile("p", referenceMeterId, day);
        point = ready();
    }

    /** Levels from 00:00 of the first day to 24:00 of the last, in capture order. */
    static List<Seen> levels(int days, Load load) {
        List<Seen> levels = new ArrayList<>();
        long[] raw = {1_000_000, 5_000};
        for (int k = 0; k <= days * DualMeterRule.INTERVALS_PER_DAY; k++) {
            long second = FIRST * Level.DAY_SECONDS + (long) k * DualMeterRule.INTERVAL_SECONDS;
            for (Side side : Side.values()) {
                levels.add(new Seen(
                        side, new Level(new RegisterLevel(second, raw[side.ordinal()], 0, 0, 1), OptionalInt.empty())));
                raw[side.ordinal()] += load.wattHours(
                        side, FIRST + k / DualMeterRule.INTERVALS_PER_DAY, k % DualMeterRule.INTERVALS_PER_DAY);
            }
        }
        return levels;
    }

    WatchedPoint see(List<Seen> levels) {
        levels.forEach(seen -> see(seen, profile.referenceMeterId()));
        return this;
    }

    void see(Seen seen, String referenceMeterId) {
        SurveillanceFollower.Step step = SurveillanceFollower.onLevel(
                state,
                seen.side(),
                seen.side() == Side.TESTED ? "" : referenceMeterId,
                seen.level(),
                profile,
                new InMemory(),
                () -> point);
        // What is stored is what is read again.
        step.changed().ifPresent(next -> state = SurveillanceCodec.decode(SurveillanceCodec.encode(next)));
        outputs.addAll(step.outputs());
    }

    <T extends SurveillanceOutput> List<T> told(Class<T> type) {
        return outputs.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private final class InMemory implements PointLevels {
        @Override
        public boolean add(Side side, Level level) {
            if (DayLevels.add(stored.get(key(level.epochDay(), side)), level)
                    instanceof DayLevels.Addition.Added added) {
                stored.put(key(level.epochDay(), side), added.octets());
                return true;
            }
            return false;
        }

        @Override
        public List<Level> levels(long day, Side side) {
            return DayLevels.decode(stored.get(key(day, side)));
        }

        @Override
        public void delete(long day, Side side) {
            stored.remove(key(day, side));
        }

        private static long key(long day, Side side) {
            return 2 * day + side.ordinal();
        }
    }
}
