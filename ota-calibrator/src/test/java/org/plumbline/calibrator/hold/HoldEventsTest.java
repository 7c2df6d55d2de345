// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.plumbline.calibrator.hold.HoldEvents.HoldEvent;

class HoldEventsTest {

    @Test
    void eventsAreRememberedUpToABoundAndTheRestIsKnownToBeMissing() {
        HoldEvents events = null;
        for (int i = 0; i < 300; i++) {
            events = HoldEvents.with(
                    events, new HoldEvent(HoldEvents.Kind.HOLD_SET, "*", "x", false, "", "s", Instant.EPOCH, 2L * i));
        }
        assertEquals(256, events.newest().size());
        assertEquals(2 * 299, events.newest().getLast().offset());
        assertEquals(2 * 43, events.forgottenUpTo());
        assertEquals(2 * 44, events.newest().getFirst().offset());
    }
}
