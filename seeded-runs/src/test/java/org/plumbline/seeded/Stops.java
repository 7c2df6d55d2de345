// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Instant;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.schema.hold.HoldState.News;

/** The emergency stop of everything: in force, lifted, in force again. */
final class Stops {

    private final Scheduler scheduler;
    private boolean inForce;
    private long sinceNanos;
    private int stops;
    private Instant issuedAt = Instant.EPOCH;

    Stops(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Somebody stops everything, or lifts the stop. */
    void turn() {
        inForce = !inForce;
        sinceNanos = scheduler.nowNanos();
        issuedAt = World.WALL_START.plusNanos(sinceNanos);
        stops += inForce ? 1 : 0;
    }

    /** What a reader of the topic knows now. */
    void applyTo(HoldsView view) {
        if (inForce) {
            view.apply(HoldsView.EVERYTHING, new News.Stop(stopId(), "stop", issuedAt));
        } else if (stops > 0) {
            view.apply(HoldsView.EVERYTHING, new News.Lift("engineer", stopId(), issuedAt));
        }
    }

    private String stopId() {
        return "stop-" + stops;
    }

    /** True when every gate must have known at that time that there was a stop. */
    boolean longInForceAt(long nanos) {
        return inForce && nanos - sinceNanos > HoldsView.FRESH.toNanos();
    }
}
