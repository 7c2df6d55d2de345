// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.schema.avro.ReferenceProfile;

/**
 * Where the levels of one meter go. Immutable.
 *
 * @param newestDay day of its newest level, days since 1970-01-01; {@link #NO_DAY} before the first
 * @param subscriptions by tested meter: itself, where it is tested, and those it is the reference of
 */
record Route(long newestDay, SortedMap<String, Subscription> subscriptions) {
    static final long NO_DAY = Long.MIN_VALUE;

    /** Days of a meter whose levels are kept for profiles to come, counted from the newest. */
    static final int HISTORY_DAYS = 21;

    /** Most meters that one meter may be the reference of. */
    static final int MOST_SUBSCRIPTIONS = 256;

    static final Route NOWHERE = new Route(NO_DAY, Collections.emptySortedMap());

    Route {
        subscriptions = Collections.unmodifiableSortedMap(new TreeMap<>(subscriptions));
    }

    /**
     * A tested meter that wants levels.
     *
     * @param adoption of its reference; another one wants all levels anew
     * @param windows when the profiles apply
     */
    record Subscription(long adoption, List<Window> windows) {
        Subscription {
            windows = List.copyOf(windows);
        }

        static Subscription to(long adoption, List<ReferenceProfile> profiles) {
            return new Subscription(
                    adoption, profiles.stream().map(Window::of).distinct().toList());
        }

        boolean appliesAt(long captureEpochSecond) {
            return windows.stream()
                    .anyMatch(window ->
                            captureEpochSecond >= window.fromSecond && captureEpochSecond <= window.untilSecond);
        }
    }

    /** Capture times at which a profile applies, seconds since 1970-01-01T00:00Z, both inclusive. */
    record Window(long fromSecond, long untilSecond) {
        static Window of(ReferenceProfile profile) {
            return new Window(
                    -Math.floorDiv(-profile.getValidFrom().toEpochMilli(), 1_000L),
                    profile.getValidUntil() == null
                            ? Long.MAX_VALUE
                            : Math.floorDiv(profile.getValidUntil().toEpochMilli(), 1_000L));
        }
    }

    /** Levels of days before this one are not kept. */
    long keptFrom() {
        return newestDay == NO_DAY ? NO_DAY : newestDay - HISTORY_DAYS + 1;
    }

    Route atDay(long day) {
        return new Route(day, subscriptions);
    }

    Route with(String testedMeterId, Subscription subscription) {
        SortedMap<String, Subscription> next = new TreeMap<>(subscriptions);
        next.put(testedMeterId, subscription);
        return new Route(newestDay, next);
    }

    Route without(String testedMeterId) {
        SortedMap<String, Subscription> next = new TreeMap<>(subscriptions);
        next.remove(testedMeterId);
        return new Route(newestDay, next);
    }

    byte[] octets() {
        return Octets.write(Route::write, this);
    }

    static Route of(byte[] octets) {
        return Octets.read(Route::read, octets);
    }

    private static void write(OctetWriter out, Route route) {
        out.number(route.newestDay).number(route.subscriptions.size());
        route.subscriptions.forEach((meterId, subscription) -> {
            out.text(meterId).number(subscription.adoption).number(subscription.windows.size());
            subscription.windows.forEach(window -> out.number(window.fromSecond).number(window.untilSecond));
        });
    }

    private static Route read(OctetReader in) {
        long newestDay = in.number();
        SortedMap<String, Subscription> subscriptions = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            String meterId = in.text();
            long adoption = in.number();
            List<Window> windows = new ArrayList<>();
            for (int more = in.count(); more > 0; more--) {
                windows.add(new Window(in.number(), in.number()));
            }
            subscriptions.put(meterId, new Subscription(adoption, windows));
        }
        return new Route(newestDay, subscriptions);
    }
}
