// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.fleet.ReadingSeen;
import org.plumbline.schema.avro.RegisterReading;

/** Reads of a reading only whose it is and when it was: readings are many, and their registers are not kept. */
final class ReadingDecoder implements RecordDecoder {

    private static final Schema HEAD = SchemaBuilder.record(
                    RegisterReading.getClassSchema().getFullName())
            .fields()
            .requiredString("meterId")
            .requiredLong("captureTime")
            .requiredLong("sessionFieldTime")
            .endRecord();

    private final WriterSchemas schemas;
    private final GenericData model = new GenericData();
    private final Map<Schema, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private @Nullable GenericRecord reusedRecord;
    private @Nullable BinaryDecoder reusedDecoder;

    ReadingDecoder(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    @Override
    public FleetRecord decode(String topic, byte[] value) {
        Schema written = schemas.schemaOf(value);
        GenericDatumReader<GenericRecord> reader =
                readers.computeIfAbsent(written, schema -> new GenericDatumReader<>(schema, HEAD, model));
        try {
            BinaryDecoder decoder = DecoderFactory.get()
                    .binaryDecoder(
                            value,
                            WriterSchemas.HEADER_OCTETS,
                            value.length - WriterSchemas.HEADER_OCTETS,
                            reusedDecoder);
            reusedDecoder = decoder;
            GenericRecord head = reader.read(reusedRecord, decoder);
            reusedRecord = head;
            return new ReadingSeen(
                    head.get("meterId").toString(),
                    Instant.ofEpochMilli((long) head.get("captureTime")),
                    Instant.ofEpochMilli((long) head.get("sessionFieldTime")));
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("record on " + topic + " is not a reading", e);
        }
    }
}
