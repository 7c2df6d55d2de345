// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Accuracy classes by the standards whose limit tables are shipped ({@code docs/limits.md}). A standard that is not among
 * them may be in the analyzer's own limits directory, so it is let through with any class.
 */
final class AccuracyClasses {
    /** Standard to its classes, as marked. A test holds them against the tables. */
    static final Map<String, Set<String>> BY_STANDARD = Map.of(
            "IEC 62053-21", Set.of("0.5", "1", "2"),
            "IEC 62053-22", Set.of("0.1S", "0.2S", "0.5S"),
            "IEC 62053-23", Set.of("2", "3"),
            "IEC 62053-24", Set.of("0.5S", "1", "1S"),
            "MID", Set.of("A", "B", "C"),
            "EN 50470-3", Set.of("A", "B", "C"),
            "OIML R 46", Set.of("A", "B", "C", "D"),
            "ANSI C12.20", Set.of("0.1", "0.2", "0.5"));

    private static final Set<String> MARKS =
            new TreeSet<>(BY_STANDARD.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));

    private AccuracyClasses() {}

    /** A class as marked, of any standard. */
    static Form form() {
        return Form.choice(List.copyOf(MARKS));
    }

    /** A standard; one that is shipped is written as the tables write it. */
    static Form standard() {
        Form text = Form.text(64);
        return given -> BY_STANDARD.keySet().stream()
                .filter(known -> !known.equals(given) && bare(known).equals(bare(given)))
                .findFirst()
                .<Form.Result>map(
                        known -> new Form.Result.Refused("is not how the tables write it", "Write " + known + "."))
                .orElseGet(() -> text.read(given));
    }

    /** True when a shipped standard has no such class. */
    static boolean isUnknown(String standard, String accuracyClass) {
        Set<String> classes = BY_STANDARD.get(standard);
        return classes != null && !classes.contains(accuracyClass);
    }

    static String of(String standard) {
        return String.join(", ", new TreeSet<>(BY_STANDARD.getOrDefault(standard, Set.of())));
    }

    private static String bare(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
