// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosemDateTimeTest {

    @Test
    void utcIsLocalTimePlusDeviation() {
        // 2026-03-29 03:30:00 in a zone two hours ahead of UTC: deviation -120 minutes
        CosemDateTime time = decode("07ea 03 1d 07 03 1e 00 00 ff88 80");

        assertEquals(Instant.parse("2026-03-29T01:30:00Z"), time.instant());
        assertEquals(0x80, time.clockStatus());
    }

    @Test
    void theRepeatedHourOfAutumnGivesTwoInstants() {
        assertEquals(
                Instant.parse("2026-10-25T00:30:00Z"),
                decode("07ea 0a 19 07 03 1e 00 00 ff4c 80").instant());
        assertEquals(
                Instant.parse("2026-10-25T01:30:00Z"),
                decode("07ea 0a 19 07 03 1e 00 00 ff88 00").instant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffff 03 1d 07 03 1e 00 00 0000 00",
                "07ea ff 1d 07 03 1e 00 00 0000 00",
                "07ea 0d 1d 07 03 1e 00 00 0000 00",
                "07ea 02 1e 07 03 1e 00 00 0000 00",
                "07ea 03 1d 07 19 1e 00 00 0000 00",
                "07ea 03 1d 07 ff 1e 00 00 0000 00",
                "07ea 03 1d 07 03 3c 00 00 0000 00",
                "07ea 03 1d 07 03 1e 3c 00 0000 00",
                "07ea 03 1d 07 03 1e 00 64 0000 00",
                "07ea 03 1d 07 03 1e 00 00 8000 00",
                "07ea 03 1d 07 03 1e 00 00 7000 00"
            })
    void wildcardsAndImpossibleFieldsGiveNoInstant(String hex) {
        assertNull(decode(hex).instant());
    }

    @Test
    void unspecifiedHundredthsCountAsZero() {
        assertEquals(
                Instant.parse("2026-03-29T03:30:00Z"),
                decode("07ea 03 1d ff 03 1e 00 ff 0000 ff").instant());
    }

    @Test
    void anotherLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CosemDateTime.decode(new byte[11]));
    }

    private static CosemDateTime decode(String hex) {
        return CosemDateTime.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
