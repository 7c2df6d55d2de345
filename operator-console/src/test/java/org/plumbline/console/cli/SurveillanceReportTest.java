// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.avro.SurveillanceAnomaly;
import org.plumbline.schema.avro.SurveillanceDay;
import picocli.CommandLine;

class SurveillanceReportTest {
    private static final Instant DUE = Instant.parse("2026-03-17T00:00:00Z");

    @Test
    void newestRecordOfADayCountsAndTheOldestDaysAreLeftOut() {
        SurveillanceReport report = new SurveillanceReport("", 2);
        report.accept(day("m", 1).build());
        report.accept(day("m", 2)
                .setAnomalies(List.of(SurveillanceAnomaly.DAY_DIVERGENCE))
                .build());
        report.accept(day("m", 3).build());
        report.accept(day("m", 2).build());
        assertEquals(
                List.of("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"),
                report.lines().stream().map(SurveillanceReport.Line::day).toList());
        assertEquals(List.of(), report.lines().getFirst().anomalies());
        assertFalse(report.hasSomethingToDo());
    }

    @Test
    void openFindingIsSaidWithItsDueDate() {
        SurveillanceReport report = new SurveillanceReport("", 7);
        report.accept(day("m", 2)
                .setComparedIntervals(120)
                .setE1Percent(3.2)
                .setE2Percent(0.8125)
                .setAnomalies(List.of(SurveillanceAnomaly.DAY_DIVERGENCE))
                .setFindingSince(Instant.parse("2026-03-02T00:00:00Z"))
                .setDueTime(DUE)
                .build());
        assertTrue(report.hasSomethingToDo());
        assertEquals(
                "m | other  2026-03-02  120 of 144 intervals compared, e1 3.200 %, e2 0.813 %  DAY_DIVERGENCE"
                        + "  finding since 2026-03-02, test or repair until 2026-03-17",
                SurveillanceReport.text(report.lines().getFirst()));
    }

    @Test
    void refusalStandsUntilADayIsAnalysed() {
        SurveillanceReport report = new SurveillanceReport("", 7);
        report.accept(SurveillanceDay.newBuilder()
                .setMeterId("m")
                .setRefusal("SAME_MAKER")
                .setRefusalText("both are made by PLB")
                .build());
        assertEquals(
                "m  REFUSED SAME_MAKER: both are made by PLB",
                SurveillanceReport.text(report.lines().getFirst()));
        assertTrue(report.hasSomethingToDo());
        report.accept(day("m", 1).build());
        assertEquals(1, report.lines().size());
        assertFalse(report.hasSomethingToDo());
    }

    @Test
    void onlyTheMeterAskedForIsShown() {
        SurveillanceReport report = new SurveillanceReport("b", 7);
        report.accept(day("a", 1).setDueTime(DUE).build());
        report.accept(day("b", 1).build());
        assertEquals(
                List.of("b"),
                report.lines().stream().map(SurveillanceReport.Line::meterId).toList());
        assertFalse(report.hasSomethingToDo());
    }

    @Test
    void wrongUsageEndsWithTwoAndAMissingBrokerWithOne() {
        assertEquals(2, run("surveillance", "--days", "0"));
        assertEquals(2, run("surveillance", "--days", "732"));
        assertEquals(2, run("surveillance", "--deadline", "0"));
        assertEquals(2, run("surveillance", "a", "b"));
        assertEquals(0, run("surveillance", "--help"));
        assertEquals(1, run("surveillance", "--bootstrap-servers", "127.0.0.1:1", "--deadline", "1"));
    }

    private static SurveillanceDay.Builder day(String meterId, int day) {
        return SurveillanceDay.newBuilder()
                .setMeterId(meterId)
                .setReferenceMeterId("other")
                .setIntervals(144)
                .setDay(Instant.parse("2026-03-0" + day + "T00:00:00Z"));
    }

    private static int run(String... arguments) {
        CommandLine cli = PlumblineCli.commandLine(address -> new MockSchemaRegistryClient());
        cli.setOut(new PrintWriter(new StringWriter()));
        cli.setErr(new PrintWriter(new StringWriter()));
        return cli.execute(arguments);
    }
}
