// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.guard.ApduCipher;
import org.plumbline.gateway.guard.InitiateResponse;

public class InitiateResponseFuzzTest {

    private static final int COUNTER = 7;

    private final ApduCipher client = Fixtures.client();

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyOctetsAreAnInitiateResponseOrRefused(byte[] octets) {
        Optional<InitiateResponse> plain =
                Bounds.hold(octets.length, MeterFaultException.class, () -> InitiateResponse.plain(octets));
        Optional<InitiateResponse> unsealed = Bounds.hold(
                octets.length,
                MeterFaultException.class,
                () -> InitiateResponse.ciphered(octets, client, Fixtures.METER_TITLE));
        assertTrue(unsealed.isEmpty(), "nothing passes without a valid tag");
        if (octets.length > 100) {
            return;
        }
        byte[] sealed = Fixtures.meter().protect(COUNTER, octets);
        byte[] ciphered = ByteBuffer.allocate(2 + sealed.length)
                .put((byte) 0x28)
                .put((byte) sealed.length)
                .put(sealed)
                .array();
        Optional<InitiateResponse> opened = Bounds.hold(
                octets.length,
                MeterFaultException.class,
                () -> InitiateResponse.ciphered(ciphered, client, Fixtures.METER_TITLE));
        assertEquals(
                plain.map(response -> new InitiateResponse(response.conformance(), response.maxPduOctets(), COUNTER)),
                opened,
                "sealed or plain, the same content means the same");
    }
}
