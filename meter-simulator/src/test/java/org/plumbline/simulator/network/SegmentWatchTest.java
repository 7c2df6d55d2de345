// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.network.SegmentWatch.Excess;
import org.plumbline.simulator.network.SegmentWatch.Kind;
import org.plumbline.simulator.network.SegmentWatch.Limit;
import org.plumbline.simulator.network.SegmentWatch.Ticket;

class SegmentWatchTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final SegmentWatch watch = new SegmentWatch(
            meterId -> meterId.substring(0, 1), Map.of("A", new Limit(2, 3, Duration.ofSeconds(1))), nanos::get);

    @Test
    void oneConnectionTooManyIsAnExcessWhenItIsConfirmed() {
        watch.opened("A1");
        watch.opened("A2");
        Ticket third = watch.opened("A3");
        assertTrue(third.toConfirm());
        watch.confirm(third);
        assertEquals(List.of(new Excess("A", Kind.CONCURRENT, 3, 2, "A3")), watch.excesses());
        assertEquals(3, watch.mostOpen("A"));
    }

    @Test
    void connectionThatHadEndedButWasNotSeenToEndIsNoExcess() {
        Ticket first = watch.opened("A1");
        watch.opened("A2");
        Ticket third = watch.opened("A3");
        watch.closed(first);
        watch.opened("A4"); // came after the one to confirm, and has its own judgement
        watch.confirm(third);
        assertEquals(
                List.of(),
                watch.excesses().stream()
                        .filter(e -> e.kind() == Kind.CONCURRENT)
                        .toList());
    }

    @Test
    void tooManyNewConnectionsInAWindowAreAnExcess() {
        for (int i = 0; i < 3; i++) {
            watch.closed(watch.opened("A1"));
            nanos.addAndGet(Duration.ofMillis(300).toNanos());
        }
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        watch.closed(watch.opened("A1")); // 1000 ms after the first, which has left the window
        assertEquals(List.of(), watch.excesses());
        watch.closed(watch.opened("A1"));
        assertEquals(List.of(new Excess("A", Kind.OPENED, 4, 3, "A1")), watch.excesses());
        assertEquals(4, watch.mostOpened("A"));
    }

    @Test
    void segmentWithoutLimitIsCountedOnly() {
        for (int i = 0; i < 10; i++) {
            assertFalse(watch.opened("B" + i).toConfirm());
        }
        assertEquals(10, watch.mostOpen("B"));
        assertEquals(List.of(), watch.excesses());
    }
}
