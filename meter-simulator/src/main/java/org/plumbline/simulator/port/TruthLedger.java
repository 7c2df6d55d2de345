// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.port;

import java.time.Instant;
import java.util.List;

/**
 * Where the simulator writes down what really happened. What has been answered to a client is in the ledger before the
 * answer leaves. Implementations are safe for concurrent use; entries of one meter arrive in order.
 */
public interface TruthLedger extends AutoCloseable {

    /**
     * One captured profile row with the truth behind it.
     *
     * @param captureEpochSecond time in the row (meter clock), seconds since 1970-01-01T00:00:00Z
     * @param registerRaw register content, 0..2^32-1, in units of 10^scaler Wh
     * @param trueMilliwattHours true energy since the meter's start
     * @param registeredMilliwattHours what the meter has counted, before rounding down
     * @param changeCounter protected configuration change counter at capture
     * @param status AMR profile status bits
     * @param temperatureDecicelsius temperature in the row, 0.1 degrees Celsius
     */
    record Level(
            long captureEpochSecond,
            long registerRaw,
            long trueMilliwattHours,
            long registeredMilliwattHours,
            long changeCounter,
            int status,
            int temperatureDecicelsius) {}

    /** Kinds of changing access. */
    enum WriteKind {
        PENDING_SET,
        CHECKSUM_SET,
        ACTIVATE,
        IMAGE_INITIATE,
        IMAGE_BLOCK,
        IMAGE_VERIFY,
        CLOCK_SET,
        CLOCK_SHIFT,
        CLOCK_PRESET,
        CLOCK_TO_PRESET,
        ERROR_CLEAR,
        ALARM_CLEAR,
        REBOOT
    }

    /**
     * One changing access to a meter.
     *
     * @param octets what was written (block, checksum, image block), empty if nothing
     * @param refusal empty when accepted, otherwise the reason
     */
    record Write(
            Instant field, String meterId, WriteKind kind, long changeCounterAfter, byte[] octets, String refusal) {
        public boolean accepted() {
            return refusal.isEmpty();
        }
    }

    /** In which cryptographic use an invocation counter was seen. */
    enum CounterUse {
        FRAME,
        CHALLENGE
    }

    /** One (key, counter) pair seen in a frame whose tag was valid, or refused with the reason. */
    record Counter(String meterId, String keyFingerprint, long counter, CounterUse use, String refusal) {
        public boolean accepted() {
            return refusal.isEmpty();
        }
    }

    /** What happened to a connection. */
    enum ConnectionEvent {
        OPENED,
        ASSOCIATED_PUBLIC,
        ASSOCIATED_MANAGEMENT,
        ASSOCIATION_REFUSED,
        RELEASED,
        CLOSED
    }

    /**
     * One event of a connection.
     *
     * @param associations associations open on this meter after the event
     */
    record Connection(String meterId, ConnectionEvent event, int associations) {}

    /** Something that happened to a meter by script. */
    record Happened(Instant field, String meterId, String what) {}

    void levels(String meterId, List<Level> captured);

    void write(Write write);

    void counter(Counter counter);

    void connection(Connection connection);

    /** A ledger of rows and frames only may leave this out. */
    default void happened(Happened happened) {}

    @Override
    void close();
}
