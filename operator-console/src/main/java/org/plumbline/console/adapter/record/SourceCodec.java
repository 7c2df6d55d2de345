// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.plumbline.console.record.CalibrationRecord.Source;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.signing.Canonical;

/** Records of the contract as sources of a calibration record, and back. */
final class SourceCodec {

    private static final Map<String, Kind> KINDS = Stream.of(
                    MeterRegistration.getClassSchema(),
                    AuditEntry.getClassSchema(),
                    CalibrationOrder.getClassSchema(),
                    CalibrationOutcome.getClassSchema(),
                    AccuracyCase.getClassSchema(),
                    CampaignCommand.getClassSchema(),
                    DriftEstimate.getClassSchema())
            .map(Kind::of)
            .collect(Collectors.toUnmodifiableMap(kind -> kind.schema().getName(), Function.identity()));

    /** A kind of source. @param form its schema in parsing canonical form @param fingerprint SHA-256 of that */
    private record Kind(Schema schema, String form, String fingerprint) {
        static Kind of(Schema schema) {
            String form = SchemaNormalization.toParsingForm(schema);
            return new Kind(schema, form, SourceCodec.fingerprint(form));
        }
    }

    private SourceCodec() {}

    /** A source that cannot be read; the message says why. */
    static final class SourceException extends Exception {
        private static final long serialVersionUID = 1L;

        SourceException(String message) {
            super(message);
        }
    }

    /** @param schemas takes the schema in */
    static Source encode(SpecificRecord value, SortedMap<String, String> schemas) {
        Kind kind = KINDS.get(value.getSchema().getName());
        if (kind == null) {
            throw new IllegalArgumentException("no source: " + value.getSchema().getName());
        }
        schemas.put(kind.fingerprint(), kind.form());
        return new Source(
                kind.schema().getName(), kind.fingerprint(), Base64.getEncoder().encodeToString(octets(value)));
    }

    /** SHA-256 of a parsing canonical form, hexadecimal. */
    static String fingerprint(String form) {
        return Canonical.sha256Hex(form.getBytes(StandardCharsets.UTF_8));
    }

    /** True for a schema in parsing canonical form: no properties that could name classes are left in one. */
    static boolean isCanonical(String form) {
        try {
            return KINDS.values().stream().anyMatch(kind -> kind.form().equals(form))
                    || SchemaNormalization.toParsingForm(new Schema.Parser().parse(form))
                            .equals(form);
        } catch (AvroRuntimeException e) {
            return false;
        }
    }

    static SpecificRecord decode(Source source, Map<String, String> schemas) throws SourceException {
        Kind kind = KINDS.get(source.kind());
        String form = schemas.get(source.schema());
        if (kind == null) {
            throw new SourceException("no such kind of source: " + source.kind());
        }
        if (form == null) {
            throw new SourceException("its schema is not in the record");
        }
        try {
            Schema writer = form.equals(kind.form()) ? kind.schema() : new Schema.Parser().parse(form);
            byte[] octets = Base64.getDecoder().decode(source.octets());
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(octets, null);
            SpecificRecord value = new SpecificDatumReader<SpecificRecord>(
                            writer, kind.schema(), SpecificData.getForSchema(kind.schema()))
                    .read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SourceException("there are octets behind its end");
            }
            return value;
        } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
            throw new SourceException("it cannot be decoded");
        }
    }

    private static byte[] octets(SpecificRecord value) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<SpecificRecord>(value.getSchema(), SpecificData.getForSchema(value.getSchema()))
                    .write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
