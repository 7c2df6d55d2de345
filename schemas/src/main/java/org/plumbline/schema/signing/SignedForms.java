// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The octets that signatures, ids and hashes are taken over. They outlive the schema: a record is encoded by the
 * <em>oldest</em> released schema that holds all of it, so a field that was added later, and is at its default, leaves no
 * trace, whoever wrote the record and whoever reads it. What only a later schema holds is encoded by that one, behind the
 * octet 1 and the schema's fingerprint. No record of a first form begins with octet 1 (they begin with a text, and 1 would
 * be a length of −1), so no two different records share octets. A reader that does not know a field that is set computes
 * other octets: the signature is wrong to it, and it refuses.
 *
 * <p>Released forms are {@code signed-forms/<record>-<n>.avsc}, counted from 1. A kind of record without any is encoded by
 * its own schema. Safe for use by many threads.
 */
final class SignedForms {

    /** Name of the first form. */
    static final String FIRST = "";

    private static final byte LATER = 1;
    private static final int INITIAL_OCTETS = 512;
    private static final Map<String, List<Schema>> RELEASED = new ConcurrentHashMap<>();
    private static final Map<Schema, SignedForms> BY_SCHEMA = new ConcurrentHashMap<>();

    /** The forms that a record may have, oldest first; the record's own schema is the last. */
    private final List<Form> forms;

    /**
     * Octets and how they came about.
     *
     * @param form {@link #FIRST}, or the fingerprint of the schema used, hexadecimal
     */
    record Encoded(String form, byte[] octets) {}

    private record Form(Schema schema, String name, boolean isOwn) {}

    private SignedForms(Schema own, List<Schema> released) {
        List<Form> found = new ArrayList<>();
        for (Schema schema : released) {
            boolean same = parsingForm(schema).equals(parsingForm(own));
            found.add(new Form(schema, found.isEmpty() ? FIRST : fingerprint(schema), same));
            if (same) {
                break;
            }
        }
        if (found.isEmpty() || !found.getLast().isOwn()) {
            found.add(new Form(own, found.isEmpty() ? FIRST : fingerprint(own), true));
        }
        this.forms = List.copyOf(found);
    }

    /** The forms of one kind of record. */
    static SignedForms of(Schema schema) {
        return BY_SCHEMA.computeIfAbsent(schema, own -> new SignedForms(own, released(own)));
    }

    /** For tests of what later schemas will do. */
    static SignedForms of(Schema own, List<Schema> released) {
        return new SignedForms(own, released);
    }

    /** The released schemas of a kind of record, oldest first; empty when none is kept. */
    static List<Schema> released(Schema schema) {
        return RELEASED.computeIfAbsent(schema.getName(), SignedForms::load);
    }

    private static List<Schema> load(String record) {
        List<Schema> schemas = new ArrayList<>();
        try {
            for (int number = 1; ; number++) {
                try (InputStream in =
                        SignedForms.class.getResourceAsStream("/signed-forms/" + record + "-" + number + ".avsc")) {
                    if (in == null) {
                        return List.copyOf(schemas);
                    }
                    schemas.add(new Schema.Parser().parse(in));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("released forms of " + record + " cannot be read", e);
        }
    }

    /** True when this version can tell what the form holds. */
    boolean knows(String form) {
        return forms.stream().anyMatch(known -> known.name().equals(form));
    }

    Encoded encode(IndexedRecord value) {
        Schema own = forms.getLast().schema();
        byte[] octets = octets(value);
        for (Form form : forms) {
            if (form.isOwn()) {
                return named(form, octets);
            }
            byte[] older = converted(octets, own, form.schema());
            if (older != null && Arrays.equals(octets, converted(older, form.schema(), own))) {
                return named(form, older);
            }
        }
        throw new IllegalStateException("a record's own schema is its last form");
    }

    private static Encoded named(Form form, byte[] octets) {
        if (form.name().equals(FIRST)) {
            return new Encoded(FIRST, octets);
        }
        byte[] fingerprint = HexFormat.of().parseHex(form.name());
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 + fingerprint.length + octets.length);
        out.write(LATER);
        out.writeBytes(fingerprint);
        out.writeBytes(octets);
        return new Encoded(form.name(), out.toByteArray());
    }

    /** Null when the schemas do not fit each other. */
    private static byte @Nullable [] converted(byte[] octets, Schema from, Schema to) {
        try {
            IndexedRecord value = new GenericDatumReader<IndexedRecord>(from, to, new GenericData())
                    .read(null, DecoderFactory.get().binaryDecoder(octets, null));
            return octets(value);
        } catch (AvroRuntimeException unfit) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Avro binary by the value's own schema. */
    private static byte[] octets(IndexedRecord value) {
        Schema schema = value.getSchema();
        DatumWriter<IndexedRecord> writer = value instanceof SpecificRecord
                ? new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema))
                : new GenericDatumWriter<>(schema, new GenericData());
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_OCTETS);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer.write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String parsingForm(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    /** SHA-256 of the schema's parsing canonical form. */
    private static String fingerprint(Schema schema) {
        return Canonical.sha256Hex(parsingForm(schema).getBytes(StandardCharsets.UTF_8));
    }
}
