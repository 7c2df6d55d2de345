// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.guard.Aare;

public class AareFuzzTest {

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyOctetsAreAnAareOrRefused(byte[] octets) {
        Bounds.hold(octets.length, MeterFaultException.class, () -> Aare.decode(octets))
                .ifPresent(aare -> assertTrue(
                        aare.respondingTitle().length()
                                        + aare.challenge().length()
                                        + aare.userInformation().length()
                                < octets.length,
                        "no octet is used twice"));
    }
}
