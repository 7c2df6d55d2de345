// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesCommandTest {

    private static final String DOUBT = """
            {"references":3,"inDoubt":1,"findings":[{"inDoubt":true,"heldBackMeterIds":["m1","m2"],"standing":{
            "meterId":"ref-1","asOf":"2026-04-30T00:00:00Z","state":"IN_DOUBT","certificateErrorPercent":0.05,
            "certificateTime":"2026-01-01T00:00:00Z","statements":[
            {"meterId":"ref-1","referenceMeterId":"","differencePercent":0.9,"standardUncertaintyPercent":0.1,
             "inDoubt":true,"normalisedDifference":9.0},
            {"meterId":"m1","referenceMeterId":"ref-1","differencePercent":-0.02,"standardUncertaintyPercent":0.1,
             "inDoubt":false,"normalisedDifference":-0.2}],
            "loop":["ref-1","a","b"],"misclosurePercent":0.012,"misclosureStandardUncertaintyPercent":0.05,
            "suspectMeterId":"ref-1","heldBackMeterIds":[],"text":"test meter ref-1, then state its certificate"}}]}""";

    private static final String NOTHING = """
            {"references":3,"inDoubt":0,"findings":[]}""";

    @TempDir
    private Path folder;

    private StubbedConsole.Run run(String answer, String uri, String... arguments) throws IOException {
        try (StubbedConsole console =
                new StubbedConsole(folder, "anna=secret", asked -> new StubbedConsole.Reply(200, answer))) {
            StubbedConsole.Run run = console.run("references", arguments);
            console.asked.forEach(asked -> assertEquals(uri, asked.uri()));
            return run;
        }
    }

    @Test
    void certificateInDoubtIsShownWithItsStatisticAndRemedyAndEndsWithOne() throws IOException {
        StubbedConsole.Run run =
                run(DOUBT, "/api/reference-findings?limit=1000&all=false&meter=m%201", "findings", "m 1");
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(run.out().contains("references: 3 with a finding, 1 in doubt, shown 1"), run.out());
        assertTrue(run.out().contains("certificate of 2026-01-01: e = +0.050 %"), run.out());
        assertTrue(
                run.out().matches("(?s).*IN DOUBT +certificate of ref-1 +\\+0.900 %  u 0.100 %  z \\+9.0\n.*"),
                run.out());
        assertTrue(run.out().matches("(?s).*fits +m1 against ref-1 +-0.020 %.*"), run.out());
        assertTrue(run.out().contains("loop ref-1, a, b: closes to +0.012 %"), run.out());
        assertTrue(run.out().contains("held back: no MET-02 and no adjustment of m1, m2"), run.out());
        assertTrue(run.out().contains("test meter ref-1, then state its certificate"), run.out());
    }

    @Test
    void valuesHaveOneLineForEachStatement() throws IOException {
        StubbedConsole.Run run =
                run(DOUBT, "/api/reference-findings?limit=5&all=true", "findings", "--all", "--limit", "5", "-ocsv");
        String[] lines = run.out().split("\r\n");
        assertEquals(3, lines.length);
        assertEquals(
                "ref-1,IN_DOUBT,2026-04-30T00:00:00Z,2026-01-01T00:00:00Z,0.05,comparison,m1,ref-1,false,-0.02,0.1,-0.2,"
                        + "0.012,0.05,m1 m2,\"test meter ref-1, then state its certificate\"",
                lines[2]);
    }

    @Test
    void whereNothingIsInDoubtTheCommandEndsWithZero() throws IOException {
        StubbedConsole.Run run = run(NOTHING, "/api/reference-findings?limit=1000&all=false", "findings", "-ojson");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(NOTHING.strip(), run.out().strip());
    }

    @Test
    void wrongUsageEndsWithTwo() throws IOException {
        assertEquals(2, run(NOTHING, "", "findings", "--limit", "0").exitCode());
        assertEquals(2, run(NOTHING, "").exitCode());
    }
}
