// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Table;

/** Every figure on a small fleet: the targets hold there too. */
class SmallFleetTest {
    private static final Fleet FLEET = new Fleet(7, 0.03);

    static List<Function<Fleet, List<Row>>> figures() {
        return List.of(
                DailyGainFigures::fine,
                DailyGainFigures::coarse,
                DailyGainFigures::veryCoarse,
                DailyGainFigures::perfect,
                DailyGainFigures::clockSkew,
                CurveFigures::points,
                NetworkFigures::references,
                PhaseFigures::angle,
                TrackFigures::step,
                StreamFigures::withoutReference,
                StreamFigures::order);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void targetsHold(Function<Fleet, List<Row>> figure) {
        Table table = new Table(FLEET.seed(), figure.apply(FLEET));
        assertTrue(table.missed().isEmpty(), table::text);
        assertTrue(table.rows().stream().anyMatch(row -> row.verdict() == Row.Verdict.PASS), table::text);
    }

    @Test
    void sameSeedGivesTheSameTable() {
        Fleet tiny = new Fleet(8, 0.02);
        assertEquals(DailyGainFigures.fine(tiny), DailyGainFigures.fine(tiny));
    }
}
