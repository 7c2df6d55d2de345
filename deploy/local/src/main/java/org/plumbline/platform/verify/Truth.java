// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the simulator knows.
 *
 * @param plants what was planted in each tested meter, by meterId
 * @param rows every captured profile row, by meterId, tested and reference meters alike
 * @param activations every coefficient block that became active after the start
 * @param writes every accepted change on the way to an activation, and the activations themselves
 * @param interruptions every write that the simulator cut short on purpose
 * @param counters every invocation counter that was accepted, by key
 * @param points double-metered points under surveillance
 */
public record Truth(
        Map<String, Plant> plants,
        Map<String, Rows> rows,
        List<Activation> activations,
        List<Write> writes,
        List<Interruption> interruptions,
        CounterUse counters,
        List<Point> points) {

    public Truth {
        plants = Map.copyOf(plants);
        rows = Map.copyOf(rows);
        activations = List.copyOf(activations);
        writes = List.copyOf(writes);
        interruptions = List.copyOf(interruptions);
        points = List.copyOf(points);
    }

    /**
     * A point with two meters under surveillance.
     *
     * @param nominalPowerWatts nominal power Pn, above 0
     * @param fromDay first day under surveillance, days since 1970-01-01
     */
    public record Point(String testedMeterId, String referenceMeterId, double nominalPowerWatts, long fromDay) {}

    /**
     * The rows of one meter in the order of capture.
     *
     * @param captureSeconds time in the row, seconds since 1970
     * @param registerRaw register content
     * @param trueMilliwattHours energy that really flowed since the meter's start
     * @param registeredMilliwattHours energy that the meter counted, before rounding
     * @param changeCounter protected configuration change counter at capture
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Rows(
            long[] captureSeconds,
            long[] registerRaw,
            long[] trueMilliwattHours,
            long[] registeredMilliwattHours,
            long[] changeCounter) {}

    /**
     * A coefficient block that became active.
     *
     * @param at field time
     * @param blockHex canonical octets of the block in lower-case hexadecimal
     */
    public record Activation(String meterId, Instant at, String blockHex) {}

    /** How a write was cut short. */
    public enum InterruptionKind {
        CONNECTION_LOST,
        REBOOT
    }

    /** A write that the simulator cut short. */
    public record Interruption(String meterId, InterruptionKind kind) {}

    /**
     * @param accepted number of (key, counter) pairs accepted
     * @param usedTwice how many times a pair was used again, accepted or refused
     */
    public record CounterUse(long accepted, long usedTwice) {}

    /** A change that the meter took in: a pending block, a checksum, an image block or an activation. */
    public record Write(String meterId, Instant at) {}
}
