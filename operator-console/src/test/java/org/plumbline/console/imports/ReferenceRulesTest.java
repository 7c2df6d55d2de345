// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferenceRulesTest {
    private static final FileLayout REFERENCES = ReferenceFile.layout();
    private static final Set<String> REGISTERED = Set.of("M-1001", "M-2", "R-1001");

    private final List<Values> others = new ArrayList<>();
    private final Map<String, Values> known = new HashMap<>();
    private final FileRows file = new FileRows(REFERENCES);
    private int line = 1;

    private void row(String... changes) {
        file.add(++line, reference(changes).texts());
    }

    private static Values reference(String... changes) {
        Values values = FileTemplate.of(REFERENCES).getFirst();
        for (int i = 0; i < changes.length; i += 2) {
            values = values.with(changes[i], changes[i + 1]);
        }
        return values;
    }

    private ImportPlan plan() {
        return ImportPlan.of(
                file,
                "ab",
                new ImportPlan.Known(id -> Optional.ofNullable(known.get(id)), Map.of()),
                new ReferenceRules(others, REGISTERED::contains, id -> id.equals("B-1")),
                new ImportPlan.Terms(true, false),
                checked -> {});
    }

    private List<String> places() {
        return plan().report().findings().stream()
                .map(finding -> finding.line() + " " + finding.column())
                .toList();
    }

    @Test
    void theTemplateIsTakenInAndADateIsTheBeginningOfItsDay() {
        row();
        ImportPlan plan = plan();
        assertEquals(List.of(), plan.report().findings());
        assertEquals(
                "2026-01-15T00:00:00Z", plan.candidates().getFirst().after().text("certificateTime"));
    }

    @Test
    void anExpandedUncertaintyIsDividedByItsCoverageFactor() {
        row(
                "certificateStandardUncertaintyPercent",
                "0",
                "certificateExpandedUncertaintyPercent",
                "0.06",
                "coverageFactor",
                "2");
        Values after = plan().candidates().getFirst().after();
        assertEquals("0.03", after.text("certificateStandardUncertaintyPercent"));
        assertEquals("", after.text("coverageFactor"));
        known.put("P-1001", after);
        assertEquals(1, plan().report().unchanged(), "said in the other way it is the same");
    }

    @Test
    void anExpandedUncertaintyWithoutItsFactorAndAFactorWithoutItAreRefused() {
        row("certificateExpandedUncertaintyPercent", "0.06");
        row("profileId", "P-2", "testedMeterId", "M-2", "coverageFactor", "2");
        row("profileId", "P-3", "testedMeterId", "M-2", "state", "WITHDRAWN", "coverageFactor", "0.5");
        assertEquals(
                List.of("2 coverageFactor", "3 certificateExpandedUncertaintyPercent", "4 coverageFactor"), places());
    }

    @Test
    void bothMetersAreRegisteredAndDifferent() {
        row("testedMeterId", "M-9");
        row("profileId", "P-2", "referenceMeterId", "M-1001");
        row("profileId", "P-3", "testedMeterId", "M-2", "referenceMeterId", "");
        row("profileId", "P-4", "testedMeterId", "M-2", "state", "WITHDRAWN", "kind", "CERTIFICATE");
        assertEquals(
                List.of("2 testedMeterId", "3 referenceMeterId", "4 referenceMeterId", "5 referenceMeterId"), places());
    }

    @Test
    void aCertificateHasNumberDateAndUncertaintyAndEndsAfterItBegins() {
        row("certificateReference", "", "certificateTime", "soon");
        row(
                "profileId",
                "P-2",
                "testedMeterId",
                "M-2",
                "certificateStandardUncertaintyPercent",
                "0",
                "validUntil",
                "2025-01-01");
        assertEquals(
                List.of(
                        "2 certificateReference",
                        "2 certificateTime",
                        "3 certificateStandardUncertaintyPercent",
                        "3 validUntil",
                        "3 validUntil"),
                places());
    }

    @Test
    void twoReferencesOfOneMeterAtOneTimeAreRefusedAndAnEndedOneIsNot() {
        others.add(reference(
                "profileId",
                "P-0",
                "certificateTime",
                "2026-01-15T00:00:00Z",
                "validFrom",
                "2020-01-01T00:00:00Z",
                "validUntil",
                "2025-12-31T00:00:00Z"));
        row();
        row("profileId", "P-2");
        row("profileId", "P-3", "kind", "CERTIFICATE", "referenceMeterId", "");
        assertEquals(List.of("3 testedMeterId"), places());
    }

    @Test
    void resultsOfABenchAreNotWrittenOverByAFile() {
        Values bench = reference(
                "profileId",
                "B-1",
                "kind",
                "CERTIFICATE",
                "referenceMeterId",
                "",
                "certificateTime",
                "2026-01-15T00:00:00Z",
                "validFrom",
                "2026-01-15T00:00:00Z",
                "validUntil",
                "");
        known.put("B-1", bench);
        file.add(2, bench.with("certificateErrorPercent", "0.5").texts());
        assertEquals(List.of("2 certificateErrorPercent"), places());
    }
}
