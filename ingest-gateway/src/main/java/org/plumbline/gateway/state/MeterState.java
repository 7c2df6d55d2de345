// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.Octets;

/**
 * What the gateway must not forget about one meter. Immutable.
 *
 * @param cursor capture time of the last row published, by the meter's clock; null before the first
 * @param epochs the newest {@link #MAX_EPOCHS} calibration epochs, rising by number
 * @param reservedCounterEnd first invocation counter that no reservation covers, 0..2^32
 * @param keyFingerprint first 8 octets of a digest of the key in use; empty before the first association
 */
public record MeterState(
        @Nullable Instant cursor,
        List<CalibrationEpoch> epochs,
        long reservedCounterEnd,
        Octets keyFingerprint,
        OrderJournal journal) {

    public static final int MAX_EPOCHS = 8;
    /** Counters are unsigned 32-bit numbers; this is the first that does not exist. */
    public static final long COUNTER_LIMIT = 1L << 32;

    public static final MeterState INITIAL = new MeterState(null, List.of(), 0, Octets.empty(), OrderJournal.EMPTY);

    public MeterState {
        epochs = List.copyOf(epochs);
        if (reservedCounterEnd < 0 || reservedCounterEnd > COUNTER_LIMIT) {
            throw new IllegalArgumentException("reserved counter end outside 0..2^32: " + reservedCounterEnd);
        }
    }

    /** The epoch in force; null before the first session. */
    public @Nullable CalibrationEpoch currentEpoch() {
        return epochs.isEmpty() ? null : epochs.getLast();
    }

    /** Number of the newest epoch with that change counter; 0 where there is none. */
    public int epochOf(long changeCounter) {
        for (CalibrationEpoch epoch : epochs.reversed()) {
            if (epoch.changeCounter() == changeCounter) {
                return epoch.number();
            }
        }
        return 0;
    }

    public MeterState withCursor(Instant newCursor) {
        return new MeterState(newCursor, epochs, reservedCounterEnd, keyFingerprint, journal);
    }

    public MeterState withEpoch(CalibrationEpoch epoch) {
        List<CalibrationEpoch> more = new ArrayList<>(epochs);
        more.add(epoch);
        return new MeterState(
                cursor,
                more.subList(Math.max(0, more.size() - MAX_EPOCHS), more.size()),
                reservedCounterEnd,
                keyFingerprint,
                journal);
    }

    public MeterState withReservedCounterEnd(long end) {
        return new MeterState(cursor, epochs, end, keyFingerprint, journal);
    }

    public MeterState withKeyFingerprint(Octets fingerprint) {
        return new MeterState(cursor, epochs, reservedCounterEnd, fingerprint, journal);
    }

    public MeterState withJournal(OrderJournal newJournal) {
        return new MeterState(cursor, epochs, reservedCounterEnd, keyFingerprint, newJournal);
    }
}
