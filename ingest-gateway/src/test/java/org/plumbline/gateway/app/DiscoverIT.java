// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

class DiscoverIT {

    private static final String METER = "127.47.0.1";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static SimulatorServer server;

    @BeforeAll
    static void startMeter() {
        server = SimulatorServer.start(
                List.of(MeterPlan.simple("D-1", METER, MeterModel.PLB_ALPHA, START)),
                SimulatorOptions.of(new SettableFieldClock(START), new InMemoryLedger()));
    }

    @AfterAll
    static void stopMeter() {
        server.close();
    }

    private record Run(int exitCode, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = DiscoverMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    void thePublicObjectsAreListedWithTheirRights() throws Exception {
        Run run = run(METER + ":" + server.port(), "--networks", "127.0.0.0/8", "-o", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode found = new ObjectMapper().readTree(run.out());
        assertTrue(found.get("objects").size() > 1, run.out());
        List<String> codes = found.get("objects").findValuesAsText("obis");
        assertTrue(codes.contains("0.0.43.1.0.255"), "the invocation counter is for the public client to read");
        assertTrue(codes.contains("0.0.40.0.0.255"), run.out());
    }

    @Test
    void anAddressOutsideTheNetworksIsNotConnectedTo() {
        Run run = run(METER + ":" + server.port(), "--networks", "10.0.0.0/8");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("outside the field networks"), run.err());
    }

    @Test
    void nobodyListeningIsToldWithTheAddress() {
        Run run = run("127.47.0.2:1", "--networks", "127.0.0.0/8");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("127.47.0.2:1"), run.err());
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertEquals(2, run("127.47.0.1", "--networks", "127.0.0.0/8").exitCode());
        assertEquals(2, run("127.47.0.1:4059", "--networks", "10.0.0.0").exitCode());
        assertEquals(2, run("127.47.0.1:99999", "--networks", "127.0.0.0/8").exitCode());
        assertEquals(2, run("127.47.0.1:4059", "--networks", "").exitCode());
    }
}
