// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of docs/dlms-traps.md names a test, and each test that it names is one. */
class TrapIndexTest {

    private static final Path INDEX = Path.of("..", "docs", "dlms-traps.md");
    private static final Pattern NAMED_TEST = Pattern.compile("(\\w+)#(\\w+)");
    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "ParameterizedTest", "Property", "Example", "ArchTest");

    @Test
    void everyRowNamesATestThatExists() throws IOException {
        Set<String> tests = tests();
        List<String> rows = rows();

        assertTrue(rows.size() > 40, "the index is found");
        Set<String> missing = new TreeSet<>();
        for (String row : rows) {
            List<String> named = NAMED_TEST
                    .matcher(row.substring(row.lastIndexOf('|', row.length() - 2)))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertTrue(!named.isEmpty(), () -> "no test in " + row);
            named.stream().filter(name -> !tests.contains(name)).forEach(missing::add);
        }
        assertEquals(Set.of(), missing);
    }

    private static List<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(INDEX)) {
            return lines.filter(line -> line.startsWith("| ") && !line.startsWith("| trap "))
                    .toList();
        }
    }

    private static Set<String> tests() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("org.plumbline.gateway");
        return classes.stream().flatMap(TrapIndexTest::testsOf).collect(Collectors.toSet());
    }

    private static Stream<String> testsOf(JavaClass type) {
        Stream<String> methods = type.getMethods().stream()
                .filter(method -> method.getAnnotations().stream()
                        .anyMatch(annotation -> TEST_ANNOTATIONS.contains(
                                annotation.getRawType().getSimpleName())))
                .map(JavaCodeUnit::getName);
        Stream<String> rules = type.getFields().stream()
                .filter(field -> field.getAnnotations().stream()
                        .anyMatch(annotation -> TEST_ANNOTATIONS.contains(
                                annotation.getRawType().getSimpleName())))
                .map(JavaField::getName);
        return Stream.concat(methods, rules).map(name -> type.getSimpleName() + "#" + name);
    }
}
