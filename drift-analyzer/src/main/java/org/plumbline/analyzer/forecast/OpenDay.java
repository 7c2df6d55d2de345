// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;

/**
 * What is remembered of a day that late readings can still change. Every step may be repeated and swapped. Immutable.
 *
 * @param slots highest temperature by three-hour slot, tenths of a degree Celsius
 * @param selfTest last value of the self-test
 */
public record OpenDay(SortedMap<Integer, Integer> slots, Optional<SelfTestValue> selfTest) {
    /** Copies the map. */
    public OpenDay {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    static OpenDay blank() {
        return new OpenDay(Collections.emptySortedMap(), Optional.empty());
    }

    OpenDay with(Sample sample) {
        SortedMap<Integer, Integer> next = new TreeMap<>(slots);
        if (sample.temperatureTenths().isPresent()
                && HeatHistory.isBelievable(sample.temperatureTenths().getAsInt())) {
            next.merge(sample.slot(), sample.temperatureTenths().getAsInt(), Math::max);
        }
        Optional<SelfTestValue> last = sample.selfTest()
                .filter(value -> selfTest.isEmpty() || value.compareTo(selfTest.get()) > 0)
                .or(() -> selfTest);
        return new OpenDay(next, last);
    }
}
