// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;

/**
 * CERTIFICATE profiles in use, by the meter they name. Written by the global stream thread, read by all; safe for use by
 * many threads.
 */
final class CertificateIndex {
    private final Map<String, ReferenceProfile> byId = new HashMap<>();
    private final Map<String, List<ReferenceProfile>> byMeter = new ConcurrentHashMap<>();

    /** @param profile null = removed */
    synchronized void put(String profileId, @Nullable ReferenceProfile profile) {
        ReferenceProfile before = byId.remove(profileId);
        if (before != null) {
            byMeter.computeIfPresent(before.getTestedMeterId(), (meterId, all) -> {
                List<ReferenceProfile> left = new ArrayList<>(all);
                left.removeIf(each -> each.getProfileId().equals(profileId));
                return left.isEmpty() ? null : List.copyOf(left);
            });
        }
        if (profile == null
                || profile.getKind() != ReferenceKind.CERTIFICATE
                || profile.getState() != ProfileState.ACTIVE) {
            return;
        }
        byId.put(profileId, profile);
        byMeter.merge(profile.getTestedMeterId(), List.of(profile), (known, added) -> {
            List<ReferenceProfile> all = new ArrayList<>(known);
            all.addAll(added);
            all.sort(Comparator.comparing(ReferenceProfile::getProfileId));
            return List.copyOf(all);
        });
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
