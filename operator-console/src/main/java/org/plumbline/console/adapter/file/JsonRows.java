// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.imports.FileColumn;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.FileRows;
import org.plumbline.console.imports.Values;

/** Rows as a JSON list of objects, UTF-8. */
final class JsonRows {
    private static final String BETWEEN = "; ";
    private static final JsonFactory FACTORY =
            JsonFactory.builder().streamReadConstraints(RowFiles.CONSTRAINTS).build();

    private final JsonParser parser;
    private final FileRows rows;

    private JsonRows(JsonParser parser, FileRows rows) {
        this.parser = parser;
        this.rows = rows;
    }

    static void read(byte[] octets, FileRows rows) {
        try (JsonParser parser = FACTORY.createParser(octets)) {
            new JsonRows(parser, rows).read();
        } catch (JsonProcessingException e) {
            // The parser's words show what stands there, which may be a secret.
            JsonLocation where = e.getLocation();
            rows.refuse(
                    where == null ? 0 : Math.max(0, where.getLineNr()),
                    "",
                    "",
                    "the file is no sound JSON here"
                            + (where == null ? "" : ", at sign " + where.getColumnNr() + " of the line"),
                    "Look for a comma, quotation mark or bracket that is missing or too many.");
        } catch (IOException e) {
            rows.refuse(0, "", "", "the file is not in UTF-8", "Save it as JSON in UTF-8.");
        }
    }

    private void read() throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            rows.refuse(line(), "", "", "the file is no list", "Put the rows between [ and ]; see the template.");
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                if (!row()) {
                    return;
                }
            } else {
                rows.refuse(line(), "", "", "a row is no object", "Put it between { and }; see the template.");
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            rows.refuse(line(), "", "", "there is text after the end of the list", "Take it out.");
        }
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private boolean row() throws IOException {
        int begin = line();
        @Nullable String[] cells = new String[rows.layout().size()];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int line = line();
            int place = rows.column(line, name);
            parser.nextToken();
            if (place < 0) {
                parser.skipChildren();
                continue;
            }
            if (cells[place] != null) {
                rows.refuse(line, name, "", "is given twice", "Leave one of them.");
            }
            cells[place] = value(rows.layout().columns().get(place));
        }
        return rows.add(begin, cells);
    }

    private String value(FileColumn column) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (token.isScalarValue()) {
            return parser.getText();
        }
        if (token == JsonToken.START_ARRAY && column.kind() == FileColumn.Kind.LIST) {
            return list(column, () -> parser.currentToken().isScalarValue() ? parser.getText() : null);
        }
        if (token == JsonToken.START_ARRAY && column.kind() == FileColumn.Kind.ENTRIES) {
            return list(column, () -> parser.currentToken() == JsonToken.START_OBJECT ? entry(column) : null);
        }
        return refused(column, "is no text or number");
    }

    /** Reads one element of a list; null when it is of another kind. */
    private interface Element {
        @Nullable
        String read() throws IOException;
    }

    private String list(FileColumn column, Element element) throws IOException {
        StringJoiner all = new StringJoiner(BETWEEN);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String one = element.read();
            all.add(one == null ? refused(column, "has an element of another kind") : one);
        }
        return all.toString();
    }

    private String entry(FileColumn column) throws IOException {
        String[] parts = new String[column.parts().size()];
        Arrays.fill(parts, "");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int place = column.parts().indexOf(parser.currentName());
            parser.nextToken();
            if (place < 0 || !parser.currentToken().isScalarValue()) {
                String unused =
                        refused(column, "has an entry with other parts than " + String.join(", ", column.parts()));
            } else {
                parts[place] = parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
            }
        }
        return String.join("|", parts);
    }

    private String refused(FileColumn column, String reason) throws IOException {
        rows.refuse(line(), column.name(), "", reason, "Compare it with the template.");
        parser.skipChildren();
        return "";
    }

    static void write(FileLayout layout, Consumer<Consumer<Values>> source, OutputStream out) {
        List<FileColumn> given = layout.given();
        try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            source.accept(values -> {
                try {
                    json.writeStartObject();
                    for (FileColumn column : given) {
                        json.writeFieldName(column.name());
                        write(json, column, values.text(column.name()));
                    }
                    json.writeEndObject();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            json.writeEndArray();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, FileColumn column, String text) throws IOException {
        switch (column.kind()) {
            case TEXT -> json.writeString(text);
            case NUMBER -> number(json, text);
            case LIST -> {
                json.writeStartArray();
                for (String one : split(text)) {
                    json.writeString(one);
                }
                json.writeEndArray();
            }
            case ENTRIES -> entries(json, column, text);
        }
    }

    private static void number(JsonGenerator json, String text) throws IOException {
        if (text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?")) {
            json.writeNumber(text);
        } else {
            json.writeString(text);
        }
    }

    private static void entries(JsonGenerator json, FileColumn column, String text) throws IOException {
        if (Arrays.stream(split(text))
                .anyMatch(entry -> parts(entry).length != column.parts().size())) {
            json.writeString(text);
            return;
        }
        json.writeStartArray();
        for (String entry : split(text)) {
            String[] parts = parts(entry);
            json.writeStartObject();
            for (int i = 0; i < parts.length; i++) {
                json.writeFieldName(column.parts().get(i));
                number(json, parts[i]);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String[] split(String text) {
        return text.isEmpty() ? new String[0] : text.split(Pattern.quote(BETWEEN), -1);
    }

    private static String[] parts(String entry) {
        return entry.split("\\|", -1);
    }
}
