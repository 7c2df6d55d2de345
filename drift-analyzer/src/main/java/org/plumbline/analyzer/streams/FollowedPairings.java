// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.Pairings;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;

/** The profiles of followed meters, and a digest of the profiles and registrations each was judged by last. */
final class FollowedPairings {
    private static final int DIGEST_OCTETS = 16;
    private static final byte[] NEVER = new byte[0];

    /** Per tested meter whose verdicts are held back: the reference meter that is in doubt. */
    static final String HELD_STORE = "held-back-v1";

    private final KeyValueStore<String, byte[]> followed;
    private final ReadOnlyKeyValueStore<String, byte[]> registered;
    private final KeyValueStore<String, byte[]> held;
    private final ProfileReader profiles;
    private final Registrations registrations;
    private final LimitTable limits;

    @SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.equals.
    private record Followed(MeterProfiles profiles, byte[] judgedBy) {
        static void write(OctetWriter out, Followed value) {
            MeterProfiles.write(out, value.profiles);
            out.octets(value.judgedBy);
        }

        static Followed read(OctetReader in) {
            return new Followed(MeterProfiles.read(in), in.octets());
        }
    }

    FollowedPairings(
            KeyValueStore<String, byte[]> followed,
            ReadOnlyKeyValueStore<String, byte[]> registered,
            KeyValueStore<String, byte[]> held,
            ProfileReader profiles,
            Registrations registrations,
            LimitTable limits) {
        this.followed = followed;
        this.registered = registered;
        this.held = held;
        this.profiles = profiles;
        this.registrations = registrations;
        this.limits = limits;
    }

    /** The meters that a profile names or has named. */
    List<String> meters() {
        List<String> all = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = followed.all()) {
            entries.forEachRemaining(entry -> all.add(entry.key));
        }
        return all;
    }

    Optional<MeterProfiles> profiles(String meterId) {
        return profilesIn(followed.get(meterId));
    }

    /** @param stored as in {@link DriftTopology#FOLLOWED_STORE}; null = nothing */
    static Optional<MeterProfiles> profilesIn(byte @Nullable [] stored) {
        return Optional.ofNullable(stored)
                .map(octets -> Octets.read(Followed::read, octets).profiles());
    }

    void put(MeterProfiles now) {
        Followed before = followed(now.testedMeterId());
        put(new Followed(now, before == null ? NEVER : before.judgedBy));
    }

    Pairing pairing(String meterId) {
        List<ReferenceProfile> naming = paired(followed(meterId));
        if (naming.isEmpty()) {
            return new Pairing.None();
        }
        Pairing pairing = Pairings.of(
                naming, registration(meterId), registration(naming.getFirst().getReferenceMeterId()), limits);
        return pairing instanceof Pairing.Ready ready && isHeldBack(meterId, ready.referenceMeterId())
                ? ready.doubted()
                : pairing;
    }

    /**
     * What was found about a reference; news of one that the meter does not rest on any more is passed over.
     *
     * @return true when that changes what may rest on the reference
     */
    boolean hold(String meterId, String referenceMeterId, boolean holdsBack) {
        boolean inForce = profiles(meterId)
                .filter(each -> each.referenceMeterId().equals(referenceMeterId))
                .isPresent();
        if (!inForce || isHeldBack(meterId, referenceMeterId) == holdsBack) {
            return false;
        }
        held.put(meterId, holdsBack ? Octets.write(OctetWriter::text, referenceMeterId) : null);
        return true;
    }

    private boolean isHeldBack(String meterId, String referenceMeterId) {
        byte[] octets = held.get(meterId);
        return octets != null && Octets.read(OctetReader::text, octets).equals(referenceMeterId);
    }

    /** True when the meter was judged by profiles and registrations as they are now. */
    boolean isJudged(String meterId) {
        Followed now = followed(meterId);
        return now == null || Arrays.equals(now.judgedBy, digest(now));
    }

    void judged(String meterId) {
        Followed now = followed(meterId);
        if (now != null) {
            put(new Followed(now.profiles, digest(now)));
        }
    }

    private @Nullable Followed followed(String meterId) {
        byte[] stored = followed.get(meterId);
        return stored == null ? null : Octets.read(Followed::read, stored);
    }

    private void put(Followed now) {
        followed.put(now.profiles.testedMeterId(), Octets.write(Followed::write, now));
    }

    private List<ReferenceProfile> paired(@Nullable Followed meter) {
        return meter == null ? List.of() : meter.profiles.paired(profiles);
    }

    private @Nullable MeterRegistration registration(String meterId) {
        return registrations.read(registered.get(meterId));
    }

    private byte[] digest(Followed meter) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            meter.profiles.octetsById().values().forEach(octets -> add(sha256, octets));
            add(sha256, registered.get(meter.profiles.testedMeterId()));
            String reference = meter.profiles.referenceMeterId();
            add(sha256, reference.isEmpty() ? null : registered.get(reference));
            return Arrays.copyOf(sha256.digest(), DIGEST_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest sha256, byte @Nullable [] octets) {
        byte[] some = Objects.requireNonNullElse(octets, NEVER);
        sha256.update(
                ByteBuffer.allocate(4).putInt(octets == null ? -1 : some.length).array());
        sha256.update(some);
    }
}
