// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.console.adapter.record.CoefficientReading.Field;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** What a block means is worked out by hand from the layouts in docs/meter-models.md. */
class CoefficientReadingTest {

    /** One LSB in degrees: 2^-18 rad, 2^-20 turns, 2^-17 rad. */
    @ParameterizedTest
    @CsvSource({
        "PLB-ALPHA, 6, 0001, 0.000219, angle",
        "PLB-BETA, 10, 0001, 0.000343, angle",
        "PLB-GAMMA, 22, 0001, 0.000437, angle of phase 2",
        "PLB-ALPHA, 6, FF00, -0.055953, angle",
        "PLB-BETA, 10, FF00, -0.087891, angle",
        "PLB-GAMMA, 24, FF00, -0.111906, angle of phase 3"
    })
    void anglesAreSignedAndReadInDegrees(String name, int at, String octets, String degrees, String field) {
        assertOnlyChange(name, at, octets, field, "degree", degrees);
    }

    /** Alpha has no offset power. */
    @ParameterizedTest
    @CsvSource({
        "PLB-BETA, 6, 000001F4, 0.500000, offset power",
        "PLB-BETA, 6, FFFFFE0C, -0.500000, offset power",
        "PLB-GAMMA, 26, 00000064, 0.100000, offset power of phase 1",
        "PLB-GAMMA, 34, FFFFFFFF, -0.001000, offset power of phase 3"
    })
    void offsetPowersAreSignedAndReadInWatts(String name, int at, String octets, String watts, String field) {
        assertOnlyChange(name, at, octets, field, "W", watts);
    }

    private static void assertOnlyChange(
            String name, int at, String octets, String field, String unit, String becomes) {
        MeterModel model = MeterModels.named(name).orElseThrow();
        byte[] before = new byte[model.blockOctets()];
        byte[] ordered = before.clone();
        byte[] written = HexFormat.of().parseHex(octets);
        System.arraycopy(written, 0, ordered, at, written.length);

        List<Field> changed = CoefficientReading.fields(model, before, ordered).stream()
                .filter(Field::isChanged)
                .toList();
        assertEquals(1, changed.size(), changed.toString());
        Field only = changed.getFirst();
        assertEquals(field, only.name());
        assertEquals(unit, only.unit());
        assertEquals("0.000000", only.before());
        assertEquals(becomes, only.ordered());
        assertEquals("changed by " + (becomes.startsWith("-") ? "" : "+") + becomes + " " + unit, only.change());
    }

    @ParameterizedTest
    @CsvSource({"PLB-ALPHA, 2, 00400000, 00404189, 1.004000", "PLB-GAMMA, 8, 00100000, 000FF7CF, 0.998000"})
    void gainsAreReadAsFactors(String name, int at, String before, String ordered, String factor) {
        MeterModel model = MeterModels.named(name).orElseThrow();
        Field gain = CoefficientReading.fields(model, block(model, at, before), block(model, at, ordered))
                .getFirst();
        assertTrue(gain.isChanged());
        assertEquals("1.0", gain.before());
        assertEquals("multiplied by " + factor, gain.change());
    }

    @Test
    void aGainWithOneAddedIsReadByItsLaw() {
        MeterModel beta = MeterModels.named("PLB-BETA").orElseThrow();
        Field gain = CoefficientReading.fields(beta, block(beta, 2, "00000000"), block(beta, 2, "FFFC0000"))
                .getFirst();
        assertEquals("1.0", gain.before());
        assertEquals("0.984375", gain.ordered(), "1 - 2^18 / 2^24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"})
    void theRecordSaysInWordsWhatAnOrderOfAnAngleChanges(String name) {
        MeterModel model = MeterModels.named(name).orElseThrow();
        byte[] base = new byte[model.blockOctets()];
        byte[] target = model.turned(base, Math.toRadians(-0.1));
        String section = Coefficients.section(CoefficientTarget.newBuilder()
                        .setMeterModel(name)
                        .setBaseBlock(ByteBuffer.wrap(base))
                        .setTargetBlock(ByteBuffer.wrap(target))
                        .setErrorAfterPercent(0.0123)
                        .build())
                .toString();
        assertTrue(section.contains("changed by -0."), section);
        assertTrue(section.contains(" degree"), section);
        assertFalse(section.contains("gain multiplied"), section);
        assertTrue(section.contains("0.0123"), section);
    }

    private static byte[] block(MeterModel model, int at, String octets) {
        byte[] block = new byte[model.blockOctets()];
        byte[] field = HexFormat.of().parseHex(octets);
        System.arraycopy(field, 0, block, at, field.length);
        return block;
    }
}
