// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.gateway.guard.ServerFrames.hex;

import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;

class AareTest {

    private static final String HLS = "6144 a109060760857405080103 a203020100 a305a10302010e a40a04084d4d4d0000bc614e"
            + "88020780 890760857405080205 aa0a8008503677524a323146 be06040428020304";

    @Test
    void fieldsOfAnHlsAareAreRead() {
        Aare aare = Aare.decode(hex(HLS));

        assertEquals(Aare.CONTEXT_LOGICAL_NAMES_CIPHERED, aare.contextName());
        assertEquals(Aare.ACCEPTED, aare.result());
        assertEquals(14, aare.diagnostic());
        assertEquals(Octets.ofHex("4d4d4d0000bc614e"), aare.respondingTitle());
        assertEquals(Octets.ofHex("503677524a323146"), aare.challenge());
        assertEquals(Octets.ofHex("28020304"), aare.userInformation());
    }

    @Test
    void rejectionCarriesItsDiagnostic() {
        Aare aare = Aare.decode(hex("6117 a109060760857405080101 a203020101 a305a10302010d"));

        assertEquals(1, aare.result());
        assertEquals(13, aare.diagnostic());
    }

    @Test
    void fieldThatComesTwiceIsRefused() {
        MeterFaultException thrown =
                assertThrows(MeterFaultException.class, () -> Aare.decode(hex("610a a203020100 a203020101")));

        assertEquals(
                GuardRule.LENGTH,
                assertInstanceOf(MeterFault.GuardViolated.class, thrown.fault()).rule());
    }

    @Test
    void exceptionResponseInsteadOfAnAareIsNamed() {
        MeterFaultException thrown = assertThrows(MeterFaultException.class, () -> Aare.decode(hex("d80106000007d0")));

        assertEquals(new MeterFault.ServiceRefused("request", 1, 6), thrown.fault());
    }

    @Test
    void initiateResponseTellsConformanceAndPduSize() {
        InitiateResponse agreed = InitiateResponse.plain(hex("0800065f1f040000101d04b00007"));

        assertEquals(0x04B0, agreed.maxPduOctets());
        assertTrue(agreed.supports(19));
        assertTrue(agreed.supports(20));
        assertTrue(agreed.supports(23));
        assertFalse(agreed.supports(2));
    }
}
