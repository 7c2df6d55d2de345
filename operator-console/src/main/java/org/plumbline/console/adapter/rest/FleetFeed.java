// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.FleetCounts;

/** Adds to the counts what is not on any topic: field time, and whether the topics were read to their end. */
@ApplicationScoped
public class FleetFeed {

    /** Source of field time. */
    public interface FieldClock {
        /** @throws IllegalStateException where it knows no time yet */
        Instant now();
    }

    /** Whether the view has caught up with the topics once. */
    public interface CaughtUp extends BooleanSupplier {}

    private final FieldClock fieldTime;
    private final CaughtUp caughtUp;

    FleetFeed(FieldClock fieldTime, CaughtUp caughtUp) {
        this.fieldTime = fieldTime;
        this.caughtUp = caughtUp;
    }

    FleetAnswer fleet(FleetCounts counts) {
        return new FleetAnswer(counts, now(), caughtUp.getAsBoolean());
    }

    private @Nullable Instant now() {
        try {
            return fieldTime.now();
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
