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
 * @param lastSlot start of the poll slot last served, in field time; null before the first
 * @param told lasting conditions told
 * @param jumpUnproven the counters were moved up by an unauthenticated claim, and no association has succeeded since
 * @param clockCorrection the newest change of the meter's clock by us; null where there was none
 * @param requests read requests answered, and the one in hand
 * @param seen what was last seen of the meter
 */
public record MeterState(
        @Nullable Instant cursor,
        List<CalibrationEpoch> epochs,
        long reservedCounterEnd,
        Octets keyFingerprint,
        OrderJournal journal,
        @Nullable Instant lastSlot,
        Told told,
        boolean jumpUnproven,
        @Nullable ClockCorrection clockCorrection,
        RequestJournal requests,
        LastSeen seen) {

    public static final int MAX_EPOCHS = 8;
    /** Counters are unsigned 32-bit numbers; this is the first that does not exist. */
    public static final long COUNTER_LIMIT = 1L << 32;

    public static final MeterState INITIAL = new MeterState(
            null,
            List.of(),
            0,
            Octets.empty(),
            OrderJournal.EMPTY,
            null,
            Told.NOTHING,
            false,
            null,
            RequestJournal.EMPTY,
            LastSeen.NOTHING);

    public MeterState {
        epochs = List.copyOf(epochs);
        if (reservedCounterEnd < 0 || reservedCounterEnd > COUNTER_LIMIT) {
            throw new IllegalArgumentException("reserved counter end outside 0..2^32: " + reservedCounterEnd);
        }
    }

    /** A state of which nothing else is stored. */
    static MeterState ofCore(
            @Nullable Instant cursor,
            List<CalibrationEpoch> epochs,
            long reservedCounterEnd,
            Octets keyFingerprint,
            OrderJournal journal) {
        Draft draft = new Draft(INITIAL);
        draft.cursor = cursor;
        draft.epochs = epochs;
        draft.reservedCounterEnd = reservedCounterEnd;
        draft.keyFingerprint = keyFingerprint;
        draft.journal = journal;
        return draft.finished();
    }

    /** The epoch in force; null before the first session. */
    public @Nullable CalibrationEpoch currentEpoch() {
        return epochs.isEmpty() ? null : epochs.getLast();
    }

    /**
     * Number of the epoch of a row. The row's change counter tells it; where several epochs share the counter, and after
     * a meter exchange, the time of the row does.
     *
     * @param captured capture time by the meter's clock
     * @return 0 where nobody knows
     */
    public int epochOf(Instant captured, long changeCounter) {
        List<CalibrationEpoch> candidates = ofPresentMeter().stream()
                .filter(epoch -> epoch.changeCounter() == changeCounter)
                .toList();
        for (CalibrationEpoch epoch : candidates.reversed()) {
            if (!captured.isBefore(epoch.activeFrom())) {
                return epoch.number();
            }
            if (epoch.cause() == EpochCause.METER_EXCHANGE) {
                return 0;
            }
            if (epoch.number() == candidates.getFirst().number()) {
                return epoch.number();
            }
            if (captured.isAfter(epoch.previousUntil())) {
                return 0;
            }
        }
        return 0;
    }

    /** The epochs since the newest exchange of the meter. */
    private List<CalibrationEpoch> ofPresentMeter() {
        for (int i = epochs.size() - 1; i >= 0; i--) {
            if (epochs.get(i).cause() == EpochCause.METER_EXCHANGE) {
                return epochs.subList(i, epochs.size());
            }
        }
        return epochs;
    }

    public MeterState withCursor(Instant newCursor) {
        Draft draft = new Draft(this);
        draft.cursor = newCursor;
        return draft.finished();
    }

    public MeterState withEpoch(CalibrationEpoch epoch) {
        List<CalibrationEpoch> more = new ArrayList<>(epochs);
        more.add(epoch);
        Draft draft = new Draft(this);
        draft.epochs = more.subList(Math.max(0, more.size() - MAX_EPOCHS), more.size());
        return draft.finished();
    }

    public MeterState withReservedCounterEnd(long end) {
        Draft draft = new Draft(this);
        draft.reservedCounterEnd = end;
        return draft.finished();
    }

    public MeterState withKeyFingerprint(Octets fingerprint) {
        Draft draft = new Draft(this);
        draft.keyFingerprint = fingerprint;
        return draft.finished();
    }

    public MeterState withJournal(OrderJournal newJournal) {
        Draft draft = new Draft(this);
        draft.journal = newJournal;
        return draft.finished();
    }

    public MeterState withLastSlot(Instant slot) {
        Draft draft = new Draft(this);
        draft.lastSlot = slot;
        return draft.finished();
    }

    public MeterState withTold(Told nowTold) {
        Draft draft = new Draft(this);
        draft.told = nowTold;
        return draft.finished();
    }

    public MeterState withJumpUnproven(boolean unproven) {
        Draft draft = new Draft(this);
        draft.jumpUnproven = unproven;
        return draft.finished();
    }

    /** @param correction null to forget it */
    public MeterState withClockCorrection(@Nullable ClockCorrection correction) {
        Draft draft = new Draft(this);
        draft.clockCorrection = correction;
        return draft.finished();
    }

    public MeterState withRequests(RequestJournal newRequests) {
        Draft draft = new Draft(this);
        draft.requests = newRequests;
        return draft.finished();
    }

    public MeterState withSeen(LastSeen nowSeen) {
        Draft draft = new Draft(this);
        draft.seen = nowSeen;
        return draft.finished();
    }

    /** The same epochs with {@link CalibrationEpoch#previousUntil()}, one for each. */
    MeterState withPreviousUntil(List<Instant> bounds) {
        if (bounds.size() != epochs.size()) {
            throw new IllegalArgumentException(bounds.size() + " bounds for " + epochs.size() + " epochs");
        }
        List<CalibrationEpoch> bounded = new ArrayList<>();
        for (int i = 0; i < epochs.size(); i++) {
            bounded.add(epochs.get(i).withPreviousUntil(bounds.get(i)));
        }
        Draft draft = new Draft(this);
        draft.epochs = bounded;
        return draft.finished();
    }

    /** A copy under change. */
    private static final class Draft {
        private @Nullable Instant cursor;
        private List<CalibrationEpoch> epochs;
        private long reservedCounterEnd;
        private Octets keyFingerprint;
        private OrderJournal journal;
        private @Nullable Instant lastSlot;
        private Told told;
        private boolean jumpUnproven;
        private @Nullable ClockCorrection clockCorrection;
        private RequestJournal requests;
        private LastSeen seen;

        Draft(MeterState state) {
            cursor = state.cursor;
            epochs = state.epochs;
            reservedCounterEnd = state.reservedCounterEnd;
            keyFingerprint = state.keyFingerprint;
            journal = state.journal;
            lastSlot = state.lastSlot;
            told = state.told;
            jumpUnproven = state.jumpUnproven;
            clockCorrection = state.clockCorrection;
            requests = state.requests;
            seen = state.seen;
        }

        MeterState finished() {
            return new MeterState(
                    cursor,
                    epochs,
                    reservedCounterEnd,
                    keyFingerprint,
                    journal,
                    lastSlot,
                    told,
                    jumpUnproven,
                    clockCorrection,
                    requests,
                    seen);
        }
    }
}
