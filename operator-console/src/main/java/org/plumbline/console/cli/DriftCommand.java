// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how far meters are off. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how far meters are off, the worst first: error with its expanded uncertainty (k = 2), limit, verdict,",
            "action. With METER: why its verdict is what it is, uncertainty by cause, rate, error by load, what would",
            "change the verdict, diagnosis, checks, forecast, surveillance and other energies."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:no such meter, or no console there", "2:wrong usage"})
final class DriftCommand implements Callable<Integer> {
    private static final int MOST_METERS = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConsoleOptions console = new ConsoleOptions();

    @Parameters(
            paramLabel = "METER",
            arity = "0..1",
            defaultValue = "",
            description = "One meter in full; without it the list.")
    private String meterId = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many meters the list has, 1..1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > MOST_METERS) {
            throw new ParameterException(spec.commandLine(), "--limit must be in 1.." + MOST_METERS);
        }
        try (ConsoleClient client = console.client()) {
            boolean one = !meterId.isEmpty();
            JsonNode found =
                    client.get(one ? "/api/meters/" + ConsoleClient.part(meterId) : "/api/drift?limit=" + limit);
            PrintWriter out = spec.commandLine().getOut();
            if (output == Output.json) {
                out.println(found);
            } else if (one) {
                new DriftText(out).meter(found);
            } else {
                new DriftText(out).list(found);
            }
            out.flush();
            return 0;
        }
    }
}
