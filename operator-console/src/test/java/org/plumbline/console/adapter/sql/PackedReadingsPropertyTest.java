// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.plumbline.console.adapter.sql.PackedReadings.Moment;
import org.plumbline.console.tables.TableRecord;

class PackedReadingsPropertyTest {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    @Property(tries = 200)
    void whatWasPackedComesBack(@ForAll("readings") List<TableRecord.Reading> told) {
        SortedMap<Moment, TableRecord.Reading> readings = new TreeMap<>();
        told.forEach(reading -> readings.put(Moment.of(reading), reading));
        assertEquals(readings, PackedReadings.unpack("M1", PackedReadings.pack(readings.values())));
    }

    @Provide
    static Arbitrary<List<TableRecord.Reading>> readings() {
        Arbitrary<TableRecord.Register> register = Combinators.combine(
                        Arbitraries.of("1.0.1.8.0.255", "1.0.2.8.0.255", "é"),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(-9, 9),
                        Arbitraries.integers())
                .as(TableRecord.Register::new);
        return Combinators.combine(
                        Arbitraries.longs().between(-1_000_000_000_000_000L, 1_000_000_000_000_000L),
                        Arbitraries.of("PROFILE", "POLL", ""),
                        Arbitraries.longs(),
                        Arbitraries.integers(),
                        Arbitraries.integers(),
                        Arbitraries.longs().injectNull(0.3),
                        register.list().ofMaxSize(4))
                .as((capture, source, session, status, epoch, clock, registers) -> new TableRecord.Reading(
                        "M1",
                        Instant.ofEpochMilli(capture),
                        source,
                        Instant.ofEpochMilli(session),
                        status,
                        epoch,
                        clock,
                        registers))
                .list()
                .ofMaxSize(12);
    }

    @Example
    void aQuarterOfAnHourTakesFewOctets() {
        List<TableRecord.Reading> day = new ArrayList<>();
        long wattHours = 12_345_678;
        for (int i = 0; i < 96; i++) {
            wattHours += 50 + 37 * i % 400;
            Instant session = T0.plusSeconds(3_600L * (i / 4));
            day.add(new TableRecord.Reading(
                    "M1",
                    T0.plusSeconds(900L * i),
                    "PROFILE",
                    session,
                    0,
                    1,
                    i / 4 * 11L,
                    List.of(new TableRecord.Register("1.0.1.8.0.255", wattHours, 0, 30))));
        }
        int octets = PackedReadings.pack(day).length;
        assertTrue(octets < 12 * 96, octets + " octets");
    }

    @Example
    void octetsOfAnotherVersionAreRefused() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> PackedReadings.unpack("M1", new byte[] {2, 0}));
        assertTrue(refused.getMessage().contains("drop the read model's database"));
    }
}
