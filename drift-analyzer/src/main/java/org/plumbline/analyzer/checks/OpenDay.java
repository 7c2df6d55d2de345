// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.checks.HourLevel;
import org.plumbline.analyzer.metrology.checks.PollSample;

/**
 * What is kept of a UTC day that is not settled: the first poll of every second hour and the levels on full hours,
 * midnight at its end included. The same readings in any order, once or many times: the same content. Not thread-safe.
 */
final class OpenDay {
    static final int SLOTS = 12;
    static final int LEVELS = 25;
    static final int SECONDS = 86_400;

    private static final int SLOT_SECONDS = SECONDS / SLOTS;

    private final SortedMap<Long, PollSample> polls;
    private final SortedMap<Long, HourLevel> levels;

    OpenDay() {
        polls = new TreeMap<>();
        levels = new TreeMap<>();
    }

    private OpenDay(OpenDay other) {
        polls = new TreeMap<>(other.polls);
        levels = new TreeMap<>(other.levels);
    }

    OpenDay copy() {
        return new OpenDay(this);
    }

    /** @return false when an earlier poll of these two hours, or this one, is there */
    boolean add(PollSample poll) {
        long slot = Math.floorDiv(poll.second(), (long) SLOT_SECONDS);
        PollSample known = polls.get(slot);
        if (known != null && PollSample.ORDER.compare(known, poll) <= 0) {
            return false;
        }
        polls.put(slot, poll);
        return true;
    }

    /** @return false when this level, or one that contradicts it and is kept, is there */
    boolean add(HourLevel level) {
        HourLevel known = levels.get(level.second());
        if (known != null && HourLevel.ORDER.compare(known, level) <= 0) {
            return false;
        }
        levels.put(level.second(), level);
        return true;
    }

    /** In order of time. */
    List<PollSample> polls() {
        return new ArrayList<>(polls.values());
    }

    /** In order of time. */
    List<HourLevel> levels() {
        return new ArrayList<>(levels.values());
    }
}
