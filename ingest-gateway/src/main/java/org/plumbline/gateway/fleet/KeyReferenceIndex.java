// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Meters and the key references they are registered with. A meter costs its name's octets and some 30 more: names stand
 * in one array, references as 64 bits of SHA-256, both found through open addressing. A reference whose bits collide with
 * another's would be taken for shared, which rejects two meters for no reason once in 10^7 fleets of a million. Safe for
 * many threads.
 */
public final class KeyReferenceIndex {

    private static final int FREE = 0;
    private static final int LEFT = -1;
    private static final long NO_REFERENCE = 0;
    private static final int FIRST_CAPACITY = 16;
    private static final int MAX_NAME_OCTETS = 1_024;

    private byte[] names = new byte[FIRST_CAPACITY * 8];
    private int namesEnd;
    private int[] nameAt = new int[FIRST_CAPACITY];
    private long[] references = new long[FIRST_CAPACITY];
    private int meters;
    /** Meter number + 1. */
    private int[] byName = new int[FIRST_CAPACITY];
    /** Number + 1 of the one meter that uses the reference; of any, where it is shared. */
    private int[] byReference = new int[FIRST_CAPACITY];

    private int referencesTaken;
    private final Map<Long, Set<Integer>> shared = new HashMap<>();
    private long changes;

