// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import picocli.CommandLine.Option;

/** Where the console is and who asks: options of every command that a person must be known for. */
final class ConsoleOptions {

    private static final String PASSWORD = "PLUMBLINE_CONSOLE_PASSWORD";

    @Option(
            names = "--console",
            paramLabel = "URL",
            defaultValue = "${env:PLUMBLINE_CONSOLE_URL:-http://127.0.0.1:8104}",
            description = "Base address of the console (default: ${DEFAULT-VALUE}; env PLUMBLINE_CONSOLE_URL).")
    private URI console = URI.create("http://127.0.0.1:8104");

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "${env:PLUMBLINE_CONSOLE_USER:-}",
            description = "Who asks (env PLUMBLINE_CONSOLE_USER). Without it: the first of the password file.")
    private String user = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            defaultValue = "${env:PLUMBLINE_CONSOLE_PASSWORD_FILE:-}",
            description = "Lines of name=password (env PLUMBLINE_CONSOLE_PASSWORD_FILE). Without it: the environment's "
                    + PASSWORD + ".")
    private String passwordFile = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            defaultValue = "${env:PLUMBLINE_CONSOLE_TOKEN_FILE:-}",
            description =
                    "Access token of the console's issuer, instead of a password (env PLUMBLINE_CONSOLE_TOKEN_FILE).")
    private String tokenFile = "";

    ConsoleClient client() {
        if (!tokenFile.isBlank()) {
            return ConsoleClient.byToken(console, token(Path.of(tokenFile)));
        }
        if (passwordFile.isBlank()) {
            @Nullable String password = System.getenv(PASSWORD);
            if (user.isBlank() || password == null) {
                throw new ConsoleException(
                        "the console must know who asks: give --user and " + PASSWORD + ", or --password-file");
            }
            return new ConsoleClient(console, user, password);
        }
        Map<String, String> passwords = passwords(Path.of(passwordFile));
        String name = user.isBlank() ? passwords.keySet().stream().findFirst().orElse("") : user;
        String password = passwords.get(name);
        if (password == null) {
            throw new ConsoleException("no password of '" + name + "' in " + passwordFile);
        }
        return new ConsoleClient(console, name, password);
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConsoleException("the token file " + file + " cannot be read", e);
        }
    }

    private static Map<String, String> passwords(Path file) {
        Map<String, String> passwords = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int sign = line.indexOf('=');
                if (sign > 0) {
                    passwords.put(line.substring(0, sign), line.substring(sign + 1));
                }
            }
        } catch (IOException e) {
            throw new ConsoleException("the password file " + file + " cannot be read", e);
        }
        return passwords;
    }
}
