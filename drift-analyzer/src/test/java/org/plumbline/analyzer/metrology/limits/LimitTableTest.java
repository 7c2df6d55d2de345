// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.limits.LimitCell.Kind;
import org.plumbline.analyzer.metrology.limits.LimitCell.PowerFactor;
import org.plumbline.analyzer.metrology.limits.LimitCell.Wiring;

class LimitTableTest {
    private static final String GOOD = "base | X | 1 | direct | 0.1 | max | 1 | 1.0 | confirmed | a document\n";

    @ParameterizedTest
    @CsvSource({
        "BASE, IEC 62053-21, 1, DIRECT, 0.07, UNITY, 1.5, false",
        "BASE, IEC 62053-21, 1, DIRECT, 0.1, UNITY, 1.0, false",
        "BASE, IEC 62053-21, 2, DIRECT, 12, HALF_INDUCTIVE, 2.0, false",
        "BASE, IEC 62053-22, 0.2S, CT, 1, UNITY, 0.2, true",
        "BASE, IEC 62053-22, 0.2S, CT, 0.05, HALF_INDUCTIVE, 0.5, true",
        "BASE, MID, C, DIRECT, 1, CAPACITIVE, 0.7, true",
        "IN_SERVICE, France, B, DIRECT, 1, UNITY, 4.5, true",
        "IN_SERVICE, France, D, CT, 1, UNITY, 1.0, true"
    })
    void shippedTableKnowsTheseCells(
            Kind kind,
            String regime,
            String type,
            Wiring wiring,
            double current,
            PowerFactor pf,
            double limit,
            boolean ok) {
        LimitCell cell = LimitTable.shipped()
                .find(kind, regime, type, wiring, current, pf)
                .orElseThrow();
        assertEquals(limit, cell.limitPercent());
        assertEquals(ok, cell.confirmed());
        assertEquals(ok, Limit.fromTable(cell).authoritative());
    }

    @Test
    void belowTheRangeThereIsNoLimit() {
        assertTrue(LimitTable.shipped()
                .find(Kind.BASE, "IEC 62053-21", "1", Wiring.DIRECT, 0.01, PowerFactor.UNITY)
                .isEmpty());
    }

    @Test
    void noCellOfClassOneMayAuthoriseAWrite() {
        assertFalse(LimitTable.shipped().cells().stream()
                .anyMatch(cell -> cell.accuracyClass().equals("1") && cell.confirmed()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base | X | 1 | direct | 0.1 | max | 1 | 1.0 | confirmed",
                "bass | X | 1 | direct | 0.1 | max | 1 | 1.0 | confirmed | a document",
                "base | X | 1 | sideways | 0.1 | max | 1 | 1.0 | confirmed | a document",
                "base | X | 1 | direct | low | max | 1 | 1.0 | confirmed | a document",
                "base | X | 1 | direct | 0.2 | 0.1 | 1 | 1.0 | confirmed | a document",
                "base | X | 1 | direct | 0.1 | max | 0.7i | 1.0 | confirmed | a document",
                "base | X | 1 | direct | 0.1 | max | 1 | -1.0 | confirmed | a document",
                "base | X | 1 | direct | 0.1 | max | 1 | NaN | confirmed | a document",
                "base | X | 1 | direct | 0.1 | max | 1 | 1.0 | perhaps | a document",
                "base | X | 1 | any | 5 | max | 0.5i..0.8c | 1.0 | confirmed | overlaps"
            })
    void malformedLineIsNamed(String line) {
        MetrologyException fault = assertThrows(
                MetrologyException.class,
                () -> LimitTable.read("limits.txt", new StringReader("# comment\n" + GOOD + "\n" + line + "\n")));
        assertTrue(fault.getMessage().startsWith("limits.txt line 4:"), fault.getMessage());
    }
}
