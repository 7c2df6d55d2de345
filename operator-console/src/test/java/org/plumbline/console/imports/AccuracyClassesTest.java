// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccuracyClassesTest {
    private static final Path TABLES =
            Path.of("../drift-analyzer/src/main/resources/org/plumbline/analyzer/metrology/limits");

    @Test
    void classesAreThoseOfTheShippedTables() throws IOException {
        Map<String, Set<String>> tabled = new HashMap<>();
        try (Stream<Path> files = Files.list(TABLES)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    List<String> fields =
                            Stream.of(line.split("\\|")).map(String::strip).toList();
                    if (fields.getFirst().equals("base")) {
                        tabled.computeIfAbsent(fields.get(1), each -> new TreeSet<>())
                                .add(fields.get(2));
                    }
                }
            }
        }
        assertEquals(tabled, AccuracyClasses.BY_STANDARD);
    }

    @Test
    void aStandardWrittenAnotherWayIsRefusedAndAnUnknownOneIsLeftToTheAnalyzersTables() {
        assertInstanceOf(Form.Result.Refused.class, AccuracyClasses.standard().read("IEC62053-21"));
        assertEquals(
                new Form.Result.Taken("GOST 31819.21"),
                AccuracyClasses.standard().read("GOST 31819.21"));
    }
}
