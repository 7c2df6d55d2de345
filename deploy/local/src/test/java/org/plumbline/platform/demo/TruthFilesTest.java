// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.platform.PlatformException;
import org.plumbline.platform.verify.Plant;
import org.plumbline.platform.verify.Truth;
import org.plumbline.platform.verify.Truth.InterruptionKind;

final class TruthFilesTest {
    private static final Instant FIELD = Instant.parse("2026-05-02T02:07:00Z");

    @TempDir
    private Path directory;

    private final StringBuilder writes = new StringBuilder("header\n");
    private final StringBuilder connections = new StringBuilder("header\n");
    private final StringBuilder counters = new StringBuilder("header\n");

    @BeforeEach
    void emptyLedger() throws Exception {
        Files.createDirectories(directory.resolve("levels"));
        Files.writeString(directory.resolve("plants.json"), """
                {"plants": [{"meterId": "M1", "kind": "INSIDE_CAPS"}, {"meterId": "M2", "kind": "BEYOND_CAPS"}]}""");
    }

    @Test
    void metersWithoutAPlantCarryNone() throws Exception {
        assertEquals(Plant.CORRECTABLE, read().plants().get("M1"));
        assertEquals(Plant.BEYOND_CAPS, read().plants().get("M2"));
        assertEquals(Plant.NONE, read().plants().get("M3"));
    }

    @Test
    void levelsAreReadColumnByColumn() throws Exception {
        Files.writeString(directory.resolve("levels/M1.csv"), "header\n900,5,5100,5200,0,0\n1800,-7,6100,6200,1,128\n");
        Truth.Rows rows = read().rows().get("M1");
        assertArrayEquals(new long[] {900, 1800}, rows.captureSeconds());
        assertArrayEquals(new long[] {5, -7}, rows.registerRaw());
        assertArrayEquals(new long[] {5100, 6100}, rows.trueMilliwattHours());
        assertArrayEquals(new long[] {5200, 6200}, rows.registeredMilliwattHours());
        assertArrayEquals(new long[] {0, 1}, rows.changeCounter());
    }

    @Test
    void whatIsNoLedgerIsRefused() throws Exception {
        Files.writeString(directory.resolve("levels/M1.csv"), "header\n900,five,5100,5200,0,0\n");
        assertThrows(PlatformException.class, this::read);
    }

    @Test
    void acceptedActivationsCountAndRefusedOnesDoNot() throws Exception {
        write(1, "M1", "PENDING_SET", 0, "cafe", "ACCEPTED");
        write(2, "M1", "ACTIVATE", 0, "cafe", "REFUSED");
        write(3, "M1", "ACTIVATE", 1, "cafe", "ACCEPTED");
        assertEquals(List.of(new Truth.Activation("M1", FIELD, "cafe")), read().activations());
    }

    @Test
    void changeThatShowsOnlyInTheCounterAfterARebootIsAnActivation() throws Exception {
        write(1, "M1", "REBOOT", 1, "", "ACCEPTED");
        assertEquals(List.of(new Truth.Activation("M1", FIELD, "unknown")), read().activations());
    }

    @Test
    void connectionClosedBetweenWriteAndActivationWasLost() throws Exception {
        write(1, "M1", "PENDING_SET", 0, "cafe", "ACCEPTED");
        connection(2, "M1", "CLOSED");
        write(3, "M1", "ACTIVATE", 1, "cafe", "ACCEPTED");
        assertEquals(List.of(new Truth.Interruption("M1", InterruptionKind.CONNECTION_LOST)), read().interruptions());
    }

    @Test
    void connectionClosedAfterARefusedWriteAReleaseOrTheActivationWasNotLost() throws Exception {
        write(1, "M1", "PENDING_SET", 0, "cafe", "REFUSED");
        connection(2, "M1", "CLOSED");
        write(3, "M1", "PENDING_SET", 0, "cafe", "ACCEPTED");
        write(4, "M1", "ACTIVATE", 1, "cafe", "ACCEPTED");
        connection(5, "M1", "CLOSED");
        write(6, "M2", "PENDING_SET", 0, "cafe", "ACCEPTED");
        connection(7, "M2", "RELEASED");
        connection(8, "M2", "CLOSED");
        assertEquals(List.of(), read().interruptions());
    }

    @Test
    void rebootIsNotTakenForALostConnection() throws Exception {
        write(1, "M1", "PENDING_SET", 0, "cafe", "ACCEPTED");
        write(2, "M1", "REBOOT", 0, "", "ACCEPTED");
        connection(3, "M1", "CLOSED");
        assertEquals(List.of(new Truth.Interruption("M1", InterruptionKind.REBOOT)), read().interruptions());
    }

    @Test
    void counterUsedTwiceUnderOneKeyIsFoundEvenWhereTheMeterRefusedIt() throws Exception {
        counters.append("M1,k1,7,FRAME,ACCEPTED\nM2,k2,7,FRAME,ACCEPTED\n");
        assertEquals(new Truth.CounterUse(2, 0), read().counters());
        counters.append("M1,k1,7,FRAME,REFUSED\n");
        assertEquals(new Truth.CounterUse(2, 1), read().counters());
        counters.append("M1,k1,7,CHALLENGE,ACCEPTED\n");
        assertEquals(new Truth.CounterUse(3, 2), read().counters());
    }

    private Truth read() throws Exception {
        Files.writeString(directory.resolve("writes.csv"), writes);
        Files.writeString(directory.resolve("connections.csv"), connections);
        Files.writeString(directory.resolve("counters.csv"), counters);
        return new TruthFiles(directory, directory).read(Set.of("M1", "M2", "M3"), List.of());
    }

    private void write(int second, String meterId, String kind, int counter, String octets, String result) {
        writes.append("2026-11-22T12:00:%02dZ,%s,%s,%s,%d,%s,%s,%n"
                .formatted(second, FIELD, meterId, kind, counter, octets, result));
    }

    private void connection(int second, String meterId, String event) {
        connections.append("2026-11-22T12:00:%02dZ,%s,%s,1%n".formatted(second, meterId, event));
    }
}
