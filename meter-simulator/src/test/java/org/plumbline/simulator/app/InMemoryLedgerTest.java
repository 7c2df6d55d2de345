// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.port.TruthLedger.Counter;
import org.plumbline.simulator.port.TruthLedger.CounterUse;
import org.plumbline.simulator.port.TruthLedger.Level;

class InMemoryLedgerTest {
    private static final String KEY = "0011223344556677";

    private final InMemoryLedger ledger = new InMemoryLedger();

    @Test
    void rowsComeBackAsTheyWere() {
        List<Level> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(new Level(900L * i, 4_294_967_295L - i, 1L << 40, -5, 4_000_000_000L, 0xA3, -i));
        }
        ledger.levels("M", rows.subList(0, 7));
        ledger.levels("M", rows.subList(7, 1000));
        assertEquals(rows, ledger.levelsOf("M"));
        assertEquals(1000, ledger.levelCountOf("M"));
        assertTrue(ledger.levelsOf("N").isEmpty());
    }

    @Test
    void repeatedCountersAreFoundPerKeyInWhateverUse() {
        seen("M", KEY, 5, CounterUse.FRAME, "");
        seen("M", KEY, 6, CounterUse.FRAME, "");
        seen("M", KEY, 6, CounterUse.CHALLENGE, "");
        seen("M", KEY, 5, CounterUse.FRAME, "not above 6");
        seen("M", KEY, 5, CounterUse.FRAME, "not above 6");
        seen("M", "8899aabbccddeeff", 7, CounterUse.FRAME, "");
        seen("M", KEY, 7, CounterUse.FRAME, "");
        seen("N", KEY, 7, CounterUse.FRAME, "");
        assertEquals(
                List.of(5L, 6L),
                ledger.repeatedCountersOf("M").stream().map(Counter::counter).toList());
        assertEquals(List.of(), ledger.repeatedCountersOf("N"));
        assertEquals(7, ledger.countersOf("M").size());
        assertEquals(
                2, ledger.countersOf("M").stream().filter(c -> !c.accepted()).count());
        assertEquals(CounterUse.CHALLENGE, ledger.countersOf("M").get(2).use());
    }

    private void seen(String meterId, String key, long counter, CounterUse use, String refusal) {
        ledger.counter(new Counter(meterId, key, counter, use, refusal));
    }
}
