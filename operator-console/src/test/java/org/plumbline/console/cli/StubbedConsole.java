// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A console that answers as a test lays out, and the command line pointed at it. */
final class StubbedConsole implements AutoCloseable {

    /** One request. */
    record Asked(String method, String uri, String authorization, String body) {
        boolean isPost() {
            return method.equals("POST");
        }

        @Override
        public String toString() {
            return method + " " + uri + " " + body;
        }
    }

    /** What is answered. */
    record Reply(int status, String body) {}

    /** How a command ended. */
    record Run(int exitCode, String out, String err) {}

    final List<Asked> asked = new ArrayList<>();
    private final HttpServer server;
    private final Path passwords;

    /** @param people lines of the password file, {@code name=password} */
    StubbedConsole(Path folder, String people, Function<Asked, Reply> answers) throws IOException {
        passwords = Files.writeString(folder.resolve("passwords"), people);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(request);
            Reply reply = answers.apply(request);
            byte[] octets = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
    }

    /** @param arguments of the command line, to which console and password file are added */
    Run run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of(
                "--console",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "--password-file",
                passwords.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = PlumblineCli.commandLine(address -> null)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
