// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.plumbline.analyzer.metrology.MetrologyException;

/** Whatever is done to a row: it is read to mean what stands there, or refused by file, line and column. */
class LimitRowPropertyTest {
    private static final String REVIEWED = "reviewed | a person | 2026-11-02\n";
    private static final Pattern PLACE =
            Pattern.compile("limits\\.txt line 2, column (\\d+) \\([a-z ]+\\): .+", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final List<LimitRow> SHIPPED = LimitTable.shipped().rows();

    @Property(tries = 400)
    void blanksAroundFieldsMeanNothing(@ForAll("rows") LimitRow row, @ForAll @IntRange(max = 3) int blanks) {
        String padded = Arrays.stream(written(row).split("\\|", -1))
                .map(field -> " ".repeat(blanks) + field.strip() + "\t".repeat(blanks))
                .collect(Collectors.joining("|"));
        assertEquals(written(row), written(read(padded)));
    }

    @Property(tries = 400)
    void everyShippedRowIsReadAgainAsItWasWritten(@ForAll("rows") LimitRow row) {
        assertEquals(normal(written(row)), normal(written(read(written(row)))));
    }

    @Property(tries = 4000)
    void changedRowIsReadToTheLetterOrRefusedByPlace(
            @ForAll("rows") LimitRow row,
            @ForAll("edits") Edit edit,
            @ForAll @IntRange(max = 10_000) int at,
            @ForAll("letters") char letter) {
        String changed = edit.on(written(row), at, letter);
        if (changed.isBlank() || changed.stripLeading().startsWith("#") || changed.startsWith("re")) {
            return;
        }
        try {
            LimitRow taken = read(changed);
            assertEquals(normal(changed), normal(written(taken)), "nothing is dropped or guessed");
        } catch (MetrologyException e) {
            Matcher place = PLACE.matcher(e.getMessage());
            assertTrue(place.matches(), e.getMessage());
            int column = Integer.parseInt(place.group(1));
            assertTrue(column >= 1 && column <= changed.length() + 1, e.getMessage());
        }
    }

    @Provide
    Arbitrary<LimitRow> rows() {
        return Arbitraries.of(SHIPPED);
    }

    @Provide
    Arbitrary<Edit> edits() {
        return Arbitraries.of(Edit.values());
    }

    @Provide
    Arbitrary<Character> letters() {
        return Arbitraries.of(
                '|', '.', '-', '+', '0', '1', '9', ' ', 'I', 'i', 'x', '/', ',', '\t', '\u0000', 'é', '#');
    }

    /** What is done to a row. */
    enum Edit {
        INSERT,
        DELETE,
        REPLACE,
        SWAP_FIELDS,
        DROP_FIELD,
        DOUBLE_FIELD,
        CUT;

        String on(String row, int at, char letter) {
            int place = at % row.length();
            List<String> fields = new ArrayList<>(Arrays.asList(row.split(" \\| ")));
            int field = at % fields.size();
            return switch (this) {
                case INSERT -> row.substring(0, place) + letter + row.substring(place);
                case DELETE -> row.substring(0, place) + row.substring(place + 1);
                case REPLACE -> row.substring(0, place) + letter + row.substring(place + 1);
                case SWAP_FIELDS -> {
                    fields.add(fields.size() - 1 - field, fields.remove(fields.size() - 1));
                    yield String.join(" | ", fields);
                }
                case DROP_FIELD -> {
                    fields.remove(field);
                    yield String.join(" | ", fields);
                }
                case DOUBLE_FIELD -> {
                    fields.add(field, fields.get(field));
                    yield String.join(" | ", fields);
                }
                case CUT -> row.substring(0, place);
            };
        }
    }

    private static LimitRow read(String line) {
        LimitFile file = LimitFile.read(new LimitText("limits.txt", REVIEWED + line + "\n"));
        assertEquals(1, file.rows().size());
        return file.rows().getFirst();
    }

    /** A row as the format writes it. */
    private static String written(LimitRow row) {
        String end = row.basis().state() + " | " + row.basis().source();
        return switch (row) {
            case LimitRow.ErrorLimit limit ->
                "%s | %s | %s | %s | %s"
                        .formatted(limit.kind().word(), scope(limit.scope()), limit.temperatures(), limit.limit(), end);
            case LimitRow.InfluenceLimit limit ->
                "influence | %s | %s | %s | %s"
                        .formatted(scope(limit.scope()), limit.quantity().word(), limit.limit(), end);
            case LimitRow.CurrentRatio ratio ->
                "ratio | %s | %s | %s | %s | %s | %s"
                        .formatted(
                                ratio.regime(),
                                ratio.accuracyClass(),
                                ratio.wiring().word(),
                                ratio.name().word(),
                                ratio.atMost(),
                                end);
            case LimitRow.Average average ->
                "average | %s | %s | %s | %s"
                        .formatted(
                                average.regime(),
                                average.name(),
                                average.weights().entrySet().stream()
                                        .map(each -> each.getValue() + " "
                                                + each.getKey().word())
                                        .collect(Collectors.joining(" + ")),
                                end);
            case LimitRow.Rule rule ->
                "rule | %s | %s | %s | %s".formatted(rule.regime(), rule.subject(), rule.text(), end);
        };
    }

    private static String scope(Scope scope) {
        return "%s | %s | %s | %s | %s | %s"
                .formatted(
                        scope.regime(),
                        scope.accuracyClass(),
                        scope.wiring().word(),
                        scope.load().word(),
                        scope.currents(),
                        scope.factors());
    }

    /** Without blanks, every number in its shortest form. */
    private static String normal(String row) {
        Matcher numbers = NUMBER.matcher(row.replaceAll("\\s+", ""));
        return numbers.replaceAll(number ->
                        new BigDecimal(number.group()).stripTrailingZeros().toPlainString())
                .replaceAll("(?<![0-9]|[0-9]\\.)1(?=I(st|min|tr|ref|max))", "")
                .replaceAll("\\+([0-9.]+)/-\\1(?![0-9.])", "$1")
                .replaceAll("-0(?=\\.\\.|[^0-9.]|$)", "+0");
    }
}
