// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;

/**
 * The profiles in use that test a meter, and the reference meter that follows from them. Immutable.
 *
 * @param testedMeterId the meter
 * @param version counts the changes; of two the higher is the newer
 * @param adoption counts how often another reference meter was taken; evidence of different adoptions is not mixed
 * @param referenceMeterId reference meter in force: that of the first PAIRED profile by profileId; empty = none
 * @param lastReferenceMeterId the last that was in force; empty = there was none
 * @param octetsById profiles as on their topic, by profileId
 */
record MeterProfiles(
        String testedMeterId,
        long version,
        long adoption,
        String referenceMeterId,
        String lastReferenceMeterId,
        SortedMap<String, byte[]> octetsById) {
    /** Most profiles that may test one meter. */
    static final int MOST_PROFILES = 8;

    MeterProfiles {
        octetsById = Collections.unmodifiableSortedMap(new TreeMap<>(octetsById));
    }

    /** Of a meter that no profile has named yet. */
    static MeterProfiles none(String testedMeterId) {
        return new MeterProfiles(testedMeterId, 0, 0, "", "", Collections.emptySortedMap());
    }

    MeterProfiles with(ProfileChange change, ProfileReader reader) {
        SortedMap<String, byte[]> next = new TreeMap<>(octetsById);
        if (change.octets() == null) {
            next.remove(change.profileId());
        } else {
            next.put(change.profileId(), change.octets());
        }
        String reference = of(ReferenceKind.PAIRED, next, reader).stream()
                .map(ReferenceProfile::getReferenceMeterId)
                .filter(meterId -> !meterId.equals(testedMeterId))
                .findFirst()
                .orElse("");
        boolean other = !reference.isEmpty() && !reference.equals(lastReferenceMeterId);
        return new MeterProfiles(
                testedMeterId,
                version + 1,
                other ? adoption + 1 : adoption,
                reference,
                other ? reference : lastReferenceMeterId,
                next);
    }

    /** PAIRED profiles, by profileId. */
    List<ReferenceProfile> paired(ProfileReader reader) {
        return of(ReferenceKind.PAIRED, reader);
    }

    /** Profiles of a kind, by profileId. */
    List<ReferenceProfile> of(ReferenceKind kind, ProfileReader reader) {
        return of(kind, octetsById, reader);
    }

    private static List<ReferenceProfile> of(
            ReferenceKind kind, SortedMap<String, byte[]> octetsById, ProfileReader reader) {
        return octetsById.values().stream()
                .map(reader::read)
                .filter(profile -> profile.getKind() == kind)
                .toList();
    }

    static Serde<MeterProfiles> serde() {
        return Octets.serde(MeterProfiles::write, MeterProfiles::read);
    }

    byte[] octets() {
        return Octets.write(MeterProfiles::write, this);
    }

    static MeterProfiles of(byte[] octets) {
        return Octets.read(MeterProfiles::read, octets);
    }

    static void write(OctetWriter out, MeterProfiles profiles) {
        out.text(profiles.testedMeterId)
                .number(profiles.version)
                .number(profiles.adoption)
                .text(profiles.referenceMeterId)
                .text(profiles.lastReferenceMeterId)
                .number(profiles.octetsById.size());
        profiles.octetsById.forEach((id, octets) -> out.text(id).octets(octets));
    }

    static MeterProfiles read(OctetReader in) {
        String testedMeterId = in.text();
        long version = in.number();
        long adoption = in.number();
        String referenceMeterId = in.text();
        String lastReferenceMeterId = in.text();
        SortedMap<String, byte[]> octetsById = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            octetsById.put(in.text(), in.octets());
        }
        return new MeterProfiles(testedMeterId, version, adoption, referenceMeterId, lastReferenceMeterId, octetsById);
    }
}
