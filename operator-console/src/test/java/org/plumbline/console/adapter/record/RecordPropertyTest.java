// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.plumbline.console.record.CalibrationRecord;
import org.plumbline.console.record.VisibleText;
import org.plumbline.schema.signing.SigningKey;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class RecordPropertyTest {
    private static final Instant MADE_AT = Instant.parse("2026-03-02T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SigningKey KEY = key();

    private static final byte[] BASE = record("because").json();

    private static SigningKey key() {
        try {
            Path directory = Files.createTempDirectory("record-key");
            Path file = directory.resolve("key.pem");
            SigningKey.generate(file);
            SigningKey key = SigningKey.load("key-1", file);
            Files.delete(file);
            Files.delete(directory);
            return key;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CalibrationRecord record(String words) {
        return Statement.record("M1", MADE_AT, new CorrectedMeter("M1", words, KEY).evidence())
                .orElseThrow();
    }

    /** What would be markup, script, JSON or another direction, and signs of every kind. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> traps = Arbitraries.of(
                "</script><script>alert(1)</script>",
                "<!--",
                "]]>",
                "<img src=x onerror=alert(1)>",
                "&lt;b&gt; &amp; \"quoted\" 'single'",
                "\\u003c \\\\ \\\"",
                "\u202Egnirts\u202C",
                "line\nbreak\ttab\r",
                "\uFFFE\uFFFF\u0000\u001B[31m",
                "\uD83D\uDD0C\u6F22\u0416\u00E4");
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(20);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, traps), net.jqwik.api.Tuple.of(2, any))
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(parts -> String.join(" ", parts));
    }

    @Property(tries = 12)
    void anyTextStaysTextOnThePage(@ForAll("texts") String words) throws Exception {
        CalibrationRecord record = record(words);
        byte[] page = RecordForm.html.octets(record);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(page));

        assertEquals(1, document.getElementsByTagName("script").getLength());
        assertEquals(0, document.getElementsByTagName("img").getLength());
        assertTrue(cells(document).contains(VisibleText.of(words)));
        assertEquals(
                JSON.readTree(record.json()),
                JSON.readTree(document.getElementsByTagName("script").item(0).getTextContent()));
        assertEquals(List.of(), RecordCheck.check(page, null).findings());
    }

    private static List<String> cells(Document document) {
        NodeList cells = document.getElementsByTagName("td");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < cells.getLength(); i++) {
            texts.add(cells.item(i).getTextContent());
        }
        return texts;
    }

    @Property(tries = 3)
    void anyTextStaysTextInTheDocument(@ForAll("texts") String words) throws Exception {
        CalibrationRecord record = record("Reason:" + words);
        byte[] file = RecordForm.pdf.octets(record);
        try (PDDocument document = Loader.loadPDF(file)) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", "");
            assertTrue(text.contains("Reason:"), text);
            assertTrue(text.contains(record.digest()), text);
        }
        assertEquals(List.of(), RecordCheck.check(file, null).findings());
    }

    @Property(tries = 30)
    void anyChangedTextFailsTheCheck(@ForAll @IntRange(min = 0, max = 1_000_000) int which) throws IOException {
        JsonNode tree = JSON.readTree(BASE);
        List<Leaf> leaves = leaves(tree);
        Leaf leaf = leaves.get(which % leaves.size());
        leaf.change();

        RecordCheck.Report report = RecordCheck.check(JSON.writeValueAsBytes(tree), null);
        assertFalse(report.isSound(), leaf.path());
        assertTrue(
                report.findings().stream().anyMatch(found -> found.where().equals("$.digest")),
                report.findings()::toString);
    }

    /** Whoever changes what is stated and writes the right digest to it is found by the sources, with the place named. */
    @Property(tries = 30)
    void aChangedStatementIsNamedThoughTheDigestWasMended(@ForAll @IntRange(min = 0, max = 1_000_000) int which)
            throws IOException {
        ObjectNode tree = (ObjectNode) JSON.readTree(BASE);
        List<Leaf> leaves = leaves(tree).stream()
                .filter(leaf -> leaf.path().startsWith("$.statement"))
                .toList();
        Leaf leaf = leaves.get(which % leaves.size());
        leaf.change();
        tree.remove("digest");
        tree.put("digest", CalibrationRecord.digestOf(asMap(tree)));

        List<String> places = RecordCheck.check(JSON.writeValueAsBytes(tree), null).findings().stream()
                .map(Findings.Finding::where)
                .toList();
        assertEquals(List.of(leaf.path(), "json"), places);
    }

    private record Leaf(String path, JsonNode parent, String name, int index) {
        void change() {
            if (parent instanceof ObjectNode object) {
                object.put(name, object.get(name).asText() + "0");
            } else if (parent instanceof ArrayNode array) {
                array.set(index, array.get(index).asText() + "0");
            }
        }
    }

    private static List<Leaf> leaves(JsonNode tree) {
        List<Leaf> leaves = new ArrayList<>();
        collect("$", tree, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, List<Leaf> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                String at = path + "." + field.getKey();
                if (field.getValue().isTextual()) {
                    leaves.add(new Leaf(at, node, field.getKey(), -1));
                } else {
                    collect(at, field.getValue(), leaves);
                }
            });
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            if (node.get(i).isTextual()) {
                leaves.add(new Leaf(path + "[" + i + "]", node, "", i));
            } else {
                collect(path + "[" + i + "]", node.get(i), leaves);
            }
        }
    }

    private static SortedMap<String, Object> asMap(ObjectNode node) {
        SortedMap<String, Object> map = new TreeMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), asTree(field.getValue())));
        return map;
    }

    private static Object asTree(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return asMap(object);
        }
        if (node instanceof ArrayNode array) {
            List<Object> items = new ArrayList<>();
            array.forEach(item -> items.add(asTree(item)));
            return items;
        }
        return node.asText();
    }
}
