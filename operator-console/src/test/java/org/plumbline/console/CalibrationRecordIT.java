// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.adapter.record.CorrectedMeter;
import org.plumbline.console.adapter.record.Evidence;
import org.plumbline.console.adapter.record.RecordCheck;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.signing.SigningKey;

@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class CalibrationRecordIT {

    @TempDir
    private Path directory;

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private Api.Answer record(String name, String meterId, String query) {
        return Api.anonymous(address)
                .with("Authorization", Api.basic(name, Api.passwords(passwords).get(name)))
                .ask("/api/meters/" + meterId + "/calibration-record" + query);
    }

    @Test
    void theRecordOfAMeterComesFromTheTopicsAloneAndIsSound() {
        write("R1");
        write("R2");
        Api.Answer answer = record("anna", "R1", "?format=json");

        assertEquals(200, answer.status(), answer.whole().body());
        byte[] file = answer.whole().body().getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of(), RecordCheck.check(file, null).findings());
        JsonNode statement = answer.body().path("statement");
        assertEquals("R1", statement.path("meter").path("meterId").asText());
        assertEquals(7, statement.path("chain").size());
        JsonNode correction = statement.path("corrections").path(0);
        assertEquals("1.6100", correction.path("asFound").path("errorPercent").asText());
        assertEquals("0.0200", correction.path("asLeft").path("errorPercent").asText());
        assertEquals("APPLIED", correction.path("write").path("result").asText());
        assertEquals(2, correction.path("people").path("commands").size());
        assertFalse(statement.toString().contains("R2"), "another meter of the same partition");
        assertEquals(
                "attachment; filename=\"calibration-record-R1.json\"",
                answer.whole().headers().firstValue("Content-Disposition").orElse(""));
    }

    @Test
    void everyFormatIsGivenAndOthersAreNamed() {
        write("R3");
        Api.Answer page = record("anna", "R3", "");
        assertEquals(200, page.status());
        assertTrue(page.whole().body().startsWith("<!DOCTYPE html>"));
        assertTrue(record("anna", "R3", "?format=pdf").whole().body().startsWith("%PDF-"));
        assertEquals("FORMAT_UNKNOWN", record("anna", "R3", "?format=docx").code());
        assertEquals("NOT_FOUND", record("anna", "R9999", "").code());
        assertEquals(
                401,
                Api.anonymous(address).ask("/api/meters/R3/calibration-record").status());
    }

    private void write(String meterId) {
        Path file = directory.resolve(meterId + ".pem");
        SigningKey.generate(file);
        CorrectedMeter meter = new CorrectedMeter(meterId, "because", SigningKey.load("key-1", file));
        Evidence evidence = meter.evidence();
        try (FleetTopicWriter topics = new FleetTopicWriter(registry, bootstrapServers)) {
            topics.write(Topics.METERS, meterId, meter.registration());
            topics.write(Topics.DRIFT_LATEST, meterId, SampleFleet.estimate(meterId, 0.02, 2));
            evidence.cases().forEach(found -> topics.write(Topics.CASES, found.getCaseId(), meterId, found));
            each(topics, Topics.CALIBRATION_ORDERS, meterId, evidence.orders());
            each(topics, Topics.CALIBRATION_OUTCOMES, meterId, evidence.outcomes());
            evidence.entries().forEach(entry -> topics.write(Topics.AUDIT, entry.getSubjectId(), entry));
            each(topics, Topics.CAMPAIGN_COMMANDS, meter.campaignId(), evidence.commands());
        }
    }

    private static <T extends SpecificRecord> void each(
            FleetTopicWriter topics, Topic topic, String key, List<T> values) {
        values.forEach(value -> topics.write(topic, key, value));
    }
}
