// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;

/** CERTIFICATE and SELF_TEST profiles in use, by the meter they name: on the heap, and in a store. Not thread-safe. */
final class CertificateIndex {
    private final KeyValueStore<String, byte[]> store;
    private final ProfileReader reader;
    private final Map<String, List<ReferenceProfile>> byMeter = new HashMap<>();

    /** Begins with what the store holds. */
    CertificateIndex(KeyValueStore<String, byte[]> store, ProfileReader reader) {
        this.store = store;
        this.reader = reader;
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> index(MeterProfiles.of(entry.value)));
        }
    }

    void put(MeterProfiles profiles) {
        index(profiles);
        String meterId = profiles.testedMeterId();
        store.put(meterId, byMeter.containsKey(meterId) ? profiles.octets() : null);
    }

    private void index(MeterProfiles profiles) {
        List<ReferenceProfile> certificates = Stream.of(ReferenceKind.CERTIFICATE, ReferenceKind.SELF_TEST)
                .flatMap(kind -> profiles.of(kind, reader).stream())
                .sorted(Comparator.comparing(ReferenceProfile::getProfileId))
                .toList();
        if (certificates.isEmpty()) {
            byMeter.remove(profiles.testedMeterId());
        } else {
            byMeter.put(profiles.testedMeterId(), certificates);
        }
    }

    /** Profiles that certify this meter, by profileId. */
    List<ReferenceProfile> certifying(String meterId) {
        return byMeter.getOrDefault(meterId, List.of());
    }

    /** All meters under a certificate. */
    Set<String> meters() {
        return Set.copyOf(byMeter.keySet());
    }
}
