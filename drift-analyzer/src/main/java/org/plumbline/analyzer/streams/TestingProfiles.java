// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.plumbline.schema.avro.ReferenceProfile;

/** PAIRED profiles of followed meters, those asked for last on the heap. Not thread-safe. */
final class TestingProfiles {
    private static final int METERS_ON_HEAP = 20_000;

    private final ReadOnlyKeyValueStore<String, byte[]> followed;
    private final ProfileReader reader;
    private final Map<String, List<ReferenceProfile>> byMeter = new NewestOnHeap<>(METERS_ON_HEAP);

    /** @param followed {@link DriftTopology#FOLLOWED_STORE} */
    TestingProfiles(ReadOnlyKeyValueStore<String, byte[]> followed, ProfileReader reader) {
        this.followed = followed;
        this.reader = reader;
    }

    /** The store has or will have other profiles of the meter. */
    void changed(String meterId) {
        byMeter.remove(meterId);
    }

    /** PAIRED profiles that test this meter, by profileId. */
    List<ReferenceProfile> testing(String meterId) {
        return byMeter.computeIfAbsent(
                meterId,
                id -> FollowedPairings.profilesIn(followed.get(id))
                        .map(profiles -> profiles.paired(reader))
                        .orElse(List.of()));
    }
}
