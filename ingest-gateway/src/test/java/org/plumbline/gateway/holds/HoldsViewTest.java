// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.holds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HoldsViewTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
    private final AtomicLong nanos = new AtomicLong(5);
    private final HoldsView view = new HoldsView(nanos::get);

    @Test
    void aViewNeverCompletedAllowsNothing() {
        assertInstanceOf(HoldDecision.Unknown.class, view.decide("c"));
    }

    @Test
    void aViewOlderThanASecondAllowsNothing() {
        view.completeAsOf(nanos.get());
        assertInstanceOf(HoldDecision.Free.class, view.decide("c"));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertInstanceOf(HoldDecision.Free.class, view.decide("c"));
        nanos.addAndGet(1);
        assertInstanceOf(HoldDecision.Unknown.class, view.decide("c"));
    }

    @Test
    void aHoldOnEverythingHoldsEveryCampaign() {
        view.completeAsOf(nanos.get());
        view.set(HoldsView.EVERYTHING, "fire", T);
        assertEquals(new HoldDecision.Held("*", "fire"), view.decide("c"));
    }

    @Test
    void aHoldOnOneCampaignLeavesTheOthersFree() {
        view.completeAsOf(nanos.get());
        view.set("c", "pause", T);
        assertEquals(new HoldDecision.Held("c", "pause"), view.decide("c"));
        assertInstanceOf(HoldDecision.Free.class, view.decide("d"));
    }

    @Test
    void anOldLiftSentAgainLiftsNothingNewer() {
        view.completeAsOf(nanos.get());
        view.set("c", "pause", T);
        view.lift("c", T.minusSeconds(1));
        assertInstanceOf(HoldDecision.Held.class, view.decide("c"));
        view.lift("c", T);
        assertInstanceOf(HoldDecision.Held.class, view.decide("c"));
        view.lift("c", T.plusMillis(1));
        assertInstanceOf(HoldDecision.Free.class, view.decide("c"));
    }

    @Test
    void anUndatedStopDoesNotOpenTheDoorForAnOldLift() {
        view.completeAsOf(nanos.get());
        view.set("c", "stop", T);
        view.set("c", "undated", Instant.EPOCH);
        view.lift("c", T.minusSeconds(1));
        assertInstanceOf(HoldDecision.Held.class, view.decide("c"));
    }

    @Test
    void aLiftThatWasUsedLiftsNoLaterUndatedStop() {
        view.completeAsOf(nanos.get());
        view.set("c", "stop", T);
        view.lift("c", T.plusSeconds(1));
        view.set("c", "undated", Instant.EPOCH);
        view.lift("c", T.plusSeconds(1));
        assertInstanceOf(HoldDecision.Held.class, view.decide("c"));
        view.lift("c", T.plusSeconds(2));
        assertInstanceOf(HoldDecision.Free.class, view.decide("c"));
    }

    @Test
    void historyReadAgainIsNeverTakenForTheLiveState() {
        view.set("c", "stop", T);
        view.completeAsOf(nanos.get());
        view.restart();
        assertInstanceOf(HoldDecision.Unknown.class, view.decide("c"));
        view.set("c", "earlier stop", T.minusSeconds(9));
        view.lift("c", T.minusSeconds(8));
        assertInstanceOf(HoldDecision.Unknown.class, view.decide("c"));
        view.set("c", "stop", T);
        view.completeAsOf(nanos.get());
        assertEquals(new HoldDecision.Held("c", "stop"), view.decide("c"));
    }
}
