// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.plumbline.calibrator.hold.HoldState.News;
import org.plumbline.calibrator.hold.HoldState.RefusedLift;

class HoldStateTest {

    static final Instant T = Instant.parse("2026-06-01T08:00:00Z");
    static final News UNTRUSTED = new News.Untrusted(new RefusedLift("x", "SIGNATURE_WRONG", 0, 7), T);

    @Test
    void aTrustedLiftLiftsAndAnUntrustedOneHolds() {
        HoldState held = HoldState.after(null, new News.Stop("stop", T));
        assertTrue(held.active());
        HoldState lifted = HoldState.after(held, new News.Lift("anna", T.plusSeconds(1), 0, 1));
        assertFalse(lifted.active());
        assertTrue(HoldState.after(lifted, UNTRUSTED).active());
        assertTrue(HoldState.after(null, UNTRUSTED).active());
    }

    @Test
    void aLiftOlderThanTheHoldDoesNotLift() {
        HoldState held = HoldState.after(null, new News.Stop("stop", T));
        HoldState after = HoldState.after(held, new News.Lift("anna", T.minusMillis(1), 0, 1));
        assertTrue(after.active());
        assertEquals("stop", after.reason());
        assertEquals("LIFT_OLDER_THAN_HOLD", after.refusedLifts().getLast().reason());
    }

    @Test
    void anOldLiftPlayedAgainAfterAStopWithoutATimeDoesNotLift() {
        News lift = new News.Lift("anna", T.plusSeconds(1), 0, 1);
        HoldState lifted = HoldState.after(HoldState.after(null, new News.Stop("stop", T)), lift);
        assertFalse(HoldState.after(lifted, lift).active(), "the same lift twice is a lift");
        HoldState stopped = HoldState.after(lifted, new News.Stop("stop", Instant.EPOCH));
        HoldState replayed = HoldState.after(stopped, lift);
        assertTrue(replayed.active());
        assertEquals("LIFT_OLDER_THAN_HOLD", replayed.refusedLifts().getLast().reason());
        assertFalse(HoldState.after(replayed, new News.Lift("anna", T.plusSeconds(2), 0, 3))
                .active());
    }

    @Test
    void refusedLiftsAreRememberedUpToABound() {
        HoldState state = null;
        for (int i = 0; i < 40; i++) {
            state = HoldState.after(state, new News.Untrusted(new RefusedLift("x", "SIGNATURE_WRONG", 0, i), T));
        }
        assertEquals(16, state.refusedLifts().size());
        assertEquals(39, state.refusedLifts().getLast().offset());
    }
}
