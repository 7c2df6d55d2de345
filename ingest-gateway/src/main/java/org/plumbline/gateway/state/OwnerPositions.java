// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Up to where the owner of a partition has done its work on other topics, kept among the meters' states: the broker
 * forgets the offsets of a group that is silent for a week, states it never forgets. Immutable.
 *
 * @param nextByTopic first offset not yet done, at least 0, by topic name
 */
public record OwnerPositions(Map<String, Long> nextByTopic) {

    /** Key of the record; no meter's id begins with NUL. */
    public static final String KEY = "\u0000positions";

    public static final OwnerPositions NONE = new OwnerPositions(Map.of());

    private static final int VERSION = 1;

    public OwnerPositions {
        nextByTopic = Map.copyOf(nextByTopic);
    }

    /** Empty when nothing was ever done on that topic. */
    public OptionalLong of(String topic) {
        Long next = nextByTopic.get(topic);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    public OwnerPositions with(String topic, long next) {
        Map<String, Long> more = new TreeMap<>(nextByTopic);
        more.put(topic, next);
        return new OwnerPositions(more);
    }

    /** One octet version, one octet count, then topic (modified UTF-8) and offset (big-endian) of each. */
    public byte[] encode() {
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream(64);
            DataOutputStream out = new DataOutputStream(octets);
            out.writeByte(VERSION);
            out.writeByte(nextByTopic.size());
            for (Map.Entry<String, Long> position : new TreeMap<>(nextByTopic).entrySet()) {
                out.writeUTF(position.getKey());
                out.writeLong(position.getValue());
            }
            return octets.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a topic name is too long to be stored", e);
        }
    }

    /** @throws MeterStateException when the octets are not positions of a known version */
    public static OwnerPositions decode(byte[] octets) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets))) {
            if (in.readUnsignedByte() != VERSION) {
                throw new MeterStateException("positions of unknown version " + octets[0]);
            }
            Map<String, Long> positions = new TreeMap<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                positions.put(in.readUTF(), in.readLong());
            }
            if (in.read() >= 0) {
                throw new MeterStateException("octets after the end of positions");
            }
            return new OwnerPositions(positions);
        } catch (IOException e) {
            throw new MeterStateException("malformed positions of " + octets.length + " octets", e);
        }
    }
}
