// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Row MET = Row.of("A1", "fleet", "bias, %", new Target.AtMost(0.002), -0.001, 4);
    private static final Row MISSED = Row.of("A2", "fleet", "spread \"x\"", new Target.AtMost(0.002), -0.003, 4);
    private static final Row SHOWN = Row.shown("A1", "fleet", "naive, %", 7, 1);

    @Test
    void passesOnlyWhenNoTargetIsMissed() {
        assertTrue(new Table(1, List.of(MET, SHOWN)).passes());
        assertFalse(new Table(1, List.of(MET, SHOWN, MISSED)).passes());
    }

    @Test
    void whatCouldNotBeMeasuredMissesEveryTarget() {
        for (Target target : List.of(new Target.AtMost(1), new Target.AtLeast(-1), new Target.Within(-1, 1))) {
            Row row = Row.of("A1", "", "", target, Double.NaN, 1);
            assertEquals(Row.Verdict.FAIL, row.verdict(), target.toString());
            assertFalse(new Table(1, List.of(row)).json().contains("NaN"));
        }
    }

    @Test
    void textShowsTargetReachedBoundAndVerdict() {
        String line = new Table(5, List.of(MET.bound(0.0005)))
                .text()
                .lines()
                .filter(each -> each.startsWith("A1"))
                .findFirst()
                .orElseThrow();
        assertEquals("A1 fleet bias, % <= 0.0020 -0.0010 0.0005 -2.00 PASS", line.replaceAll(" +", " "));
    }

    @Test
    void jsonQuotesAndTellsTheVerdict() {
        String json = new Table(5, List.of(MISSED)).json();
        assertTrue(json.contains("\"figure\": \"spread \\\"x\\\"\""), json);
        assertTrue(json.contains("\"reached\": -0.003, \"bound\": null, \"verdict\": \"FAIL\""), json);
        assertTrue(json.contains("\"passes\": false"), json);
    }
}
