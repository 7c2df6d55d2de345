// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.serde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.schema.serde.RecordSerdeTest.reading;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.errors.SerializationException;
import org.plumbline.schema.avro.RegisterReading;

class RecordSerdePropertyTest {

    private static final String TOPIC = "plumbline.readings.v1";

    private final RecordSerde<RegisterReading> serde =
            new RecordSerde<>(RecordSerdeTest.registered(), RegisterReading.class);

    @Property(tries = 100)
    void whatIsWrittenIsRead(@ForAll long raw) {
        assertEquals(reading(raw), serde.deserialize(TOPIC, serde.serialize(TOPIC, reading(raw))));
    }

    @Property(tries = 300)
    void anyOctetsGiveAValueOrASerializationException(@ForAll byte[] octets) {
        try {
            serde.deserialize(TOPIC, octets);
        } catch (SerializationException expected) {
            assertTrue(expected.getMessage() != null);
        }
    }

    @Property(tries = 300)
    void aDamagedRecordGivesAValueOrASerializationException(@ForAll int at, @ForAll byte with) {
        byte[] octets = serde.serialize(TOPIC, reading(7));
        octets[Math.floorMod(at, octets.length - 5) + 5] = with;
        try {
            serde.deserialize(TOPIC, octets);
        } catch (SerializationException expected) {
            assertTrue(expected.getMessage() != null);
        }
    }
}
