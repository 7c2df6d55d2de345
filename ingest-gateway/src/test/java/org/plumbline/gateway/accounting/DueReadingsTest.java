// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueReadingsTest {

    @Test
    void theFirstSlotEverSeenIsOneReading() {
        assertEquals(1, DueReadings.since(DueReadings.NONE, 1_700_000_000L, 900));
    }

    @ParameterizedTest
    @CsvSource({
        "the same slot again,           9000,  9000,   900,  0",
        "the next slot,                 9000,  9900,   900,  1",
        "two slots were missed,         9000, 11700,   900,  3",
        "a clock set back,              9000,  8100,   900,  0",
        "a period made longer,          9000, 10800,  3600,  1",
        "a month of silence is a day,      0, 2592000,  900, 96",
        "a period longer than a day,       0, 2592000, 604800, 1"
    })
    void slotsAreCountedOnce(String what, long counted, long slot, long period, long expected) {
        assertEquals(expected, DueReadings.since(counted, slot, period), what);
    }
}
