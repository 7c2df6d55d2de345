// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.plumbline.simulator.meter.CoefficientBlock.Decoded;

class CoefficientBlockPropertyTest {

    @Example
    void checksumsHaveTheirPublishedCheckValues() {
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0x906E, Checksums.crc16X25(check, 9));
        assertEquals(0xE3069283L, Checksums.crc32c(check, 9));
        assertEquals(0xCBF43926L, Checksums.crc32(check, 9));
    }

    @Example
    void canonicalBytesAreThoseOfTheDocumentedLayouts() {
        assertArrayEquals(
                HexFormat.of().parseHex("0101003F7CEDFFFE"), new CoefficientBlock.Alpha(0x3F7CED, -2).canonicalBytes());
        byte[] beta = new CoefficientBlock.Beta(-0x10000, -5, 7).canonicalBytes();
        assertEquals("0002ffff0000fffffffb0007", HexFormat.of().formatHex(beta, 0, 12));
        byte[] gamma = new CoefficientBlock.Gamma(
                        List.of(0x100000L, 0x100001L, 0xFFFFFL), List.of(1, -1, 2), List.of(10, -10, 0))
                .canonicalBytes();
        assertEquals(
                "504c424303030000001000000010000100" + "0fffff0001ffff00020000000afffffff600000000",
                HexFormat.of().formatHex(gamma, 0, 38));
    }

    @Property(tries = 100)
    void everyModelDecodesWhatItEncodes(
            @ForAll MeterModel model, @ForAll @DoubleRange(min = 0.5, max = 1.99) double gain) {
        CoefficientBlock block = model.blockOfGain(gain);
        assertEquals(new Decoded.Valid(block), model.decode(block.canonicalBytes()));
        assertEquals(gain, block.gain(), 1e-6);
        assertEquals(model.blockLength(), block.canonicalBytes().length);
    }

    @Property(tries = 200)
    void aFlippedBitInABlockWithChecksumInsideIsRefused(
            @ForAll @IntRange(max = 511) int position, @ForAll @IntRange(min = 1, max = 2) int ordinal) {
        MeterModel model = MeterModel.values()[ordinal];
        byte[] block = model.blockOfGain(1.01).canonicalBytes();
        int bit = position % (block.length * 8);
        block[bit / 8] ^= (byte) (1 << bit % 8);
        assertInstanceOf(Decoded.Invalid.class, model.decode(block));
    }

    @Property(tries = 100)
    void anyOctetsDecodeToAValidOrAnInvalidBlock(@ForAll MeterModel model, @ForAll byte[] octets) {
        assertInstanceOf(Decoded.class, model.decode(octets));
    }

    /** From docs/meter-models.md: 2^-18 rad, 2^-20 turns, 2^-17 rad. */
    @Example
    void angleOfEachLayoutIsAsDocumented() {
        assertEquals(-0.01, new CoefficientBlock.Alpha(1 << 22, -2_621).phaseRadians(), 2e-6);
        assertEquals(0.01, new CoefficientBlock.Beta(0, 0, 1_669).phaseRadians(), 3e-6);
        List<Long> gains = List.of(1L << 20, 1L << 20, 1L << 20);
        assertEquals(
                0.02,
                new CoefficientBlock.Gamma(gains, List.of(2_621, 2_622, 2_621), List.of(0, 0, 0)).phaseRadians(),
                4e-6);
    }
}
