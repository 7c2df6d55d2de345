// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandTest {
    private static final String PAGE = """
            {"rows":[{"letterId":"%s","written":"2026-11-24T04:00:00Z","service":"drift-analyzer","sourceTopic":"readings.v1",
            "sourcePartition":1,"sourceOffset":40,"reason":"UNKNOWN_SCHEMA","message":"schema id 7","remedy":"See the registry.",
            "replays":0}],"next":%s}""";

    @TempDir
    private Path folder;

    private StubbedConsole.Run run(StubbedConsole.Reply reply, String expected, String... arguments)
            throws IOException {
        try (StubbedConsole console = new StubbedConsole(folder, "anna=secret", asked -> reply)) {
            StubbedConsole.Run run = console.run("dead-letters", arguments);
            assertTrue(console.asked.toString().contains(expected), console.asked.toString());
            return run;
        }
    }

    @Test
    void theListGoesOnToTheLastPageAndSaysWhyAndWhatToDo() throws IOException {
        try (StubbedConsole console = new StubbedConsole(
                folder,
                "anna=secret",
                asked -> new StubbedConsole.Reply(
                        200,
                        asked.uri().contains("after=")
                                ? PAGE.formatted("1-15", "null")
                                : PAGE.formatted("1-17", "\"k\"")))) {
            StubbedConsole.Run run = console.run("dead-letters", "list", "--reason", "UNKNOWN_SCHEMA");
            assertEquals(0, run.exitCode(), run.err());
            assertTrue(run.out().contains("1-17") && run.out().contains("1-15"), run.out());
            assertTrue(run.out().contains("See the registry."), run.out());
            assertEquals(2, console.asked.size());
            assertTrue(console.asked.getLast().uri().contains("reason=UNKNOWN_SCHEMA&after=k"));
        }
    }

    @Test
    void noneIsGoodNews() throws IOException {
        StubbedConsole.Run run =
                run(new StubbedConsole.Reply(200, "{\"rows\":[],\"next\":null}"), "/api/tables/dead-letters", "list");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("no dead letters"), run.out());
    }

    @Test
    void aRefusedReplayEndsWithOneAndWrongUsageWithTwo() throws IOException {
        StubbedConsole.Run run =
                run(new StubbedConsole.Reply(200, """
                        {"replayed":0,"refused":1,"dryRun":false,"results":[{"letterId":"1-15","result":"ORDER_NOT_REPLAYED",
                        "to":"","message":"An order.","remedy":"Retry the member."}]}"""), "\"dryRun\":false", "replay", "1-15", "--reason", "why not");
        assertEquals(1, run.exitCode());
        assertTrue(run.out().contains("ORDER_NOT_REPLAYED") && run.out().contains("Retry the member."), run.out());
        assertEquals(
                2,
                run(new StubbedConsole.Reply(200, "{}"), "", "replay", "1-15").exitCode());
    }
}
