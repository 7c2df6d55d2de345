// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.OptionalInt;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;

/** Private octets of levels on their way to the tested meter; the first octet is the version. About 25 octets each. */
final class LevelSerde implements Serde<LevelSeen>, Serializer<LevelSeen>, Deserializer<LevelSeen> {
    private static final int VERSION = 1;

    @Override
    public Serializer<LevelSeen> serializer() {
        return this;
    }

    @Override
    public Deserializer<LevelSeen> deserializer() {
        return this;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable LevelSeen seen) {
        if (seen == null) {
            return null;
        }
        RegisterLevel register = seen.level().register();
        OctetWriter out = new OctetWriter(40)
                .octet(VERSION)
                .flag(seen.side() == Side.REFERENCE)
                .text(seen.referenceMeterId())
                .number(register.captureEpochSecond())
                .number(register.raw())
                .number(register.scaler())
                .number(register.statusBits())
                .number(register.calibrationEpoch())
                .flag(seen.level().temperatureTenths().isPresent());
        seen.level().temperatureTenths().ifPresent(out::number);
        return out.toOctets();
    }

    @Override
    public @Nullable LevelSeen deserialize(String topic, byte @Nullable [] octets) {
        if (octets == null) {
            return null;
        }
        try {
            return read(new OctetReader(octets));
        } catch (StateFormatException e) {
            throw new SerializationException("record on " + topic + " is no level: " + e.getMessage(), e);
        }
    }

    private static LevelSeen read(OctetReader in) {
        int version = in.octet();
        if (version != VERSION) {
            throw new SerializationException("level of version " + version);
        }
        LevelSeen seen = new LevelSeen(
                in.flag() ? Side.REFERENCE : Side.TESTED,
                in.text(),
                new Level(
                        new RegisterLevel(in.number(), in.number(), in.integer(), in.integer(), in.integer()),
                        in.flag() ? OptionalInt.of(in.integer()) : OptionalInt.empty()));
        in.end();
        return seen;
    }

    @Override
    public void configure(java.util.Map<String, ?> configs, boolean isKey) {
        // Nothing to set.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
