// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.holds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.hold.HoldState.News;

class HoldsViewTest {

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
        stop(HoldsView.EVERYTHING, "a", "fire");
        assertEquals(new HoldDecision.Held("*", "fire"), view.decide("c"));
    }

    @Test
    void aHoldOnOneCampaignLeavesTheOthersFree() {
        view.completeAsOf(nanos.get());
        stop("c", "a", "pause");
        assertEquals(new HoldDecision.Held("c", "pause"), view.decide("c"));
        assertInstanceOf(HoldDecision.Free.class, view.decide("d"));
    }

    @Test
    void aLiftLiftsTheStopThatItNamesAndNoOther() {
        view.completeAsOf(nanos.get());
        stop("c", "a", "pause");
        assertFalse(lift("c", "b"));
        assertFalse(lift("c", ""));
        assertInstanceOf(HoldDecision.Held.class, view.decide("c"));
        assertTrue(lift("c", "a"));
        assertInstanceOf(HoldDecision.Free.class, view.decide("c"));
    }

    @Test
    void anOldLiftSentAgainLiftsNothingNewer() {
        view.completeAsOf(nanos.get());
        stop("c", "a", "stop");
        lift("c", "a");
        stop("c", "b", "later stop");
        assertFalse(lift("c", "a"));
        assertEquals(new HoldDecision.Held("c", "later stop"), view.decide("c"));
        assertTrue(lift("c", "b"));
        assertFalse(lift("c", "a"));
        assertInstanceOf(HoldDecision.Free.class, view.decide("c"));
    }

    @Test
    void aLiftLeftAloneByACompactedTopicHoldsUntilANewStopIsLifted() {
        view.completeAsOf(nanos.get());
        assertFalse(lift("c", "a"));
        assertInstanceOf(HoldDecision.Held.class, view.decide("c"));
        assertFalse(lift("c", ""));
        untrusted("d");
        assertEquals(2, view.inForce().orElseThrow());
        stop("c", "b", "stop");
        assertTrue(lift("c", "b"));
        assertInstanceOf(HoldDecision.Free.class, view.decide("c"));
    }

    @Test
    void whatIsNotTrustedLeavesALiftedScopeFree() {
        view.completeAsOf(nanos.get());
        stop("c", "a", "stop");
        lift("c", "a");
        untrusted("c");
        assertInstanceOf(HoldDecision.Free.class, view.decide("c"));
    }

    @Test
    void historyReadAgainIsNeverTakenForTheLiveState() {
        stop("c", "b", "stop");
        view.completeAsOf(nanos.get());
        view.restart();
        assertInstanceOf(HoldDecision.Unknown.class, view.decide("c"));
        stop("c", "a", "earlier stop");
        lift("c", "a");
        assertInstanceOf(HoldDecision.Unknown.class, view.decide("c"));
        stop("c", "b", "stop");
        view.completeAsOf(nanos.get());
        assertEquals(new HoldDecision.Held("c", "stop"), view.decide("c"));
    }

    private void stop(String scope, String stopId, String reason) {
        view.apply(scope, new News.Stop(stopId, reason, Instant.EPOCH));
    }

    private boolean lift(String scope, String stopId) {
        return view.apply(scope, new News.Lift("anna", stopId, Instant.EPOCH)).isEmpty();
    }

    private void untrusted(String scope) {
        view.apply(scope, new News.Untrusted("SIGNATURE_WRONG"));
    }
}
