// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

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
final class DriftCommand extends ConsoleCommand {
    private static final int MOST_METERS = 1_000;

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

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > MOST_METERS) {
            throw new ParameterException(spec.commandLine(), "--limit must be in 1.." + MOST_METERS);
        }
        try (ConsoleClient client = console.client()) {
            print(client.get(isOfOne() ? "/api/meters/" + ConsoleClient.part(meterId) : "/api/drift?limit=" + limit));
            return 0;
        }
    }

    @Override
    void printText(JsonNode found, PrintWriter out) {
        DriftText text = new DriftText(out);
        if (isOfOne()) {
            text.meter(found);
        } else {
            text.list(found);
        }
    }

    private boolean isOfOne() {
        return !meterId.isEmpty();
    }
}
