// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.fuzz.Bounds;
import org.plumbline.gateway.fuzz.KeptInputs;

public class ProfileFuzzTest {

    private static final ObisCode PROFILE = ObisCode.parse("1.0.99.1.0.255");
    private static final Instant FROM = Instant.parse("2010-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2040-01-01T00:00:00Z");

    /** Period, capture objects and buffer, one COSEM value after the other. */
    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyValuesAreALayoutWithRowsOrRefused(byte[] octets) {
        Bounds.hold(octets.length, MeterFaultException.class, () -> {
            ByteBuffer in = ByteBuffer.wrap(octets);
            CosemValue period = CosemValueDecoder.decode(in);
            CosemValue columns = CosemValueDecoder.decode(in);
            CosemValue buffer = CosemValueDecoder.decode(in);
            ProfileLayout layout =
                    ProfileReader.layout(PROFILE, columns, period, (classId, obis) -> new ScalerUnit(1, 30));
            ProfileSlice slice = ProfileReader.slice(layout, buffer, FROM, TO);
            for (ProfileRow row : slice.rows()) {
                assertEquals(layout.registers().size(), row.values().size());
                assertTrue(
                        !row.captureTime().isBefore(FROM) && !row.captureTime().isAfter(TO));
            }
            return slice;
        });
    }
}
