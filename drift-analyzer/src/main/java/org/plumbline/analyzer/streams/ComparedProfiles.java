// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.plumbline.analyzer.adapter.avro.QuantityPairings;
import org.plumbline.schema.avro.ReferenceProfile;

/**
 * PAIRED profiles that compare energies besides active import, by either meter of the pair: on the heap, and in a store.
 * Not thread-safe.
 */
final class ComparedProfiles {
    private final KeyValueStore<String, byte[]> store;
    private final ProfileReader reader;
    private final Map<String, SortedMap<String, List<ReferenceProfile>>> byMeter = new HashMap<>();

    /** Begins with what the store holds. */
    ComparedProfiles(KeyValueStore<String, byte[]> store, ProfileReader reader) {
        this.store = store;
        this.reader = reader;
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> {
                MeterProfiles profiles = MeterProfiles.of(entry.value);
                index(entry.key.substring(profiles.testedMeterId().length() + 1), profiles);
            });
        }
    }

    void put(String meterId, MeterProfiles profiles) {
        boolean compares = index(meterId, profiles);
        store.put(profiles.testedMeterId() + "|" + meterId, compares ? profiles.octets() : null);
    }

    private boolean index(String meterId, MeterProfiles profiles) {
        List<ReferenceProfile> comparing = profiles.paired(reader).stream()
                .filter(profile ->
                        meterId.equals(profile.getTestedMeterId()) || meterId.equals(profile.getReferenceMeterId()))
                .filter(profile -> !QuantityPairings.compared(profile).isEmpty())
                .toList();
        SortedMap<String, List<ReferenceProfile>> ofMeter = byMeter.computeIfAbsent(meterId, id -> new TreeMap<>());
        if (comparing.isEmpty()) {
            ofMeter.remove(profiles.testedMeterId());
        } else {
            ofMeter.put(profiles.testedMeterId(), comparing);
        }
        if (ofMeter.isEmpty()) {
            byMeter.remove(meterId);
        }
        return !comparing.isEmpty();
    }

    /** Profiles that name this meter, by tested meter and profileId. */
    List<ReferenceProfile> of(String meterId) {
        SortedMap<String, List<ReferenceProfile>> ofMeter = byMeter.get(meterId);
        return ofMeter == null
                ? List.of()
                : ofMeter.values().stream().flatMap(List::stream).toList();
    }
}
