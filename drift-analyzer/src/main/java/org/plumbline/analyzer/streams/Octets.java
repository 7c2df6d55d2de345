// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;

/** Private octets of the analyzer's internal topics and small stores; the first octet is the version. */
final class Octets {
    private static final int VERSION = 1;

    private Octets() {}

    /** Octets of a topic. Malformed ones give a {@link SerializationException}. */
    static <T> Serde<T> serde(BiConsumer<OctetWriter, T> writer, Function<OctetReader, T> reader) {
        return Serdes.serdeFrom((topic, value) -> value == null ? null : write(writer, value), (topic, octets) -> {
            try {
                return octets == null ? null : read(reader, octets);
            } catch (StateFormatException e) {
                throw new SerializationException("record on " + topic + " is not as written: " + e.getMessage(), e);
            }
        });
    }

    static <T> byte[] write(BiConsumer<OctetWriter, T> writer, T value) {
        OctetWriter out = new OctetWriter(64).octet(VERSION);
        writer.accept(out, value);
        return out.toOctets();
    }

    /** @throws StateFormatException when the octets are not of this version, or damaged */
    static <T> T read(Function<OctetReader, T> reader, byte[] octets) {
        OctetReader in = new OctetReader(octets);
        int version = in.octet();
        if (version != VERSION) {
            throw new StateFormatException("octets of version " + version);
        }
        T value = reader.apply(in);
        in.end();
        return value;
    }
}
