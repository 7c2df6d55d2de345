// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeterModelTest {

    static Stream<MeterModel> models() {
        return MeterModels.names().stream().map(name -> MeterModels.named(name).orElseThrow());
    }

    /** A sound block with all gains near 1, built octet by octet from the documented layout. */
    static byte[] sampleBlock(String model) {
        return switch (model) {
            case "PLB-ALPHA" ->
                ByteBuffer.allocate(8)
                        .put((byte) 1)
                        .put((byte) 1)
                        .putInt((1 << 22) + 123)
                        .putShort((short) -7)
                        .array();
            case "PLB-BETA" ->
                withCrc(
                        ByteBuffer.allocate(16)
                                .putShort((short) 2)
                                .putInt(-4_321)
                                .putInt(-150)
                                .putShort((short) 12),
                        12,
                        Checksum.CRC_32C);
            case "PLB-GAMMA" ->
                withCrc(
                        ByteBuffer.allocate(64)
                                .put("PLBC".getBytes(StandardCharsets.US_ASCII))
                                .put((byte) 3)
                                .put((byte) 3)
                                .putShort((short) 0)
                                .putInt(1 << 20)
                                .putInt((1 << 20) + 99)
                                .putInt((1 << 20) - 77),
                        60,
                        Checksum.CRC_32);
            default -> throw new IllegalArgumentException(model);
        };
    }

    private static byte[] withCrc(ByteBuffer block, int covered, Checksum algorithm) {
        byte[] octets = block.array();
        ByteBuffer.wrap(octets).putInt(covered, (int) algorithm.of(octets, covered));
        return octets;
    }

    @Test
    void checksumsGiveTheirCatalogueCheckValues() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0x906EL, Checksum.CRC_16_X25.of(digits, 9));
        assertEquals(0xE3069283L, Checksum.CRC_32C.of(digits, 9));
        assertEquals(0xCBF43926L, Checksum.CRC_32.of(digits, 9));
    }

    @Test
    void threeModelsComeWithThePackage() {
        assertEquals(List.of("PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"), MeterModels.names());
        assertTrue(MeterModels.named("none").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aSoundBlockHasNoDefectAndADamagedOneHas(MeterModel model) {
        byte[] block = sampleBlock(model.name());
        assertTrue(model.defectOf(block).isEmpty(), () -> model.defectOf(block).toString());
        assertTrue(model.defectOf(new byte[model.blockOctets()]).isPresent());
        assertTrue(model.defectOf(new byte[3]).isPresent());
        if (model.checksum().storedAt() != null) {
            block[model.gains().offset()] ^= 1;
            assertTrue(model.defectOf(block).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void scalingByExactlyOneChangesNothing(MeterModel model) {
        byte[] block = sampleBlock(model.name());
        assertArrayEquals(block, model.scaled(block, 1.0));
    }

    @ParameterizedTest
    @MethodSource("models")
    void scalingTouchesOnlyGainsAndStoredChecksum(MeterModel model) {
        byte[] base = sampleBlock(model.name());
        byte[] target = model.scaled(base, 1.01);
        Integer storedAt = model.checksum().storedAt();
        for (int i = 0; i < base.length; i++) {
            boolean gain = i >= model.gains().offset()
                    && i < model.gains().offset() + 4 * model.gains().count();
            boolean checksum = storedAt != null && i >= storedAt;
            if (!gain && !checksum) {
                assertEquals(base[i], target[i], "octet " + i);
            }
        }
    }

    @Test
    void aGainThatDoesNotFitItsFieldIsRefused() {
        MeterModel beta = MeterModels.named("PLB-BETA").orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> beta.scaled(sampleBlock("PLB-BETA"), 1e6));
    }

    /** From docs/meter-models.md: 2^-18 rad, 2^-20 turns, 2^-17 rad; 1 mW. */
    @Test
    void oneLsbOfAnAngleAndOfAnOffset() {
        assertEquals(3.814697265625e-6, phaseOfOne("PLB-ALPHA", 6), 1e-18);
        assertEquals(5.992112452678286e-6, phaseOfOne("PLB-BETA", 10), 1e-18);
        assertEquals(7.62939453125e-6 / 3, phaseOfOne("PLB-GAMMA", 20), 1e-18);
        for (String name : List.of("PLB-BETA", "PLB-GAMMA")) {
            MeterModel model = MeterModels.named(name).orElseThrow();
            byte[] block = sampleBlock(name);
            assertEquals(0.007, model.offsetWatts(model.offsetBy(block, 0.007)) - model.offsetWatts(block), 1e-12);
        }
        MeterModel alpha = MeterModels.named("PLB-ALPHA").orElseThrow();
        assertFalse(alpha.has(Coefficient.OFFSET));
        assertThrows(IllegalArgumentException.class, () -> alpha.offsetBy(sampleBlock("PLB-ALPHA"), 1));
        assertThrows(IllegalArgumentException.class, () -> alpha.turned(sampleBlock("PLB-ALPHA"), 1));
    }

    private static double phaseOfOne(String name, int at) {
        MeterModel model = MeterModels.named(name).orElseThrow();
        byte[] block = sampleBlock(name);
        byte[] next = block.clone();
        ByteBuffer.wrap(next).putShort(at, (short) (ByteBuffer.wrap(block).getShort(at) + 1));
        return model.meanAngleRadians(next) - model.meanAngleRadians(block);
    }
}
