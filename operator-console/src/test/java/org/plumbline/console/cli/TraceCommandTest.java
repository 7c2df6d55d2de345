// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command against a server that answers as the gateway does. */
class TraceCommandTest {

    private static final String STARTED = "2026-03-01T12:00:00Z";

    private record Run(int exitCode, String out, String err) {}

    private final List<String> asked = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer gateway;
    private int refusal;

    @BeforeEach
    void serve() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/trace/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            boolean start = exchange.getRequestMethod().equals("PUT");
            String body = start ? trace(true, 0) : answers.remove();
            int status = start && refusal != 0 ? refusal : body.isEmpty() ? 404 : 200;
            byte[] octets = (status == 200 ? body : "{\"error\":\"not now\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "trace", "--gateway", "http://127.0.0.1:" + gateway.getAddress().getPort()));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine cli = PlumblineCli.commandLine(address -> null)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int code = cli.execute(all.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private static String trace(boolean running, int dropped, String... apdus) {
        List<String> frames = new ArrayList<>();
        for (String apdu : apdus) {
            frames.add("""
                    {"at":"2026-03-01T12:00:01Z","direction":"sent","phase":"GET clock","service":"get-request",
                     "octets":13,"apdu":"%s"}""".formatted(apdu));
        }
        return """
                {"principal":"anna","startedAt":"%s","endsAt":"2026-03-01T12:15:00Z","running":%s,"dropped":%d,
                 "frames":[%s]}""".formatted(STARTED, running, dropped, String.join(",", frames));
    }

    @Test
    void eachFrameIsShownOnceUntilTheTimeIsOver() {
        answers.add(trace(true, 0, "c001"));
        answers.add(trace(false, 3, "c002", "c003"));
        Run run = run("METER 1/A", "--minutes", "7");
        assertEquals(0, run.exitCode(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(
                List.of(
                        "2026-03-01T12:00:01Z > get-request 13 octets (GET clock) c001",
                        "(2 frames came too fast to be shown)",
                        "2026-03-01T12:00:01Z > get-request 13 octets (GET clock) c002",
                        "2026-03-01T12:00:01Z > get-request 13 octets (GET clock) c003"),
                lines);
        assertTrue(asked.getFirst().startsWith("PUT /trace/METER%201%2FA?by="), asked.getFirst());
        assertTrue(asked.getFirst().endsWith("&minutes=7"), asked.getFirst());
    }

    @Test
    void aTraceThatSomebodyElseEndedOrBeganAnewIsOver() {
        answers.add("");
        assertEquals(1, run("M").exitCode());
        answers.add(trace(true, 0).replace(STARTED, "2026-03-01T12:00:05Z"));
        Run run = run("M");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("ended by somebody else"), run.err());
    }

    @Test
    void aRefusalIsTold() {
        refusal = 409;
        Run run = run("M");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("not now"), run.err());
    }

    @Test
    void whereNoGatewayAnswersItIsSaid() {
        gateway.stop(0);
        Run run = run("M");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("no gateway answers at"), run.err());
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertEquals(2, run("M", "--minutes", "61").exitCode());
        assertEquals(2, run().exitCode());
        assertFalse(asked.stream().anyMatch(request -> request.startsWith("PUT")));
    }
}
