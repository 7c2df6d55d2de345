// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long reading topics may take: an option of every command that reads whole ones. */
final class ReadingDeadline {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Longest time reading may take (default: ${DEFAULT-VALUE}).")
    private int seconds;

    /** @throws ParameterException when it is less than a second */
    Duration get() {
        if (seconds < 1) {
            throw new ParameterException(command.commandLine(), "--deadline must be at least 1 second");
        }
        return Duration.ofSeconds(seconds);
    }
}
