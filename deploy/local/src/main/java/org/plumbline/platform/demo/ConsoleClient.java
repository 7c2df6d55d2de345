// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.plumbline.platform.PlatformException;

/** A person at the console, by its REST interface. */
final class ConsoleClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int HTTP_OK = 200;
    private static final int HTTP_MULTIPLE_CHOICES = 300;

    /** What the console answers to a new campaign. */
    record Receipt(String campaignId, String membersDigest) {}

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http;
    private final String address;
    private final String person;
    private final String authorization;

    ConsoleClient(HttpClient http, String address, String person, String password) {
        this.http = http;
        this.address = address;
        this.person = person;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((person + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    String person() {
        return person;
    }

    /** Whether the console shows a campaign yet. */
    boolean sees(String campaignId, String state) throws InterruptedException {
        for (JsonNode campaign : send("GET", "/api/campaigns", Map.of())) {
            if (campaign.path("campaignId").asText().equals(campaignId)) {
                return campaign.path("state").asText().equals(state);
            }
        }
        return false;
    }

    Receipt createCampaign(String name, String reason, List<String> caseIds, List<Integer> waveSizes)
            throws InterruptedException {
        JsonNode receipt = send(
                "POST",
                "/api/campaigns",
                Map.of("name", name, "reason", reason, "caseIds", caseIds, "waveSizes", waveSizes));
        return new Receipt(
                receipt.path("campaignId").asText(),
                receipt.path("membersDigest").asText());
    }

    void approve(Receipt campaign, String reason) throws InterruptedException {
        send(
                "POST",
                "/api/campaigns/" + campaign.campaignId() + "/approve",
                Map.of("reason", reason, "membersDigest", campaign.membersDigest()));
    }

    void startCampaign(Receipt campaign, String reason) throws InterruptedException {
        send("POST", "/api/campaigns/" + campaign.campaignId() + "/start", Map.of("reason", reason));
    }

    /** Sets or lifts a stop; the scope {@code *} covers everything. */
    void hold(String scope, boolean active, String reason) throws InterruptedException {
        send("POST", "/api/holds", Map.of("scope", scope, "active", active, "reason", reason));
    }

    private JsonNode send(String method, String path, Map<String, Object> body) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(TIMEOUT)
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            method.equals("GET")
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() < HTTP_OK || answer.statusCode() >= HTTP_MULTIPLE_CHOICES) {
                throw new PlatformException("the console refused " + method + " " + path + " of " + person + " with "
                        + answer.statusCode() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new PlatformException("the console did not answer " + method + " " + path + ": " + e, e);
        }
    }
}
