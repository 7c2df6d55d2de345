// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks the console as a person and prints what it answers. */
abstract class ConsoleCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(300);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    ConsoleOptions console = new ConsoleOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Output output = Output.text;

    /** The answer for a person. */
    abstract void printText(JsonNode found, PrintWriter out);

    void print(JsonNode found) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.json) {
            out.println(found);
        } else {
            printText(found, out);
        }
        out.flush();
    }

    /**
     * Sends what is asked of something and waits until it shows the effect.
     *
     * @param path of what is asked
     * @param verb last part of the path
     * @param done true of it once it shows the effect
     * @param decider who decides, to look at when the effect does not show
     * @return 0 when it shows in time, else 1
     */
    int ask(String path, String verb, Map<String, String> body, Effect done, int waitSeconds, String decider)
            throws InterruptedException {
        if (waitSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--wait must be at least 1 second");
        }
        try (ConsoleClient client = console.client()) {
            Predicate<JsonNode> effect = done.since(client.get(path));
            client.post(path + "/" + verb, body);
            JsonNode now = client.get(path);
            for (long left = Duration.ofSeconds(waitSeconds).dividedBy(PAUSE); left > 0 && !effect.test(now); left--) {
                Thread.sleep(PAUSE);
                now = client.get(path);
            }
            print(now);
            if (!effect.test(now)) {
                spec.commandLine()
                        .getErr()
                        .println("plumbline: the command is in the log, but its effect does not show within "
                                + waitSeconds + " s; see whether the " + decider
                                + " runs, and the audit for a refusal");
                return 1;
            }
            return 0;
        }
    }

    /** What shows that a command had its effect. */
    @FunctionalInterface
    interface Effect {
        /** @param before as it was when the command was sent */
        Predicate<JsonNode> since(JsonNode before);
    }

    static void optional(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.printf("  %-10s %s%n", name, value);
        }
    }

    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNull() ? "" : value.asText("").replace('\n', ' ');
    }
}
