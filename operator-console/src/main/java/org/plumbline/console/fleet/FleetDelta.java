// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two snapshots, for a page that holds the older one.
 *
 * @param meters new and changed rows
 * @param removedMeters meterIds that are gone; likewise the others
 */
public record FleetDelta(
        FleetCounts counts,
        List<MeterRow> meters,
        List<String> removedMeters,
        List<AccuracyCase> cases,
        List<String> removedCases,
        List<Campaign> campaigns,
        List<String> removedCampaigns,
        List<Hold> holds,
        List<String> removedHolds) {

    private record Change<V>(List<V> put, List<String> removed) {}

    /** @param before null gives everything */
    public static FleetDelta between(@Nullable FleetSnapshot before, FleetSnapshot now) {
        Change<MeterRow> meters = change(before == null ? new TreeMap<>() : before.meters(), now.meters());
        Change<AccuracyCase> cases = change(before == null ? new TreeMap<>() : before.cases(), now.cases());
        Change<Campaign> campaigns = change(before == null ? new TreeMap<>() : before.campaigns(), now.campaigns());
        Change<Hold> holds = change(before == null ? new TreeMap<>() : before.holds(), now.holds());
        return new FleetDelta(
                now.counts(),
                meters.put(),
                meters.removed(),
                cases.put(),
                cases.removed(),
                campaigns.put(),
                campaigns.removed(),
                holds.put(),
                holds.removed());
    }

    private static <V> Change<V> change(SortedMap<String, V> before, SortedMap<String, V> now) {
        if (before.equals(now)) {
            return new Change<>(List.of(), List.of());
        }
        List<V> put = new ArrayList<>();
        for (Map.Entry<String, V> entry : now.entrySet()) {
            if (!entry.getValue().equals(before.get(entry.getKey()))) {
                put.add(entry.getValue());
            }
        }
        List<String> removed =
                before.keySet().stream().filter(key -> !now.containsKey(key)).toList();
        return new Change<>(put, removed);
    }
}
