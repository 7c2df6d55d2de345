// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a server that answers as the console does. */
class DriftCommandTest {
    private static final String ESTIMATE = """
            {"errorPercent":1.466,"intervalLowPercent":1.372,"intervalHighPercent":1.56,"verdict":"FAIL",
             "uncertainty":{"combinedPercent":0.048,"estimationPercent":0.02,"structurePercent":0.03},
             "ratePercentPerYear":0.2,"curve":[
               {"fractionOfMaximumCurrent":0.1,"errorPercent":1.5,"standardUncertaintyPercent":0.05,"covered":true},
               {"fractionOfMaximumCurrent":1.0,"errorPercent":1.3,"standardUncertaintyPercent":0.2,"covered":false}],
             "maximumPermissibleErrorPercent":1.0,"action":"ADJUST_GAIN","actionReason":"multiply every gain",
             "exclusions":[{"reason":"SPIKE","intervals":3}],
             "explanation":{"certificatePercent":0.03,"referenceDriftPercent":0.002,
               "rateIntervalLowPercentPerYear":-0.1,"rateIntervalHighPercentPerYear":0.5,
               "referenceCurve":[{"fractionOfReferenceCurrent":0.1,"errorPercent":1.6,
                 "standardUncertaintyPercent":0.1,"covered":true}],
               "outlookText":"the verdict is final","diagnosis":"METER","diagnosisText":"the gain is off",
               "symptoms":[{"code":"CONF-02","state":"ABSENT","text":"no ratio fits"}],
               "phaseText":"angle error +0.30 degrees","heldBack":"REFERENCE_IN_DOUBT"}}""";
    private static final String METER = """
            {"meter":{"meterId":"SM-1","verdict":"FAIL","refusal":"","openCaseId":"SM-1|MET-02|1"},
             "why":"|e| - 1.645 u_c = 1.387 %% is beyond the limit","estimate":%s,
             "checks":{"checks":[{"name":"POWER_PATH","state":"OK","text":"all is well"}]},
             "forecast":{"refusal":"","basis":"CERTIFICATE","errorPercent":0.1,"standardUncertaintyPercent":0.2,
               "exceedanceProbability":0.031,"dueAt":"2031-05-01T00:00:00Z","overdue":false},
             "surveillance":{"refusal":null,"days":[{"day":"2026-04-30T00:00:00Z","mode":"FR-ANNEXE-8",
               "intervals":144,"comparedIntervals":90,"e1Percent":1.4,"e2Percent":null,
               "anomalies":["INTERVAL_DIVERGENCE"],"reservations":[],
               "findingSince":"2026-04-28T00:00:00Z","dueTime":"2026-05-28T00:00:00Z"}]},
             "referenceFindings":[{"standing":{"meterId":"ref-1","state":"IN_DOUBT","text":"test meter ref-1"}}],
             "quantities":[{"quantity":"1.0.3.8.0.255","estimate":{"errorPercent":0.7,"verdict":"NONE",
               "uncertainty":{"combinedPercent":0.1}}},
               {"quantity":"1.0.2.8.0.255","estimate":{"errorPercent":null,"refusal":"TOO_FEW_DAYS",
               "refusalText":"wait"}}]}""".formatted(ESTIMATE);

    private StubbedConsole console;
    private String answer = "";
    private int status = 200;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        console = new StubbedConsole(folder, "anna=first\n", request -> new StubbedConsole.Reply(status, answer));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private StubbedConsole.Run run(String... arguments) {
        return console.run("drift", arguments);
    }

    private static void assertTells(StubbedConsole.Run run, String... lines) {
        assertEquals(0, run.exitCode(), run.err());
        for (String line : lines) {
            assertTrue(run.out().lines().anyMatch(line::equals), () -> "no line '" + line + "' in\n" + run.out());
        }
    }

