// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.time.Duration;

/** Notices when a figure has not changed for a while. Used by one thread. */
final class Standstill {
    private final Duration enough;
    private long seen = Long.MIN_VALUE;
    private long since = System.nanoTime();

    Standstill(Duration enough) {
        this.enough = enough;
    }

    boolean lasts(long figure) {
        if (figure != seen) {
            seen = figure;
            since = System.nanoTime();
        }
        return System.nanoTime() - since > enough.toNanos();
    }
}
