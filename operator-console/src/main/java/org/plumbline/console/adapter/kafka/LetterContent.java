// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** What can be said of a letter's octets without showing what a customer used or a meter keeps secret. */
final class LetterContent {
    /** Largest value that is decoded: more is not needed to tell what it is. */
    private static final int MOST_OCTETS = 1 << 20;

    private static final int LONGEST_TEXT = 200;

    /** Fields that name and date a record. Everything else stays closed. */
    private static final List<String> SHOWN = List.of(
            "meterId",
            "eventId",
            "orderId",
            "campaignId",
            "caseId",
            "commandId",
            "requestId",
            "profileId",
            "subjectId",
            "factId",
            "scope",
            "code",
            "kind",
            "action",
            "source",
            "outcome",
            "captureTime",
            "receiveTime",
            "sessionFieldTime",
            "fieldTime",
            "wallTime",
            "calibrationEpoch");

    private final WriterSchemas schemas;

    LetterContent(SchemaRegistryClient registry) {
        this.schemas = new WriterSchemas(registry);
    }

    /** @param fields those that may be shown; empty where it cannot be decoded */
    record Look(String format, String schema, Map<String, String> fields) {}

    Look of(byte @Nullable [] value) {
        if (value == null) {
            return new Look("no value", "", Map.of());
        }
        if (value.length < WriterSchemas.HEADER_OCTETS || value[0] != 0) {
            return new Look(value.length + " octets, not in Confluent's wire format", "", Map.of());
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        Schema schema;
        try {
            schema = schemas.schemaOf(value);
        } catch (SerializationException e) {
            return new Look("schema id " + id + ", which the registry does not know", "", Map.of());
        } catch (RegistryUnavailableException e) {
            return new Look("schema id " + id + "; the registry does not answer", "", Map.of());
        }
        return decoded(value, id, schema);
    }

    private static Look decoded(byte[] value, int id, Schema schema) {
        String about = "schema id " + id;
        if (schema.getType() != Schema.Type.RECORD || value.length > MOST_OCTETS) {
            return new Look(about, schema.getName(), Map.of());
        }
        try {
            GenericRecord record = new GenericDatumReader<GenericRecord>(schema)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            value,
                                            WriterSchemas.HEADER_OCTETS,
                                            value.length - WriterSchemas.HEADER_OCTETS,
                                            null));
            return new Look(about + ", readable", schema.getName(), shown(record));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            return new Look(about + ", but the octets do not fit it", schema.getName(), Map.of());
        }
    }

    private static Map<String, String> shown(GenericRecord record) {
        Map<String, String> shown = new TreeMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (SHOWN.contains(field.name()) && value != null) {
                String text = text(field, value);
                shown.put(field.name(), text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...");
            }
        }
        return shown;
    }

    private static String text(Schema.Field field, Object value) {
        boolean millis = field.schema().getLogicalType() != null && value instanceof Long;
        return millis ? java.time.Instant.ofEpochMilli((Long) value).toString() : value.toString();
    }
}
