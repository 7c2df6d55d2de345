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
 * PAIRED profiles in use, found by tested and by reference meter. Written by the global stream thread, read by all;
 * safe for use by many threads.
 */
final class ProfileIndex {
    private static final Comparator<ReferenceProfile> BY_ID = Comparator.comparing(ReferenceProfile::getProfileId);

    private final Map<String, ReferenceProfile> byId = new HashMap<>();
    private final Map<String, List<ReferenceProfile>> byTested = new ConcurrentHashMap<>();
    private final Map<String, List<ReferenceProfile>> byReference = new ConcurrentHashMap<>();

    /** @param profile null = removed */
    synchronized void put(String profileId, @Nullable ReferenceProfile profile) {
        ReferenceProfile before = byId.remove(profileId);
        if (before != null) {
            byTested.computeIfPresent(before.getTestedMeterId(), (id, all) -> without(all, before));
            byReference.computeIfPresent(before.getReferenceMeterId(), (id, all) -> without(all, before));
        }
        if (profile == null || profile.getKind() != ReferenceKind.PAIRED || profile.getState() != ProfileState.ACTIVE) {
            return;
        }
        byId.put(profileId, profile);
        byTested.compute(profile.getTestedMeterId(), (id, all) -> with(all, profile));
        byReference.compute(profile.getReferenceMeterId(), (id, all) -> with(all, profile));
    }

    /** Profiles that test this meter, by profileId. */
    List<ReferenceProfile> testing(String meterId) {
        return byTested.getOrDefault(meterId, List.of());
    }

    /** Profiles that use this meter as reference, by profileId. */
    List<ReferenceProfile> referringTo(String meterId) {
        return byReference.getOrDefault(meterId, List.of());
    }

    /** All tested meters. */
    Set<String> testedMeters() {
        return Set.copyOf(byTested.keySet());
    }

    private static List<ReferenceProfile> with(@Nullable List<ReferenceProfile> all, ReferenceProfile added) {
        List<ReferenceProfile> next = new ArrayList<>(all == null ? List.of() : all);
        next.add(added);
        next.sort(BY_ID);
        return List.copyOf(next);
    }

    private static @Nullable List<ReferenceProfile> without(List<ReferenceProfile> all, ReferenceProfile gone) {
        List<ReferenceProfile> left = all.stream()
                .filter(each -> !each.getProfileId().equals(gone.getProfileId()))
                .toList();
        return left.isEmpty() ? null : left;
    }
}