    /**
     * Takes in a registration.
     *
     * @param keyReference null when the meter uses none now; upper and lower case are the same
     * @throws IllegalArgumentException when the meter's id has more than 1,024 octets
     */
    public synchronized void put(String meterId, @Nullable String keyReference) {
        byte[] name = meterId.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_NAME_OCTETS) {
            throw new IllegalArgumentException("meter id of " + name.length + " octets");
        }
        long reference = keyReference == null ? NO_REFERENCE : hashOf(keyReference);
        int meter = find(name);
        if (meter < 0) {
            if (reference == NO_REFERENCE) {
                return;
            }
            meter = add(name);
        }
        long before = references[meter];
        if (before != reference) {
            leave(meter, before);
            references[meter] = reference;
            join(meter, reference);
        }
    }

    /** True when that reference is the one the meter was last put with. */
    public synchronized boolean holds(String meterId, String keyReference) {
        int meter = find(meterId.getBytes(StandardCharsets.UTF_8));
        return meter >= 0 && references[meter] == hashOf(keyReference);
    }

    /** Another meter with the same reference. */
    public synchronized Optional<String> otherUser(String meterId) {
        int meter = find(meterId.getBytes(StandardCharsets.UTF_8));
        Set<Integer> users = meter < 0 ? null : shared.get(references[meter]);
        return users == null
                ? Optional.empty()
                : users.stream().filter(user -> user != meter).findFirst().map(this::nameOf);
    }

    /** All meters that share a reference with another. */
    public synchronized Set<String> sharing() {
        Set<String> all = new TreeSet<>();
        shared.values().forEach(users -> users.forEach(user -> all.add(nameOf(user))));
        return all;
    }

    /** Rises whenever {@link #sharing} changes. */
    public synchronized long changes() {
        return changes;
    }

    /** Octets of the arrays. */
    synchronized long octets() {
        return names.length
                + 4L * nameAt.length
                + 8L * references.length
                + 4L * byName.length
                + 4L * byReference.length;
    }

    private void join(int meter, long reference) {
        if (reference == NO_REFERENCE) {
            return;
        }
        int slot = slotOf(reference);
        if (byReference[slot] > 0) {
            int first = byReference[slot] - 1;
            shared.computeIfAbsent(reference, unused -> new LinkedHashSet<>(List.of(first)))
                    .add(meter);
            changes++;
            return;
        }
        if (byReference[slot] == FREE) {
            referencesTaken++;
        }
        byReference[slot] = meter + 1;
        if (referencesTaken * 5L > byReference.length * 4L) {
            rebuildReferences();
        }
    }

    private void leave(int meter, long reference) {
        if (reference == NO_REFERENCE) {
            return;
        }
        int slot = slotOf(reference);
        Set<Integer> users = shared.get(reference);
        if (users == null) {
            byReference[slot] = LEFT;
            return;
        }
        users.remove(meter);
        byReference[slot] = users.iterator().next() + 1;
        if (users.size() == 1) {
            shared.remove(reference);
        }
        changes++;
    }

    /** Where the reference stands, or else the first slot it may take. */
    private int slotOf(long reference) {
        int left = -1;
        int slot = start(Long.hashCode(reference), byReference.length);
        while (byReference[slot] != FREE) {
            if (byReference[slot] == LEFT) {
                left = left < 0 ? slot : left;
            } else if (references[byReference[slot] - 1] == reference) {
                return slot;
            }
            slot = next(slot, byReference.length);
        }
        return left < 0 ? slot : left;
    }

    private void rebuildReferences() {
        byReference = new int[grown(meters + meters / 3)];
        referencesTaken = 0;
        for (int meter = 0; meter < meters; meter++) {
            if (references[meter] != NO_REFERENCE) {
                int slot = slotOf(references[meter]);
                referencesTaken += byReference[slot] == FREE ? 1 : 0;
                byReference[slot] = meter + 1;
            }
        }
    }

    private int find(byte[] name) {
        int slot = start(Arrays.hashCode(name), byName.length);
        while (byName[slot] != FREE) {
            if (isName(byName[slot] - 1, name)) {
                return byName[slot] - 1;
            }
            slot = next(slot, byName.length);
        }
        return -1;
    }

    private int add(byte[] name) {
        if (meters == nameAt.length) {
            nameAt = Arrays.copyOf(nameAt, grown(meters));
            references = Arrays.copyOf(references, nameAt.length);
        }
        int end = Math.addExact(namesEnd, name.length + 2);
        if (end > names.length) {
            names = Arrays.copyOf(names, Math.max(end, (int) Math.min(Integer.MAX_VALUE - 8L, names.length * 5L / 4)));
        }
        nameAt[meters] = namesEnd;
        names[namesEnd] = (byte) (name.length >> 8);
        names[namesEnd + 1] = (byte) name.length;
        System.arraycopy(name, 0, names, namesEnd + 2, name.length);
        namesEnd = end;
        meters++;
        if (meters * 5L > byName.length * 4L) {
            byName = new int[grown(meters + meters / 3)];
            for (int meter = 0; meter < meters; meter++) {
                enter(meter, Arrays.hashCode(nameOctets(meter)));
            }
        } else {
            enter(meters - 1, Arrays.hashCode(name));
        }
        return meters - 1;
    }

    private void enter(int meter, int hash) {
        int slot = start(hash, byName.length);
        while (byName[slot] != FREE) {
            slot = next(slot, byName.length);
        }
        byName[slot] = meter + 1;
    }

    private boolean isName(int meter, byte[] name) {
        int from = nameAt[meter] + 2;
        return nameLength(meter) == name.length && Arrays.equals(names, from, from + name.length, name, 0, name.length);
    }

    private int nameLength(int meter) {
        int at = nameAt[meter];
        return (names[at] & 0xFF) << 8 | names[at + 1] & 0xFF;
    }

    private byte[] nameOctets(int meter) {
        int from = nameAt[meter] + 2;
        return Arrays.copyOfRange(names, from, from + nameLength(meter));
    }

    private String nameOf(int meter) {
        return new String(nameOctets(meter), StandardCharsets.UTF_8);
    }

    private static int grown(int size) {
        return Math.max(FIRST_CAPACITY, Math.addExact(size, size / 4));
    }

    private static int start(int hash, int length) {
        int mixed = (hash ^ hash >>> 16) * 0x9E37_79B1;
        return (int) ((mixed & 0xFFFF_FFFFL) * length >>> 32);
    }

    private static int next(int slot, int length) {
        return slot + 1 == length ? 0 : slot + 1;
    }

    private static long hashOf(String reference) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(reference.toLowerCase(Locale.ENGLISH).getBytes(StandardCharsets.UTF_8));
            long bits = ByteBuffer.wrap(digest).getLong();
            return bits == NO_REFERENCE ? 1 : bits;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
