// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.plumbline.analyzer.state.Level.Side;

/** Key of the levels of one meter of a pair on one UTC day (days since 1970-01-01). */
record DayKey(String meterId, long day, Side side) {
    private static final int TAIL_OCTETS = 1 + Long.BYTES + 1;

    /** meterId in UTF-8, zero, the day as eight octets, the side as one: keys of a meter are adjacent, days in order. */
    static Serde<DayKey> serde() {
        return Serdes.serdeFrom((topic, key) -> key.octets(), (topic, octets) -> of(octets));
    }

    private byte[] octets() {
        byte[] id = meterId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(id.length + TAIL_OCTETS)
                .put(id)
                .put((byte) 0)
                .putLong(day ^ Long.MIN_VALUE)
                .put((byte) (side == Side.TESTED ? 0 : 1))
                .array();
    }

    private static DayKey of(byte[] octets) {
        int idOctets = octets.length - TAIL_OCTETS;
        if (idOctets < 0) {
            throw new SerializationException("key of " + octets.length + " octets is too short");
        }
        ByteBuffer tail = ByteBuffer.wrap(octets, idOctets + 1, TAIL_OCTETS - 1);
        return new DayKey(
                new String(octets, 0, idOctets, StandardCharsets.UTF_8),
                tail.getLong() ^ Long.MIN_VALUE,
                tail.get() == 0 ? Side.TESTED : Side.REFERENCE);
    }
}
