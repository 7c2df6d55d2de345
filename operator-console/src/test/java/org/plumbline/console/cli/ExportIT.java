// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.FleetTopicWriter;
import org.plumbline.console.SampleFleet;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.platform.ServiceAccess;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterErasure;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.kafka.Role;

/** The files for analysts from a real, guarded broker, by the rights of an analyst alone. */
class ExportIT {

    @TempDir
    private static Path directory;

    private static BrokerProcess broker;
    private static ServiceAccess access;
    private static final MockSchemaRegistryClient REGISTRY = new MockSchemaRegistryClient();

    @BeforeAll
    static void fillTopics() throws Exception {
        access = ServiceAccess.create(directory.resolve("clients"), 0, new SecureRandom());
        broker = BrokerProcess.start(directory, 0, 0, Optional.of(access.listener()), child -> {});
        ServiceAccess.grant(broker.bootstrapServers(), Topics.DEFAULT_PREFIX);
        List<Topic> topics =
                List.of(Topics.READINGS, Topics.ERASURES, Topics.DRIFT, Topics.CASES, Topics.CALIBRATION_OUTCOMES);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic.prefixed(Topics.DEFAULT_PREFIX), 3, (short) 1))
                            .toList())
                    .all()
                    .get();
            for (Topic topic : topics) {
                REGISTRY.register(topic.valueSubject(Topics.DEFAULT_PREFIX), new AvroSchema(topic.valueSchema()));
            }
        }
        try (FleetTopicWriter writer = new FleetTopicWriter(REGISTRY, broker.bootstrapServers())) {
            for (String meterId : List.of("SM-1", "SM-2", "SM-3")) {
                for (int day = 1; day <= 3; day++) {
                    Instant time = Instant.parse("2026-03-0" + day + "T00:00:00Z");
                    writer.write(Topics.READINGS, meterId, SampleFleet.reading(meterId, time));
                    writer.write(Topics.READINGS, meterId, SampleFleet.reading(meterId, time.plusSeconds(900)));
                    writer.write(Topics.DRIFT, meterId, estimate(meterId, 5, time));
                    writer.write(Topics.DRIFT, meterId, estimate(meterId, 0.1 * day, time));
                }
            }
            // Erased, so in none of the files: whoever counts rows would find it.
            writer.write(Topics.READINGS, "SM-9", SampleFleet.reading("SM-9", SampleFleet.NOW));
            writer.write(
                    Topics.ERASURES,
                    "SM-9",
                    MeterErasure.newBuilder()
                            .setMeterId("SM-9")
                            .setErasedUpTo(SampleFleet.NOW)
                            .build());
            writer.raw(Topics.READINGS, "poison", new byte[] {9, 9, 9});
            writer.write(
                    Topics.DRIFT, "SM-4", SampleFleet.refused("SM-4", "REGISTER_TOO_COARSE", "meter SM-4 is coarse"));
            writer.write(Topics.CASES, "SM-1|MET-02|1", "SM-1", SampleFleet.toReplace("SM-1", 1.6));
            writer.write(Topics.CASES, "SM-1|MET-02|1", "SM-1", SampleFleet.adjustable("SM-1", 1.6));
            writer.write(
                    Topics.CALIBRATION_OUTCOMES,
                    "SM-1",
                    CalibrationOutcome.newBuilder()
                            .setMeterId("SM-1")
                            .setOrderId("order-1")
                            .setCaseId("SM-1|MET-02|1")
                            .setOutcome(OrderResult.APPLIED)
                            .setReasonText("SM-1 was written")
                            .setFieldTime(SampleFleet.NOW)
                            .build());
        }
    }

    private static DriftEstimate estimate(String meterId, double errorPercent, Instant until) {
        return DriftEstimate.newBuilder(SampleFleet.estimate(meterId, errorPercent, 1))
                .setWindowTo(until)
                .build();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private record Run(int exitCode, String out, String err) {}

    private static Run export(Path out, String... arguments) {
        List<String> all = new ArrayList<>(List.of("export"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--out",
                out.toString(),
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.ANALYST).toString()));
        StringWriter text = new StringWriter();
        StringWriter notes = new StringWriter();
        int code = PlumblineCli.commandLine(address -> REGISTRY)
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(notes))
                .execute(all.toArray(String[]::new));
        return new Run(code, text.toString(), notes.toString());
    }

    private static List<String> asked(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            List<String> found = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(rows.getString(1) + " " + rows.getString(2));
                    }
                }
            }
            return found;
        }
    }

    private static List<String> asked(String sql) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:")) {
            return asked(database, sql);
        }
    }

    @Test
    void readingsOfTheDaysAskedForAreWrittenAndARecordThatCannotBeReadIsNamed() throws Exception {
        Path out = directory.resolve("readings");
        Run run = export(out, "readings", "--from", "2026-03-01", "--to", "2026-03-02", "-o", "json");
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(run.err().contains("cannot be read"), run.err());
        assertTrue(run.err().contains("readings: 100 % of"), run.err());
        assertTrue(run.err().contains("readings of 2026-03-02 written"), run.err());
        var summary = new ObjectMapper().readTree(run.out());
        assertEquals(12, summary.path("rows").asInt());
        assertEquals(1, summary.path("unreadableRecords").asInt());
        assertEquals(
                List.of("SM-1 1234560.0", "SM-1 1234560.0", "SM-2 1234560.0"),
                asked("SELECT meter_id, register_value FROM '" + out
                                + "/readings/day=2026-03-02/readings.parquet' WHERE capture_time >= '2026-03-02'")
                        .subList(0, 3));
    }

    @Test
    void theSqlFileOfTheDocumentationPlotsTheFleetFromTheFiles() throws Exception {
        Path out = directory.resolve("drift");
        String[] asked = {"drift", "--from", "2026-03-01", "--to", "2026-03-31"};
        Run run = export(out, asked);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("drift: 18 rows of 3 days in"), run.out());
        String sql = Files.readString(Path.of("../docs/examples/fleet-drift.sql"))
                .replace("folder = 'export'", "folder = '" + out + "'");
        List<List<String>> results = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:")) {
            for (String statement : sql.split(";\n")) {
                if (!statement.isBlank()) {
                    results.add(asked(database, statement));
                }
            }
        }
        assertEquals(List.of("2026-03-01 3", "2026-03-02 3", "2026-03-03 3"), results.get(2));
        assertEquals(List.of("0.3 3"), results.get(3));
        assertEquals(List.of("SM-1 0.3", "SM-2 0.3", "SM-3 0.3"), results.get(4));

        Path file = out.resolve("drift/day=2026-03-02/drift.parquet");
        byte[] before = Files.readAllBytes(file);
        assertEquals(0, export(out, asked).exitCode());
        assertArrayEquals(before, Files.readAllBytes(file), "the same topics gave other octets");
    }

    @Test
    void inAPseudonymousExportNoFileNamesAMeterAndTablesCanStillBeJoined() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef");
        Path out = directory.resolve("pseudonymous");
        for (String table : List.of("drift", "cases", "outcomes")) {
            Run run = export(
                    out,
                    table,
                    "--from",
                    "1970-01-01",
                    "--to",
                    "2026-12-31",
                    "--format",
                    "csv",
                    "--pseudonymous",
                    key.toString());
            assertEquals(0, run.exitCode(), run.err());
        }
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("SM-") || text.contains("order-1"), file + " names a meter: " + text);
            }
        }
        String joined =
                "SELECT c.state, o.outcome FROM read_csv('OUT/cases/*/*.csv') c JOIN read_csv('OUT/outcomes/*/*.csv') o"
                        + " USING (case_id, meter_id) WHERE meter_id IN (SELECT meter_id FROM read_csv('OUT/drift/*/*.csv'))";
        assertEquals(List.of("PROPOSED APPLIED"), asked(joined.replace("OUT", out.toString())));
        Run plain = export(out, "cases", "--from", "2026-01-01", "--to", "2026-12-31", "--format", "csv");
        assertEquals(1, plain.exitCode());
        assertTrue(plain.err().contains("give another --out"), plain.err());
    }

    @Test
    void wrongUsageEndsWithTwoAndABadKeyWithOne() throws Exception {
        Path out = directory.resolve("wrong");
        assertEquals(
                2,
                export(out, "drift", "--from", "2026-03-02", "--to", "2026-03-01")
                        .exitCode());
        assertEquals(
                2,
                export(out, "prices", "--from", "2026-03-01", "--to", "2026-03-01")
                        .exitCode());
        assertEquals(2, export(out, "drift", "--from", "2026-03-01").exitCode());
        Path key = Files.writeString(directory.resolve("short"), "short");
        Run run = export(out, "drift", "--from", "2026-03-01", "--to", "2026-03-01", "--pseudonymous", key.toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("at least 32 octets"), run.err());
        assertFalse(Files.exists(out), "something was made of a wrong call");
    }
}
