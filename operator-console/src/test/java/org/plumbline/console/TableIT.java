// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterRegistration;

@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class TableIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String OURS = "/api/tables/meters?district=D-TABLES";

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
    void metersArePagedWorstFirstAndTheirPastIsKept() {
        double[] errors = {0.2, -1.9, 1.61, 0.4, -0.1};
        for (int i = 0; i < errors.length; i++) {
            String meterId = "T" + i;
            topics.write(
                    Topics.METERS,
                    meterId,
                    MeterRegistration.newBuilder(SampleFleet.meter(meterId))
                            .setDistrict("D-TABLES")
                            .setYearOfManufacture(2019)
                            .build());
            topics.write(Topics.DRIFT, meterId, SampleFleet.estimate(meterId, errors[i] / 2, 1));
            topics.write(Topics.DRIFT, meterId, SampleFleet.estimate(meterId, errors[i], 2));
            topics.write(Topics.DRIFT_LATEST, meterId, SampleFleet.estimate(meterId, errors[i], 2));
            topics.write(Topics.READINGS, meterId, SampleFleet.reading(meterId, SampleFleet.NOW));
        }
        await().atMost(SOON).until(() -> pagedMeters(2).equals(List.of("T1", "T2", "T3", "T0", "T4")));
        await().atMost(SOON)
                .until(() -> anna.ask("/api/tables/drift?meterId=T4")
                                .body()
                                .path("rows")
                                .size()
                        == 2);
        assertEquals(List.of("T1", "T2"), ids(anna.ask(OURS + "&verdict=FAIL").body()));
        assertEquals(
                List.of("T2", "T3", "T0", "T4", "T1"),
                ids(anna.ask(OURS + "&order=error").body()));

        JsonNode past = anna.ask("/api/tables/drift?meterId=T2").body().path("rows");
        assertEquals(2, past.path(1).path("calibrationEpoch").asInt());
        assertEquals(1.61, past.path(1).path("errorPercent").asDouble());
        assertEquals(0.805, past.path(0).path("errorPercent").asDouble());
        await().atMost(SOON)
                .until(() -> anna.ask("/api/tables/readings?meterId=T2")
                                .body()
                                .path("rows")
                                .size()
                        == 1);
        JsonNode reading = anna.ask("/api/tables/readings?meterId=T2").body().at("/rows/0");
        assertEquals("2026-03-02T00:00:00Z", reading.path("capture").asText());
        assertEquals("1.0.1.8.0.255=123456*10^1:30", reading.path("registers").asText());

        String csv = anna.ask(OURS + "&format=csv&limit=2").whole().body();
        assertTrue(csv.startsWith("meterId,state,serialNumber,"), csv);
        assertEquals(1 + errors.length, csv.lines().count(), "everything, not a page");

        JsonNode cells = anna.ask("/api/tables/heat?by=AGE_DISTRICT").body();
        JsonNode cell = null;
        for (JsonNode each : cells) {
            cell = each.path("column").asText().equals("D-TABLES") ? each : cell;
        }
        assertEquals("2019", cell.path("row").asText());
        assertEquals(5, cell.path("meters").asInt());
        assertEquals(2, cell.path("failing").asInt());
        assertEquals(
                (0.2 + 1.9 + 1.61 + 0.4 + 0.1) / 5,
                cell.path("meanAbsoluteErrorPercent").asDouble(),
                1e-9);

        JsonNode fleet = anna.ask("/api/tables/fleet").body();
        assertTrue(fleet.path("intervalsPerDay").asLong() >= 5 * 96);
        assertTrue(fleet.path("standings").size() > 0);
        assertTrue(fleet.path("drift").size() > 0);
        long intervals = 0;
        for (JsonNode day : fleet.path("days")) {
            intervals += day.path("day").asText().equals("2026-03-01")
                    ? day.path("intervals").asLong()
                    : 0;
        }
        assertTrue(intervals >= 5, "the interval that ends at midnight belongs to the day before");
    }

    @Test
    void whatCannotBeAskedIsRefusedByName() {
        assertEquals(401, Api.anonymous(address).ask("/api/tables/meters").status());
        assertEquals(404, anna.ask("/api/tables/followed").status());
        assertEquals("METERID_REFUSED", anna.ask("/api/tables/readings").code());
        assertEquals("ORDER_REFUSED", anna.ask("/api/tables/meters?order=luck").code());
        assertEquals("LIMIT_REFUSED", anna.ask("/api/tables/meters?limit=0").code());
        assertEquals("LIMIT_REFUSED", anna.ask("/api/tables/meters?limit=many").code());
        assertEquals("AFTER_REFUSED", anna.ask("/api/tables/meters?after=*").code());
        assertEquals("FORMAT_REFUSED", anna.ask("/api/tables/meters?format=xml").code());
        assertEquals(
                "SERIALNUMBER_REFUSED",
                anna.ask("/api/tables/meters?serialNumber=1").code());
        assertEquals("BY_REFUSED", anna.ask("/api/tables/heat?by=CASE").code());
        assertEquals(200, anna.ask("/api/tables/cases?state=x'%20OR%201=1").status());
        assertEquals(
                0,
                anna.ask("/api/tables/cases?state=x'%20OR%201=1")
                        .body()
                        .path("rows")
                        .size());
    }

    private List<String> pagedMeters(int atOnce) {
        List<String> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = anna.ask(OURS + "&limit=" + atOnce + after).body();
            all.addAll(ids(page));
            after = page.path("next").isNull() || page.path("next").isMissingNode()
                    ? ""
                    : "&after=" + page.path("next").asText();
        } while (!after.isEmpty());
        return all;
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("rows").forEach(row -> ids.add(row.path("meterId").asText()));
        return ids;
    }
}
