// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.Watched;
import org.plumbline.schema.model.MeterModel;

/**
 * What a meter shows in one session, beside what it showed before.
 *
 * @param before of the same meter; nothing of another one's numbers
 * @param identity changes of what the meter is
 * @param model null where the meter has no coefficient block
 * @param block null when it was not read
 * @param times when the meter says it was changed
 * @param meterTime the meter's clock, or field time where it gives none
 */
record Look(
        LastSeen before,
        LastSeen now,
        List<IdentityChange> identity,
        @Nullable MeterModel model,
        @Nullable BlockState block,
        ChangeTimes times,
        Instant meterTime,
        Stamp stamp) {

    Look {
        identity = List.copyOf(identity);
    }

    /** Null for a meter without the counter. */
    @Nullable
    Long changeCounter() {
        boolean lacks = (now.lacking() & Watched.CHANGE_COUNTER.bit()) != 0;
        return lacks ? null : now.values().get(Watched.CHANGE_COUNTER);
    }

    boolean has(IdentityChange.Kind kind) {
        return identity.stream().anyMatch(change -> change.kind() == kind);
    }
}
