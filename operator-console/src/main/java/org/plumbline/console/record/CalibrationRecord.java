// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the log holds about the calibration of one meter, as a statement for people and machines together with the
 * records that it follows from. Its canonical text is {@link CanonicalJson}; its digest is the SHA-256 of the canonical text
 * without the digest.
 *
 * @param meterId meter
 * @param madeAt wall-clock time at which the record was made
 * @param statement what follows from the sources, and from nothing else
 * @param sources the records of the contract, each in Avro binary
 * @param schemas the schemas of the sources in parsing canonical form, by their SHA-256 in hexadecimal
 */
public record CalibrationRecord(
        String meterId,
        Instant madeAt,
        Part.Section statement,
        List<Source> sources,
        SortedMap<String, String> schemas) {

    /** Name of the format. */
    public static final String FORMAT = "plumbline-calibration-record";

    /** How a statement follows from its sources; another derivation has another form. */
    public static final String FORM = "2";

    /**
     * One record of the contract.
     *
     * @param kind name of the Avro record
     * @param schema SHA-256 of its schema's parsing canonical form, hexadecimal
     * @param octets Avro binary, Base64
     */
    public record Source(String kind, String schema, String octets) {
        SortedMap<String, Object> tree() {
            SortedMap<String, Object> tree = new TreeMap<>();
            tree.put("kind", kind);
            tree.put("schema", schema);
            tree.put("octets", octets);
            return tree;
        }
    }

    /** Copies sources and schemas. */
    public CalibrationRecord {
        sources = List.copyOf(sources);
        schemas = new TreeMap<>(schemas);
    }

    /** SHA-256 of the canonical text without the digest, hexadecimal. */
    public String digest() {
        return digestOf(content());
    }

    /** The canonical text in UTF-8. */
    public byte[] json() {
        SortedMap<String, Object> content = content();
        content.put("digest", digestOf(content));
        return CanonicalJson.octets(content);
    }

    /** SHA-256 of a tree's canonical text, hexadecimal. */
    public static String digestOf(SortedMap<String, ?> withoutDigest) {
        try {
            byte[] octets = CanonicalJson.octets(withoutDigest);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private SortedMap<String, Object> content() {
        SortedMap<String, Object> content = new TreeMap<>();
        content.put("format", FORMAT);
        content.put("form", FORM);
        content.put("madeAt", madeAt.toString());
        content.put("meterId", meterId);
        content.put("schemas", new TreeMap<>(schemas));
        content.put("sources", sources.stream().map(Source::tree).toList());
        content.put("statement", statement.tree());
        return content;
    }
}
