// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a server that answers as the console does. */
class CaseCommandTest {
    private static final String ID = "SM-1|MET-02|1";

    private final Deque<String> shown = new ArrayDeque<>();
    private StubbedConsole console;
    private String refusal = "";

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        console = new StubbedConsole(folder, "anna=first\nben=second\n", request -> {
            if (!refusal.isEmpty()) {
                return new StubbedConsole.Reply(409, refusal);
            }
            return request.isPost()
                    ? new StubbedConsole.Reply(202, "{}")
                    : new StubbedConsole.Reply(200, shown.size() > 1 ? shown.poll() : shown.peek());
        });
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private StubbedConsole.Run run(String... arguments) {
        return console.run("case", arguments);
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
        StubbedConsole.Run run = run("list");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(ID), run.out());
        assertTrue(run.out().contains("+1.600 % +/- 0.100 %, limit 1.00 %"), run.out());
        String anna = Base64.getEncoder().encodeToString("anna:first".getBytes(StandardCharsets.UTF_8));
        assertEquals("/api/cases?state=open", console.asked.getFirst().uri());
        assertEquals("Basic " + anna, console.asked.getFirst().authorization());
    }

    @Test
    void jsonIsTheConsolesOwn() {
        shown.add(found("OPENED", "\"assignee\":\"ben\""));
        StubbedConsole.Run run = run("show", ID, "--output", "json", "--user", "ben");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("\"assignee\":\"ben\""), run.out());
        assertEquals("/api/cases/SM-1%7CMET-02%7C1", console.asked.getFirst().uri());
    }

    @Test
    void dismissalIsSentAndItsEffectAwaited() {
        shown.add(found("OPENED", ""));
        shown.add(found("OPENED", ""));
        shown.add(found("DISMISSED", ""));
        StubbedConsole.Run run = run("dismiss", ID, "--code", "HANDLED_ON_SITE", "--reason", "workshop");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("DISMISSED"), run.out());
        String post = console.asked.stream()
                .filter(StubbedConsole.Asked::isPost)
                .findFirst()
                .orElseThrow()
                .toString();
        assertTrue(post.startsWith("POST /api/cases/SM-1%7CMET-02%7C1/dismiss "), post);
        assertTrue(post.contains("\"code\":\"HANDLED_ON_SITE\"") && post.contains("\"reason\":\"workshop\""), post);
    }

    @Test
    void commandWithoutEffectInTimeFails() {
        shown.add(found("OPENED", ""));
        StubbedConsole.Run run = run("confirm", ID, "--reason", "seen", "--wait", "1");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("does not show within 1 s"), run.err());
    }

    @Test
    void refusalIsToldInTheConsolesWords() {
        refusal = "{\"code\":\"CASE_STATE\",\"detail\":\"Case is VERIFYING.\",\"remedy\":\"Wait.\"}";
        StubbedConsole.Run run = run("note", ID, "--reason", "x");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("refused (CASE_STATE): Case is VERIFYING. Wait."), run.err());
    }

    @Test
    void wrongUsageEndsWithTwoAndWrongPersonWithOne() {
        assertEquals(2, run("dismiss", ID, "--reason", "x").exitCode());
        assertEquals(2, run("dismiss", ID, "--reason", "x", "--code", "NOPE").exitCode());
        assertEquals(2, run("confirm", ID).exitCode());
        StubbedConsole.Run nobody = run("list", "--user", "eve");
        assertEquals(1, nobody.exitCode());
        assertTrue(nobody.err().contains("no password of 'eve'"), nobody.err());
        assertTrue(console.asked.isEmpty());
    }

    @Test
    void whereNoConsoleAnswersItIsSaid() {
        console.close();
        StubbedConsole.Run run = run("list");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("no console answers"), run.err());
    }
}
