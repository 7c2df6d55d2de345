// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeBeginTest {

    private static final Instant CURSOR = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant SEEN = CURSOR.plusSeconds(3_600);
    private static final Instant WITHIN = CURSOR.plusSeconds(1_000);

    @Test
    void theFirstClaimThatCanBeTrueIsTaken() {
        assertEquals(
                new ChangeBegin(WITHIN, WITHIN),
                ChangeBegin.of(CURSOR, SEEN, null, CURSOR, SEEN.plusSeconds(1), WITHIN, SEEN));
    }

    @Test
    void withoutOneTheStretchSinceTheCursorBelongsToNobody() {
        assertEquals(new ChangeBegin(CURSOR, SEEN), ChangeBegin.of(CURSOR, SEEN, null, CURSOR));
        assertEquals(new ChangeBegin(Instant.EPOCH, SEEN), ChangeBegin.of(null, SEEN));
    }

    @Test
    void aMeterClockBehindTheCursorDoesNotTurnTheStretchAround() {
        assertEquals(new ChangeBegin(CURSOR, CURSOR), ChangeBegin.of(CURSOR, CURSOR.minusSeconds(60)));
    }
}
