// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.plumbline.gateway.port.HeadEndClock;

/**
 * Judges the head-end's clock by the meters read lately: when more than half of them deviate alike beyond the tolerance,
 * it is not they who are wrong. A step of the wall clock against the monotonic one is seen at once, before any meter is
 * read by it: what was observed before counts no longer then. Works with any field time, also a stepped one, because
 * meters and head-end are compared in field time and steps are looked for in wall time alone.
 *
 * <p>Bounded to the newest {@value #RING} meters. Safe for many threads.
 */
public final class FleetConsensus implements HeadEndClock {

    static final int RING = 256;
    private static final Duration RECENT = Duration.ofHours(25); // a fleet that is read daily stays known

    private record Observation(long offsetMillis, long atNanos) {}

    private final Duration tolerance;
    private final int quorum;
    private final InstantSource wallTime;
    private final LongSupplier nanoTime;
    private final Map<String, Observation> newestByMeter = new LinkedHashMap<>();
    private long wallMillisSeen;
    private long nanosSeen;
    private boolean stepped;

    /**
     * @param tolerance a larger deviation is none of the meter's own drift
     * @param quorum meters that must have been read before the fleet says anything, 1..{@value #RING}
     * @param wallTime the head-end's clock
     * @param nanoTime monotonic clock
     */
    public FleetConsensus(Duration tolerance, int quorum, InstantSource wallTime, LongSupplier nanoTime) {
        if (quorum < 1 || quorum > RING) {
            throw new IllegalArgumentException("quorum of the clock consensus must be in 1.." + RING + ": " + quorum);
        }
        this.tolerance = tolerance;
        this.quorum = quorum;
        this.wallTime = wallTime;
        this.nanoTime = nanoTime;
        this.wallMillisSeen = wallTime.millis();
        this.nanosSeen = nanoTime.getAsLong();
    }

    @Override
    public synchronized void observed(String meterId, Duration offset) {
        lookForStep();
        newestByMeter.remove(meterId); // so that it becomes the newest
        newestByMeter.put(meterId, new Observation(offset.toMillis(), nanoTime.getAsLong()));
        if (newestByMeter.size() > RING) {
            newestByMeter.remove(newestByMeter.keySet().iterator().next());
        }
    }

    @Override
    public synchronized ClockHealth health() {
        lookForStep();
        long now = nanoTime.getAsLong();
        newestByMeter.values().removeIf(seen -> now - seen.atNanos() > RECENT.toNanos());
        long[] offsets = newestByMeter.values().stream()
                .mapToLong(Observation::offsetMillis)
                .sorted()
                .toArray();
        if (offsets.length < quorum) {
            return stepped
                    ? new ClockHealth.Suspect(
                            "the wall clock was stepped, and fewer than " + quorum + " meters were read since")
                    : new ClockHealth.Unknown(offsets.length + " of " + quorum + " meters read");
        }
        stepped = false;
        return judged(offsets);
    }

    /** The median lies among any majority that deviates alike; beyond the tolerance without one, nobody is known to be right. */
    private ClockHealth judged(long[] offsets) {
        long median = offsets[offsets.length / 2];
        long limit = tolerance.toMillis();
        long alike = Arrays.stream(offsets)
                .filter(offset -> Math.abs(offset - median) <= limit && Math.abs(offset) > limit)
                .count();
        if (Math.abs(median) <= limit) {
            return new ClockHealth.Right("fleet of " + offsets.length, Duration.ofMillis(median));
        }
        return 2 * alike > offsets.length
                ? new ClockHealth.Suspect(
                        alike + " of " + offsets.length + " meters deviate alike by about " + median + " ms")
                : new ClockHealth.Unknown(
                        "half of " + offsets.length + " meters deviate by " + median + " ms or more, not all alike");
    }

    private void lookForStep() {
        long wallMillis = wallTime.millis();
        long nanos = nanoTime.getAsLong();
        long step = wallMillis - wallMillisSeen - (nanos - nanosSeen) / 1_000_000;
        wallMillisSeen = wallMillis;
        nanosSeen = nanos;
        if (Math.abs(step) > tolerance.toMillis()) {
            newestByMeter.clear();
            stepped = true;
        }
    }
}
