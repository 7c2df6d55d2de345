// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CosemDateTimePropertyTest {

    @Property(tries = 500)
    void decodingWhatWasEncodedGivesTheSameInstant(@ForAll @LongRange(max = 4_102_444_800L) long epochSecond) {
        Instant instant = Instant.ofEpochSecond(epochSecond);

        assertEquals(
                instant, CosemDateTime.decode(CosemDateTime.encode(instant)).instant());
    }

    @Property(tries = 1_000)
    void anyTwelveOctetsGiveAValue(@ForAll @Size(12) byte[] octets) {
        CosemDateTime.decode(octets);
    }
}
