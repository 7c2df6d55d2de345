// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // the monotonic clock may overflow
    private final Lease lease = new Lease(nanos::get, Duration.ofSeconds(10), Duration.ofSeconds(3));

    @Test
    void isNotHeldBeforeTheCoordinatorAnswered() {
        assertFalse(lease.held());
    }

    @Test
    void endsAMarginBeforeTheSessionTimeoutCountedFromTheQuestion() {
        long asked = nanos.get();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        lease.renew(asked);
        assertTrue(lease.held());
        nanos.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertTrue(lease.held());
        nanos.addAndGet(1);
        assertFalse(lease.held());
    }

    @Test
    void aLateAnswerToAnOldQuestionNeverShortensIt() {
        long old = nanos.get();
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        lease.renew(nanos.get());
        lease.renew(old);
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertTrue(lease.held());
    }

    @Test
    void endsAtOnceWhenTheMembershipIsOver() {
        lease.renew(nanos.get());
        lease.end();
        assertFalse(lease.held());
    }

    @Test
    void aMarginAsLongAsTheTimeoutIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Lease(nanos::get, Duration.ofSeconds(3), Duration.ofSeconds(3)));
    }
}
