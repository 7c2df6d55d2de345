// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.analyzer.metrology.limits.ShippedLimitsTest.found;
import static org.plumbline.analyzer.metrology.limits.ShippedLimitsTest.meter;
import static org.plumbline.analyzer.metrology.limits.ShippedLimitsTest.missing;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.limits.LimitLookup.Reason;

/** Files of users. */
class LimitFilesTest {
    private static final String REVIEWED = "reviewed | a person | 2026-11-02\n";
    private static final String GOOD = "base|X|1|direct|balanced|0.1Iref..Imax|1|any|1.0|confirmed|a document\n";

    @Test
    void jurisdictionIsAddedByAFileAlone() {
        LimitTable table = LimitTable.withFiles(
                List.of(
                        new LimitText(
                                "italy.txt",
                                "\uFEFF# Italy\r\n" + REVIEWED
                                        + "in-service | Italy | B | any | any | any | any | any | 1.5 x MPE | confirmed | a decree\r\n")));
        LimitLookup.Found found = found(table.inService("Italy", meter("MID", "B", Wiring.DIRECT), LoadPoint.of(10)));
        assertEquals(3.0, found.upperPercent());
        assertTrue(found.confirmed());
        assertTrue(found.source().contains("a decree") && found.source().contains("annex V"), found.source());
        assertEquals(
                Reason.CLASS,
                missing(table.inService("Italy", meter("MID", "C", Wiring.DIRECT), LoadPoint.of(10)))
                        .reason());
    }

