// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.plumbline.console.adapter.file.RowFiles;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.FileTemplate;
import org.plumbline.console.imports.ImportPlan;
import org.plumbline.console.imports.MeterFile;
import org.plumbline.console.imports.MeterRules;
import org.plumbline.console.imports.Values;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.model.MeterModels;

class RegisterPropertyTest {
    private static final FileLayout METERS = MeterFile.layout(MeterModels.names());
    private static final RecordCells CELLS = new RecordCells(METERS);
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "=1+1",
            "-5",
            "'=x",
            "''",
            "+",
            "@cmd",
            "a,b;c|d",
            "\"quoted\"",
            "two\nlines",
            " space ",
            "\tt",
            "ä€",
            "00112233445566778899AABBCCDDEEFF",
            "1.0.1.8.0.255",
            "-0.5e3",
            "x; y");

    /** Any records at all, sound or not, come out and go in as what they are. */
    @Property(tries = 150)
    void whatIsGivenOutIsKnownWhenItIsTakenInAgain(@ForAll long seed, @ForAll RowFiles.Format format) {
        Random random = new Random(seed);
        Map<String, Values> known = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            MeterRegistration meter = (MeterRegistration) any(MeterRegistration.getClassSchema(), random);
            set(meter, "meterId", "M-" + i);
            known.put(meter.getMeterId(), CELLS.values(meter));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowFiles.write(format, METERS, taker -> known.values().forEach(taker), out);
        ImportPlan plan = plan(format, out.toByteArray(), known);
        assertEquals(List.of(), plan.report().findings());
        assertEquals(known.size(), plan.report().unchanged());
    }

    /** What is put into a record is what it says. */
    @Property(tries = 100)
    void cellsAndFieldsAgree(@ForAll long seed) {
        MeterRegistration meter = (MeterRegistration) any(MeterRegistration.getClassSchema(), new Random(seed));
        meter.getQuantityLimits().forEach(limit -> {
            set(limit, "accuracyStandard", "IEC 62053-23");
            set(limit, "accuracyClass", "2");
            set(limit, "quantity", "1.0.3.8.0.255");
        });
        set(meter, "registers", List.of("1.0.1.8.0.255", "1.0.2.8.0.255"));
        assertEquals(
                meter,
                CELLS.put(CELLS.values(meter), MeterRegistration.newBuilder().build()));
    }

    @Provide
    Arbitrary<String> damage() {
        return Arbitraries.of(TEXTS).list().ofMaxSize(4).map(parts -> String.join("\"", parts));
    }

    /** Sound files cut, doubled and overwritten anywhere, and octets that never were one. */
    @Property(tries = 400)
    void anyOctetsGiveFindingsOrASoundPlanAndNeverAnException(
            @ForAll RowFiles.Format format,
            @ForAll long seed,
            @ForAll("damage") String inserted,
            @ForAll byte[] noise) {
        Random random = new Random(seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowFiles.write(format, METERS, taker -> FileTemplate.of(METERS).forEach(taker), out);
        byte[] sound = out.toByteArray();
        int cut = random.nextInt(sound.length);
        byte[] damaged = switch (random.nextInt(4)) {
            case 0 -> noise;
            case 1 -> Arrays.copyOf(sound, cut);
            case 2 -> joined(Arrays.copyOf(sound, cut), inserted.getBytes(StandardCharsets.UTF_8), sound, cut);
            default -> joined(Arrays.copyOf(sound, cut), noise, sound, cut);
        };
        ImportPlan plan = plan(format, damaged, Map.of());
        assertTrue(
                plan.report().findingsTotal() > 0 == plan.candidates().isEmpty(),
                "findings and nothing to write, or something to write and no finding: " + plan.report());
    }

    private static byte[] joined(byte[] head, byte[] middle, byte[] whole, int from) {
        ByteBuffer all = ByteBuffer.allocate(head.length + middle.length + whole.length - from);
        return all.put(head).put(middle).put(whole, from, whole.length - from).array();
    }

    private static ImportPlan plan(RowFiles.Format format, byte[] octets, Map<String, Values> known) {
        return ImportPlan.of(
                RowFiles.read(format, METERS, octets),
                RowFiles.sha256(octets),
                new ImportPlan.Known(id -> Optional.ofNullable(known.get(id)), Map.of()),
                new MeterRules(List.of(), meterId -> Optional.empty()),
                new ImportPlan.Terms(false, false),
                checked -> {});
    }

    private static void set(SpecificRecord into, String field, Object value) {
        into.put(into.getSchema().getField(field).pos(), value);
    }

    private static Object any(Schema schema, Random random) {
        return switch (schema.getType()) {
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case INT -> random.nextInt();
            case DOUBLE -> random.nextBoolean() ? random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20) : 0.0;
            case BYTES -> {
                byte[] octets = new byte[random.nextInt(10)];
                random.nextBytes(octets);
                yield ByteBuffer.wrap(octets);
            }
            case ENUM ->
                SpecificData.get()
                        .createEnum(
                                schema.getEnumSymbols()
                                        .get(random.nextInt(
                                                schema.getEnumSymbols().size())),
                                schema);
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(any(schema.getElementType(), random));
                }
                yield elements;
            }
            case RECORD -> {
                SpecificRecord made = (SpecificRecord) SpecificData.get().newRecord(null, schema);
                schema.getFields().forEach(field -> made.put(field.pos(), any(field.schema(), random)));
                yield made;
            }
            default -> throw new IllegalArgumentException(schema.toString());
        };
    }
}
