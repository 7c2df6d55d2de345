// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.plumbline.gateway.port.HeadEndClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once when the head-end's clock becomes suspect, and once when it is no longer. Safe for many threads. */
public final class ToldHealth implements HeadEndClock {

    private static final Logger LOGGER = LoggerFactory.getLogger(ToldHealth.class);

    private final HeadEndClock source;
    private final AtomicBoolean suspected = new AtomicBoolean();

    public ToldHealth(HeadEndClock source) {
        this.source = source;
    }

    @Override
    public ClockHealth health() {
        ClockHealth health = source.health();
        if (health instanceof ClockHealth.Suspect) {
            if (!suspected.getAndSet(true)) {
                LOGGER.atWarn()
                        .addKeyValue("error", health.evidence())
                        .log("the head-end's clock is suspect: no meter's clock is accused or changed; check its time");
            }
        } else if (suspected.getAndSet(false)) {
            LOGGER.atInfo().addKeyValue("clock", health.evidence()).log("the head-end's clock is no longer suspect");
        }
        return health;
    }

    @Override
    public void observed(String meterId, Duration offset) {
        source.observed(meterId, offset);
    }
}
