// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.plumbline.analyzer.meter.EnergyQuantity;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;

class QuantityLevelPropertyTest {
    private final Serde<QuantityLevel> serde = QuantityLevel.serde();

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll EnergyQuantity quantity, @ForAll Side side, @ForAll long second, @ForAll long raw) {
        QuantityLevel level = new QuantityLevel(
                quantity,
                new MeterInput.LevelSeen(
                        side,
                        "reference",
                        new Level(new RegisterLevel(second, raw, -3, 7, 2), OptionalInt.of(213)),
                        false));
        byte[] octets = serde.serializer().serialize("t", level);
        assertEquals(level, serde.deserializer().deserialize("t", octets));
        assertTrue(octets.length <= 50, "octets: " + octets.length);
    }

    @Property(tries = 100)
    void reactiveEnergyTravelsWithALevel(@ForAll Side side, @ForAll long net) {
        MeterInput.LevelSeen seen = new MeterInput.LevelSeen(
                side,
                "reference",
                new Level(
                        new RegisterLevel(3_600, 5, 0, 0, 1),
                        OptionalInt.empty(),
                        Optional.of(new ReactiveLevel(net, -1))),
                true);
        Serde<MeterInput> levels = FannedOut.serde();
        assertEquals(
                seen, levels.deserializer().deserialize("t", levels.serializer().serialize("t", seen)));
    }

    @Property(tries = 300)
    void anyOctetsAreALevelOrRefused(@ForAll @Size(max = 60) byte[] octets) {
        try {
            serde.deserializer().deserialize("t", octets);
        } catch (SerializationException expected) {
            // Refused by name.
        }
    }
}
