// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;
import java.util.function.Consumer;
import org.plumbline.gateway.port.HeadEndClock;

/** Tells of every deviation that is observed. */
public final class ObservedClock implements HeadEndClock {

    private final HeadEndClock source;
    private final Consumer<Duration> observer;

    public ObservedClock(HeadEndClock source, Consumer<Duration> observer) {
        this.source = source;
        this.observer = observer;
    }

    @Override
    public ClockHealth health() {
        return source.health();
    }

    @Override
    public void observed(String meterId, Duration offset) {
        observer.accept(offset);
        source.observed(meterId, offset);
    }
}
