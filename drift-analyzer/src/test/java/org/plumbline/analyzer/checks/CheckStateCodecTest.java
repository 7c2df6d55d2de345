// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.Verdict;
import org.plumbline.analyzer.state.StateFormatException;

class CheckStateCodecTest {
    /** Written by version 1 for a household after 20 days, with a stuck tariff register and one late reading. */
    @Test
    void octetsOfVersionOneAreRead() throws IOException {
        byte[] frozen;
        try (InputStream in = getClass().getResourceAsStream("/state/check-state-v1.bin")) {
            frozen = in.readAllBytes();
        }
        CheckState state = CheckStateCodec.decode(frozen);
        assertEquals(Verdict.State.FAILED, state.verdict(CheckKind.TARIFF_SUM).state());
        assertEquals(Verdict.State.OK, state.verdict(CheckKind.POWER_PATH).state());
        assertEquals(Map.of("LATE", 1), state.refusedReadings());
        assertArrayEquals(frozen, CheckStateCodec.encode(state));
    }

    @Test
    void octetsOfAnotherVersionAreRefused() {
        byte[] octets = CheckStateCodec.encode(CheckState.initial());
        octets[0] = 2;
        assertEquals(
                "check state of version 2",
                assertThrows(StateFormatException.class, () -> CheckStateCodec.decode(octets))
                        .getMessage());
    }
}
