// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.util.List;
import java.util.Map;

/**
 * What the table of meters can be filtered by, of one meter. Meters are counted by them together: a few ten thousand
 * combinations in a fleet of a million.
 *
 * @param verdict as {@link MeterLine#standing}
 * @param refusal empty where there is none
 */
public record Facets(
        String meterType,
        String district,
        String verdict,
        String refusal,
        String state,
        String accuracyClass,
        String role) {
    private static final String BETWEEN = "\u001f";

    /** Names of filters that facets answer. */
    public static final List<String> NAMES =
            List.of("meterType", "district", "verdict", "refusal", "state", "accuracyClass", "role");

    CountKey countKey() {
        return new CountKey(
                CountKey.Dimension.FACETS,
                String.join(BETWEEN, meterType, verdict, refusal, state),
                String.join(BETWEEN, district, accuracyClass, role));
    }

    /** Of the row and column they were counted in. */
    public static Facets of(String row, String column) {
        String[] rows = row.split(BETWEEN, -1);
        String[] columns = column.split(BETWEEN, -1);
        return new Facets(rows[0], columns[0], rows[1], rows[2], rows[3], columns[1], columns[2]);
    }

    /** True where each filter that facets answer has this value. */
    public boolean match(Map<String, String> filters) {
        return filters.entrySet().stream()
                .allMatch(filter -> !NAMES.contains(filter.getKey())
                        || value(filter.getKey()).equals(filter.getValue()));
    }

    /** @param name one of {@link #NAMES} */
    private String value(String name) {
        return switch (name) {
            case "meterType" -> meterType;
            case "district" -> district;
            case "verdict" -> verdict;
            case "refusal" -> refusal;
            case "state" -> state;
            case "accuracyClass" -> accuracyClass;
            case "role" -> role;
            default -> throw new IllegalArgumentException("no facet: " + name);
        };
    }
}
