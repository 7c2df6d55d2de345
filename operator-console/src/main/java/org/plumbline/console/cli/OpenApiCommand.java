// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import java.io.PrintWriter;
import org.plumbline.console.adapter.rest.OpenApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the console's REST interface, for programs. Asks nobody. */
@Command(
        name = "openapi",
        mixinStandardHelpOptions = true,
        description = "Prints the console's REST interface as an OpenAPI 3.1 document; x-roles says who may ask.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "2:wrong usage"})
final class OpenApiCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(OpenApi.text());
        out.flush();
    }
}
