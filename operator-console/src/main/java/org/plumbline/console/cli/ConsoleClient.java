// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.plumbline.console.ConsoleException;

/** A person who asks the console by its REST interface. */
final class ConsoleClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(10);
    private static final int FIRST_FAILURE = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI console;
    private final String authorization;

    ConsoleClient(URI console, String user, String password) {
        this(
                console,
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    private ConsoleClient(URI console, String authorization) {
        this.console = console;
        this.authorization = authorization;
    }

    /** By an access token of the console's OpenID Connect issuer. */
    static ConsoleClient byToken(URI console, String token) {
        return new ConsoleClient(console, "Bearer " + token);
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

    /** What is told while an answer is awaited. */
    interface Waiting {
        void tell() throws InterruptedException;
    }

    /**
     * Sends a file.
     *
     * @param waiting called once a second until the answer is there
     * @return the answer, also that to a file with findings
     * @throws ConsoleException with the console's own words when it refuses for another reason
     */
    JsonNode upload(String path, String type, byte[] octets, Waiting waiting) throws InterruptedException {
        HttpRequest request = request(path)
                .timeout(UPLOAD_TIMEOUT)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(octets))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        while (true) {
            try {
                HttpResponse<byte[]> there = answer.get(1, TimeUnit.SECONDS);
                JsonNode body = json.readTree(there.body());
                return body.has("report") ? body : body(there);
            } catch (TimeoutException e) {
                waiting.tell();
            } catch (ExecutionException | IOException e) {
                throw unreachable(e);
            }
        }
    }

    /** Gives the octets of an answer as they come. */
    void download(String path, OutputStream out) throws InterruptedException, IOException {
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(
                    request(path).timeout(UPLOAD_TIMEOUT).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw unreachable(e);
        }
        try (InputStream octets = answer.body()) {
            if (answer.statusCode() >= FIRST_FAILURE) {
                throw refused(answer.statusCode(), json.readTree(octets));
            }
            octets.transferTo(out);
            out.flush();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(console.resolve(path)).timeout(TIMEOUT).header("Authorization", authorization);
    }

    /** @throws ConsoleException with the console's own words when it refuses */
    private JsonNode send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return body(answer);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private JsonNode body(HttpResponse<byte[]> answer) throws IOException {
        JsonNode body = answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body());
        if (answer.statusCode() >= FIRST_FAILURE) {
            throw refused(answer.statusCode(), body);
        }
        return body;
    }

    private static ConsoleException refused(int status, JsonNode body) {
        return new ConsoleException(("refused (" + body.path("code").asText("HTTP " + status) + "): "
                        + body.path("detail").asText() + " "
                        + body.path("remedy").asText())
                .strip());
    }

    private ConsoleException unreachable(Exception cause) {
        return new ConsoleException("no console answers as agreed at " + console + "; give --console", cause);
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
