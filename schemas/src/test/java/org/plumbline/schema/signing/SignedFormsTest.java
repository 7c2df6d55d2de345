// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.Signature;
import org.plumbline.schema.signing.TrustedSigners.Check;
import org.plumbline.schema.signing.TrustedSigners.Purpose;

/** What was signed and hashed once verifies for ever, whatever is added to the schemas. */
class SignedFormsTest {

    private static final Instant THEN = Instant.parse("2026-06-01T08:00:00Z");
    private static final Map<Class<? extends SpecificRecord>, Topic> TOPICS = Map.of(
            CalibrationOrder.class, Topics.CALIBRATION_ORDERS,
            CampaignCommand.class, Topics.CAMPAIGN_COMMANDS,
            Hold.class, Topics.HOLDS,
            AuditFact.class, Topics.AUDIT_FACTS);

    private final Properties frozen = new Properties();
    private TrustedSigners signers;

    @TempDir
    Path folder;

    @BeforeEach
    void load() throws IOException {
        try (Reader in = Files.newBufferedReader(Path.of("src/test/resources/frozen-records-0.1.0.properties"))) {
            frozen.load(in);
        }
        Path file = folder.resolve("trusted.json");
        Files.writeString(file, """
                [{"keyId":"frozen-1","algorithm":"Ed25519","publicKey":"%s","purpose":"COMMANDS",
                  "validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z","revoked":false}]
                """.formatted(frozen.getProperty("publicKey")));
        signers = TrustedSigners.load(file, Purpose.COMMANDS);
    }

    @Test
    void whatTheFirstReleaseSignedStillVerifies() {
        CalibrationOrder order = read("order", CalibrationOrder.class);
        CampaignCommand command = read("campaignCommand", CampaignCommand.class);
        CaseCommand caseCommand = read("caseCommand", CaseCommand.class);
        Hold lift = read("lift", Hold.class);
        assertTrusted(Canonical.signedPart(order), order.getSignature());
        assertTrusted(Canonical.signedPart(command), command.getSignature());
        assertTrusted(Canonical.signedPart(caseCommand), caseCommand.getSignature());
        assertTrusted(Canonical.signedPart(lift), lift.getSignature());
        assertEquals(order.getOrderId(), Canonical.orderId(order));
        assertEquals(command.getCommandId(), Canonical.commandId(command));
        assertEquals(caseCommand.getCommandId(), Canonical.commandId(caseCommand));
        assertEquals(command.getMembersDigest(), Canonical.membersDigest(command.getMembers()));
    }

    @Test
    void aChainOfTheFirstReleaseIsIntactAndEveryChangeInItShows() {
        List<AuditEntry> chain = chain();
        assertInstanceOf(AuditChain.Verdict.Intact.class, AuditChain.verify(chain));
        for (int i = 0; i < chain.size(); i++) {
            List<AuditEntry> changed = new ArrayList<>(chain);
            AuditFact fact = chain.get(i).getFact();
            changed.set(
                    i,
                    AuditEntry.newBuilder(chain.get(i))
                            .setFact(AuditFact.newBuilder(fact).setActor("eve").build())
                            .build());
            assertEquals(i, broken(changed).index());
            if (i < chain.size() - 1) {
                List<AuditEntry> shortened = new ArrayList<>(chain);
                shortened.remove(i);
                assertEquals(i, broken(shortened).index());
                List<AuditEntry> swapped = new ArrayList<>(chain);
                swapped.set(i, chain.get(i + 1));
                swapped.set(i + 1, chain.get(i));
                assertEquals(i, broken(swapped).index());
            }
        }
    }

    @Test
    void aVersionWithFurtherFieldsFindsTheSameOctetsInWhatWasWrittenBefore() {
        for (String name : List.of("order", "campaignCommand", "caseCommand", "lift")) {
            Schema old = oldSchema(name);
            Schema grown = grown(old);
            byte[] octets = HexFormat.of().parseHex(frozen.getProperty(name));
            GenericRecord later = generic(octets, old, grown);
            assertArrayEquals(
                    octets, SignedForms.of(grown, List.of(old)).encode(later).octets(), name);
        }
    }

