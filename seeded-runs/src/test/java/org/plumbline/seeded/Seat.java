// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one task of the calibrator's group: it stays with whom it is given to until that one falls silent. */
final class Seat {

    private @Nullable Host holder;
    private long heardAtNanos;

    void heard(Host member, long nowNanos) {
        if (member.equals(holder)) {
            heardAtNanos = nowNanos;
        }
    }

    /** True when the member has the task now. */
    boolean take(Host member, long nowNanos, Duration sessionTimeout) {
        if (holder == null || nowNanos - heardAtNanos > sessionTimeout.toNanos()) {
            holder = member;
            heardAtNanos = nowNanos;
        }
        return member.equals(holder);
    }

    boolean has(Host member) {
        return member.equals(holder);
    }
}
