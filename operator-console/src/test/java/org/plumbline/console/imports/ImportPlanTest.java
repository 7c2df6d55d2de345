// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImportPlanTest {
    private static final FileLayout METERS = MeterFile.layout(List.of("PLB-ALPHA", "PLB-BETA"));
    private static final String KEY = "00112233445566778899AABBCCDDEEFF";

    private final Map<String, Values> known = new HashMap<>();
    private final Map<String, String> campaigns = new HashMap<>();
    private final List<Values> others = new ArrayList<>();
    private final FileRows file = new FileRows(METERS);
    private int line = 1;

    /** The template's meter with other values, as a row. */
    private void row(String... changes) {
        Values values = meter(changes);
        file.add(++line, values.texts());
    }

    private static Values meter(String... changes) {
        String[] texts = FileTemplate.of(METERS).getFirst().texts();
        for (int i = 0; i < changes.length; i += 2) {
            texts[METERS.indexOf(changes[i])] = changes[i + 1];
        }
        return Values.of(METERS, texts);
    }

    private ImportPlan plan(boolean update, boolean dryRun) {
        Map<String, Set<String>> twins = new HashMap<>();
        known.keySet()
                .forEach(id -> twins.computeIfAbsent(ImportPlan.folded(id), same -> new TreeSet<>())
                        .add(id));
        return ImportPlan.of(
                file,
                "ab",
                new ImportPlan.Known(id -> Optional.ofNullable(known.get(id)), twins),
                new MeterRules(others, meterId -> Optional.ofNullable(campaigns.get(meterId))),
                new ImportPlan.Terms(update, dryRun),
                checked -> {});
    }

    /** "line column" of each finding. */
    private static List<String> places(ImportPlan plan) {
        return plan.report().findings().stream()
                .map(finding -> finding.line() + " " + finding.column())
                .toList();
    }

    @Test
    void theTemplateIsTakenIn() {
        row();
        ImportPlan plan = plan(false, false);
        assertEquals(List.of(), plan.report().findings());
        assertEquals(1, plan.report().added());
        assertEquals(1, plan.candidates().size());
    }

    @Test
    void everyBadCellIsNamedAndOneBadRowKeepsOutAll() {
        row("meterId", "M-1", "systemTitle", "", "host", "h1");
        row("meterId", "M-2", "port", "99999", "host", "10.0.0.1:4059", "systemTitle", "xyz");
        row(
                "meterId",
                "M-3",
                "pollPeriodSeconds",
                "0",
                "capturePeriodSeconds",
                "7",
                "accuracyClass",
                "9",
                "host",
                "h3");
        row(
                "meterId",
                "M-4",
                "meterModel",
                "UNHEARD",
                "registers",
                "1.0.1.8.0.255 1.0.1.8.0.255",
                "limitPercent",
                "0,5");
        ImportPlan plan = plan(false, false);
        assertEquals(
                List.of(
                        "3 host",
                        "3 port",
                        "3 systemTitle",
                        "4 accuracyClass",
                        "4 capturePeriodSeconds",
                        "4 pollPeriodSeconds",
                        "5 meterModel",
                        "5 registers",
                        "5 limitPercent"),
                places(plan));
        assertEquals(List.of(), plan.candidates());
        plan.report().findings().forEach(finding -> assertFalse(finding.remedy().isBlank(), finding.toString()));
    }

    @Test
    void idsThatLookAlikeAreRefusedInTheFileAndAgainstWhatIsKnown() {
        known.put("K-1", meter("meterId", "K-1"));
        row("meterId", "M-1");
        row("meterId", "m-1");
        row("meterId", "M-1");
        row("meterId", "k-1");
        row("meterId", "");
        assertEquals(List.of("3 meterId", "4 meterId", "5 meterId", "6 meterId"), places(plan(false, false)));
    }

    @Test
    void aKeyInTheFileIsRefusedAndShownNowhere() {
        file.column(1, "authenticationKey");
        row("meterId", "M-1", "keyReference", KEY);
        row("meterId", "M-2", "district", KEY.toLowerCase(), "host", "h2", "systemTitle", "");
        ImportReport report = plan(false, false).report();
        assertEquals(
                List.of("1 authenticationKey", "2 keyReference", "3 district"),
                places(plan(false, false)).subList(0, 3));
        assertFalse(report.toString().toUpperCase().contains(KEY), report.toString());
    }

    @Test
    void whatIsKnownChangesOnlyWhenThatIsAskedAndFieldByField() {
        known.put("M-1", meter("meterId", "M-1", "district", "old"));
        row("meterId", "M-1", "district", "new");
        ImportPlan asked = plan(true, false);
        assertEquals(
                List.of(new ImportReport.Field("district", "old", "new")),
                asked.report().changes().getFirst().fields());
        assertEquals(1, asked.report().changed());
        assertTrue(asked.report().isSound());
    }

    @Test
    void withoutUpdateADifferenceIsAFinding() {
        known.put("M-1", meter("meterId", "M-1", "district", "old"));
        row("meterId", "M-1", "district", "new");
        assertEquals(List.of("2 district"), places(plan(false, false)));
    }

    @Test
    void aColumnLeftOutStaysAsItIs() {
        known.put("M-1", meter("meterId", "M-1", "district", "old"));
        String[] cells = new String[METERS.size()];
        cells[0] = "M-1";
        cells[METERS.indexOf("networkSegment")] = "south";
        file.add(2, cells);
        Values after = plan(true, false).candidates().getFirst().after();
        assertEquals("old", after.text("district"));
        assertEquals("south", after.text("networkSegment"));
    }

    @Test
    void whatACampaignRestsOnDoesNotChangeWhileItRuns() {
        known.put("M-1", meter("meterId", "M-1"));
        known.put("M-2", meter("meterId", "M-2", "host", "h2", "systemTitle", ""));
        campaigns.put("M-1", "campaign-7");
        campaigns.put("M-2", "campaign-7");
        row("meterId", "M-1", "accuracyClass", "2");
        row("meterId", "M-2", "host", "10.9.9.9", "systemTitle", "");
        ImportReport report = plan(true, true).report();
        assertEquals(List.of("2 accuracyClass"), places(plan(true, true)).subList(0, 1));
        assertEquals(1, report.findingsTotal());
        assertTrue(report.findings().getFirst().reason().contains("campaign-7"));
    }

    @Test
    void twoMetersNeverAnswerAtOnePlace() {
        others.add(meter("meterId", "M-0"));
        row("meterId", "M-1", "systemTitle", "");
        row("meterId", "M-2", "host", "h2", "systemTitle", "AABBCCDDEEFF0011");
        row("meterId", "M-3", "host", "h2", "serverAddress", "2", "systemTitle", "aabbccddeeff0011");
        assertEquals(List.of("2 host", "4 systemTitle"), places(plan(false, false)));
    }

    @Test
    void aPolicyThatAllowsWritingNeedsLimitsDocumentAndModel() {
        row(
                "meterId",
                "M-1",
                "correctionPolicy",
                "ADJUST_UNVERIFIED",
                "limitPercent",
                "0",
                "policyDocument",
                "",
                "verificationState",
                "VERIFIED");
        assertEquals(
                List.of("2 correctionPolicy", "2 policyDocument", "2 correctionPolicy"), places(plan(false, false)));
    }

    @Test
    void thousandsOfFindingsAreCountedAndBounded() {
        for (int i = 0; i < 3_000; i++) {
            row("meterId", "M-" + i, "port", "0");
        }
        ImportReport report = plan(false, false).report();
        assertEquals(Findings.MOST, report.findings().size());
        assertEquals(3_000, report.findingsTotal());
    }

    @Test
    void moreRowsThanOneFileMayHaveAreAFinding() {
        FileRows small = new FileRows(METERS, 2);
        String[] cells = meter().texts();
        assertTrue(small.add(2, cells));
        assertTrue(small.add(3, cells));
        assertFalse(small.add(4, cells));
        assertEquals(1, small.findings().total());
    }

    @Test
    void everyExampleIsInItsOneForm() {
        METERS.columns()
                .forEach(column -> assertTrue(
                        column.example().isEmpty()
                                || column.form().read(column.example()).equals(new Form.Result.Taken(column.example())),
                        column.name()));
        assertEquals(METERS.size(), Arrays.stream(meter().texts()).count());
    }
}
