// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.plumbline.console.ConsoleException;

/** A person who asks the console by its REST interface. */
final class ConsoleClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int FIRST_FAILURE = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI console;
    private final String authorization;

    ConsoleClient(URI console, String user, String password) {
        this.console = console;
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Object body) throws InterruptedException {
        try {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(console.resolve(path)).timeout(TIMEOUT).header("Authorization", authorization);
    }

    /** @throws ConsoleException with the console's own words when it refuses */
    private JsonNode send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body());
            if (answer.statusCode() >= FIRST_FAILURE) {
                throw new ConsoleException(
                        ("refused (" + body.path("code").asText("HTTP " + answer.statusCode()) + "): "
                                        + body.path("detail").asText() + " "
                                        + body.path("remedy").asText())
                                .strip());
            }
            return body;
        } catch (IOException unreachable) {
            throw new ConsoleException("no console answers as agreed at " + console + "; give --console", unreachable);
        }
    }

    /** A part of a path. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
