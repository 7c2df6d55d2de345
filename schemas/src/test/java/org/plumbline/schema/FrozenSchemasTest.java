// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the schemas to what was released: {@code src/test/resources/frozen/<version>/<topic>.avsc}. {@link #main} writes
 * the copies of a new release; existing copies are never changed.
 */
class FrozenSchemasTest {

    private static final Path FROZEN = Path.of("src/test/resources/frozen");

    static Stream<Topic> topics() {
        return Topics.ALL.stream().filter(topic -> topic.valueSchema() != null);
    }

    static List<Path> releases() {
        try (Stream<Path> versions = Files.list(FROZEN)) {
            return versions.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void atLeastOneReleaseIsFrozen() {
        assertFalse(releases().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void readsAndIsReadByEveryReleasedVersion(Topic topic) throws IOException {
        for (Path release : releases()) {
            Path copy = release.resolve(topic.name() + ".avsc");
            if (Files.exists(copy)) {
                Schema released = new Schema.Parser().parse(copy.toFile());
                assertReadable(topic.valueSchema(), released, topic + " no longer reads " + copy);
                assertReadable(released, topic.valueSchema(), copy + " cannot read what is written now");
            }
        }
    }

    @Test
    void aChangedTypeOrAFieldWithoutDefaultIsFoundIncompatible() {
        Schema released = record("\"name\":\"raw\",\"type\":\"long\",\"default\":0");
        Schema changedType = record("\"name\":\"raw\",\"type\":\"string\",\"default\":\"\"");
        Schema withoutDefault = record("\"name\":\"other\",\"type\":\"long\"");
        for (Schema change : List.of(changedType, withoutDefault)) {
            assertEquals(SchemaCompatibilityType.INCOMPATIBLE, compatibility(change, released));
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyFieldHasADefaultAndSaysWhatItIs(Topic topic) {
        List<String> defects = new ArrayList<>();
        inspect(topic.valueSchema(), defects, new HashSet<>());
        assertTrue(defects.isEmpty(), () -> String.join("\n", defects));
    }

    private static void inspect(Schema schema, List<String> defects, Set<String> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    if (schema.getDoc() == null || schema.getDoc().isBlank()) {
                        defects.add(schema.getFullName() + " has no doc");
                    }
                    for (Schema.Field field : schema.getFields()) {
                        if (!field.hasDefaultValue()) {
                            defects.add(schema.getFullName() + "." + field.name() + " has no default");
                        }
                        if (field.doc() == null || field.doc().isBlank()) {
                            defects.add(schema.getFullName() + "." + field.name() + " has no doc");
                        }
                        inspect(field.schema(), defects, seen);
                    }
                }
            }
            case ARRAY -> inspect(schema.getElementType(), defects, seen);
            case UNION -> schema.getTypes().forEach(type -> inspect(type, defects, seen));
            case ENUM -> {
                if (schema.getEnumDefault() == null) {
                    defects.add(schema.getFullName() + " has no default symbol");
                }
            }
            case MAP -> defects.add("a map has no canonical order: " + schema);
            default -> {}
        }
    }

    private static void assertReadable(Schema reader, Schema writer, String message) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        assertEquals(SchemaCompatibilityType.COMPATIBLE, result.getType(), message + ": " + result.getDescription());
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static Schema record(String field) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{" + field + "}]}");
    }

    /** Freezes the present schemas: one argument, the version released. */
    public static void main(String[] args) throws IOException {
        Path release = Files.createDirectory(FROZEN.resolve(args[0]));
        for (Topic topic : topics().toList()) {
            Files.writeString(
                    release.resolve(topic.name() + ".avsc"), topic.valueSchema().toString(true) + "\n");
        }
    }
}
