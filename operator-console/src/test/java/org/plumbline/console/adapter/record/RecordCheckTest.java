// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.record.CalibrationRecord;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.signing.SigningKey;

class RecordCheckTest {
    private static final Instant MADE_AT = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir
    private Path directory;

    private SigningKey key;
    private String publicKey;
    private Evidence evidence;
    private CalibrationRecord record;

    @BeforeEach
    void makeARecord() {
        Path file = directory.resolve("key.pem");
        publicKey = SigningKey.generate(file);
        key = SigningKey.load("key-1", file);
        evidence = new CorrectedMeter("M1", "because <it> drifted", key).evidence();
        record = record(evidence);
    }

    private static CalibrationRecord record(Evidence evidence) {
        return Statement.record("M1", MADE_AT, evidence).orElseThrow();
    }

    private static RecordCheck.Report check(byte[] file) {
        return RecordCheck.check(file, null);
    }

    private static List<String> places(RecordCheck.Report report) {
        return report.findings().stream().map(Findings.Finding::where).toList();
    }

    @ParameterizedTest
    @EnumSource(RecordForm.class)
    void everyFormIsSoundAndMadeAlikeTwice(RecordForm form) {
        byte[] file = form.octets(record);
        RecordCheck.Report report = check(file);

        assertEquals(List.of(), report.findings());
        assertEquals(form, report.form());
        assertEquals("M1", report.meterId());
        assertEquals(record.digest(), report.digest());
        assertEquals(7, report.entries());
        assertArrayEquals(file, form.octets(record(evidence)));
    }

    @Test
    void anEntryThatWasChangedIsNamedThoughTheRecordWasMadeAnew() {
        List<AuditEntry> entries = new ArrayList<>(evidence.entries());
        AuditEntry applied = entries.get(1);
        entries.set(
                1,
                AuditEntry.newBuilder(applied)
                        .setFact(AuditFact.newBuilder(applied.getFact())
                                .setActor("nobody")
                                .build())
                        .build());

        assertEquals(
                List.of("chain of M1, entry 2"),
                places(check(record(with(entries, evidence.orders())).json())));
    }

    @Test
    void anEntryThatIsMissingIsNamed() {
        List<AuditEntry> entries = new ArrayList<>(evidence.entries());
        entries.remove(0);

        assertEquals(
                List.of("chain of M1, entry 2"),
                places(check(record(with(entries, evidence.orders())).json())));
    }

    @Test
    void anOrderThatWasChangedIsNamed() {
        CalibrationOrder changed = CalibrationOrder.newBuilder(evidence.orders().getFirst())
                .setExpiresAt(Instant.parse("2030-01-01T00:00:00Z"))
                .build();

        assertEquals(
                List.of("order 3"),
                places(check(record(with(evidence.entries(), List.of(changed))).json())));
    }

    private Evidence with(List<AuditEntry> entries, List<CalibrationOrder> orders) {
        return new Evidence(
                evidence.registration(),
                evidence.latest(),
                entries,
                orders,
                evidence.outcomes(),
                evidence.cases(),
                evidence.commands());
    }

    /** Nothing but the digest covers the steps of an outcome; a record made anew with others is sound, and says so. */
    @Test
    void whatTheChainDoesNotProveIsSaidInTheRecord() {
        CalibrationRecord anew =
                record(with(CalibrationOutcome.newBuilder(evidence.outcomes().getFirst())
                        .setSteps(List.of())
                        .build()));

        assertEquals(List.of(), check(anew.json()).findings());
        assertFalse(record.digest().equals(anew.digest()));
        String page = new String(RecordForm.html.octets(anew), StandardCharsets.UTF_8);
        assertTrue(page.contains("of an outcome the steps;"));
    }

