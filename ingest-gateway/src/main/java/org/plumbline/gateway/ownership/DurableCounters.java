// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.InvocationCounters;
import org.plumbline.gateway.state.MeterState;

/**
 * Invocation counters of one meter, from blocks that are durable before their first number is used. A new instance starts
 * above every block ever reserved, so what an earlier owner used or still uses never comes again. A key that is new to the
 * meter may have been used under another name: its counters begin at the seconds since 2020 (ADR 8). Used by the meter's
 * sessions only, one after the other: no lock is held while a reservation becomes durable.
 */
public final class DurableCounters implements InvocationCounters {

    private static final Instant COUNTED_FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant EARLIEST_CREDIBLE = Instant.parse("2026-01-01T00:00:00Z");

    private final MeterMemory memory;
    private final int blockSize;
    private long next;
    private long blockEnd;

    /** @param blockSize counters per reservation, at least 1 */
    public DurableCounters(MeterMemory memory, int blockSize) {
        if (blockSize < 1) {
            throw new IllegalArgumentException("block size must be at least 1: " + blockSize);
        }
        this.memory = memory;
        this.blockSize = blockSize;
        this.next = Math.max(1, memory.state().reservedCounterEnd());
        this.blockEnd = next;
    }

    /**
     * To be called before the first number for a key; does nothing when the meter has used it last. Durable when it
     * returns.
     *
     * @param fingerprint of the key; empty for an association without one
     * @param wallTime now
     * @throws MeterFaultException CounterBlockUnavailable when the clock cannot be right, or nothing can be reserved
     */
    public void use(Octets fingerprint, Instant wallTime) {
        if (fingerprint.length() == 0 || fingerprint.equals(memory.state().keyFingerprint())) {
            return;
        }
        if (wallTime.isBefore(EARLIEST_CREDIBLE)) {
            throw new MeterFaultException(new MeterFault.CounterBlockUnavailable("the wall clock shows " + wallTime
                    + ", which cannot be; set it, then keys new to a meter can be used"));
        }
        long first = Math.max(next, Duration.between(COUNTED_FROM, wallTime).toSeconds());
        reserveFrom(first, state -> state.withKeyFingerprint(fingerprint).withJumpUnproven(false));
    }

    @Override
    public long next() {
        if (next >= blockEnd) {
            reserveFrom(next, UnaryOperator.identity());
        }
        return next++;
    }

    @Override
    public long peek() {
        return next;
    }

    @Override
    public void raiseAbove(long counter) {
        if (counter < next) {
            return;
        }
        reserveFrom(counter + 1, state -> state.withJumpUnproven(true));
    }

    @Override
    public boolean jumpUnproven() {
        return memory.state().jumpUnproven();
    }

    /** Not waited for: lost in a crash, it forbids one jump too many, never allows one. */
    @Override
    public void proven() {
        if (jumpUnproven()) {
            memory.commit(state -> state.withJumpUnproven(false), List.of());
        }
    }

    /** When nobody knows whether the reservation is durable, it counts as such: what comes is above it. */
    private void reserveFrom(long first, UnaryOperator<MeterState> change) {
        if (first >= MeterState.COUNTER_LIMIT) {
            throw new MeterFaultException(new MeterFault.CounterExhausted(first));
        }
        long end = Math.min(first + blockSize, MeterState.COUNTER_LIMIT);
        try {
            memory.commitNow(state -> change.apply(state.withReservedCounterEnd(end)), List.of());
        } catch (CommitFailedException notDurable) {
            next = Math.max(next, memory.state().reservedCounterEnd());
            blockEnd = next;
            throw new MeterFaultException(
                    new MeterFault.CounterBlockUnavailable(String.valueOf(notDurable.getMessage())), notDurable);
        }
        next = first;
        blockEnd = end;
    }
}
