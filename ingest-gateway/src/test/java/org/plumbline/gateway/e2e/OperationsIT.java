// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Authentication;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.simulator.meter.MeterPlan;

/** What an operator sees of a gateway, over HTTP, as it is served. */
@QuarkusTest
@QuarkusTestResource(ServedBed.class)
class OperationsIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String UNREACHED = "T-9";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI address;

    private record Answer(int status, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException(text, e);
            }
        }
    }

    private Answer ask(String method, String path) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(Duration.ofSeconds(10))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() {
        await().atMost(DEADLINE).until(() -> ask("GET", "/q/health/ready").status() == 200);
    }

    /** Checks come in any order. */
    private static JsonNode check(String name, Answer health) {
        for (JsonNode check : health.json().get("checks")) {
            if (check.get("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + health);
    }

    @Test
    void aSilentBrokerIsToldByReadinessAndEndsNoLiveness() throws Exception {
        awaitReady();
        JsonNode ready = check("work", ask("GET", "/q/health/ready"));
        assertEquals("running", ready.at("/data/partition-0").asText());
        assertTrue(ready.at("/data/clock").asText().startsWith("unknown: "), ready::toString);

        SharedBroker.signal("STOP");
        try {
            await().atMost(DEADLINE).until(() -> ask("GET", "/q/health/ready").status() == 503);
            Answer down = ask("GET", "/q/health/ready");
            assertTrue(down.text().contains("no answer from the broker"), down::text);
            Answer live = ask("GET", "/q/health/live");
            assertEquals(200, live.status(), live::text);
            assertEquals("alive", check("threads", live).at("/data/owners").asText());
        } finally {
            SharedBroker.signal("CONT");
        }
        awaitReady();
    }

    @Test
    void aTraceShowsTheFramesOfAReadingAndOfAWriteAndNoKeyInAnyForm() throws Exception {
        TestBed bed = ServedBed.bed();
        MeterPlan plan = ServedBed.TRACED;
        awaitReady();
        Answer started = ask("PUT", "/trace/T-1?by=anna&minutes=7");
        assertEquals(200, started.status(), started::text);
        bed.registerAll();
        PollingIT.awaitAllRows(bed);
        bed.send(Topics.CALIBRATION_ORDERS, "T-1", SignedOrders.order(bed.keys.calibrator(), plan, 1, 0.995));
        await().atMost(DEADLINE)
                .until(() -> !bed.all(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class)
                        .isEmpty());
        assertEquals(
                OrderResult.APPLIED,
                bed.all(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class)
                        .getFirst()
                        .getOutcome());

        Answer shown = ask("GET", "/trace/T-1");
        JsonNode trace = shown.json();
        assertEquals("anna", trace.get("principal").asText());
        assertTrue(trace.get("running").asBoolean());
        assertEquals(
                Duration.ofMinutes(7),
                Duration.between(
                        Instant.parse(trace.get("startedAt").asText()),
                        Instant.parse(trace.get("endsAt").asText())));
        assertEquals(404, ask("GET", "/trace/T-2").status(), "nobody asked for the other meter");
        assertShowsReadingAndWrite(trace.get("frames"));
        assertNoKeyIn(shown.text(), plan);

        assertEquals(200, ask("DELETE", "/trace/T-1").status());
        assertEquals(404, ask("GET", "/trace/T-1").status());
        assertEquals(404, ask("DELETE", "/trace/T-1").status());
    }

    private static void assertShowsReadingAndWrite(JsonNode frames) {
        Set<String> services = new HashSet<>();
        List<String> plainSets = new ArrayList<>();
        boolean clockRead = false;
        for (JsonNode frame : frames) {
            services.add(frame.get("service").asText());
            String apdu = frame.path("apdu").asText();
            clockRead |= apdu.endsWith("00080000010000ff0200");
            if (apdu.startsWith("c1")) {
                plainSets.add(apdu);
            }
            String phase = frame.get("phase").asText();
            boolean proof = phase.startsWith("HLS") || phase.startsWith("AARE");
            boolean ciphered = frame.get("service").asText().startsWith("glo-");
            assertFalse((proof || ciphered) && frame.has("apdu"), frame::toString);
        }
        assertTrue(
                services.containsAll(Set.of("AARQ", "AARE", "glo-get-request", "glo-set-request", "action-request")),
                services::toString);
        assertTrue(clockRead, "the reading of the clock is not shown");
        assertFalse(plainSets.isEmpty(), "the write is not shown");
    }

    private static void assertNoKeyIn(String shown, MeterPlan plan) {
        KeySearch search = new KeySearch(shown);
        assertFalse(search.finds(plan.keys().encryptionKey()), "encryption key");
        assertFalse(search.finds(plan.keys().authenticationKey()), "authentication key");
        assertFalse(search.finds(ServedBed.PASSWORD.getBytes(StandardCharsets.US_ASCII)), "password of the keystore");
    }

    @Test
    void whatWasReadIsCountedForItsSegment() {
        TestBed bed = ServedBed.bed();
        awaitReady();
        bed.registerAll();
        bed.send(Topics.METERS, UNREACHED, unreached(bed));
        PollingIT.awaitAllRows(bed);
        await().atMost(DEADLINE)
                .until(() -> sample(metrics(), "sessions_total{code=\"COMM-09\",layer=\"TCP_REFUSED\"}") >= 3);
        String asked = metrics();
        assertEquals(
                1, sample(asked, "readings_due_total{segment=\"far\"}"), "a slot counts once, however often asked");
        assertEquals(0, sample(asked, "readings_stored_total{segment=\"far\"}"));
        assertEquals(0, sample(asked, "read_success{segment=\"far\"}"));
        bed.sendRaw(Topics.METERS, UNREACHED, null);
        ServedBed.setFieldTime(bed.clock.now().plus(Duration.ofDays(1)));
        PollingIT.awaitAllRows(bed);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String metrics = metrics();
            assertEquals(4, sample(metrics, "readings_due_total{segment=\"unassigned\"}"));
            assertEquals(4, sample(metrics, "readings_stored_total{segment=\"unassigned\"}"));
            assertEquals(1, sample(metrics, "read_success{segment=\"unassigned\"}"));
            assertEquals(1, sample(metrics, "billing_success{segment=\"unassigned\"}"));
            assertEquals(1, sample(metrics, "interval_completeness{segment=\"unassigned\"}"));
            assertEquals(2, sample(metrics, "meters"));
            assertEquals(2, sample(metrics, "partitions{state=\"running\"}"));
            assertEquals(0, sample(metrics, "holds"));
            assertEquals(1, sample(metrics, "lease_held"));
            assertTrue(sample(metrics, "sessions_total{code=\"completed\",layer=\"none\"}") >= 4);
            assertTrue(sample(metrics, "exchanges_seconds_count{answered=\"true\",service=\"GET\"}") > 8);
            assertTrue(sample(metrics, "clock_deviation_seconds_count") >= 4);
        });
        String metrics = metrics();
        assertFalse(metrics.contains(UNREACHED), "a meter is a label");
        for (MeterPlan plan : bed.plans) {
            assertFalse(metrics.contains(plan.meterId()), "a meter is a label");
        }
    }

    /** Nobody listens there. */
    private static MeterRegistration unreached(TestBed bed) {
        return MeterRegistration.newBuilder(bed.registration(ServedBed.SILENT))
                .setMeterId(UNREACHED)
                .setHost("127.55.0.9")
                .setPort(1)
                .setAuthentication(Authentication.NONE)
                .setKeyReference("")
                .setNetworkSegment("far")
                .build();
    }

    private String metrics() {
        return ask("GET", "/q/metrics").text();
    }

    private static double sample(String metrics, String series) {
        String prefix = "plumbline_gateway_" + series + " ";
        return metrics.lines()
                .map(line -> line.replace(",} ", "} "))
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(prefix.length())))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void whoDoesNotSayWhoTheyAreOrWantsTooLongGetsNoTrace() {
        assertEquals(400, ask("PUT", "/trace/T-2").status());
        assertEquals(400, ask("PUT", "/trace/T-2?by=anna&minutes=61").status());
        assertEquals(400, ask("PUT", "/trace/T-2?by=anna&minutes=0").status());
        assertEquals(400, ask("PUT", "/trace/T-2?by=%0A").status());
        assertEquals(404, ask("GET", "/trace/T-2").status());
    }
}
