// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long a list of the console is and how it is printed: options of every command that shows one. */
final class ListOptions {
    private static final int MOST = 10_000;

    /** How a list is printed. */
    enum Form {
        table,
        json,
        csv
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many entries are shown, 1..10000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form output = Form.table;

    /** @throws ParameterException when it is out of range */
    int limit() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(command.commandLine(), "--limit must be in 1.." + MOST);
        }
        return limit;
    }

    /** Prints what the console answered, as JSON just as it came. */
    void print(JsonNode found, BiConsumer<JsonNode, PrintWriter> table, BiConsumer<JsonNode, PrintWriter> csv) {
        PrintWriter out = command.commandLine().getOut();
        switch (output) {
            case table -> table.accept(found, out);
            case json -> out.println(found);
            case csv -> csv.accept(found, out);
        }
        out.flush();
    }
}
