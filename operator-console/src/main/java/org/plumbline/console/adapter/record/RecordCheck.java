// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.record.CalibrationRecord;
import org.plumbline.console.record.CalibrationRecord.Source;

/**
 * Checks a record from the file alone: the digest, each source's own hash (chain, order ids, command ids, signatures where
 * the signers are given), that the statement follows from the sources, and that page and document are those of the record.
 * Nothing in a file can tell that the log never held it: that is told by the log.
 */
public final class RecordCheck {

    private static final Set<String> NAMES =
            Set.of("digest", "form", "format", "madeAt", "meterId", "schemas", "sources", "statement");
    private static final Set<String> SOURCE_NAMES = Set.of("kind", "schema", "octets");

    private final ObjectMapper parser = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final @Nullable SignatureCheck signatures;
    private final Findings findings = new Findings();

    private RecordCheck(@Nullable SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /**
     * What a check found.
     *
     * @param form of the file
     * @param meterId as the record says; empty when it cannot be told
     * @param digest recomputed from the content; empty when it cannot be told
     * @param entries audit entries whose hashes were recomputed
     * @param findings what is wrong; empty for a sound record
     */
    public record Report(RecordForm form, String meterId, String digest, int entries, List<Findings.Finding> findings) {
        /** True when nothing is wrong. */
        public boolean isSound() {
            return findings.isEmpty();
        }
    }

    /**
     * Checks a file.
     *
     * @param signatures how signatures are checked; null = they are not
     * @throws org.plumbline.console.ConsoleException when an HTML or PDF file holds no record
     */
    public static Report check(byte[] file, @Nullable SignatureCheck signatures) {
        return new RecordCheck(signatures).report(file);
    }

    private Report report(byte[] file) {
        RecordForm form = RecordForm.of(file);
        byte[] json = form.jsonIn(file);
        if (!(tree(json) instanceof SortedMap<?, ?> found)) {
            findings.add("$", "not a calibration record: it is not one JSON object of texts, lists and objects");
            return new Report(form, "", "", 0, findings.all());
        }
        SortedMap<String, Object> content = new TreeMap<>();
        found.forEach((name, value) -> content.put((String) name, value));
        names("$", NAMES, content.keySet());
        Object stated = content.remove("digest");
        String digest = CalibrationRecord.digestOf(content);
        if (!digest.equals(stated)) {
            findings.add("$.digest", "is not the SHA-256 of the content, " + digest);
        }
        List<SpecificRecord> records = new ArrayList<>();
        CalibrationRecord derived = derived(content, records);
        if (derived != null && !Arrays.equals(form.octets(derived), file)) {
            findings.add(
                    form.name(),
                    "the file is not, octet by octet, what this version makes of its sources: what it shows or says may"
                            + " have been changed");
        }
        return new Report(
                form,
                text(content, "meterId"),
                digest,
                Evidence.of(records).entries().size(),
                findings.all());
    }

    /** The record that follows from the sources; null when that cannot be told. */
    private @Nullable CalibrationRecord derived(SortedMap<String, Object> content, List<SpecificRecord> records) {
        SortedMap<String, String> schemas = schemas(content.get("schemas"));
        List<Source> sources = sources(content.get("sources"));
        for (int i = 0; i < sources.size(); i++) {
            try {
                records.add(SourceCodec.decode(sources.get(i), schemas));
            } catch (SourceCodec.SourceException e) {
                findings.add("$.sources[" + i + "] (" + sources.get(i).kind() + ")", String.valueOf(e.getMessage()));
            }
        }
        String meterId = text(content, "meterId");
        Evidence evidence = Evidence.of(records);
        new EvidenceCheck(findings, signatures).check(meterId, evidence);
        if (!text(content, "format").equals(CalibrationRecord.FORMAT)) {
            findings.add("$.format", "is not " + CalibrationRecord.FORMAT);
            return null;
        }
        if (!text(content, "form").equals(CalibrationRecord.FORM)) {
            findings.add(
                    "$.form",
                    "this version derives form " + CalibrationRecord.FORM
                            + "; check the statement with the version that made the record");
            return null;
        }
        if (records.size() < sources.size()) {
            return null;
        }
        Instant madeAt = time(text(content, "madeAt"));
        if (madeAt == null) {
            return null;
        }
        var statement = Statement.of(meterId, evidence);
        findings.compare("$.statement", statement.tree(), content.get("statement"));
        return new CalibrationRecord(meterId, madeAt, statement, sources, schemas);
    }

    private @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            findings.add("$.madeAt", "is not a time");
            return null;
        }
    }

    private SortedMap<String, String> schemas(@Nullable Object found) {
        SortedMap<String, String> schemas = new TreeMap<>();
        if (!(found instanceof SortedMap<?, ?> map)) {
            findings.add("$.schemas", "is not an object");
            return schemas;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String where = "$.schemas." + entry.getKey();
            if (!(entry.getValue() instanceof String form)
                    || !SourceCodec.fingerprint(form).equals(entry.getKey())) {
                findings.add(where, "is not the schema of that SHA-256");
            } else if (!SourceCodec.isCanonical(form)) {
                findings.add(where, "is not a schema in parsing canonical form");
            } else {
                schemas.put(SourceCodec.fingerprint(form), form);
            }
        }
        return schemas;
    }

    private List<Source> sources(@Nullable Object found) {
        List<Source> sources = new ArrayList<>();
        if (!(found instanceof List<?> list)) {
            findings.add("$.sources", "is not a list");
            return sources;
        }
        for (int i = 0; i < list.size(); i++) {
            String where = "$.sources[" + i + "]";
            if (list.get(i) instanceof SortedMap<?, ?> map && map.keySet().equals(SOURCE_NAMES)) {
                sources.add(new Source(text(map, "kind"), text(map, "schema"), text(map, "octets")));
            } else {
                findings.add(where, "does not have exactly kind, schema and octets");
                sources.add(new Source("", "", ""));
            }
        }
        return sources;
    }

    private void names(String where, Set<String> expected, Set<String> found) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        missing.forEach(name -> findings.add(where + "." + name, "is missing"));
        Set<String> more = new TreeSet<>(found);
        more.removeAll(expected);
        more.forEach(name -> findings.add(where + "." + name, "does not belong here"));
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    /** Texts, lists and sorted maps; null when it is anything else. */
    private @Nullable Object tree(byte[] json) {
        try {
            return tree(parser.readTree(json));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Object tree(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(tree(item)));
            return items;
        }
        if (node.isObject()) {
            SortedMap<String, Object> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), tree(field.getValue())));
            return fields;
        }
        throw new IllegalArgumentException("only texts, lists and objects: " + node.getNodeType());
    }
}