    @Test
    void shippedStandardIsReplacedWhole() {
        LimitTable table = LimitTable.withFiles(
                List.of(
                        new LimitText(
                                "ours.txt",
                                REVIEWED + "replaces | IEC 62053-21\n"
                                        + "base | IEC 62053-21 | 1 | direct | balanced | 0.1Iref..Imax | 1 | any | 1.0 | confirmed | own copy\n")));
        assertTrue(found(table.classLimit(meter("IEC 62053-21", "1", Wiring.DIRECT), LoadPoint.of(10)))
                .confirmed());
        assertEquals(
                Reason.CLASS,
                missing(table.classLimit(meter("IEC 62053-21", "2", Wiring.DIRECT), LoadPoint.of(10)))
                        .reason());
        assertEquals(
                Reason.WIRING,
                missing(table.classLimit(meter("IEC 62053-21", "1", Wiring.CT), LoadPoint.of(10)))
                        .reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                5, 1, kind;          bass|X|1|direct|balanced|Iref..Imax|1|any|1|confirmed|s
                5, 6, regime;        base||1|direct|balanced|Iref..Imax|1|any|1|confirmed|s
                5, 10, wiring;       base|X|1|sideways|balanced|Iref..Imax|1|any|1|confirmed|s
                5, 17, load;         base|X|1|direct|uneven|Iref..Imax|1|any|1|confirmed|s
                5, 26, current;      base|X|1|direct|balanced|low..Imax|1|any|1|confirmed|s
                5, 26, current;      base|X|1|direct|balanced|0.2Iref..0.1Iref|1|any|1|confirmed|s
                5, 26, current;      base|X|1|direct|balanced|-0.1Iref..Imax|1|any|1|confirmed|s
                5, 26, current;      base|X|1|direct|balanced|0.1..Imax|1|any|1|confirmed|s
                5, 26, current;      base|X|1|direct|balanced|0Iref..Imax|1|any|1|confirmed|s
                5, 37, power factor; base|X|1|direct|balanced|Iref..Imax|0.5|any|1|confirmed|s
                5, 37, power factor; base|X|1|direct|balanced|Iref..Imax|1.5i|any|1|confirmed|s
                5, 37, power factor; base|X|1|direct|balanced|Iref..Imax|0.8c..0.5i|any|1|confirmed|s
                5, 39, temperature;  base|X|1|direct|balanced|Iref..Imax|1|cold|1|confirmed|s
                5, 39, temperature;  base|X|1|direct|balanced|Iref..Imax|1|+30..+5|1|confirmed|s
                5, 43, limit;        base|X|1|direct|balanced|Iref..Imax|1|any|2,5|confirmed|s
                5, 43, limit;        base|X|1|direct|balanced|Iref..Imax|1|any|0|confirmed|s
                5, 43, limit;        base|X|1|direct|balanced|Iref..Imax|1|any|101|confirmed|s
                5, 43, limit;        base|X|1|direct|balanced|Iref..Imax|1|any|NaN|confirmed|s
                5, 43, limit;        base|X|1|direct|balanced|Iref..Imax|1|any|2 x MPE|confirmed|s
                5, 43, limit;        base|X|1|direct|balanced|Iref..Imax|1|any|1 x Ib/I|confirmed|s
                5, 45, state;        base|X|1|direct|balanced|Iref..Imax|1|any|1|perhaps|s
                5, 54, source;       base|X|1|direct|balanced|Iref..Imax|1|any|1|confirmed
                5, 57, beyond source; base|X|1|direct|balanced|Iref..Imax|1|any|1|confirmed|s|t
                5, 43, quantity;     influence|X|1|any|balanced|Iref..Imax|1|  weather|1|confirmed|s
                5, 18, rated current; ratio|X|1|direct|Itr|0.5Iref|confirmed|s
                5, 22, at most;      ratio|X|1|direct|Ist|0.5Imin|confirmed|s
                5, 13, weights;      average|X|m|4 FL + 1 XX|confirmed|s
                5, 13, weights;      average|X|m|4 FL + 1 FL|confirmed|s
                5, 10, reviewer;     reviewed
                5, 1, kind;          replaced|MID
                """)
    void malformedLineIsNamedWithItsColumn(String where, String line) {
        String[] expected = where.split(", ");
        String message = refusal("# a comment\n" + REVIEWED + "\n" + GOOD + line + "\n");
        if (line.equals("reviewed")) {
            assertTrue(message.startsWith("limits.txt line 5, column 1 (kind): the file has said before"), message);
            return;
        }
        String place = "limits.txt line %s, column %s (%s): ".formatted((Object[]) expected);
        assertTrue(message.startsWith(place), message);
        assertTrue(message.matches(".*(write|take) .*"), "says what to do: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base|X|1|any|balanced|5Iref..Imax|0.5i..0.8c|any|1.0|confirmed|another document",
                "base|X|1|direct|any|Itr..Iref|1|any|1.0|confirmed|another document",
                "base|X|any|direct|balanced|0.1Iref|any|+5..+30|1.0|confirmed|another document",
                "base|X|1|any|balanced|any|1|any|1.0|confirmed|another document"
            })
    void rowThatSpeaksOfTheSameIsRefusedWithBothLines(String line) {
        assertEquals(
                "limits.txt line 3 repeats limits.txt line 2; take one of them out",
                refusal(REVIEWED + GOOD + line + "\n"));
        assertEquals(
                "limits.txt line 3 overlaps and contradicts limits.txt line 2; take one of them out",
                refusal(REVIEWED + GOOD + line.replace("|1.0|", "|1.1|") + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base|X|1|direct|balanced|0.05Iref..0.1Iref|1|any|1.0|confirmed|s",
                "base|X|1|direct|balanced|0.05Iref..Itr|1|any|1.0|confirmed|s",
                "base|X|1|ct|balanced|0.1Iref..Imax|1|any|1.0|confirmed|s",
                "base|X|1|direct|single-phase|0.1Iref..Imax|1|any|1.0|confirmed|s",
                "base|X|1|direct|balanced|0.1Iref..Imax|0.5i..0.8c not 1|any|1.0|confirmed|s",
                "base|X|1|direct|balanced|Imin..Itr|1|any|1.0|confirmed|s",
                "in-service|X|1|direct|balanced|0.1Iref..Imax|1|any|1.0|confirmed|s",
                "in-service|X|1|direct|balanced|average|1|any|1.0|confirmed|s"
            })
    void neighbouringRowIsTaken(String line) {
        assertEquals(2, LimitFile.read(text(REVIEWED + GOOD + line)).rows().size());
        LimitTable table = LimitTable.withFiles(List.of(text(REVIEWED + GOOD + line)));
        assertEquals(LimitTable.shipped().rows().size() + 2, table.rows().size());
    }

    @Test
    void otherContradictionsAreRefused() {
        assertEquals(
                "limits.txt line 3 repeats limits.txt line 2; take one of them out",
                refusal(REVIEWED + "rule|X|a|b|confirmed|s\n" + "rule|X|a|b|to-verify|t\n"));
        assertEquals(
                "limits.txt line 3 overlaps and contradicts limits.txt line 2; take one of them out",
                refusal(REVIEWED + "ratio|X|1|any|Imin|0.5Itr|confirmed|s\n"
                        + "ratio|X|any|ct|Imin|0.4Itr|confirmed|t\n"));
        assertTrue(refusal(REVIEWED + "rule|france|a|b|confirmed|s\n").contains("is written France in in-service.txt"));
        assertTrue(refusal(REVIEWED + "in-service|Germany|B|any|any|any|any|any|4|confirmed|s\n")
                .startsWith("limits.txt line 2 overlaps and contradicts in-service.txt line "));
        assertTrue(refusal(REVIEWED + "replaces|Atlantis\n").contains("nothing to replace"));
        assertTrue(refusal(REVIEWED + "replaces|MID\nreplaces|MID\n").contains("both replace MID"));
    }

    @Test
    void fileSaysWhoReviewedIt() {
        assertTrue(
                refusal(GOOD).startsWith("limits.txt line 1, column 1 (kind): the file does not say who reviewed it"));
        assertTrue(refusal("reviewed | a person | today\n").contains("line 1, column 23 (date)"));
        assertTrue(refusal("reviewed | a person | 2026-13-01\n").contains("(date)"));
    }

    @Test
    void gapBetweenRowsIsNamed() {
        LimitTable table = LimitTable.withFiles(
                List.of(text(REVIEWED + GOOD + "base|X|1|direct|balanced|0.01Iref..0.05Iref|1|any|1.5|confirmed|s\n")));
        List<String> ours = table.gaps().stream()
                .filter(gap -> gap.startsWith("limits.txt"))
                .toList();
        assertEquals(1, ours.size());
        assertTrue(ours.getFirst().startsWith("limits.txt line 3: no base limit of X class 1"), ours.getFirst());
        assertTrue(ours.getFirst().endsWith("from 0.05Iref on"), ours.getFirst());
    }

    private static LimitText text(String content) {
        return new LimitText("limits.txt", content);
    }

    private static String refusal(String... contents) {
        List<LimitText> texts =
                Arrays.stream(contents).map(LimitFilesTest::text).toList();
        return assertThrows(MetrologyException.class, () -> LimitTable.withFiles(texts))
                .getMessage();
    }
}
