// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.time.Duration;
import org.plumbline.gateway.clock.ClockHealth;

/** Watches the head-end's own clock. Answers from memory or a small file, safe for many threads. */
public interface HeadEndClock {

    ClockHealth health();

    /**
     * A meter's clock was read.
     *
     * @param offset meter time minus head-end time
     */
    void observed(String meterId, Duration offset);
}
