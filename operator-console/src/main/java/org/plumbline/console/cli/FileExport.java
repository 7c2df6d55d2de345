// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.file.RowFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that gives out what is registered as a file. */
abstract class FileExport implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConsoleOptions console = new ConsoleOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private RowFiles.Format format = RowFiles.Format.csv;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; without it to standard output.")
    private @Nullable Path out;

    @Option(names = "--template", description = "A file with one example instead of what is registered.")
    private boolean template;

    /** Plural of what the rows are about, as in the path. */
    abstract String subjects();

    @Override
    public Integer call() throws InterruptedException {
        String path = "/api/" + subjects() + "/" + (template ? "template" : "export") + "?format=" + format;
        Path file = out;
        try (ConsoleClient client = console.client()) {
            if (file == null) {
                client.download(path, System.out);
            } else {
                try (OutputStream stream = Files.newOutputStream(file)) {
                    client.download(path, stream);
                }
                spec.commandLine().getErr().println("plumbline: " + file + " written");
                spec.commandLine().getErr().flush();
            }
        } catch (IOException e) {
            throw new ConsoleException("cannot write " + file + ": " + e, e);
        }
        return 0;
    }
}
