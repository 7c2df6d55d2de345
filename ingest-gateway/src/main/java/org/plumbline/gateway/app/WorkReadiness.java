// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.gateway.ownership.OwnerState;

/** Whether an instance does its work, and what hinders it. Pure. */
final class WorkReadiness {

    static final String DRAINING = "draining: the gateway gives its meters back";
    static final String NOT_JOINED = "not joined: the consumer group has assigned no partitions yet";
    static final String HOLDS_STALE =
            "no answer from the broker: the holds are not known as of the last second, nothing is changed on meters";
    static final String LEASE_LOST =
            "no answer from the group coordinator: the lease has run out, no meter is spoken to";

    /**
     * What is known of an instance.
     *
     * @param draining it is shutting down
     * @param joined the group has made its first assignment
     * @param holdsFresh the view of the holds is of the last second
     * @param leaseHeld frames may be sent; means nothing to an instance without partitions
     */
    record Known(
            boolean draining, boolean joined, boolean holdsFresh, boolean leaseHeld, Map<Integer, OwnerState> owners) {}

    private WorkReadiness() {}

    /** One line for each hindrance; empty when the instance is ready. */
    static List<String> hindrances(Known known) {
        if (known.draining()) {
            return List.of(DRAINING);
        }
        List<String> found = new ArrayList<>();
        if (!known.joined()) {
            found.add(NOT_JOINED);
        }
        if (!known.holdsFresh()) {
            found.add(HOLDS_STALE);
        }
        if (!known.owners().isEmpty() && !known.leaseHeld()) {
            found.add(LEASE_LOST);
        }
        known.owners().forEach((partition, state) -> {
            if (!(state instanceof OwnerState.Running)) {
                found.add("partition " + partition + " is " + describe(state));
            }
        });
        return List.copyOf(found);
    }

    static String describe(OwnerState state) {
        return switch (state) {
            case OwnerState.Fencing fencing -> "fencing its predecessor";
            case OwnerState.Restoring restoring -> "restoring";
            case OwnerState.Running running -> "running";
            case OwnerState.Draining draining -> "draining";
            case OwnerState.Stopped(OwnerState.StopReason reason, String detail) -> "stopped: " + reason + " " + detail;
        };
    }
}
