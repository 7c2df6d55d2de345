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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CheckVerdict;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterEvent;

@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class FleetIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private FleetTopicWriter topics;
    private Api anna;

    @BeforeEach
    void connect() {
        topics = new FleetTopicWriter(registry, bootstrapServers);
        anna = Api.anonymous(address)
                .with(
                        "Authorization",
                        Api.basic("anna", Api.passwords(passwords).get("anna")));
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void whatTheTopicsTellOfAMeterIsShown() {
        topics.write(Topics.METERS, "F1", SampleFleet.meter("F1"));
        topics.write(Topics.METERS, "F1-ref", SampleFleet.meter("F1-ref"));
        topics.write(Topics.REFERENCE_PROFILES, "paired-F1", SampleFleet.pairing("F1", "F1-ref"));
        topics.write(Topics.DRIFT_LATEST, "F1", SampleFleet.estimate("F1", 1.61, 1));
        topics.write(Topics.CASES, "F1|MET-02|1", SampleFleet.adjustable("F1", 1.61));
        topics.write(Topics.READINGS, "F1", SampleFleet.reading("F1", SampleFleet.NOW.minusSeconds(900)));
        topics.write(Topics.READINGS, "F1", SampleFleet.reading("F1", SampleFleet.NOW));
        topics.write(Topics.METER_EVENTS, "F1", event("F1"));
        await().atMost(SOON)
                .until(() -> meter("F1").path("meter").path("readings").asInt() == 2);
        await().atMost(SOON).until(() -> meter("F1").path("events").size() == 1);

        JsonNode row = meter("F1").path("meter");
        assertEquals("TESTED", row.path("role").asText());
        assertEquals(1.61, row.path("errorPercent").asDouble());
        assertEquals(0.055, row.path("combinedUncertaintyPercent").asDouble());
        assertEquals("FAIL", row.path("verdict").asText());
        assertEquals("F1|MET-02|1", row.path("openCaseId").asText());
        assertEquals("2026-03-02T00:00:00Z", row.path("lastCapture").asText());
        assertEquals("REFERENCE", meter("F1-ref").path("meter").path("role").asText());
        assertEquals("COMM-09", meter("F1").path("events").path(0).path("code").asText());
        assertFalse(
                anna.ask("/api/meters/F1").whole().body().contains("key-of-F1"), "a key reference left the console");

        JsonNode fleet = anna.ask("/api/fleet").body();
        assertTrue(fleet.path("met02Open").asInt() >= 1);
        assertTrue(fleet.path("caughtUp").asBoolean());
        assertEquals("2026-03-02T00:00:00Z", fleet.path("fieldTime").asText());
        assertTrue(caseIds("?state=proposed").contains("F1|MET-02|1"));
        assertTrue(caseIds("?state=open").contains("F1|MET-02|1"));
        assertTrue(caseIds("").contains("F1|MET-02|1"));
        assertFalse(caseIds("?state=closed").contains("F1|MET-02|1"));
        assertEquals("STATE_UNKNOWN", anna.ask("/api/cases?state=sleepy").code());
        assertEquals(404, anna.ask("/api/meters/nobody").status());
    }

    @Test
    void newestChecksOfAMeterAreShownUntilTheyAreTakenAway() {
        topics.write(Topics.METERS, "F7", SampleFleet.meter("F7"));
        topics.write(Topics.METER_CHECKS_LATEST, "F7", SampleFleet.checks("F7", CheckVerdict.OK));
        topics.write(Topics.METER_CHECKS_LATEST, "F7", SampleFleet.checks("F7", CheckVerdict.FAILED));
        await().atMost(SOON)
                .until(() ->
                        "FAILED".equals(meter("F7").at("/checks/checks/0/state").asText()));
        JsonNode checks = meter("F7").path("checks");
        assertEquals("2026-03-01", checks.path("settledDay").asText());
        assertEquals("LATE", checks.at("/refusedReadings/0/reason").asText());
        JsonNode path = checks.at("/checks/0");
        assertEquals("POWER_PATH", path.path("name").asText());
        assertEquals("ERR-02", path.path("code").asText());
        assertEquals(1.02, path.path("statistic").asDouble());
        assertEquals("2026-02-27", path.path("sinceDay").asText());
        assertTrue(checks.at("/checks/1/statistic").isNull());
        assertEquals("NO_NEUTRAL_CURRENT", checks.at("/checks/1/refusal").asText());
        topics.raw(Topics.METER_CHECKS_LATEST, "F7", null);
        await().atMost(SOON).until(() -> meter("F7").path("checks").isNull());
    }

    @Test
    void everythingTheAnalyzerFindsOfAMeterIsShown() {
        topics.write(Topics.METERS, "F8", SampleFleet.meter("F8"));
        topics.write(Topics.DRIFT_LATEST, "F8", SampleFleet.explained("F8", 0.31));
        topics.write(Topics.CALIBRATION_FORECASTS, "F8", SampleFleet.forecast("F8"));
        topics.write(Topics.SURVEILLANCE, "F8", SampleFleet.pointDay("F8", SampleFleet.NOW, 1.4));
        topics.write(
                Topics.QUANTITY_DRIFT_LATEST,
                "F8|1.0.3.8.0.255",
                DriftEstimate.newBuilder(SampleFleet.estimate("F8", 0.7, 1))
                        .setQuantity("1.0.3.8.0.255")
                        .build());
        await().atMost(SOON)
                .until(() -> meter("F8").path("quantities").size() == 1
                        && meter("F8").path("surveillance").isObject()
                        && meter("F8").path("forecast").isObject()
                        && meter("F8").path("estimate").isObject());

        JsonNode found = meter("F8");
        assertEquals(0.31, found.at("/meter/errorPercent").asDouble(), "another energy took the place of the active");
        assertTrue(found.path("why").asText().contains("|e| + 1.645 u_c = 0.310 + 1.645 x 0.055 = 0.400 %"));
        JsonNode more = found.at("/estimate/explanation");
        assertEquals(0.03, more.path("certificatePercent").asDouble());
        assertEquals(0.8, more.path("rateIntervalHighPercentPerYear").asDouble());
        assertEquals(
                0.1, more.at("/referenceCurve/0/fractionOfReferenceCurrent").asDouble());
        assertFalse(more.at("/referenceCurve/0/covered").asBoolean());
        assertEquals("PASS", more.path("outlook").asText());
        assertEquals(12, more.path("outlookDays").asInt());
        assertEquals("METER", more.path("diagnosis").asText());
        assertEquals("NOT_MEASURED", more.at("/symptoms/0/state").asText());
        assertEquals("2031-05-01T00:00:00Z", found.at("/forecast/dueAt").asText());
        assertEquals(1.4, found.at("/surveillance/days/0/e1Percent").asDouble());
        assertEquals(
                "INTERVAL_DIVERGENCE",
                found.at("/surveillance/days/0/anomalies/0").asText());
        assertEquals("1.0.3.8.0.255", found.at("/quantities/0/quantity").asText());
        assertEquals(0.7, found.at("/quantities/0/estimate/errorPercent").asDouble());
        topics.raw(Topics.CALIBRATION_FORECASTS, "F8", null);
        await().atMost(SOON).until(() -> meter("F8").path("forecast").isNull());
    }

    @Test
    void certificateInDoubtIsShownWithEachMeterItHoldsBackUntilItIsTakenAway() {
        topics.write(Topics.METERS, "F11", SampleFleet.meter("F11"));
        topics.write(Topics.METERS, "F11-ref", SampleFleet.meter("F11-ref"));
        topics.write(Topics.REFERENCE_PROFILES, "paired-F11", SampleFleet.pairing("F11", "F11-ref"));
        topics.write(Topics.REFERENCE_FINDINGS, "F11-ref", SampleFleet.doubted("F11-ref", "F11"));
        await().atMost(SOON)
                .until(() -> meter("F11")
                        .at("/referenceFindings/0/heldBackMeterIds/0")
                        .asText()
                        .equals("F11"));
        JsonNode standing = meter("F11").at("/referenceFindings/0/standing");
        assertEquals("IN_DOUBT", standing.path("state").asText());
        assertEquals(8, standing.at("/statements/0/normalisedDifference").asDouble(), 1e-9);
        assertTrue(standing.path("text").asText().startsWith("test meter F11-ref"));
        JsonNode all = anna.ask("/api/reference-findings?meter=F11-ref").body();
        assertEquals(1, all.path("inDoubt").asInt());
        assertEquals(standing, all.at("/findings/0/standing"));
        assertEquals(404, anna.ask("/api/reference-findings?meter=nobody").status());
        assertEquals(
                "LIMIT_OUT_OF_RANGE",
                anna.ask("/api/reference-findings?limit=0").code());
        assertEquals(401, Api.anonymous(address).ask("/api/reference-findings").status());
        topics.raw(Topics.REFERENCE_FINDINGS, "F11-ref", null);
        await().atMost(SOON).until(() -> meter("F11").path("referenceFindings").isEmpty());
    }

    @Test
    void worstMetersComeFirstAndNoMoreThanAskedFor() {
        for (String meterId : List.of("F9", "F10")) {
            topics.write(Topics.METERS, meterId, SampleFleet.meter(meterId));
        }
        topics.write(Topics.DRIFT_LATEST, "F9", SampleFleet.estimate("F9", -70, 1));
        topics.write(Topics.DRIFT_LATEST, "F10", SampleFleet.estimate("F10", 80, 1));
        await().atMost(SOON)
                .until(
                        () -> anna.ask("/api/drift?limit=2")
                                .body()
                                .path("worst")
                                .findValuesAsText("meterId"),
                        List.of("F10", "F9")::equals);
        assertTrue(anna.ask("/api/drift").body().path("meters").asInt() >= 2);
        for (String limit : List.of("0", "1001")) {
            assertEquals(
                    "LIMIT_OUT_OF_RANGE", anna.ask("/api/drift?limit=" + limit).code());
        }
        assertEquals(401, Api.anonymous(address).ask("/api/drift").status());
    }

    @Test
    void recordThatCannotBeReadIsCountedAndTheRestGoesOn() {
        int before = anna.ask("/api/fleet").body().path("unreadableRecords").asInt();
        topics.raw(Topics.METERS, "poison", new byte[] {9, 9, 9});
        topics.raw(Topics.METERS, "poison", new byte[] {0, 0, 0, 99, 99, 1});
        topics.raw(Topics.READINGS, "poison", new byte[] {0});
        topics.write(Topics.METERS, "F2", SampleFleet.meter("F2"));
        await().atMost(SOON).until(() -> anna.ask("/api/meters/F2").status() == 200);
        await().atMost(SOON)
                .until(() ->
                        anna.ask("/api/fleet").body().path("unreadableRecords").asInt() == before + 3);
    }

    @Test
    void tombstoneTakesTheMeterAway() {
        topics.write(Topics.METERS, "F3", SampleFleet.meter("F3"));
        await().atMost(SOON).until(() -> anna.ask("/api/meters/F3").status() == 200);
        topics.raw(Topics.METERS, "F3", null);
        await().atMost(SOON).until(() -> anna.ask("/api/meters/F3").status() == 404);
    }

    @Test
    void streamGivesEverythingThenWhatChangesAndGoesOnAfterABreak() throws Exception {
        topics.write(Topics.METERS, "F4", SampleFleet.meter("F4"));
        await().atMost(SOON).until(() -> anna.ask("/api/meters/F4").status() == 200);
        String lastId;
        try (Stream stream = new Stream("")) {
            Event first = stream.next("snapshot");
            assertTrue(first.data().path("meters").toString().contains("\"F4\""));
            topics.write(Topics.DRIFT_LATEST, "F4", SampleFleet.estimate("F4", 0.12, 1));
            Event change = stream.next("change");
            while (!change.data().path("meters").toString().contains("0.12")) {
                change = stream.next("change");
            }
            assertEquals(1, change.data().path("meters").size(), "an unchanged meter was sent again");
            lastId = change.id();
        }
        try (Stream again = new Stream(lastId)) {
            topics.write(Topics.DRIFT_LATEST, "F4", SampleFleet.estimate("F4", 0.13, 1));
            Event change = again.next("change");
            assertTrue(change.data().path("meters").toString().contains("0.13"));
        }
        try (Stream stranger = new Stream("of-another-life")) {
            assertTrue(stranger.next("snapshot").data().path("meters").size() >= 1);
        }
    }

    private List<String> caseIds(String query) {
        return anna.ask("/api/cases" + query).body().findValuesAsText("caseId");
    }

    private JsonNode meter(String meterId) {
        return anna.ask("/api/meters/" + meterId).body();
    }

    private static MeterEvent event(String meterId) {
        return MeterEvent.newBuilder()
                .setEventId("event-1")
                .setMeterId(meterId)
                .setCode("COMM-09")
                .setFieldTime(SampleFleet.NOW)
                .setWallTime(SampleFleet.NOW)
                .setText("No answer within 5 s; it is tried again.")
                .build();
    }

    private record Event(String name, String id, JsonNode data) {}

    /** Server-sent events as a browser reads them. */
    private final class Stream implements AutoCloseable {
        private final BufferedReader lines;

        Stream(String lastEventId) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/stream"))
                    .timeout(SOON)
                    .header(
                            "Authorization",
                            Api.basic("anna", Api.passwords(passwords).get("anna")))
                    .header("Last-Event-ID", lastEventId.isEmpty() ? "none" : lastEventId)
                    .build();
            HttpResponse<java.io.InputStream> answer =
                    Api.HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(200, answer.statusCode());
            assertEquals(
                    "text/event-stream",
                    answer.headers().firstValue("Content-Type").orElse("").split(";")[0]);
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        Event next(String name) throws IOException {
            List<String> seen = new ArrayList<>();
            while (seen.size() < 50) {
                String event = "";
                String id = "";
                StringBuilder data = new StringBuilder();
                for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                    String text = line.substring(line.indexOf(':') + 1).strip();
                    switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
                        case "event" -> event = text;
                        case "id" -> id = text;
                        case "data" -> data.append(text);
                        default -> {}
                    }
                }
                if (event.equals(name)) {
                    return new Event(event, id, new ObjectMapper().readTree(data.toString()));
                }
                seen.add(event);
            }
            throw new AssertionError("no event " + name + " among " + seen);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
