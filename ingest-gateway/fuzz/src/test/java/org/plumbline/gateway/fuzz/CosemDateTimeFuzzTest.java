// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.dlms.CosemDateTime;

public class CosemDateTimeFuzzTest {

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyTwelveOctetsAreATimeAndNothingElseIs(byte[] octets) {
        Bounds.hold(octets.length, IllegalArgumentException.class, () -> CosemDateTime.decode(octets))
                .ifPresent(time -> {
                    assertEquals(CosemDateTime.LENGTH, octets.length);
                    if (time.instant() != null) {
                        assertEquals(
                                time.instant(),
                                CosemDateTime.decode(CosemDateTime.encode(time.instant()))
                                        .instant());
                    }
                });
    }
}
