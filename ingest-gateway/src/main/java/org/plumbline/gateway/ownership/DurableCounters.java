// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.util.List;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.InvocationCounters;
import org.plumbline.gateway.state.MeterState;

/**
 * Invocation counters of one meter, from blocks that are durable before their first number is used. A new instance starts
 * above every block ever reserved, so what an earlier owner used or still uses never comes again. Safe for many threads.
 */
public final class DurableCounters implements InvocationCounters {

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

    @Override
    public synchronized long next() {
        if (next >= blockEnd) {
            reserveFrom(next);
        }
        return next++;
    }

    @Override
    public synchronized long peek() {
        return next;
    }

    @Override
    public synchronized void raiseAbove(long counter) {
        if (counter < next) {
            return;
        }
        if (counter + 1 >= blockEnd) {
            reserveFrom(counter + 1);
        }
        next = counter + 1;
    }

    private void reserveFrom(long first) {
        if (first >= MeterState.COUNTER_LIMIT) {
            throw new MeterFaultException(new MeterFault.CounterExhausted(first));
        }
        long end = Math.min(first + blockSize, MeterState.COUNTER_LIMIT);
        try {
            memory.commitNow(state -> state.withReservedCounterEnd(end), List.of());
        } catch (CommitFailedException notDurable) {
            throw new MeterFaultException(
                    new MeterFault.CounterBlockUnavailable(String.valueOf(notDurable.getMessage())), notDurable);
        }
        blockEnd = end;
    }
}
