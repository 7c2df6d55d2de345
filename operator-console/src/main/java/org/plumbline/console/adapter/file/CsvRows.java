// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.imports.FileColumn;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.FileRows;
import org.plumbline.console.imports.Values;
import org.plumbline.console.tables.Csv;

/**
 * Rows as comma-separated values by RFC 4180, UTF-8; semicolons and tabs as separators are understood. What a spreadsheet
 * would take for a formula has an apostrophe before it, which reading takes away again.
 */
final class CsvRows {
    private static final int MOST_CELLS = 256;
    private static final String FORMULA_BEGINS = "=+-@\t\r'";
    private static final String FIGURE = "[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int NONE = -1;

    private final FileRows rows;
    private int @Nullable [] places;

    private CsvRows(FileRows rows) {
        this.rows = rows;
    }

    static void read(byte[] octets, FileRows rows) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            rows.refuse(0, "", "", "the file is not in UTF-8", "Save it as CSV in UTF-8.");
            return;
        }
        new CsvRows(rows).read(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
    }

    private void read(String text) {
        CsvFactory factory = CsvFactory.builder()
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .streamReadConstraints(RowFiles.CONSTRAINTS)
                .build();
        int line = 1;
        try (CsvParser parser = factory.createParser(text)) {
            parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator(text)));
            Lines lines = new Lines(text);
            boolean more = true;
            while (more && parser.nextToken() == JsonToken.START_ARRAY) {
                line = lines.next();
                more = row(line, cells(parser));
                lines.ended(parser.currentLocation().getCharOffset());
            }
        } catch (StreamConstraintsException e) {
            rows.refuse(
                    line,
                    "",
                    "",
                    "a cell has more than " + RowFiles.MOST_CHARACTERS + " characters in this row or one after it",
                    "Look for a quotation mark that is not closed.");
        } catch (IOException e) {
            rows.refuse(
                    line,
                    "",
                    "",
                    "the quotation marks do not fit in this row or the one after it",
                    "Begin and end a cell with one, and double those within.");
        }
    }

    /** Where rows begin: the parser tells only how far it has read. */
    private static final class Lines {
        private final String text;
        private int at;
        private int line = 1;

        Lines(String text) {
            this.text = text;
        }

        /** The row before ended so many characters from the beginning. */
        void ended(long offset) {
            int end = (int) Math.min(Math.max(offset, at), text.length());
            while (at < end) {
                step();
            }
        }

        /** Line of the next row: blank lines are no rows. */
        int next() {
            int look = at;
            while (look < text.length() && Character.isWhitespace(text.charAt(look))) {
                look++;
                if (text.charAt(look - 1) == '\n' || text.charAt(look - 1) == '\r') {
                    ended(look);
                }
            }
            return line;
        }

        private void step() {
            char sign = text.charAt(at++);
            boolean windows = sign == '\r' && at < text.length() && text.charAt(at) == '\n';
            if (sign == '\n' || (sign == '\r' && !windows)) {
                line++;
            }
        }
    }

    /** The sign that stands most often in the line of the names. */
    private static char separator(String text) {
        int end = text.indexOf('\n');
        String names = end < 0 ? text : text.substring(0, end);
        char best = ',';
        for (char sign : new char[] {';', '\t'}) {
            if (count(names, sign) > count(names, best)) {
                best = sign;
            }
        }
        return best;
    }

    private static long count(String text, char sign) {
        return text.chars().filter(each -> each == sign).count();
    }

    private static List<String> cells(CsvParser parser) throws IOException {
        List<String> cells = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (cells.size() <= MOST_CELLS) {
                cells.add(parser.getText());
            }
        }
        return cells;
    }

    /** False when nothing after it is to be read. */
    private boolean row(int line, List<String> cells) {
        int[] named = places;
        if (named == null) {
            places = names(line, cells);
            return places != null;
        }
        if (cells.stream().allMatch(String::isBlank)) {
            return true;
        }
        if (cells.size() > named.length) {
            rows.refuse(
                    line,
                    "",
                    "",
                    "the row has more cells than there are names of columns (" + named.length + ")",
                    "Put text with separators into quotation marks, or take the further cells out.");
            return true;
        }
        @Nullable String[] placed = new String[rows.layout().size()];
        for (int i = 0; i < named.length; i++) {
            if (named[i] != NONE) {
                placed[named[i]] = i < cells.size() ? unguarded(cells.get(i)) : "";
            }
        }
        return rows.add(line, placed);
    }

    /** Where each cell of a row belongs; null when the rows cannot be understood. */
    private int @Nullable [] names(int line, List<String> names) {
        int[] found = new int[names.size()];
        boolean[] seen = new boolean[rows.layout().size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = rows.column(line, unguarded(names.get(i)));
            if (found[i] >= 0 && seen[found[i]]) {
                rows.refuse(line, names.get(i), "", "is named twice", "Leave one of the columns.");
                found[i] = NONE;
            } else if (found[i] >= 0) {
                seen[found[i]] = true;
            }
        }
        if (seen[0]) {
            return found;
        }
        rows.refuse(
                line,
                rows.layout().idColumn(),
                "",
                "there is no such column, so nothing says what the rows are about",
                "Begin with a line of names; see the template.");
        return null;
    }

    static void write(FileLayout layout, Consumer<Consumer<Values>> source, OutputStream out) {
        PrintWriter text = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        List<FileColumn> given = layout.given();
        int[] places =
                given.stream().mapToInt(column -> layout.indexOf(column.name())).toArray();
        Csv.line(text, given.stream().map(FileColumn::name).toList());
        source.accept(values -> Csv.line(
                text,
                Arrays.stream(places)
                        .mapToObj(place -> guarded(values.text(place)))
                        .toList()));
        text.flush();
    }

    private static String guarded(String value) {
        return begins(value) && !value.matches(FIGURE) ? "'" + value : value;
    }

    private static String unguarded(String cell) {
        return cell.startsWith("'") && begins(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean begins(String value) {
        return !value.isEmpty() && FORMULA_BEGINS.indexOf(value.charAt(0)) >= 0;
    }
}
