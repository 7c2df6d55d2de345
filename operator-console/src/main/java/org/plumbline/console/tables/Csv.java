// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe. */
public final class Csv {

    private static final String FORMULA_BEGINS = "=+-@\t\r";

    private Csv() {}

    public static void line(PrintWriter out, List<String> values) {
        out.print(values.stream().map(Csv::quoted).collect(Collectors.joining(",")));
        out.print("\r\n");
    }

    private static String quoted(String value) {
        String safe = !value.isEmpty() && FORMULA_BEGINS.indexOf(value.charAt(0)) >= 0 && !isFigure(value)
                ? "'" + value
                : value;
        return safe.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\n' || sign == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static boolean isFigure(String value) {
        return value.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    }
}