    @Test
    void anOutcomeThatTheChainContradictsIsNamed() {
        CalibrationOutcome applied = evidence.outcomes().getFirst();
        List<CalibrationOutcome> forged = List.of(
                CalibrationOutcome.newBuilder(applied).setChangeCounterAfter(9).build(),
                CalibrationOutcome.newBuilder(applied).setAsLeftChecksum(1).build(),
                CalibrationOutcome.newBuilder(applied)
                        .setAsFoundBlock(applied.getAsLeftBlock())
                        .build(),
                CalibrationOutcome.newBuilder(applied).setNewEpoch(7).build(),
                CalibrationOutcome.newBuilder(applied)
                        .setWallTime(Instant.parse("2030-01-01T00:00:00Z"))
                        .build(),
                CalibrationOutcome.newBuilder(applied)
                        .setAsFoundBlock(ByteBuffer.allocate(0))
                        .setAsLeftBlock(ByteBuffer.allocate(0))
                        .build());

        forged.forEach(outcome -> assertEquals(
                List.of("outcome of " + applied.getOrderId()),
                places(check(record(with(outcome)).json()))));
    }

    private Evidence with(CalibrationOutcome outcome) {
        return new Evidence(
                evidence.registration(),
                evidence.latest(),
                evidence.entries(),
                evidence.orders(),
                List.of(outcome),
                evidence.cases(),
                evidence.commands());
    }

    @Test
    void signaturesAreHeldAgainstTheTrustedSigners() throws IOException {
        assertEquals(
                List.of(), RecordCheck.check(record.json(), signers(publicKey)).findings());
        SignatureCheck others = signers(SigningKey.generate(directory.resolve("other.pem")));
        assertEquals(
                List.of(
                        "order 3",
                        "command CREATE to campaign-of-M1",
                        "command APPROVE to campaign-of-M1",
                        "command PAUSE to campaign-of-M1"),
                places(RecordCheck.check(record.json(), others)));
    }

    private SignatureCheck signers(String trusted) throws IOException {
        String entry = """
                {"keyId": "key-1", "algorithm": "Ed25519", "publicKey": "%s", "purpose": "%s",
                 "validFrom": "2020-01-01T00:00:00Z", "validUntil": "2100-01-01T00:00:00Z", "revoked": false}""";
        return SignatureCheck.by(Files.writeString(
                directory.resolve("signers.json"),
                "[" + entry.formatted(trusted, "ORDERS") + "," + entry.formatted(trusted, "COMMANDS") + "]"));
    }

