// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.plumbline.analyzer.meter.EnergyQuantity;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;

/** A level of an energy besides active import on its way to the tested meter. */
record QuantityLevel(EnergyQuantity quantity, LevelSeen seen) {

    /** Octets of the level with the number of the OBIS code's value group C before them. */
    static Serde<QuantityLevel> serde() {
        LevelSerde levels = new LevelSerde();
        return Serdes.serdeFrom(
                (topic, level) -> level == null ? null : joined(topic, level, levels),
                (topic, octets) -> octets == null ? null : parted(topic, octets, levels));
    }

    private static byte[] joined(String topic, QuantityLevel whole, LevelSerde levels) {
        byte[] level = Objects.requireNonNull(levels.serialize(topic, whole.seen()), "octets of a level");
        byte[] octets = new byte[level.length + 1];
        octets[0] = groupC(whole.quantity());
        System.arraycopy(level, 0, octets, 1, level.length);
        return octets;
    }

    private static QuantityLevel parted(String topic, byte[] octets, LevelSerde levels) {
        for (EnergyQuantity quantity : EnergyQuantity.values()) {
            if (octets.length > 0 && octets[0] == groupC(quantity)) {
                byte[] level = Arrays.copyOfRange(octets, 1, octets.length);
                return new QuantityLevel(quantity, Objects.requireNonNull(levels.deserialize(topic, level), "a level"));
            }
        }
        throw new SerializationException("record on " + topic + " is of no known quantity");
    }

    private static byte groupC(EnergyQuantity quantity) {
        return Byte.parseByte(quantity.obis().split("\\.")[2]);
    }
}
