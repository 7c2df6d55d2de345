// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.plumbline.console.ConsoleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the frames that pass between the gateway of this host and one meter. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the frames between the gateway on this host and one meter as they pass, until the time is over.",
            "Keys, proofs and ciphered octets are never shown. Only the gateway that owns the meter sees its frames."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the time is over", "1:refused, ended by somebody else, or no gateway here", "2:wrong usage"})
final class TraceCommand implements Callable<Integer> {

    private static final int LONGEST_MINUTES = 60;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final ObjectMapper json = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "METER", description = "Meter id, as registered.")
    private String meterId = "";

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "15",
            description = "How long, 1..60 (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            defaultValue = "${env:PLUMBLINE_GATEWAY_URL:-http://127.0.0.1:8101}",
            description = "Base address of the gateway; it answers to its own host only (default: ${DEFAULT-VALUE}).")
    private URI gateway = URI.create("http://127.0.0.1:8101");

    @Override
    public Integer call() throws InterruptedException {
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            throw new ParameterException(spec.commandLine(), "--minutes must be in 1..60");
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            String query = "?by=" + encoded(System.getProperty("user.name", "")) + "&minutes=" + minutes;
            HttpResponse<String> started = ask(http, "PUT", query);
            if (started.statusCode() != OK) {
                throw new ConsoleException("no trace: " + started.body());
            }
            return follow(http, parsed(started.body()).path("startedAt").asText()) ? 0 : 1;
        }
    }

    /** Bounded by the trace itself, which ends after its minutes. */
    private boolean follow(HttpClient http, String startedAt) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long shown = 0;
        while (true) {
            HttpResponse<String> answer = ask(http, "GET", "");
            JsonNode trace = parsed(answer.body());
            if (answer.statusCode() == NOT_FOUND
                    || !trace.path("startedAt").asText().equals(startedAt)) {
                spec.commandLine().getErr().println("plumbline: the trace was ended by somebody else");
                return false;
            }
            shown = print(trace, shown, out);
            if (!trace.path("running").asBoolean()) {
                return true;
            }
            Thread.sleep(Duration.ofSeconds(1));
        }
    }

    /** @return number of the frame after the last one printed, counted from the beginning of the trace */
    private static long print(JsonNode trace, long shown, PrintWriter out) {
        long number = trace.path("dropped").asLong();
        if (number > shown) {
            out.println("(" + (number - shown) + " frames came too fast to be shown)");
        }
        for (JsonNode frame : trace.path("frames")) {
            if (number >= shown) {
                out.println(line(frame));
            }
            number++;
        }
        out.flush();
        return number;
    }

    private static String line(JsonNode frame) {
        return String.join(
                        " ",
                        frame.path("at").asText(),
                        frame.path("direction").asText().equals("sent") ? ">" : "<",
                        frame.path("service").asText(),
                        frame.path("octets").asText() + " octets",
                        frame.has("counter")
                                ? "counter " + frame.path("counter").asText()
                                : "",
                        "(" + frame.path("phase").asText() + ")",
                        frame.path("apdu").asText())
                .replaceAll(" +", " ")
                .strip();
    }

    private HttpResponse<String> ask(HttpClient http, String method, String query) throws InterruptedException {
        URI address = gateway.resolve("/trace/" + encoded(meterId) + query);
        try {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(10))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new ConsoleException(
                    "no gateway answers at " + gateway + "; run this on the gateway's host", unreachable);
        }
    }

    private JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (IOException unexpected) {
            throw new ConsoleException("the gateway's answer is not as agreed", unexpected);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
