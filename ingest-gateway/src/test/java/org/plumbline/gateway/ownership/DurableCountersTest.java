// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.state.MeterState;

class DurableCountersTest {

    private static final int BLOCK = 10;
    private final RecordingCommitLog log = new RecordingCommitLog();

    @Test
    void everyNumberIsCoveredByAReservationThatWasDurableBefore() {
        DurableCounters counters = counters(MeterState.INITIAL);
        for (int i = 0; i < 35; i++) {
            long next = counters.next();
            assertTrue(next < log.commits.getLast().next().reservedCounterEnd());
        }
        assertEquals(4, log.commits.size());
    }

    @Test
    void eachTakeOverStartsAboveWhatAnyOwnerMayHaveUsed() {
        Set<Long> used = new HashSet<>();
        MeterState durable = MeterState.INITIAL;
        for (int owner = 0; owner < 5; owner++) {
            DurableCounters counters = counters(durable);
            for (int i = 0; i <= owner * 7; i++) {
                assertTrue(used.add(counters.next()), "a counter was used twice");
            }
            durable = log.commits.getLast().next(); // the owner is killed here
        }
    }

    @Test
    void withoutADurableReservationThereIsNoNumber() {
        DurableCounters counters = counters(MeterState.INITIAL);
        log.refusing = true;
        MeterFaultException refused = assertThrows(MeterFaultException.class, counters::next);
        assertInstanceOf(MeterFault.CounterBlockUnavailable.class, refused.fault());
    }

    @Test
    void raisingMovesUpDurablyAndNeverDown() {
        DurableCounters counters = counters(MeterState.INITIAL);
        counters.raiseAbove(1_000);
        assertEquals(1_001, counters.next());
        assertTrue(log.commits.getLast().next().reservedCounterEnd() > 1_001);
        counters.raiseAbove(5);
        assertEquals(1_002, counters.next());
    }

    @Test
    void theLastCounterIsNeverWrapped() {
        DurableCounters counters = counters(MeterState.INITIAL.withReservedCounterEnd(MeterState.COUNTER_LIMIT - 1));
        assertEquals(MeterState.COUNTER_LIMIT - 1, counters.next());
        MeterFaultException exhausted = assertThrows(MeterFaultException.class, counters::next);
        assertInstanceOf(MeterFault.CounterExhausted.class, exhausted.fault());
    }

    private DurableCounters counters(MeterState state) {
        return new DurableCounters(new MeterMemory("M", state, log, Duration.ofSeconds(1)), BLOCK);
    }
}
