// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a server that answers as the console does. */
class CampaignCommandTest {

    private final Deque<String> shown = new ArrayDeque<>();
    private String posted = "{}";
    private StubbedConsole console;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        console = new StubbedConsole(
                folder,
                "anna=first\n",
                request -> request.isPost()
                        ? new StubbedConsole.Reply(202, posted)
                        : new StubbedConsole.Reply(200, shown.size() > 1 ? shown.poll() : shown.peek()));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private StubbedConsole.Run run(String... arguments) {
        return console.run("campaign", arguments);
    }

    private static String campaign(String state) {
        return """
                {"campaignId":"campaign-1","name":"spring","state":"%s","stateReason":"why","author":"anna",
                 "approver":"","membersDigest":"d1","memberCount":12,"approvalExpiresAt":null,"held":true,
                 "haltedModels":{"PLB-BETA":"wave 1 showed it"},
                 "waves":[{"number":1,"state":"RUNNING","counts":[{"state":"WAITING","members":12}]}]}""".formatted(state);
    }

    @Test
    void campaignIsShownWithWhatStopsIt() {
        shown.add(campaign("RUNNING"));
        StubbedConsole.Run run = run("show", "campaign-1");
        assertEquals(0, run.exitCode(), run.err());
        for (String part : List.of("campaign-1  RUNNING", "digest     d1", "held", "PLB-BETA: wave 1", "WAITING 12")) {
            assertTrue(run.out().contains(part), run.out());
        }
        shown.clear();
        shown.add("[" + campaign("RUNNING") + "]");
        assertTrue(run("list").out().startsWith("campaign-1 "));
        assertTrue(run("list", "-o", "json").out().startsWith("[{\"campaignId\":\"campaign-1\""));
    }

    @Test
    void approvalNamesTheDigestAndItsEffectIsAwaited() {
        shown.add(campaign("AWAITING_APPROVAL"));
        shown.add(campaign("AWAITING_APPROVAL"));
        shown.add(campaign("APPROVED"));
        StubbedConsole.Run run = run("approve", "campaign-1", "--reason", "seen", "--digest", "d1");
        assertEquals(0, run.exitCode(), run.err());
        String post = console.asked.stream()
                .filter(StubbedConsole.Asked::isPost)
                .findFirst()
                .orElseThrow()
                .toString();
        assertTrue(post.startsWith("POST /api/campaigns/campaign-1/approve "), post);
        assertTrue(post.contains("\"membersDigest\":\"d1\"") && post.contains("\"reason\":\"seen\""), post);
    }

    @Test
    void startOfAnExpiredApprovalFailsAndNamesTheCalibrator() {
        shown.add(campaign("APPROVED"));
        shown.add(campaign("AWAITING_APPROVAL"));
        StubbedConsole.Run run = run("start", "campaign-1", "--reason", "go", "--wait", "1");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("does not show within 1 s; see whether the calibrator runs"), run.err());
    }

    @Test
    void dryRunSaysWhoIsInAndOutAndWhatBecomesOfTheErrors() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), "{\"priority\": 3}");
        posted = """
                {"members":[{}],"membersByWave":[1],"choices":[{"caseId":"m1","taken":true,"reason":"fits"},
                 {"caseId":"m2","taken":false,"reason":"its district is south"}],"prediction":{"worse":["m1"],
                 "before":{"meters":2,"meanPercent":1.5,"beyondLimit":1},"after":{"meters":2,"meanPercent":-0.01}}}""";
        StubbedConsole.Run run = run(
                "create",
                "--dry-run",
                "--name",
                "n",
                "--reason",
                "r",
                "--district",
                "north",
                "--waves",
                "1,10",
                "--plan",
                plan.toString());
        assertEquals(0, run.exitCode(), run.err());
        for (String part :
                List.of("1 meters, by wave [1]", "in  m1", "out m2", "mean +1.500 %", "mean -0.010 %", "worse m1")) {
            assertTrue(run.out().contains(part), run.out());
        }
        String post = console.asked.getFirst().toString();
        assertTrue(post.startsWith("POST /api/campaigns/dry-run "), post);
        assertTrue(post.contains("\"district\":\"north\"") && post.contains("\"plan\":{\"priority\":3}"), post);
        assertTrue(post.contains("\"waveSizes\":[1,10]"), post);
    }

    @Test
    void casesAreNamedOrSelectedButNotBothNorNeither() {
        assertEquals(2, run("create", "--name", "n", "--reason", "r").exitCode());
        assertEquals(
                2,
                run("create", "--name", "n", "--reason", "r", "--all", "--case", "c")
                        .exitCode());
        posted = "{\"campaignId\":\"campaign-1\",\"memberCount\":1,\"membersDigest\":\"d1\"}";
        StubbedConsole.Run run = run("create", "--name", "n", "--reason", "r", "--case", "m1|MET-02|1");
        assertTrue(run.out().contains("campaign-1  1 meters, digest d1"), run.out() + run.err());
        assertTrue(
                console.asked.getFirst().toString().startsWith("POST /api/campaigns {"),
                console.asked.getFirst()::toString);
    }
}
