// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.Collections;
import java.util.List;
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
 * @param openDays days that late readings can still change, by day
 * @param standingRefusal name of the refusal that was the last word; empty when that was a forecast
 */
public record ForecastState(
        long newestDay,
        int calibrationEpoch,
        HeatHistory settled,
        SortedMap<Long, OpenDay> openDays,
        String standingRefusal) {
    /** No day yet. */
    public static final long NO_DAY = Long.MIN_VALUE;

    /** Copies the maps. */
    public ForecastState {
        openDays = Collections.unmodifiableSortedMap(new TreeMap<>(openDays));
    }

    /** Of a meter nothing is known of. */
    public static ForecastState initial() {
        return new ForecastState(NO_DAY, 0, HeatHistory.none(), Collections.emptySortedMap(), "");
    }

    /** Temperatures of all days before the newest, which alone is not over. */
    HeatHistory closedDays() {
        HeatHistory heat = settled;
        for (OpenDay day : openDays.headMap(newestDay).values()) {
            heat = heat.plus(day.slots().values());
        }
        return heat;
    }

    /** Values of the self-test, one for each closed day that is still open to late readings and has one. */
    List<SelfTestValue> selfTests() {
        return openDays.headMap(newestDay).values().stream()
                .flatMap(day -> day.selfTest().stream())
                .toList();
    }

    ForecastState refusing(String name) {
        return new ForecastState(newestDay, calibrationEpoch, settled, openDays, name);
    }
}
