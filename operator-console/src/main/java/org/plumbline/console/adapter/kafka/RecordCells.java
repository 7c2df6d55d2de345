// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.imports.FileColumn;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.Values;

/** Fields of a record as the cells of a file, and back: a column is the field of its name. */
final class RecordCells {
    private static final String BETWEEN_ENTRIES = "; ";
    private static final String BETWEEN_PARTS = "|";

    private final FileLayout layout;

    /** @param layout whose columns, but for those for reading only, are fields of the record */
    RecordCells(FileLayout layout) {
        this.layout = layout;
    }

    /** The cells of a record; of columns for reading only they are empty. */
    Values values(SpecificRecord value) {
        return Values.of(
                layout,
                layout.columns().stream()
                        .map(column -> {
                            Schema.Field field = value.getSchema().getField(column.name());
                            return field == null ? "" : text(field.schema(), value.get(field.pos()));
                        })
                        .toArray(String[]::new));
    }

    /** Puts values into a record; fields that are no columns stay. */
    <T extends SpecificRecord> T put(Values values, T into) {
        for (FileColumn column : layout.columns()) {
            Schema.Field field = into.getSchema().getField(column.name());
            if (field != null) {
                into.put(field.pos(), value(field.schema(), values.text(column.name())));
            }
        }
        return into;
    }

    private static String text(Schema schema, @Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> Values.decimalText(number);
            case Instant time -> time.equals(Instant.EPOCH) ? "" : time.toString();
            case ByteBuffer octets -> {
                byte[] copy = new byte[octets.remaining()];
                octets.duplicate().get(copy);
                yield HexFormat.of().formatHex(copy);
            }
            case Collection<?> elements ->
                elements.stream()
                        .map(element -> text(schema.getElementType(), element))
                        .collect(Collectors.joining(BETWEEN_ENTRIES));
            case SpecificRecord entry ->
                entry.getSchema().getFields().stream()
                        .map(field -> text(field.schema(), entry.get(field.pos())))
                        .collect(Collectors.joining(BETWEEN_PARTS));
            default -> value.toString();
        };
    }

    private static @Nullable Object value(Schema schema, String text) {
        return switch (schema.getType()) {
            case STRING -> text;
            case INT -> text.isEmpty() ? 0 : (Object) Integer.parseInt(text);
            case DOUBLE -> text.isEmpty() ? 0.0 : (Object) Double.parseDouble(text);
            case LONG -> text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
            case BYTES -> ByteBuffer.wrap(HexFormat.of().parseHex(text));
            case ENUM -> SpecificData.get().createEnum(text, schema);
            case UNION -> text.isEmpty() ? null : value(other(schema), text);
            case ARRAY -> elements(schema.getElementType(), text);
            case RECORD -> entry(schema, text);
            default -> throw new IllegalArgumentException("no cell holds " + schema);
        };
    }

    /** The type besides null. */
    private static Schema other(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static List<@Nullable Object> elements(Schema element, String text) {
        List<@Nullable Object> elements = new ArrayList<>();
        if (!text.isEmpty()) {
            Arrays.stream(text.split(BETWEEN_ENTRIES, -1)).forEach(one -> elements.add(value(element, one)));
        }
        return elements;
    }

    private static SpecificRecord entry(Schema schema, String text) {
        SpecificRecord entry = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        String[] parts = text.split("\\|", -1);
        schema.getFields().forEach(field -> entry.put(field.pos(), value(field.schema(), parts[field.pos()])));
        return entry;
    }
}
