// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTestsCommandTest {

    private static final String LIST = """
            {"total":2,"tests":[{"meterId":"=m1","serialNumber":"7","meterModel":"PLB-ALPHA","accuracyClass":"1",
            "district":"D-1","priority":1,"dueAt":null,"errorPercent":-1.7,"expandedUncertaintyPercent":0.11,
            "reasons":[{"code":"REPLACE","text":"beyond, the cap","evidence":"m1|MET-02|1"}],
            "measure":["bring a meter","error at 10 %"]}]}""";

    @TempDir
    private Path folder;

    private StubbedConsole.Run run(String... arguments) throws IOException {
        try (StubbedConsole console =
                new StubbedConsole(folder, "anna=secret", asked -> new StubbedConsole.Reply(200, LIST))) {
            StubbedConsole.Run run = console.run("site-tests", arguments);
            console.asked.forEach(asked -> assertEquals("/api/site-tests?limit=5", asked.uri()));
            return run;
        }
    }

    @Test
    void theTableSaysWhyAndWhatToMeasure() throws IOException {
        StubbedConsole.Run run = run("list", "--limit", "5");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("site tests: 2, shown 1"), run.out());
        assertTrue(run.out().contains("e = -1.700 % (U = 0.110 %, k = 2)"), run.out());
        assertTrue(run.out().contains("REPLACE: beyond, the cap (m1|MET-02|1)"), run.out());
        assertTrue(run.out().contains("- error at 10 %"), run.out());
    }

    @Test
    void valuesAreQuotedAndNoTextBecomesAFormula() throws IOException {
        StubbedConsole.Run run = run("list", "--limit", "5", "-o", "csv");
        assertEquals(0, run.exitCode(), run.err());
        String[] lines = run.out().split("\r\n");
        assertEquals(2, lines.length);
        assertTrue(lines[0].startsWith("priority,meterId,serialNumber,"), lines[0]);
        assertEquals(
                "1,'=m1,7,PLB-ALPHA,1,D-1,,-1.7,0.11,REPLACE,m1|MET-02|1,\"beyond, the cap\",bring a meter; error at 10 %",
                lines[1]);
    }

    @Test
    void wrongUsageEndsWithTwo() throws IOException {
        assertEquals(2, run("list", "--limit", "0").exitCode());
        assertEquals(2, run("list", "-o", "text").exitCode());
    }
}
