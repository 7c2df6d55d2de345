// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JobPolicyPropertyTest {

    private static final JobPolicy POLICY = JobPolicy.defaults();

    /** From half a minute to minutes: longer than meters keep a dead association, within the validity of an order. */
    @Property(tries = 200)
    void aRetryWaitsLongerAfterEachFailureAndNeverBeyondTheValidityOfAnOrder(
            @ForAll String orderId, @ForAll @IntRange(min = 1, max = 1_000) int failures) {
        Duration delay = POLICY.delayAfterFailures(failures, orderId);
        assertTrue(delay.compareTo(Duration.ofMillis(22_500)) >= 0, delay::toString);
        assertTrue(delay.compareTo(POLICY.orderValidity().multipliedBy(5).dividedBy(4)) <= 0, delay::toString);
        assertTrue(POLICY.delayAfterFailures(failures + 1, orderId).compareTo(delay) >= 0);
        assertEquals(delay, POLICY.delayAfterFailures(failures, orderId));
    }

    @Example
    void metersThatFailedTogetherAreNotTriedTogether() {
        assertNotEquals(POLICY.delayAfterFailures(1, "order-1"), POLICY.delayAfterFailures(1, "order-2"));
        assertEquals(180, POLICY.delayAfterFailures(2, "").toSeconds() / 0.75, 1);
    }
}
