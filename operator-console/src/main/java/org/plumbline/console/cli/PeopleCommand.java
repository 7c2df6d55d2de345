// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.plumbline.console.tables.Csv;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The console's local users, for an admin. */
@Command(
        name = "people",
        mixinStandardHelpOptions = true,
        description = "Local users of the console: who may do what. Needs the role admin.")
final class PeopleCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: list, add, roles, password, end-sessions or remove");
    }

    static CommandLine commandLine() {
        return new CommandLine(new PeopleCommand())
                .addSubcommand(new ListPeople())
                .addSubcommand(new Add())
                .addSubcommand(new Roles())
                .addSubcommand(new Password())
                .addSubcommand(new EndSessions())
                .addSubcommand(new Remove());
    }

    private static String roles(JsonNode person) {
        return StreamSupport.stream(person.path("roles").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }

    /** Lists them. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists local users: name, roles, open sessions.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:listed", "1:refused, or no console there", "2:wrong usage"})
    static final class ListPeople implements Callable<Integer> {
        private static final List<String> COLUMNS = List.of("name", "roles", "sessions");

        @Mixin
        private ConsoleOptions console = new ConsoleOptions();

        @Mixin
        private ListOptions list = new ListOptions();

        @Override
        public Integer call() throws InterruptedException {
            try (ConsoleClient client = console.client()) {
                list.print(
                        client.get("/api/people"),
                        (found, out) -> each(found).forEach(row -> out.printf("%-24s %-36s %s%n", row.toArray())),
                        (found, out) -> {
                            Csv.line(out, COLUMNS);
                            each(found).forEach(row -> Csv.line(out, row));
                        });
                return 0;
            }
        }

        private List<List<String>> each(JsonNode found) {
            return StreamSupport.stream(found.spliterator(), false)
                    .limit(list.limit())
                    .map(person -> List.of(
                            ConsoleCommand.text(person, "name"),
                            roles(person),
                            ConsoleCommand.text(person, "sessions")))
                    .toList();
        }
    }

    /** What all changes have in common. */
    @Command(
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:refused, or no console there", "2:wrong usage"})
    abstract static class Change extends ConsoleCommand {
        @Parameters(paramLabel = "NAME", description = "The person.")
        String name = "";

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "Why, in your words; it goes into the audit.")
        private String reason = "";

        abstract String path();

        /** What is sent besides the reason. */
        Map<String, Object> more() {
            return Map.of();
        }

        @Override
        public Integer call() throws InterruptedException {
            Map<String, Object> body = new HashMap<>(more());
            body.put("reason", reason);
            try (ConsoleClient client = console.client()) {
                print(client.post(path(), body));
                return 0;
            }
        }

        @Override
        void printText(JsonNode found, PrintWriter out) {
            out.printf("%s  %s%n", text(found, "name"), roles(found));
            optional(out, "password", text(found, "password"));
            if (found.has("password")) {
                spec.commandLine().getErr().println("plumbline: this password is shown this once");
            }
        }

        String of(String verb) {
            return "/api/people/" + ConsoleClient.part(name) + "/" + verb;
        }
    }

    /** What changes roles. */
    abstract static class WithRoles extends Change {
        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                split = ",",
                description = "viewer, operator, engineer, approver or admin; several with commas.")
        private List<String> roles = List.of();

        @Override
        Map<String, Object> more() {
            return Map.of("roles", roles);
        }
    }

    /** Adds a person. */
    @Command(name = "add", description = "Adds a person and shows the password, once.")
    static final class Add extends WithRoles {
        @Override
        String path() {
            return "/api/people";
        }

        @Override
        Map<String, Object> more() {
            Map<String, Object> body = new HashMap<>(super.more());
            body.put("name", name);
            return body;
        }
    }

    /** Changes roles. */
    @Command(name = "roles", description = "Gives a person these roles and no others, at once.")
    static final class Roles extends WithRoles {
        @Override
        String path() {
            return of("roles");
        }
    }

    /** Makes a new password. */
    @Command(name = "password", description = "Makes a new password, shows it once and ends the person's sessions.")
    static final class Password extends Change {
        @Override
        String path() {
            return of("password");
        }
    }

    /** Ends sessions. */
    @Command(name = "end-sessions", description = "Ends the person's sessions; they may log in again.")
    static final class EndSessions extends Change {
        @Override
        String path() {
            return of("end-sessions");
        }
    }

    /** Takes a person away. */
    @Command(name = "remove", description = "Takes a person away, at once. The last admin stays.")
    static final class Remove extends Change {
        @Override
        String path() {
            return of("remove");
        }
    }
}
