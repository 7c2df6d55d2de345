// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class GetWithListTest {

    private static final CosemAttribute ENERGY = new CosemAttribute(3, ObisCode.parse("1.0.1.8.0.255"), 2);
    private static final CosemAttribute SERIAL = new CosemAttribute(1, ObisCode.parse("0.0.96.1.0.255"), 2);

    @Test
    void requestIsAsTheStandardLaysItOut() {
        assertArrayEquals(
                hex("c0 03 c1 02" + "0003 0100010800ff 02 00" + "0001 0000600100ff 02 00"),
                GetWithList.request(0xC1, List.of(ENERGY, SERIAL)));
    }

    @Test
    void refusedItemKeepsItsPlaceAndShiftsNoOther() {
        List<AccessOutcome> results = results("03" + "00 06 000004d2" + "01 04" + "00 0903 414243", 3);

        assertEquals(
                List.of(
                        new AccessOutcome.Done(CosemValue.doubleLongUnsigned(1_234)),
                        new AccessOutcome.Refused(4),
                        new AccessOutcome.Done(CosemValue.OctetString.of(hex("414243")))),
                results);
    }

    @Test
    void anotherNumberOfResultsThanAskedForIsRefusedBeforeAnythingIsAllocated() {
        refused(GuardRule.LENGTH, "01" + "00 1101", 2);
        refused(GuardRule.LENGTH, "03" + "00 1101" + "00 1102" + "00 1103", 2);
        refused(GuardRule.LENGTH, "84 7fffffff" + "00 1101" + "00 1102", 2);
        refused(GuardRule.LENGTH, "", 2);
    }

    @Test
    void resultsThatAreCutShortOrFollowedByMoreAreRefused() {
        refused(GuardRule.LENGTH, "02" + "00 1101" + "01", 2);
        refused(GuardRule.LENGTH, "02" + "00 1101", 2);
        refused(GuardRule.LENGTH, "02" + "00 1101" + "00 06 0000", 2);
        refused(GuardRule.LENGTH, "01" + "00 1101" + "00", 1);
    }

    @Test
    void resultThatIsNeitherValueNorRefusalIsRefused() {
        refused(GuardRule.RESPONSE_TYPE, "01" + "02 1101", 1);
        refused(GuardRule.RESPONSE_TYPE, "01" + "01 00", 1);
    }

    @Test
    void itemsAreBoundedByThePduAndByTheirNumber() {
        assertEquals(0, GetWithList.itemsWithin(13));
        assertEquals(1, GetWithList.itemsWithin(14));
        assertEquals(12, GetWithList.itemsWithin(128));
        assertEquals(GetWithList.MOST_ITEMS, GetWithList.itemsWithin(65_535));
        assertThrows(IllegalArgumentException.class, () -> GetWithList.request(0xC1, List.of()));
    }

    private static void refused(GuardRule rule, String octets, int asked) {
        MeterFaultException refused = assertThrows(MeterFaultException.class, () -> results(octets, asked));
        assertEquals(
                rule,
                assertInstanceOf(MeterFault.GuardViolated.class, refused.fault())
                        .rule());
    }

    private static List<AccessOutcome> results(String octets, int asked) {
        return GetWithList.results(ByteBuffer.wrap(hex(octets)), asked);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
