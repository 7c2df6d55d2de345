// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictWordsTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "::", textBlock = """
            FAIL             :: -1.4660 :: |e| - 1.645 u_c = 1.466 - 1.645 x 0.050 = 1.384 % is beyond the limit of 1.000 %, from 60 closed days of epoch 1.
            CONDITIONAL_FAIL :: 1.05    :: |e| = 1.050 % is beyond the limit of 1.000 %, but not beyond doubt: |e| - 1.645 u_c = 1.050 - 1.645 x 0.050 = 0.968 % is not, from 60 closed days of epoch 1.
            CONDITIONAL_PASS :: 0.95    :: |e| = 0.950 % is within the limit of 1.000 %, but not beyond doubt: |e| + 1.645 u_c = 0.950 + 1.645 x 0.050 = 1.032 % is not, from 60 closed days of epoch 1.
            PASS             :: 0.12    :: |e| + 1.645 u_c = 0.120 + 1.645 x 0.050 = 0.202 % is within the limit of 1.000 %, from 60 closed days of epoch 1.
            NONE             :: 0.12    :: e = 0.120 %, u_c = 0.050 %: no limit to judge by, from 60 closed days of epoch 1.
            """, quoteCharacter = '"')
    void eachWordComesWithTheRuleAndItsNumbers(String verdict, double errorPercent, String words) {
        assertEquals(words, VerdictWords.why(FleetRecords.judged("m1", errorPercent, verdict, null)));
    }

    @Test
    void refusalNamesItselfAndAMissingEstimateSaysWhatIsAwaited() {
        assertEquals(
                "No figure: REGISTER_TOO_COARSE, why.",
                VerdictWords.why(FleetRecords.refused("m1", "REGISTER_TOO_COARSE")));
        assertTrue(VerdictWords.why(null, "TESTED").contains("when enough days are closed"));
        assertTrue(VerdictWords.why(null, "REFERENCE").contains("is a reference for others"));
        assertTrue(VerdictWords.why(null, "UNPAIRED").contains("no reference profile"));
    }

    @Test
    void failWithoutMet02TellsWhatElseIsWrong() {
        String words = VerdictWords.why(
                FleetRecords.judged("m1", 100.2, "FAIL", FleetRecords.explanation("the ratio is wrong", null)));
        assertTrue(words.endsWith("epoch 1. No MET-02: the ratio is wrong."), words);
    }

    @Test
    void whereAWeightedAverageIsLimitedTheSentenceHasItsNumbers() {
        Explanation.Average average = new Explanation.Average("(4 FL + 1 LL) / 5", 2.5, 0.1, "", "");
        String words = VerdictWords.why(FleetRecords.judged("m1", 0.3, "PASS", FleetRecords.explanation("", average)));
        assertTrue(words.contains("2.500 + 1.645 x 0.100"), words);
        assertTrue(words.contains("by the weighted average (4 FL + 1 LL) / 5"), words);
        Explanation.Average refused =
                new Explanation.Average("", null, null, "NOT_COVERED", "full load is not covered");
        assertEquals(
                "No verdict by the weighted average: NOT_COVERED, full load is not covered.",
                VerdictWords.why(FleetRecords.judged("m1", 0.3, "NONE", FleetRecords.explanation("", refused))));
    }

    @Test
    void worstIsWhatIsFurthestBeyondItsLimitBeyondDoubt() {
        List<MeterRow> rows = List.of(
                        row("refused", null, null, 1),
                        row("unlimited", 9.0, 0.1, 0),
                        row("doubtful", 2.0, 1.5, 1),
                        row("clear", -1.2, 0.05, 1),
                        row("wide", 2.0, 0.05, 5),
                        row("also refused", null, null, 1))
                .stream()
                .sorted(new WorstFirst())
                .toList();
        assertEquals(
                List.of("clear", "wide", "doubtful", "unlimited", "also refused", "refused"),
                rows.stream().map(MeterRow::meterId).toList());
    }

    private static MeterRow row(String meterId, @Nullable Double error, @Nullable Double uncertainty, double limit) {
        return new MeterRow(
                meterId,
                "TESTED",
                "ACTIVE",
                "",
                "1",
                limit,
                limit,
                error,
                uncertainty,
                error,
                error,
                "NONE",
                false,
                false,
                "NONE",
                1,
                60,
                error == null ? "NO_DAYS" : "",
                0,
                null,
                "");
    }
}
