// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import java.io.PrintWriter;
import org.plumbline.schema.Topics;
import org.plumbline.schema.asyncapi.AsyncApiDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what the topics are, for programs. Asks nobody. */
@Command(
        name = "asyncapi",
        mixinStandardHelpOptions = true,
        description = {
            "Prints all topics as an AsyncAPI 3.0.0 document: a channel for each with its key, schema and retention, an",
            "operation for each right of each role."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "2:wrong usage"})
final class AsyncApiCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:PLUMBLINE_TOPIC_PREFIX:-" + Topics.DEFAULT_PREFIX + "}",
            description = "Prefix of the topics (default: ${DEFAULT-VALUE}).")
    private String topicPrefix = "";

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AsyncApiDocument.text(topicPrefix));
        out.flush();
    }
}