    @Test
    void aPageThatShowsSomethingElseIsFound() {
        String page = new String(RecordForm.html.octets(record), StandardCharsets.UTF_8);
        assertEquals(
                List.of("html"),
                places(check(page.replaceFirst("1\\.6100", "0.0100").getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aDocumentWithSomethingBehindItsEndIsFound() {
        byte[] pdf = RecordForm.pdf.octets(record);
        byte[] longer = java.util.Arrays.copyOf(pdf, pdf.length + 2);
        longer[pdf.length] = '\n';
        longer[pdf.length + 1] = '%';
        assertEquals(List.of("pdf"), places(check(longer)));
    }

    @Test
    void whatIsNoRecordIsSaid() {
        assertEquals(List.of("$"), places(check("[1]".getBytes(StandardCharsets.UTF_8))));
        assertEquals(List.of("$"), places(check("{\"a\":\"1\",\"a\":\"2\"}".getBytes(StandardCharsets.UTF_8))));
        assertTrue(places(check("{}".getBytes(StandardCharsets.UTF_8))).contains("$.statement"));
        assertThrowsConsole("<html></html>");
        assertThrowsConsole("%PDF-1.4 nothing");
    }

    private static void assertThrowsConsole(String text) {
        org.junit.jupiter.api.Assertions.assertThrows(
                ConsoleException.class, () -> check(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void statementTellsWhatAPersonAsksFor() throws IOException {
        JsonNode statement = new ObjectMapper().readTree(record.json()).path("statement");
        JsonNode correction = statement.path("corrections").path(0);

        assertEquals("SNM1", statement.path("meter").path("serialNumber").asText());
        assertEquals("1.6100", correction.path("asFound").path("errorPercent").asText());
        assertEquals(
                "0.1100",
                correction.path("asFound").path("expandedUncertaintyPercent").asText());
        assertEquals("2.0", correction.path("asFound").path("coverageFactor").asText());
        assertEquals("0.0200", correction.path("asLeft").path("errorPercent").asText());
        assertEquals("2", correction.path("asLeft").path("calibrationEpoch").asText());
        JsonNode gain = correction.path("coefficients").path("values").path(0);
        assertEquals("gain", gain.path("coefficient").asText());
        assertEquals(1.01, gain.path("before").asDouble(), 1e-7);
        assertEquals(1.01 / 1.0161, gain.path("ordered").asDouble(), 1e-7);
        JsonNode write = correction.path("write");
        assertEquals("APPLIED", write.path("result").asText());
        assertEquals("yes, every octet", write.path("readBack").asText());
        assertEquals("4", write.path("changeCounterBefore").asText());
        assertEquals("5", write.path("changeCounterAfter").asText());
        assertEquals("2", write.path("chainEntry").asText());
        assertEquals("1", correction.path("order").path("chainEntry").asText());
        assertEquals(
                "because <it> drifted", write.path("steps").path(0).path("text").asText());
        JsonNode commands = correction.path("people").path("commands");
        assertEquals(2, commands.size(), "commands that the chain does not know had no effect");
        assertEquals("anna", commands.path(0).path("principal").asText());
        assertEquals("CAMPAIGN_APPROVED", commands.path(1).path("takenAs").asText());
        assertEquals(
                "2026-02-01T07:50:00Z", commands.path(1).path("authenticatedAt").asText());
        assertEquals(
                "CORRECTED",
                correction.path("verification").path(1).path("stage").asText());
        assertEquals(0, correction.path("rollbacks").size());
    }

    @Test
    void addressesKeysNotesAndOtherMetersStayOutside() {
        String json = new String(record.json(), StandardCharsets.UTF_8);
        for (JsonNode source : sources(json)) {
            byte[] octets =
                    java.util.Base64.getDecoder().decode(source.path("octets").asText());
            String text = new String(octets, StandardCharsets.ISO_8859_1);
            for (String secret : List.of("10.0.0.1", "key-of-M1", "dog bites", "somebody's name", "D-07")) {
                assertFalse(text.contains(secret), secret + " in " + source.path("kind"));
            }
        }
        assertFalse(json.contains("dog bites"));
        assertTrue(evidence.commands().stream()
                .noneMatch(command -> command.getAction().name().equals("MEMBERS")));
    }

    private static JsonNode sources(String json) {
        try {
            return new ObjectMapper().readTree(json).path("sources");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRollbackIsToldWithTheOrderItUndoes() throws IOException {
        CalibrationOrder back = CalibrationOrder.newBuilder(evidence.orders().getFirst())
                .setSequence(4)
                .setCampaignId("campaign-of-M1" + "/rollback")
                .setOrderId("back")
                .build();
        CalibrationOutcome refused = CalibrationOutcome.newBuilder(
                        evidence.outcomes().getFirst())
                .setOrderId("back")
                .setOutcome(OrderResult.CONFLICT)
                .setReasonCode("BASE_DIFFERS")
                .build();
        Evidence undone = new Evidence(
                evidence.registration(),
                evidence.latest(),
                evidence.entries(),
                List.of(evidence.orders().getFirst(), back),
                List.of(evidence.outcomes().getFirst(), refused),
                evidence.cases(),
                evidence.commands());
        JsonNode corrections = new ObjectMapper()
                .readTree(record(undone).json())
                .path("statement")
                .path("corrections");

        assertEquals(1, corrections.size());
        JsonNode rollback = corrections.path(0).path("rollbacks").path(0);
        assertEquals("4", rollback.path("order").path("sequence").asText());
        assertEquals("CONFLICT", rollback.path("write").path("result").asText());
        assertEquals("none", rollback.path("write").path("chainEntry").asText());
    }

    @Test
    void aMeterThatTheTopicsDoNotKnowHasNoRecord() {
        Evidence nothing = new Evidence(null, null, List.of(), List.of(), List.of(), List.of(), List.of());
        assertEquals(Optional.empty(), Statement.record("M1", MADE_AT, nothing));
    }
}
