// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.plumbline.simulator.network.SegmentWatch;

/** The segment watch, told of connections, and asked to confirm once every event loop has read what had arrived. */
record WatchedLoops(SegmentWatch segments, EventLoopGroup loops) {
    private static final long TURN_MILLIS = 5;
    private static final int TURNS = 2;

    SegmentWatch.Ticket opened(String meterId) {
        SegmentWatch.Ticket ticket = segments.opened(meterId);
        if (ticket.toConfirm()) {
            AtomicInteger outstanding = new AtomicInteger();
            loops.forEach(loop -> outstanding.incrementAndGet());
            loops.forEach(loop -> afterTurns(loop, TURNS, () -> {
                if (outstanding.decrementAndGet() == 0) {
                    segments.confirm(ticket);
                }
            }));
        }
        return ticket;
    }

    void closed(SegmentWatch.Ticket ticket) {
        segments.closed(ticket);
    }

    /** A loop selects and reads before it runs what is due, so every turn has read what had arrived before. */
    private static void afterTurns(EventExecutor loop, int turns, Runnable then) {
        var unused = loop.schedule(
                () -> {
                    if (turns == 1) {
                        then.run();
                    } else {
                        afterTurns(loop, turns - 1, then);
                    }
                },
                TURN_MILLIS,
                TimeUnit.MILLISECONDS);
    }
}
