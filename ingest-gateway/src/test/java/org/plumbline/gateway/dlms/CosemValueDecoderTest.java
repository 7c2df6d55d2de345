// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.CosemValue.IntegerType;
import org.plumbline.gateway.dlms.CosemValue.IntegerValue;

class CosemValueDecoderTest {

    @Test
    void integersKeepTheirTypeAndEveryBit() {
        assertEquals(new IntegerValue(IntegerType.INTEGER, -1), decode("0fff"));
        assertEquals(new IntegerValue(IntegerType.UNSIGNED, 255), decode("11ff"));
        assertEquals(new IntegerValue(IntegerType.LONG, -2), decode("10fffe"));
        assertEquals(new IntegerValue(IntegerType.LONG_UNSIGNED, 65_534), decode("12fffe"));
        assertEquals(new IntegerValue(IntegerType.DOUBLE_LONG, -3), decode("05fffffffd"));
        assertEquals(new IntegerValue(IntegerType.DOUBLE_LONG_UNSIGNED, 0xFFFF_FFFFL), decode("06ffffffff"));
        assertEquals(new IntegerValue(IntegerType.LONG64, Long.MIN_VALUE), decode("148000000000000000"));
        assertEquals(new IntegerValue(IntegerType.LONG64_UNSIGNED, Long.MAX_VALUE), decode("157fffffffffffffff"));
        assertEquals(new IntegerValue(IntegerType.ENUM, 30), decode("161e"));
    }

    @Test
    void unsignedBeyondALongIsRefusedInsteadOfWrapping() {
        assertThrows(MeterFaultException.class, () -> decode("158000000000000000"));
    }

    @Test
    void structuresAndArraysNest() {
        assertEquals(
                new CosemValue.Array(List.of(new CosemValue.Structure(
                        List.of(CosemValue.OctetString.of(new byte[] {1, 2}), new CosemValue.NullData())))),
                decode("0101 0202 09020102 00"));
    }

    @Test
    void nestingUpToTheLimitPasses() {
        String nested = "0201".repeat(CosemValueDecoder.DEEPEST_NESTING);

        assertTrue(decode(nested + "00") instanceof CosemValue.Structure);
        assertThrows(MeterFaultException.class, () -> decode("0201" + nested + "00"));
    }

    @Test
    void bitStringsKeepTheirBitCount() {
        assertEquals(new CosemValue.BitString(9, Octets.ofHex("ff80")), decode("0409ff80"));
    }

    private static CosemValue decode(String hex) {
        return CosemValueDecoder.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
