// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.trace;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.plumbline.gateway.port.FrameTap;

/**
 * The traces of an instance. A trace takes effect with the meter's next connection, and ends by itself; what it holds can
 * be read until it is stopped or its room is needed. Safe for many threads; costs a look at an empty map when off.
 */
public final class FrameTraces implements FrameTap.Source {

    public static final Duration LONGEST = Duration.ofHours(1);
    static final int MAX_TRACES = 16;

    private final InstantSource wallTime;
    private final LongSupplier nanoTime;
    private final Map<String, FrameTrace> byMeter = new ConcurrentHashMap<>();

    public FrameTraces(InstantSource wallTime, LongSupplier nanoTime) {
        this.wallTime = wallTime;
        this.nanoTime = nanoTime;
    }

    /**
     * Starts a trace, anew where there is one.
     *
     * @param principal who wants it
     * @param length positive, at most {@link #LONGEST}
     * @return empty when as many traces as allowed are running
     */
    public synchronized Optional<FrameTrace> start(String meterId, String principal, Duration length) {
        if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a trace lasts at most " + LONGEST + ": " + length);
        }
        if (!byMeter.containsKey(meterId) && byMeter.size() >= MAX_TRACES) {
            byMeter.values().removeIf(trace -> !trace.running());
        }
        if (!byMeter.containsKey(meterId) && byMeter.size() >= MAX_TRACES) {
            return Optional.empty();
        }
        FrameTrace trace = new FrameTrace(principal, length, wallTime, nanoTime);
        byMeter.put(meterId, trace);
        return Optional.of(trace);
    }

    public Optional<FrameTrace> find(String meterId) {
        return Optional.ofNullable(byMeter.get(meterId));
    }

    /** Number of traces that record. */
    public int running() {
        return Math.toIntExact(
                byMeter.values().stream().filter(FrameTrace::running).count());
    }

    /** Ends a trace and forgets it; true when there was one. */
    public synchronized boolean stop(String meterId) {
        return byMeter.remove(meterId) != null;
    }

    @Override
    public FrameTap of(String meterId) {
        if (byMeter.isEmpty()) {
            return FrameTap.NONE;
        }
        FrameTrace trace = byMeter.get(meterId);
        return trace == null || !trace.running() ? FrameTap.NONE : trace;
    }
}
