// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.InstantSource;
import java.util.function.Function;
import org.plumbline.console.ConsoleException;
import org.plumbline.schema.serde.SchemaRegistration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: results on standard output, notes on standard error; exit 0 good, 1 not, 2 wrong usage. */
@Command(
        name = "plumbline",
        mixinStandardHelpOptions = true,
        version = "plumbline 0.1.0",
        description = "Looks into a running Plumbline.")
public final class PlumblineCli implements Runnable {

    @Command(name = "audit", mixinStandardHelpOptions = true, description = "The audit chain.")
    private static final class Audit implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "a command is missing: verify or verify-record");
        }
    }

    @Command(name = "bench-evidence", mixinStandardHelpOptions = true, description = "Certificates of test benches.")
    private static final class BenchEvidence implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "a command is missing: import");
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** @param registries makes the client of a registry from its address */
    static CommandLine commandLine(Function<String, SchemaRegistryClient> registries) {
        CommandLine audit = new CommandLine(new Audit());
        audit.addSubcommand(new AuditVerifyCommand(registries, InstantSource.system()));
        audit.addSubcommand(new VerifyRecordCommand());
        CommandLine cli = new CommandLine(new PlumblineCli());
        cli.addSubcommand(new AclsCommand());
        cli.addSubcommand(new AsyncApiCommand());
        cli.addSubcommand(audit);
        cli.addSubcommand(CaseCommand.commandLine());
        cli.addSubcommand(CampaignCommand.commandLine());
        CommandLine benchEvidence = new CommandLine(new BenchEvidence());
        benchEvidence.addSubcommand(new BenchImportCommand(registries));
        cli.addSubcommand(benchEvidence);
        cli.addSubcommand(new CalibrationRecordCommand(registries, InstantSource.system()));
        cli.addSubcommand(DeadLettersCommand.commandLine());
        cli.addSubcommand(new DriftCommand());
        cli.addSubcommand(new ExportCommand(registries));
        cli.addSubcommand(MetersCommand.commandLine());
        cli.addSubcommand(new OpenApiCommand());
        cli.addSubcommand(PeopleCommand.commandLine());
        cli.addSubcommand(new ReadCommand(registries, InstantSource.system()));
        cli.addSubcommand(ReferencesCommand.commandLine());
        cli.addSubcommand(SiteTestsCommand.commandLine());
        cli.addSubcommand(new SurveillanceCommand(registries));
        cli.addSubcommand(new TraceCommand());
        cli.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof ConsoleException) {
                command.getErr().println("plumbline: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        return cli;
    }

    /** @param arguments as the usage text says */
    public static void main(String[] arguments) {
        // Libraries keep silent; what goes wrong is said once, by the exception.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine(SchemaRegistration::client).execute(arguments));
    }
}