    @Test
    void meterIsToldInFull() {
        answer = METER;
        assertTells(
                run("SM-1"),
                "SM-1  FAIL  SM-1|MET-02|1",
                "  why          |e| - 1.645 u_c = 1.387 % is beyond the limit",
                "  error        +1.466 %, 95 % interval +1.372 to +1.560 %; class limit (MPE) 1.00 %",
                "  uncertainty  u_c 0.048 %; in quadrature: estimation 0.020, certificate 0.030,"
                        + " drift of the reference 0.002, structure 0.030",
                "  rate         +0.20 % per year, 95 % interval -0.10 to +0.50",
                "  curve           10 % Imax  +1.500 +/- 0.100 %  covered",
                "  curve          100 % Imax  +1.300 +/- 0.400 %  extrapolated",
                "  curve          0.1 Iref    +1.600 +/- 0.200 %  covered",
                "  outlook      the verdict is final",
                "  diagnosis    METER: the gain is off",
                "  tested       CONF-02 ABSENT: no ratio fits",
                "  phase        angle error +0.30 degrees",
                "  held back    REFERENCE_IN_DOUBT",
                "  certificate  ref-1 IN_DOUBT: test meter ref-1",
                "  action       ADJUST_GAIN: multiply every gain",
                "  left out     3 SPIKE",
                "  check        POWER_PATH OK: all is well",
                "  forecast     by CERTIFICATE: +0.100 +/- 0.400 %, probability 3.1 % of exceeding the limit,"
                        + " due 2031-05-01",
                "  watched      FR-ANNEXE-8 2026-04-30, 90 of 144 intervals compared, e1 1.400 %, e2 none,"
                        + " INTERVAL_DIVERGENCE, finding since 2026-04-28, test or repair until 2026-05-28",
                "  energy       1.0.3.8.0.255  +0.700 +/- 0.200 %  NONE",
                "  energy       1.0.2.8.0.255  no figure: TOO_FEW_DAYS, wait");
        assertEquals("/api/meters/SM-1", console.asked.getFirst().uri());
    }

    @Test
    void refusedMeterHasNoFigureAndMissingPartsNoLine() {
        answer = """
                {"meter":{"meterId":"SM-2","verdict":"NONE","refusal":"REGISTER_TOO_COARSE","openCaseId":""},
                 "why":"No figure: REGISTER_TOO_COARSE, 1 kWh.","estimate":{"errorPercent":null,"exclusions":[]},
                 "checks":null,"forecast":null,"surveillance":null,"quantities":[]}""";
        assertEquals(
                List.of("SM-2  REFUSED", "  why          No figure: REGISTER_TOO_COARSE, 1 kWh."),
                run("SM-2").out().lines().toList());
    }

    @Test
    void listTellsTheWorstAndHowManyMoreThereAre() {
        answer = """
                {"meters":7,"worst":[
                  {"meterId":"SM-1","errorPercent":1.466,"combinedUncertaintyPercent":0.048,"limitPercent":1.0,
                   "verdict":"FAIL","action":"ADJUST_GAIN","refusal":"","openCaseId":"SM-1|MET-02|1"},
                  {"meterId":"SM-2","errorPercent":null,"limitPercent":1.0,"verdict":"NONE","action":"NONE",
                   "refusal":"REGISTER_TOO_COARSE","openCaseId":""}]}""";
        StubbedConsole.Run run = run("--limit", "2");
        assertTells(run, "2 of 7 meters; --limit shows more");
        assertEquals("/api/drift?limit=2", console.asked.getFirst().uri());
        String worst = run.out().lines().findFirst().orElseThrow();
        assertTrue(worst.startsWith("SM-1 ") && worst.contains("+1.466 +/- 0.096 %"), worst);
        assertTrue(worst.contains("FAIL") && worst.endsWith("SM-1|MET-02|1"), worst);
        String refused = run.out().lines().skip(1).findFirst().orElseThrow();
        assertTrue(refused.contains("no figure") && refused.endsWith("REGISTER_TOO_COARSE"), refused);
    }

    @Test
    void jsonIsTheConsolesOwn() {
        answer = "{\"meters\":0,\"worst\":[]}";
        assertEquals(answer, run("--output", "json").out().strip());
        assertTrue(run().out().contains("no meter is compared with anything yet"));
    }

    @Test
    void unknownMeterEndsWithOneAndWrongUsageWithTwo() {
        assertEquals(2, run("--limit", "0").exitCode());
        assertEquals(2, run("--limit", "1001").exitCode());
        assertEquals(2, run("--output", "yaml").exitCode());
        assertTrue(console.asked.isEmpty());
        status = 404;
        answer = "{\"code\":\"NOT_FOUND\",\"detail\":\"There is no meter X.\",\"remedy\":\"Look at the list again.\"}";
        StubbedConsole.Run run = run("X");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("refused (NOT_FOUND): There is no meter X."), run.err());
    }
}