    @Test
    void aChainWrittenBeforeHasTheSameHashesInAVersionWithFurtherFields() {
        Schema old = oldSchema("fact");
        Schema grown = grown(old);
        SignedForms later = SignedForms.of(grown, List.of(old));
        ByteBuffer previous = ByteBuffer.allocate(AuditChain.HASH_OCTETS);
        for (AuditEntry entry : chain()) {
            GenericRecord fact = generic(Canonical.octets(entry.getFact()), old, grown);
            assertEquals(entry.getEntryHash(), hash(previous, entry.getSequence(), later.encode(fact)));
            fact.put("addedLater", "not what was hashed");
            assertNotEquals(entry.getEntryHash(), hash(previous, entry.getSequence(), later.encode(fact)));
            previous = entry.getEntryHash();
        }
    }

    @Test
    void whatALaterVersionSignsVerifiesHereWhileTheNewFieldIsNotUsed() {
        Schema old = oldSchema("lift");
        Schema grown = grown(old);
        GenericRecord later = generic(HexFormat.of().parseHex(frozen.getProperty("lift")), old, grown);
        Hold here = specific(wire(later), grown, Hold.class);
        assertTrusted(Canonical.signedPart(here), here.getSignature());
    }

    @Test
    void whatALaterVersionSaysInANewFieldIsRefusedHereAndNotGuessed() throws IOException {
        Path file = folder.resolve("key.pem");
        SigningKey.generate(file);
        Schema old = oldSchema("lift");
        Schema grown = grown(old);
        GenericRecord later = generic(HexFormat.of().parseHex(frozen.getProperty("lift")), old, grown);
        later.put("addedLater", "only while it rains");
        later.put("signature", null);
        SignedForms.Encoded encoded = SignedForms.of(grown, List.of(old)).encode(later);
        Hold here = specific(wire(later), grown, Hold.class);
        assertFalse(Arrays.equals(encoded.octets(), Canonical.signedPart(here)));
        assertEquals(1, encoded.octets()[0], "a later form cannot be taken for a first one");
        assertFalse(Canonical.knowsForm(Hold.getClassSchema(), encoded.form()));
        assertTrue(SignedForms.of(grown, List.of(old)).knows(encoded.form()));
    }

    @Test
    void aReleasedLaterFormKeepsItsOctetsWhenTheSchemaGrowsOn() {
        Schema first = oldSchema("lift");
        Schema second = grown(first);
        Schema third = withField(second, "addedLast");
        GenericRecord value = generic(HexFormat.of().parseHex(frozen.getProperty("lift")), first, second);
        value.put("addedLater", "x");
        byte[] signed = SignedForms.of(second, List.of(first)).encode(value).octets();
        GenericRecord read = generic(wire(value), second, third);
        assertArrayEquals(
                signed,
                SignedForms.of(third, List.of(first, second)).encode(read).octets());
    }

    @Test
    void anEntryOfAFormThatIsNotKnownIsNotCalledChanged() {
        List<AuditEntry> chain = chain();
        chain.set(
                1,
                AuditEntry.newBuilder(chain.get(1)).setFactForm("ab".repeat(32)).build());
        assertEquals(AuditChain.Fault.FORM_UNKNOWN, broken(chain).fault());
    }

    @Test
    void anEntryThatNamesAnotherFormThanItsFactHasWasChanged() throws IOException {
        List<AuditEntry> chain = chain();
        AuditFact fact = chain.get(1).getFact();
        assertEquals("", Canonical.formOf(fact));
        AuditEntry changed =
                AuditEntry.newBuilder(chain.get(1)).setFactForm("ab".repeat(32)).build();
        chain.set(1, changed);
        assertEquals(1, broken(chain).index());
    }

