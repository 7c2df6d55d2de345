// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command against a server that answers as the console does. */
class CaseCommandTest {
    private static final String ID = "SM-1|MET-02|1";

    private record Run(int exitCode, String out, String err) {}

    private final List<String> asked = new ArrayList<>();
    private final Deque<String> shown = new ArrayDeque<>();
    private HttpServer console;
    private String refusal = "";

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(folder.resolve("passwords"), "anna=first\nben=second\n");
        console = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        console.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            boolean post = exchange.getRequestMethod().equals("POST");
            String text = !refusal.isEmpty() ? refusal : post ? "{}" : shown.size() > 1 ? shown.poll() : shown.peek();
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(!refusal.isEmpty() ? 409 : post ? 202 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        console.start();
    }

    @AfterEach
    void stop() {
        console.stop(0);
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("case"));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of(
                "--console",
                "http://127.0.0.1:" + console.getAddress().getPort(),
                "--password-file",
                folder.resolve("passwords").toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine cli = PlumblineCli.commandLine(address -> null)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int code = cli.execute(all.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private static String found(String state, String handling) {
        return """
                {"caseId":"%s","state":"%s","stateReason":"why","action":"ADJUST_GAIN","proposalRefusal":"",
                 "openedAt":"2026-03-01T00:00:00Z","campaignId":"","orderId":"",
                 "latest":{"errorPercent":1.6,"limitPercent":1.0,"uncertainty":{"combinedPercent":0.05}},
                 "handling":{%s}}""".formatted(ID, state, handling);
    }

    @Test
    void openCasesAreListedForTheFirstPersonOfTheFile() {
        shown.add("[" + found("OPENED", "") + "]");
        Run run = run("list");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(ID), run.out());
        assertTrue(run.out().contains("+1.600 % +/- 0.100 %, limit 1.00 %"), run.out());
        String anna = Base64.getEncoder().encodeToString("anna:first".getBytes(StandardCharsets.UTF_8));
        assertTrue(asked.getFirst().startsWith("GET /api/cases?state=open Basic " + anna), asked.getFirst());
    }

    @Test
    void jsonIsTheConsolesOwn() {
        shown.add(found("OPENED", "\"assignee\":\"ben\""));
        Run run = run("show", ID, "--output", "json", "--user", "ben");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("\"assignee\":\"ben\""), run.out());
        assertTrue(asked.getFirst().startsWith("GET /api/cases/SM-1%7CMET-02%7C1 "), asked.getFirst());
    }

    @Test
    void dismissalIsSentAndItsEffectAwaited() {
        shown.add(found("OPENED", ""));
        shown.add(found("OPENED", ""));
        shown.add(found("DISMISSED", ""));
        Run run = run("dismiss", ID, "--code", "HANDLED_ON_SITE", "--reason", "workshop");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("DISMISSED"), run.out());
        String post = asked.stream()
                .filter(each -> each.startsWith("POST"))
                .findFirst()
                .orElseThrow();
        assertTrue(post.startsWith("POST /api/cases/SM-1%7CMET-02%7C1/dismiss "), post);
        assertTrue(post.contains("\"code\":\"HANDLED_ON_SITE\"") && post.contains("\"reason\":\"workshop\""), post);
    }

    @Test
    void commandWithoutEffectInTimeFails() {
        shown.add(found("OPENED", ""));
        Run run = run("confirm", ID, "--reason", "seen", "--wait", "1");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("does not show within 1 s"), run.err());
    }

    @Test
    void refusalIsToldInTheConsolesWords() {
        refusal = "{\"code\":\"CASE_STATE\",\"message\":\"Case is VERIFYING.\",\"remedy\":\"Wait.\"}";
        Run run = run("note", ID, "--reason", "x");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("refused (CASE_STATE): Case is VERIFYING. Wait."), run.err());
    }

    @Test
    void wrongUsageEndsWithTwoAndWrongPersonWithOne() {
        assertEquals(2, run("dismiss", ID, "--reason", "x").exitCode());
        assertEquals(2, run("dismiss", ID, "--reason", "x", "--code", "NOPE").exitCode());
        assertEquals(2, run("confirm", ID).exitCode());
        Run nobody = run("list", "--user", "eve");
        assertEquals(1, nobody.exitCode());
        assertTrue(nobody.err().contains("no password of 'eve'"), nobody.err());
        assertTrue(asked.isEmpty());
    }

    @Test
    void whereNoConsoleAnswersItIsSaid() {
        console.stop(0);
        Run run = run("list");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("no console answers"), run.err());
    }
}
