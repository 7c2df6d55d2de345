// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.state.MeterState;

class DurableCountersTest {

    private static final int BLOCK = 10;
    private static final Octets KEY = Octets.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    private static final Instant IN_2026 = Instant.parse("2026-06-01T00:00:00Z");
    private static final long SECONDS_IN_2026 = 202_435_200;

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

    /** Nobody can know that none was used. */
    @Test
    void aBlockWhoseOwnerWasKilledBeforeItsFirstFrameIsLeftBehindWhole() {
        counters(MeterState.INITIAL).use(KEY, IN_2026);
        MeterState reserved = log.commits.getLast().next();
        assertEquals(SECONDS_IN_2026 + BLOCK, reserved.reservedCounterEnd());
        assertEquals(SECONDS_IN_2026 + BLOCK, counters(reserved).next());
        assertEquals(SECONDS_IN_2026 + 2 * BLOCK, log.commits.getLast().next().reservedCounterEnd());
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

    @Test
    void aKeyNewToTheMeterBeginsAtTheSecondsSince2020InOneDurableStep() {
        DurableCounters counters = counters(MeterState.INITIAL);
        counters.use(KEY, IN_2026);
        MeterState durable = log.commits.getLast().next();
        assertEquals(1, log.commits.size());
        assertEquals(KEY, durable.keyFingerprint());
        assertEquals(SECONDS_IN_2026, counters.next());
        assertTrue(durable.reservedCounterEnd() > SECONDS_IN_2026);
    }

    @Test
    void aKeyMovedToAnotherNameNeverComesDownToWhatItHasUsed() {
        DurableCounters asOldName = counters(MeterState.INITIAL);
        asOldName.use(KEY, IN_2026);
        long last = 0;
        for (int i = 0; i < 500; i++) {
            last = asOldName.next();
        }
        DurableCounters asNewName = counters(MeterState.INITIAL);
        asNewName.use(KEY, IN_2026.plus(Duration.ofDays(1)));
        assertTrue(asNewName.next() > last);
    }

    @Test
    void whatWasReservedIsNeverLeftForTheSecondsWhenItIsMore() {
        DurableCounters counters = counters(MeterState.INITIAL.withReservedCounterEnd(3_000_000_000L));
        counters.use(KEY, IN_2026);
        assertEquals(3_000_000_000L, counters.next());
    }

    @Test
    void theKeyUsedLastGoesOnWhereItsReservationEnded() {
        DurableCounters counters =
                counters(MeterState.INITIAL.withKeyFingerprint(KEY).withReservedCounterEnd(70));
        counters.use(KEY, IN_2026);
        counters.use(Octets.empty(), IN_2026);
        assertEquals(70, counters.next());
    }

    @Test
    void aClockBefore2026CannotBeginAKey() {
        DurableCounters counters = counters(MeterState.INITIAL);
        MeterFaultException refused =
                assertThrows(MeterFaultException.class, () -> counters.use(KEY, Instant.parse("2025-12-31T23:59:59Z")));
        assertInstanceOf(MeterFault.CounterBlockUnavailable.class, refused.fault());
        assertEquals(List.of(), log.commits);
    }

    @Test
    void aJumpStaysUnprovenAcrossACrashUntilAnAssociationSucceeds() {
        DurableCounters counters = counters(MeterState.INITIAL);
        assertFalse(counters.jumpUnproven());
        counters.raiseAbove(1_000);
        DurableCounters afterCrash = counters(log.commits.getLast().next());
        assertTrue(afterCrash.jumpUnproven());
        afterCrash.proven();
        assertFalse(counters(log.commits.getLast().next()).jumpUnproven());
    }

    @Test
    void aJumpWithinTheReservedBlockIsMarkedToo() {
        DurableCounters counters = counters(MeterState.INITIAL);
        assertEquals(1, counters.next());
        counters.raiseAbove(4);
        assertTrue(log.commits.getLast().next().jumpUnproven());
        assertEquals(5, counters.next());
    }

    @Test
    void aReservationOfWhichNobodyKnowsWhetherItIsDurableIsNeverGoneBackBehind() {
        MeterMemory memory = new MeterMemory("M", MeterState.INITIAL, log, Duration.ofMillis(1));
        DurableCounters counters = new DurableCounters(memory, BLOCK);
        log.silent = true;
        assertThrows(MeterFaultException.class, () -> counters.use(KEY, IN_2026));
        log.silent = false;
        counters.use(KEY, IN_2026);
        assertTrue(counters.peek() >= SECONDS_IN_2026);
        assertTrue(counters.next() >= SECONDS_IN_2026);
        assertTrue(log.commits.getLast().next().reservedCounterEnd() > SECONDS_IN_2026 + BLOCK);
    }

    private DurableCounters counters(MeterState state) {
        return new DurableCounters(new MeterMemory("M", state, log, Duration.ofSeconds(1)), BLOCK);
    }
}
