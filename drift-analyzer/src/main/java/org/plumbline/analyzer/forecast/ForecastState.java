// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;

/**
 * All that is remembered of one meter under a certificate: at most {@value ForecastFollower#OPEN_DAYS} days and the counts
 * of those before. Immutable.
 *
 * @param newestDay day of the newest reading, days since 1970-01-01; {@link #NO_DAY} before the first
 * @param calibrationEpoch highest epoch seen; 0 before the first. Epochs are counted upwards, so it is the one in force
 * @param settled temperatures of the days that can no longer change
 * @param openDays highest temperature by three-hour slot, tenths of a degree Celsius, by day
 * @param standingRefusal name of the refusal that was the last word; empty when that was a forecast
 */
public record ForecastState(
        long newestDay,
        int calibrationEpoch,
        HeatHistory settled,
        SortedMap<Long, SortedMap<Integer, Integer>> openDays,
        String standingRefusal) {
    /** No day yet. */
    public static final long NO_DAY = Long.MIN_VALUE;

    /** Copies the maps. */
    public ForecastState {
        SortedMap<Long, SortedMap<Integer, Integer>> copy = new TreeMap<>();
        openDays.forEach((day, slots) -> copy.put(day, Collections.unmodifiableSortedMap(new TreeMap<>(slots))));
        openDays = Collections.unmodifiableSortedMap(copy);
    }

    /** Of a meter nothing is known of. */
    public static ForecastState initial() {
        return new ForecastState(NO_DAY, 0, HeatHistory.none(), Collections.emptySortedMap(), "");
    }

    /** Temperatures of all days before the newest, which alone is not over. */
    HeatHistory closedDays() {
        HeatHistory heat = settled;
        for (SortedMap<Integer, Integer> slots : openDays.headMap(newestDay).values()) {
            heat = heat.plus(slots.values());
        }
        return heat;
    }

    ForecastState refusing(String name) {
        return new ForecastState(newestDay, calibrationEpoch, settled, openDays, name);
    }
}
