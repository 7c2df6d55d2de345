// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.List;
import java.util.Map;

/** What a file can look like, made from the examples of its columns. */
public final class FileTemplate {
    /** A meter to compare with, beside the one that the columns' examples make. */
    private static final Map<String, String> REFERENCE_METER = Map.of(
            "meterId", "R-1001",
            "host", "10.20.0.12",
            "systemTitle", "504c420000002001",
            "keyReference", "R-1001",
            "serialNumber", "21-2001",
            "meterModel", "",
            "accuracyClass", "0.2S",
            "accuracyStandard", "IEC 62053-22",
            "wiring", "CT",
            "yearOfManufacture", "2021");

    private FileTemplate() {}

    /** One row with every column filled as an example, and of meters one to compare it with. */
    public static List<Values> of(FileLayout layout) {
        return layout.indexOf("systemTitle") < 0
                ? List.of(row(layout, Map.of()))
                : List.of(row(layout, Map.of()), row(layout, REFERENCE_METER));
    }

    private static Values row(FileLayout layout, Map<String, String> otherwise) {
        return Values.of(
                layout,
                layout.columns().stream()
                        .map(column -> column.isForReadingOnly()
                                ? ""
                                : otherwise.getOrDefault(column.name(), column.example()))
                        .toArray(String[]::new));
    }
}
