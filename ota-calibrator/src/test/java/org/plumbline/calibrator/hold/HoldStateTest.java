// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.plumbline.calibrator.hold.HoldState.News;
import org.plumbline.calibrator.hold.HoldState.RefusedLift;

class HoldStateTest {

    private static final Instant T = Instant.parse("2026-06-01T08:00:00Z");
    private static final News UNTRUSTED = new News.Untrusted(new RefusedLift("x", "SIGNATURE_WRONG", 0, 7), T);

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
    void refusedLiftsAreRememberedUpToABound() {
        HoldState state = null;
        for (int i = 0; i < 40; i++) {
            state = HoldState.after(state, new News.Untrusted(new RefusedLift("x", "SIGNATURE_WRONG", 0, i), T));
        }
        assertEquals(16, state.refusedLifts().size());
        assertEquals(39, state.refusedLifts().getLast().offset());
    }

    @Property(tries = 200)
    void onlyATrustedLiftEverEndsAHold(@ForAll List<@IntRange(min = 0, max = 2) Integer> kinds) {
        HoldState state = null;
        for (int i = 0; i < kinds.size(); i++) {
            News news = switch (kinds.get(i)) {
                case 0 -> new News.Stop("stop", T.plusSeconds(i));
                case 1 -> UNTRUSTED;
                default -> new News.Lift("anna", T.plusSeconds(i), 0, i);
            };
            state = HoldState.after(state, news);
            assertEquals(!(news instanceof News.Lift), state.active());
        }
    }
}
