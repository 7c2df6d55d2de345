// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import java.time.Duration;

/** What can be asked of one meter. */
public enum ActionKind {
    /** Read registers now. */
    READ(Duration.ofMinutes(2)),
    /** Read rows of a past time again; those published before, too. */
    BACKFILL(Duration.ofMinutes(15)),
    /** Measure the clock, and set it as far as the gateway's policy allows. */
    SYNC_CLOCK(Duration.ofMinutes(2));

    private final Duration validity;

    ActionKind(Duration validity) {
        this.validity = validity;
    }

    /** How long after the asking it may still begin, by the wall clock. */
    Duration validity() {
        return validity;
    }
}
