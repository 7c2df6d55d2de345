// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssociationObjectTest {

    // array(1) of structure(4): class 3, version 0, 1.0.1.8.0.255, rights {(1,r) (2,rw) (3,none)}, methods {(1, true)}
    private static final String ONE_REGISTER = "0101" + "0204" + "120003" + "1100" + "09060100010800FF" + "0202"
            + "0103" + "02030F01160100" + "02030F02160300" + "02030F03160000" + "0101" + "02020F010301";

    private static List<AssociationObject> decoded(String hex) {
        return AssociationObject.listOf(CosemValueDecoder.decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void anEntrySaysWhatTheAssociationMayDo() {
        AssociationObject register = decoded(ONE_REGISTER).getFirst();
        assertEquals(3, register.classId());
        assertEquals(ObisCode.parse("1.0.1.8.0.255"), register.logicalName());
        assertTrue(register.reads(1));
        assertFalse(register.writes(1));
        assertTrue(register.reads(2));
        assertTrue(register.writes(2));
        assertFalse(register.reads(3));
        assertFalse(register.reads(4));
        assertEquals(Map.of(1, 1), register.methodAccess());
    }

    @Test
    void nothingIsAnEmptyList() {
        assertEquals(List.of(), decoded("00"));
        assertEquals(List.of(), decoded("0100"));
    }

    @Test
    void whatIsNoObjectListIsRefused() {
        for (String hex : List.of(
                "1105",
                "01011105",
                "01010201120003",
                ONE_REGISTER.replace("09060100010800FF", "090501000108FF"),
                ONE_REGISTER.replace("120003", "0600FFFFFF"))) {
            assertTrue(
                    assertThrows(MeterFaultException.class, () -> decoded(hex)).fault()
                            instanceof MeterFault.UnexpectedContent,
                    hex);
        }
    }
}
