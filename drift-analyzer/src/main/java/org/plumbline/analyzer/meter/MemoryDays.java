// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;

/** Levels of one meter's days in memory, for whoever follows a meter without a stream. For one thread. */
public final class MemoryDays implements DayStore {
    private record Key(long day, Side side) {}

    private final Map<Key, byte[]> octets = new HashMap<>();

    @Override
    public DayLevels.Addition add(long day, Side side, Level level) {
        DayLevels.Addition addition = DayLevels.add(octets.get(new Key(day, side)), level);
        if (addition instanceof DayLevels.Addition.Added added) {
            octets.put(new Key(day, side), added.octets());
        }
        return addition;
    }

    @Override
    public List<Level> levels(long day, Side side) {
        return DayLevels.decode(octets.get(new Key(day, side)));
    }

    @Override
    public void delete(long day, Side side) {
        octets.remove(new Key(day, side));
    }

    /** All that is kept, in octets. */
    public int size() {
        return octets.values().stream().mapToInt(each -> each.length).sum();
    }

    /** Days of which something is kept. */
    public long days() {
        return octets.keySet().stream().mapToLong(Key::day).distinct().count();
    }
}
