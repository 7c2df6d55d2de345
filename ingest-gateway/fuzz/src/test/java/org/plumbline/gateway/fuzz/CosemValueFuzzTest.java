// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.MeterFaultException;

public class CosemValueFuzzTest {

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyOctetsAreAValueOrRefused(byte[] octets) {
        Bounds.hold(octets.length, MeterFaultException.class, () -> CosemValueDecoder.decode(octets));
        Bounds.hold(octets.length, MeterFaultException.class, () -> CosemValueDecoder.length(ByteBuffer.wrap(octets)));
    }
}
