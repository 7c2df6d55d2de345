// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stretch in which a change took place, by the meter's clock.
 *
 * @param previousUntil what was captured up to then was captured before the change
 * @param activeFrom what was captured from then on was captured after it
 */
record ChangeBegin(Instant previousUntil, Instant activeFrom) {

    /**
     * The first time that can be true, to the second; else everything since the cursor.
     *
     * @param cursor last row published, all of which were captured before the change; null before the first
     * @param seen when the change was seen
     * @param claims what the meter says, the best first
     */
    static ChangeBegin of(@Nullable Instant cursor, Instant seen, @Nullable Instant... claims) {
        Instant earliest = cursor == null ? Instant.EPOCH : cursor;
        return Arrays.stream(claims)
                .filter(Objects::nonNull)
                .filter(claim -> claim.isAfter(earliest) && !claim.isAfter(seen))
                .findFirst()
                .map(claim -> new ChangeBegin(claim, claim))
                .orElse(new ChangeBegin(earliest, seen.isBefore(earliest) ? earliest : seen));
    }
}
