// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;

/** Files of meters with a real broker: taken in, seen, given out, taken in again. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class RegisterIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "00112233445566778899aabbccddeeff";

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private record Answer(int status, String text, JsonNode body) {}

    private HttpRequest.Builder as(String person, String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header(
                        "Authorization",
                        Api.basic(person, Api.passwords(passwords).get(person)));
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = Api.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        boolean json = answer.body().startsWith("{");
        return new Answer(
                answer.statusCode(), answer.body(), json ? JSON.readTree(answer.body()) : JSON.createObjectNode());
    }

    private Answer take(String subjects, String terms, String type, String file)
            throws IOException, InterruptedException {
        return send(as("anna", "/api/" + subjects + "/import?" + terms)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(file))
                .build());
    }

    private Answer give(String path) throws IOException, InterruptedException {
        return send(as("anna", path).GET().build());
    }

    @Test
    void aFileIsTakenInSeenGivenOutAndThenKnown() throws Exception {
        try (FleetTopicWriter topics = new FleetTopicWriter(registry, bootstrapServers)) {
            topics.raw(Topics.METERS, "poison", new byte[] {9, 9, 9});
        }
        String file = Files.readString(Path.of("../docs/examples/meters.csv"));
        Answer dry = take("meters", "dryRun=true", "text/csv", file);
        assertEquals(200, dry.status(), dry.text());
        assertFalse(dry.body().path("written").asBoolean());
        assertEquals(2, dry.body().path("added").asInt(), dry.text());
        assertFalse(give("/api/meters/export").text().contains("M-1001"), "a dry run writes nothing");

        Answer taken = take("meters", "dryRun=false&run=r-1", "text/csv", file);
        assertEquals(200, taken.status(), taken.text());
        assertTrue(taken.body().path("written").asBoolean(), taken.text());
        assertEquals("done", give("/api/imports/r-1").body().path("phase").asText());
        await().atMost(SOON)
                .until(() -> give("/api/tables/meters?district=T-114").text().contains("R-1001"));

        for (String format : new String[] {"csv", "json"}) {
            String given = give("/api/meters/export?format=" + format).text();
            assertTrue(given.contains("M-1001"), given);
            Answer again =
                    take("meters", "dryRun=false", format.equals("csv") ? "text/csv" : "application/json", given);
            assertEquals(200, again.status(), again.text());
            assertEquals(
                    0,
                    again.body().path("added").asInt()
                            + again.body().path("changed").asInt(),
                    again.text());
            assertTrue(again.body().path("unchanged").asInt() >= 2, again.text());
        }

        Answer changed = take("meters", "update=true", "text/csv", "meterId,district\nM-1001,T-115\n");
        assertEquals("T-115", changed.body().at("/changes/0/fields/0/after").asText(), changed.text());
        assertTrue(give("/api/meters/export").text().contains("T-115"));
        referencesOfThem();
    }

    private void referencesOfThem() throws IOException, InterruptedException {
        String profiles = Files.readString(Path.of("../docs/examples/references.csv"));
        Answer paired = take("references", "dryRun=false", "text/csv", profiles);
        assertEquals(200, paired.status(), paired.text());
        assertTrue(paired.body().path("written").asBoolean(), paired.text());
        String given = give("/api/references/export?format=json").text();
        Answer again = take("references", "dryRun=false", "application/json", given);
        assertEquals(200, again.status(), again.text());
        assertEquals(
                0,
                again.body().path("added").asInt()
                        + again.body().path("changed").asInt(),
                again.text());
        Answer unregistered = take(
                "references",
                "dryRun=false",
                "text/csv",
                profiles.replace("R-1001", "R-9").replace("P-1001", "P-9"));
        assertTrue(unregistered.text().contains("is not registered"), unregistered.text());
    }

    @Test
    void whatIsErasedIsGoneAtOnce() throws Exception {
        try (FleetTopicWriter topics = new FleetTopicWriter(registry, bootstrapServers)) {
            topics.write(Topics.METERS, "ERASE-1", SampleFleet.meter("ERASE-1"));
            topics.write(Topics.READINGS, "ERASE-1", SampleFleet.reading("ERASE-1", SampleFleet.NOW.minusSeconds(900)));
            topics.write(Topics.READINGS, "ERASE-1", SampleFleet.reading("ERASE-1", SampleFleet.NOW));
        }
        await().atMost(SOON).until(() -> readings() == 2);
        assertEquals(
                422,
                erase("{\"reason\": \"r\", \"upTo\": \"2100-01-01T00:00:00Z\"}").status());
        Answer erased = erase("{\"reason\": \"r\", \"upTo\": \"" + SampleFleet.NOW.minusSeconds(900) + "\"}");
        assertEquals(202, erased.status(), erased.text());
        await().atMost(SOON).until(() -> readings() == 1);
    }

    private Answer erase(String body) throws IOException, InterruptedException {
        return send(as("admin", "/api/meters/ERASE-1/erase")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private int readings() throws IOException, InterruptedException {
        return give("/api/tables/readings?meterId=ERASE-1").body().path("rows").size();
    }

    @Test
    void aFileWithABadRowIsRefusedWholeAndAKeyIsShownNowhere() throws Exception {
        String file = "meterId,host,accuracyClass,keyReference,port\nBAD-1,h-1,1,k,4059\nBAD-2,h-2,1," + KEY + ",x\n";
        Answer refused = take("meters", "dryRun=false", "text/csv", file);
        assertEquals(422, refused.status(), refused.text());
        assertEquals("FILE_REFUSED", refused.body().path("code").asText());
        assertEquals(2, refused.body().at("/report/findingsTotal").asInt(), refused.text());
        assertEquals(3, refused.body().at("/report/findings/0/line").asInt());
        assertFalse(refused.text().contains(KEY));
        assertFalse(give("/api/meters/export").text().contains("BAD-1"));
    }

    @Test
    void largeBodiesAreForFilesAlone() throws Exception {
        Answer large = send(as("anna", "/api/campaigns")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(8 << 20) + 1]))
                .build());
        assertEquals(413, large.status(), large.text());
    }
}
