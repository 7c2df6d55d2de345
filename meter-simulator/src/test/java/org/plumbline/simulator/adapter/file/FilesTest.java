// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.fleet.DoubleMeteredPoint;
import org.plumbline.simulator.fleet.FleetPlan;
import org.plumbline.simulator.fleet.FleetPlanner;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.port.TruthLedger.Connection;
import org.plumbline.simulator.port.TruthLedger.ConnectionEvent;
import org.plumbline.simulator.port.TruthLedger.Counter;
import org.plumbline.simulator.port.TruthLedger.CounterUse;
import org.plumbline.simulator.port.TruthLedger.Happened;
import org.plumbline.simulator.port.TruthLedger.Level;
import org.plumbline.simulator.port.TruthLedger.Write;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

class FilesTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant WALL = Instant.parse("2026-07-01T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void ledgerFilesHoldWholeLinesWhileItIsStillOpen() throws Exception {
        try (CsvLedger ledger = new CsvLedger(directory.resolve("ledger"), InstantSource.fixed(WALL))) {
            ledger.levels("SM-1", List.of(new Level(900, 12, 12_345, 12_350, 0, 0, 215)));
            ledger.levels("SM-1", List.of(new Level(1800, 4_294_967_295L, 24_000, 24_010, 1, 0x80, 215)));
            ledger.write(new Write(START, "SM-1", WriteKind.PENDING_SET, 0, new byte[] {1, (byte) 0xAB}, ""));
            ledger.write(new Write(START, "SM-1", WriteKind.CHECKSUM_SET, 0, new byte[0], "wrong, really"));
            ledger.counter(new Counter("SM-1", "0011223344556677", 9, CounterUse.FRAME, ""));
            ledger.counter(new Counter("SM-1", "0011223344556677", 9, CounterUse.FRAME, "not above 9"));
            ledger.connection(new Connection("SM-1", ConnectionEvent.ASSOCIATED_MANAGEMENT, 1));

            assertEquals("""
                    captureEpochSecond,registerRaw,trueMilliWattHours,registeredMilliWattHours,changeCounter,status
                    900,12,12345,12350,0,0
                    1800,4294967295,24000,24010,1,128
                    """, read("ledger/levels/SM-1.csv"));
            assertEquals("""
                    wallInstant,fieldInstant,meterId,kind,changeCounterAfter,octetsHex,result,reason
                    2026-07-01T12:00:00Z,2026-01-05T00:00:00Z,SM-1,PENDING_SET,0,01ab,ACCEPTED,
                    2026-07-01T12:00:00Z,2026-01-05T00:00:00Z,SM-1,CHECKSUM_SET,0,,REFUSED,wrong; really
                    """, read("ledger/writes.csv"));
            assertEquals("""
                    meterId,keyFingerprint,counter,use,result
                    SM-1,0011223344556677,9,FRAME,ACCEPTED
                    SM-1,0011223344556677,9,FRAME,REFUSED
                    """, read("ledger/counters.csv"));
            assertEquals("""
                    wallInstant,meterId,event,associations
                    2026-07-01T12:00:00Z,SM-1,ASSOCIATED_MANAGEMENT,1
                    """, read("ledger/connections.csv"));
        }
    }

    @Test
    void secondLedgerInTheSameDirectoryIsRefusedUnlessTheFirstIsEmpty() {
        Path ledgerDirectory = directory.resolve("ledger");
        new CsvLedger(ledgerDirectory, InstantSource.fixed(WALL)).close();
        try (CsvLedger again = new CsvLedger(ledgerDirectory, InstantSource.fixed(WALL))) {
            again.levels("SM-1", List.of(new Level(900, 1, 1000, 1000, 0, 0, 0)));
        }
        SimulatorException refused =
                assertThrows(SimulatorException.class, () -> new CsvLedger(ledgerDirectory, InstantSource.fixed(WALL)));
        assertTrue(refused.getMessage().contains("already"));
    }

    @Test
    void fleetDirectoryGivesBackTheFleetAndKeepsSecretsToTheOwner() throws Exception {
        FleetPlan plan = FleetPlanner.plan(5, 20, START);
        FleetDirectory fleet = new FleetDirectory(directory.resolve("fleet"));
        fleet.write(plan, 4060, new SecureRandom());
        FleetDirectory.Loaded loaded = fleet.read();
        assertEquals(4060, loaded.port());
        assertEquals(plan.plants(), loaded.plan().plants());
        assertEquals(plan.faults(), FaultFile.read(loaded.faultScript()).faults());
        for (String secret : List.of("meter-keys.p12", "meter-keys.password", "plants.json")) {
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(directory.resolve("fleet").resolve(secret)),
                    secret);
        }
        String announced = read("fleet/fleet.json");
        assertTrue(announced.contains("\"district\" : \"T-04\""), "twenty pairs hang in four districts");
        assertTrue(announced.contains("\"yearOfManufacture\" : 20"));
        assertTrue(announced.contains("\"certificateStandardUncertaintyPercent\" : 0.03"));
        assertFalse(announced.toLowerCase(Locale.ROOT).contains("error"));
        assertThrows(SimulatorException.class, () -> fleet.write(plan, 4060, new SecureRandom()));
    }

    @Test
    void doubleMeteredPointIsAnnouncedWithItsProfileAndGivenBack() throws Exception {
        FleetPlan plan = DoubleMeteredPoint.addedTo(FleetPlanner.plan(5, 20, START));
        FleetDirectory fleet = new FleetDirectory(directory.resolve("fleet"));
        fleet.write(plan, 4060, new SecureRandom());
        FleetPlan loaded = fleet.read().plan();
        assertEquals(plan.pairs(), loaded.pairs());
        assertEquals(42, loaded.meters().size());
        String announced = read("fleet/fleet.json");
        assertTrue(announced.contains("\"capturePeriodSeconds\" : 600"));
        assertTrue(announced.contains("\"furtherRegisters\" : [ \"1.0.2.8.0.255\", \"1.0.3.8.0.255\" ]"));
        assertTrue(announced.contains("\"nominalPowerWatts\" : 36000.0"));
    }

    @Test
    void keyStoreHoldsBothKeysOfEveryMeter() throws Exception {
        FleetPlan plan = FleetPlanner.plan(5, 20, START);
        new FleetDirectory(directory).write(plan, 4059, new SecureRandom());
        char[] password = read("meter-keys.password").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("meter-keys.p12"))) {
            store.load(in, password);
        }
        assertEquals(80, store.size());
        assertArrayEquals(
                plan.meters().get(1).keys().encryptionKey(),
                store.getKey("cm-0001.ek", password).getEncoded());
        assertArrayEquals(
                plan.meters().get(0).keys().authenticationKey(),
                store.getKey("sm-0001.ak", password).getEncoded());
    }

    @Test
    void editedFleetFileIsRefused() throws Exception {
        FleetDirectory fleet = new FleetDirectory(directory);
        fleet.write(FleetPlanner.plan(5, 20, START), 4059, new SecureRandom());
        Path file = directory.resolve("fleet.json");
        Files.writeString(file, Files.readString(file).replace("127.10.0.1\"", "127.10.9.9\""));
        assertThrows(SimulatorException.class, fleet::read);
        assertThrows(SimulatorException.class, new FleetDirectory(directory.resolve("nothing"))::read);
    }

    @Test
    void faultScriptKeepsEveryTriggerAndAction() {
        List<FaultRule> rules = List.of(
                new FaultRule("A", new FaultTrigger.OnConnection(2), new FaultAction.DropBefore()),
                new FaultRule("A", new FaultTrigger.OnRequest(3), new FaultAction.Delay(Duration.ofMillis(250))),
                new FaultRule("B", new FaultTrigger.OnRequest(1), new FaultAction.Truncate(11)),
                new FaultRule("B", new FaultTrigger.OnRequest(2), new FaultAction.Garbage(30)),
                new FaultRule("B", new FaultTrigger.OnRequest(4), new FaultAction.Refuse()),
                new FaultRule("C", new FaultTrigger.OnWriteStep(WriteKind.IMAGE_BLOCK, 2), new FaultAction.DropAfter()),
                new FaultRule(
                        "C",
                        new FaultTrigger.OnWriteStep(WriteKind.ACTIVATE, 1),
                        new FaultAction.Reboot(5, Duration.ofMillis(700))));
        Path file = directory.resolve("faults.json");
        FaultFile.write(file, rules);
        assertEquals(rules, FaultFile.read(file).faults());
    }

    @Test
    void faultScriptWithAnUnknownWordIsRefusedByName() throws Exception {
        Path file = directory.resolve("faults.json");
        Files.writeString(file, """
                {"faults": [{"meterId": "A", "on": "request", "nth": 1, "action": "explode", "millis": 0, "octets": 0}]}
                """);
        SimulatorException refused = assertThrows(SimulatorException.class, () -> FaultFile.read(file));
        assertTrue(refused.getMessage().contains("explode"));
    }

    @Test
    void fieldTimeFollowsTheFileForwardOnly() throws Exception {
        Path file = directory.resolve("field-time");
        AtomicLong nanos = new AtomicLong();
        assertThrows(SimulatorException.class, () -> new FieldTimeFile(file, nanos::get));
        Files.writeString(file, "2026-01-05T00:00:00Z\n");
        FieldTimeFile clock = new FieldTimeFile(file, nanos::get);
        assertEquals(START, clock.now());
        replace(file, "2026-01-06T00:00:00Z");
        assertEquals(START.plus(Duration.ofDays(1)), clock.now(), "a replaced file is seen at once");
        replace(file, "2026-01-01T00:00:00Z");
        assertEquals(START.plus(Duration.ofDays(1)), clock.now());
        Files.delete(file);
        assertEquals(START.plus(Duration.ofDays(1)), clock.now());
        Files.writeString(file, "yesterday");
        nanos.addAndGet(Duration.ofMillis(50).toNanos());
        assertThrows(SimulatorException.class, clock::now);
    }

    private void replace(Path file, String content) throws Exception {
        Path next = Files.writeString(directory.resolve("next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String read(String name) throws Exception {
        return Files.readString(directory.resolve(name));
    }

    @Test
    void ledgerIsReadBackWhileItIsOpen() {
        try (CsvLedger ledger = new CsvLedger(directory.resolve("ledger"), InstantSource.fixed(WALL))) {
            ledger.levels("SM-1", List.of(new Level(900, 4_294_967_295L, 12_345, 12_350, 3, 0x80, 215)));
            for (long counter : new long[] {8, 9, 9, 10}) {
                ledger.counter(new Counter("SM-1", "0011223344556677", counter, CounterUse.FRAME, ""));
            }
            ledger.happened(new Happened(START, "SM-1", "A[b=1, c=2]"));
            LedgerFiles files = new LedgerFiles(directory.resolve("ledger"));
            List<LedgerFiles.Row> rows = new ArrayList<>();
            files.forEachRowOf("SM-1", rows::add);
            files.forEachRowOf("SM-2", rows::add);
            assertEquals(List.of(new LedgerFiles.Row(900, 4_294_967_295L, 12_345, 12_350, 3, 0x80)), rows);
            assertEquals(
                    List.of(9L),
                    files.repeatedCounters().stream().map(Counter::counter).toList());
            assertEquals(List.of(new Happened(START, "SM-1", "A[b=1; c=2]")), files.happenings());
        }
    }

    @Test
    void faultFileHoldsHappeningsAndRandomFaults() throws Exception {
        Path file = directory.resolve("faults.json");
        Files.writeString(file, """
                {"faults": [],
                 "happenings": [
                  {"meterId": "M", "at": "2026-01-06T00:00:00Z", "what": "meter-exchange", "text": "N-1"},
                  {"meterId": "M", "at": "2026-01-07T00:00:00Z", "what": "transformer-ratio", "text": "200/5",
                   "telling": "counted-and-logged"},
                  {"meterId": "M", "at": "2026-01-08T00:00:00Z", "what": "right-withdrawn",
                   "text": "3 1.0.2.8.0.255 2 READ"},
                  {"meterId": "M", "at": "2026-01-09T00:00:00Z", "what": "clock-jump", "number": -3600, "on": false},
                  {"meterId": "M", "at": "2026-01-10T00:00:00Z", "what": "energy-path", "factor": 1.004},
                  {"meterId": "M", "at": "2026-01-10T12:00:00Z", "what": "memory", "text": "block", "number": 4},
                  {"meterId": "M", "at": "2026-01-11T00:00:00Z", "what": "register-stuck",
                   "text": "1.0.21.8.0.255", "on": true},
                  {"meterId": "M", "at": "2026-01-12T00:00:00Z", "what": "neutral-sensor", "factor": 0.0002},
                  {"meterId": "M", "at": "2026-01-13T00:00:00Z", "what": "profile-shift", "number": 40000}],
                 "link": {"seed": 5, "dropAfter": 0.25, "trickle": 0.5, "trickleMillis": 1000}}
                """);
        FaultScript script = FaultFile.read(file);
        assertEquals(
                List.of(
                        new Happening.MeterExchanged("N-1"),
                        new Happening.TransformerRatioChanged(200, 5, Happening.Telling.COUNTED_AND_LOGGED),
                        new Happening.RightWithdrawn(3, "1.0.2.8.0.255", 2, Happening.Right.READ),
                        new Happening.ClockJumped(-3600, false),
                        new Happening.EnergyPathCorrupted(1.004, 0),
                        new Happening.MemoryCorrupted(Happening.Part.BLOCK, 4, 1),
                        new Happening.RegisterStuck(EnergyQuantity.ACTIVE_IMPORT_L1, true),
                        new Happening.NeutralSensorDrifts(0.0002),
                        new Happening.ProfileShifted(40_000)),
                script.happenings().stream().map(Happening.Scheduled::what).toList());
        assertEquals(
                Instant.parse("2026-01-06T00:00:00Z"),
                script.happenings().getFirst().at());
        assertEquals(0.25, script.linkFaults().dropAfter());
        assertEquals(Duration.ofSeconds(1), script.linkFaults().trickleInterval());

        Files.writeString(file, """
                {"faults": [],
                 "happenings": [{"meterId": "M", "at": "2026-01-06T00:00:00Z", "what": "meter-exchange"}]}
                """);
        SimulatorException refused = assertThrows(SimulatorException.class, () -> FaultFile.read(file));
        assertTrue(refused.getMessage().contains("needs \"text\""), refused.getMessage());
    }
}