    @Test
    void everyReleasedSchemaOfASignedTopicIsAForm() throws IOException {
        List<Path> releases;
        try (var folders = Files.list(Path.of("src/test/resources/frozen"))) {
            releases = folders.filter(Files::isDirectory).sorted().toList();
        }
        TOPICS.forEach((type, topic) -> {
            Schema own = SpecificData.get().getSchema(type);
            List<String> forms = Canonical.releasedForms(own).stream()
                    .map(SchemaNormalization::toParsingForm)
                    .toList();
            for (Path release : releases) {
                Path copy = release.resolve(topic.name() + ".avsc");
                if (Files.exists(copy)) {
                    assertTrue(
                            forms.contains(SchemaNormalization.toParsingForm(schema(copy))),
                            copy + " is in force: copy it to src/main/resources/signed-forms/" + own.getName() + "-"
                                    + (forms.size() + 1) + ".avsc");
                }
            }
        });
    }

    private void assertTrusted(byte[] octets, Signature signature) {
        assertEquals(new Check.Trusted("frozen-1"), signers.check(octets, signature, THEN));
    }

    private List<AuditEntry> chain() {
        List<AuditEntry> chain = new ArrayList<>();
        Schema written = schema(Path.of("src/test/resources/frozen/0.1.0/audit.v1.avsc"));
        for (int i = 1; frozen.containsKey("audit." + i); i++) {
            chain.add(specific(HexFormat.of().parseHex(frozen.getProperty("audit." + i)), written, AuditEntry.class));
        }
        assertEquals(4, chain.size());
        return chain;
    }

    private static AuditChain.Verdict.Broken broken(List<AuditEntry> chain) {
        return assertInstanceOf(AuditChain.Verdict.Broken.class, AuditChain.verify(chain));
    }

    private <T extends SpecificRecord> T read(String name, Class<T> type) {
        return specific(HexFormat.of().parseHex(frozen.getProperty(name)), oldSchema(name), type);
    }

    private static Schema oldSchema(String name) {
        return schema(Path.of("src/main/resources/signed-forms/"
                + switch (name) {
                    case "order" -> "CalibrationOrder";
                    case "campaignCommand" -> "CampaignCommand";
                    case "caseCommand" -> "CaseCommand";
                    case "lift" -> "Hold";
                    default -> "AuditFact";
                }
                + "-1.avsc"));
    }

    private static Schema schema(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The schema with one more text, and one more in every record within it. */
    private static Schema grown(Schema schema) {
        return withField(schema, "addedLater");
    }

    private static Schema withField(Schema schema, String name) {
        try {
            JsonNode tree = new ObjectMapper().readTree(schema.toString());
            grow(tree, name);
            return new Schema.Parser().parse(tree.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void grow(JsonNode tree, String name) {
        if (tree instanceof ObjectNode node && node.path("type").asText().equals("record")) {
            ((ArrayNode) node.path("fields"))
                    .addObject()
                    .put("name", name)
                    .put("type", "string")
                    .put("default", "");
        }
        tree.forEach(child -> grow(child, name));
    }

    private static GenericRecord generic(byte[] octets, Schema written, Schema read) {
        try {
            return new GenericDatumReader<GenericRecord>(written, read, new GenericData())
                    .read(null, DecoderFactory.get().binaryDecoder(octets, null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T extends SpecificRecord> T specific(byte[] octets, Schema written, Class<T> type) {
        try {
            SpecificData model = SpecificData.getForClass(type);
            return new SpecificDatumReader<T>(written, model.getSchema(type), model)
                    .read(null, DecoderFactory.get().binaryDecoder(octets, null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] wire(GenericRecord value) {
        try {
            var out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(value.getSchema(), new GenericData()).write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteBuffer hash(ByteBuffer previous, long sequence, SignedForms.Encoded fact) {
        byte[] before = new byte[previous.remaining()];
        previous.duplicate().get(before);
        return ByteBuffer.wrap(Canonical.sha256(
                before, ByteBuffer.allocate(Long.BYTES).putLong(sequence).array(), fact.octets()));
    }
}
