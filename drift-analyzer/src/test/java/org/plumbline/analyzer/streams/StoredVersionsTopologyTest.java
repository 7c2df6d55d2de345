// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;
import org.plumbline.analyzer.state.MeterStateCodec;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;

/** Octets that older versions left in the stores are read, and the meter goes on with them. */
class StoredVersionsTopologyTest {
    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({"1, reference, 45", "2, ref, 10", "3, ref, 15", "4, ref, 15"})
    void stateOfAnOlderVersionGoesOn(int version, String reference, int settledDays) throws IOException {
        byte[] octets = octets("/state/meter-state-v" + version + ".bin");
        assertEquals(version, octets[0]);
        MeterState before = MeterStateCodec.decode(octets);
        assertEquals(settledDays, before.checkpoint().days());
        bench.store(DriftTopology.TRACK_STORE, "m1", octets);
        bench.register(Fleet.registration("m1"));
        bench.register(Fleet.registration(reference));
        bench.profile(ReferenceProfile.newBuilder(Fleet.profile("m1"))
                .setReferenceMeterId(reference)
                .build());
        bench.readings(Fleet.readings("m1", before.testedDay() + 1, 3, 1, day -> new Truth(0.35, 1)).stream()
                .map(row -> row.getMeterId().equals("m1")
                        ? row
                        : RegisterReading.newBuilder(row).setMeterId(reference).build())
                .toList());

        byte[] now = bench.stored(DriftTopology.TRACK_STORE).get("m1");
        assertNotEquals(version, now[0]);
        MeterState after = MeterStateCodec.decode(now);
        assertEquals(before.testedDay() + 4, after.testedDay());
        int days = settledDays + before.recent().headMap(before.pairedBefore()).size() + 3;
        assertEquals(days, bench.latest().get("m1").getClosedDays());
    }

    /** Octets that version 1 wrote of six levels, one of them out of step. */
    @Test
    void levelsOfVersionOneAreReadAndGoOn() {
        byte[] octets = HexFormat.of()
                .parseHex("010c04a8e0e9f30cf0b77a000002a00304809ae9f30c80897a000002aa0307f0010103d00506960eb009a4"
                        + "0304fa0d900d0010020105f01000000201");
        long day = 20_047;
        assertEquals(6, DayLevels.decode(octets).size());
        bench.store(DriftTopology.DAY_STORE, new DayKey("m1", day, Side.TESTED), octets);
        bench.pair("m1");
        bench.readings(List.of(Fleet.reading("m1", Fleet.day(day).plusSeconds(5_400), 1_004_320, 1)));

        byte[] now = bench.stored(DriftTopology.DAY_STORE).get(new DayKey("m1", day, Side.TESTED));
        assertNotEquals(1, now[0]);
        assertEquals(DayLevels.decode(octets), DayLevels.decode(now).subList(0, 6));
        assertEquals(1_004_320, DayLevels.decode(now).getLast().register().raw());
    }

    private static byte[] octets(String resource) throws IOException {
        try (InputStream file = StoredVersionsTopologyTest.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(file, resource).readAllBytes();
        }
    }
}
