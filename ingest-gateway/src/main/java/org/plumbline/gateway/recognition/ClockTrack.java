// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.clock.ClockMeasurement;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.ClockCorrection;
import org.plumbline.gateway.state.LastSeen.ClockStand;
import org.plumbline.gateway.state.LastSeen.Recapture;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;

/**
 * Recognises that a meter's clock was moved between two sessions, by whom as far as the meter tells, and which times it
 * captures twice because it was set back.
 */
public final class ClockTrack {

    /** Clocks differ by that much from one measurement to the next without having been moved. */
    private static final Duration UNSTEADY = Duration.ofSeconds(10);

    /** What a clock may drift, in parts of a million; the worst crystal clocks stay below a tenth of that. */
    private static final long DRIFT_PPM = 200;

    private static final Duration LONGEST_RECAPTURE = Duration.ofDays(7);
    /** Less than {@link #UNSTEADY}. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final ObisCode STANDARD_LOG = ObisCode.parse("0.0.99.98.0.255");
    private static final CosemAttribute LOG_BUFFER = new CosemAttribute(7, STANDARD_LOG, 2);
    private static final CosemAttribute LOG_ENTRIES = new CosemAttribute(7, STANDARD_LOG, 7);
    /** Event codes of the DSMR and IDIS profiles. */
    private static final int ADJUSTED_OLD_TIME = 4;

    private static final int ADJUSTED_NEW_TIME = 5;

    private ClockTrack() {}

    /**
     * What a look at the clock says beside its deviation.
     *
     * @param stand to be remembered
     * @param recapture null when nothing is captured twice
     * @param events a move of the clock that was not ours
     */
    public record Track(
            @Nullable ClockStand stand, @Nullable Recapture recapture, List<Publication> events) {
        public Track {
            events = List.copyOf(events);
        }

        /** Our own correction needs no second look. */
        public MeterState applyTo(MeterState state) {
            ClockCorrection correction = state.clockCorrection();
            MeterState next = state.withSeen(
                    (stand == null ? state.seen() : state.seen().withClock(stand)).withRecapture(recapture));
            return correction == null ? next : next.withClockCorrection(correction.recaptured());
        }
    }

    /**
     * Reads the meter's event log only when the clock has moved. What a suspect head-end measures is compared with nothing:
     * it would show a move of the meter's clock when its own is put right.
     *
     * @param earlier our newest correction before this session; null when there was none
     * @param measured before we corrected the clock in this session, if we did
     * @param headEnd asked only about a clock that is not as it was
     */
    public static Track look(
            MeterSession session,
            MeterState state,
            @Nullable ClockCorrection earlier,
            ClockMeasurement measured,
            Supplier<ClockHealth> headEnd,
            Stamp stamp) {
        Recapture recapture = ours(state.clockCorrection(), state.seen().recapture());
        ClockStand before = state.seen().clock();
        Track asBefore = new Track(before, recapture, List.of());
        Duration offset = measured.offset();
        if (offset == null || measured.unreliable()) {
            return asBefore;
        }
        Duration moved = before == null ? null : offset.minusMillis(before.offsetMillis());
        if (moved != null && moved.abs().compareTo(SLACK) <= 0) {
            return asBefore;
        }
        ClockHealth health = headEnd.get();
        if (health instanceof ClockHealth.Suspect) {
            return asBefore;
        }
        Instant now = stamp.fieldTime();
        Track asNow = new Track(new ClockStand(offset.toMillis(), now), recapture, List.of());
        if (before == null || moved == null || moved.abs().compareTo(allowance(before, measured, now)) <= 0) {
            return asNow;
        }
        if (isOurs(earlier, before)) {
            return asNow;
        }
        Recapture more =
                moved.isNegative() ? setBack(capturedTo(state, before), now.plus(offset), moved.negated()) : null;
        Recapture both = more == null || recapture == null ? (more == null ? recapture : more) : recapture.and(more);
        return new Track(asNow.stand(), both, told(session, before, offset, moved, measured, health, stamp));
    }

    private static Duration allowance(ClockStand before, ClockMeasurement measured, Instant now) {
        long elapsed = Duration.between(before.at(), now).abs().toMillis();
        return UNSTEADY.plus(measured.bound()).plusMillis(elapsed * DRIFT_PPM / 1_000_000);
    }

    private static boolean isOurs(@Nullable ClockCorrection correction, ClockStand before) {
        return correction != null && !correction.begunAt().isBefore(before.at());
    }

    private static @Nullable Recapture ours(@Nullable ClockCorrection correction, @Nullable Recapture known) {
        if (correction == null || !correction.recapturing()) {
            return known;
        }
        Instant from = correction.begunAt().minus(SLACK);
        Recapture stretch = stretch(from, correction.meterTimeBefore().plus(SLACK));
        return known == null ? stretch : known.and(stretch);
    }

    /** Meter time up to which rows were captured at the last poll, at least; null before the first. */
    private static @Nullable Instant capturedTo(MeterState state, ClockStand before) {
        Instant cursor = state.cursor();
        Instant slot = state.lastSlot();
        if (cursor == null || slot == null || state.seen().recapture() == null) {
            return cursor;
        }
        Instant shown = slot.plusMillis(before.offsetMillis());
        return shown.isBefore(cursor) ? shown : cursor;
    }

    /** It was set back after the last poll; all that is certain is by how much. */
    private static @Nullable Recapture setBack(@Nullable Instant capturedTo, Instant meterTime, Duration by) {
        Instant until = meterTime.plus(by).plus(SLACK);
        return capturedTo == null || capturedTo.isAfter(until)
                ? null
                : stretch(capturedTo.minus(by).minus(SLACK), until);
    }

    private static Recapture stretch(Instant from, Instant until) {
        Instant earliest = until.minus(LONGEST_RECAPTURE);
        Instant begin = from.isBefore(earliest) ? earliest : from;
        return new Recapture(begin, until, begin);
    }

    /** A head-end that may be wrong itself accuses nobody, unless the meter's own log tells of the move. */
    private static List<Publication> told(
            MeterSession session,
            ClockStand before,
            Duration offset,
            Duration moved,
            ClockMeasurement measured,
            ClockHealth headEnd,
            Stamp stamp) {
        Instant earliest = before.at()
                .plusMillis(Math.min(before.offsetMillis(), offset.toMillis()))
                .minus(UNSTEADY);
        List<LogRows.Row> adjusted = adjustments(session, earliest);
        if (adjusted.isEmpty() && !(headEnd instanceof ClockHealth.Right)) {
            return List.of();
        }
        Map<String, String> evidence = new TreeMap<>(measured.evidence(headEnd));
        evidence.put("cause", adjusted.isEmpty() ? "CLOCK_JUMPED" : "CLOCK_SET_BY_OTHER");
        evidence.put("movedSeconds", Long.toString(moved.toSeconds()));
        evidence.put("clockOffsetMillisBefore", Long.toString(before.offsetMillis()));
        for (LogRows.Row row : adjusted) {
            evidence.put(
                    row.code() == ADJUSTED_OLD_TIME ? "event4OldTime" : "event5NewTime",
                    row.at().toString());
        }
        String text = adjusted.isEmpty()
                ? "The meter's clock jumped, and its log does not tell of it; have the meter examined."
                : "Somebody else set the meter's clock; find out who did it.";
        return List.of(stamp.event(EventCodes.REGISTER, text, evidence));
    }

    private static List<LogRows.Row> adjustments(MeterSession session, Instant earliest) {
        boolean readable = session.access().get(LOG_ENTRIES)
                        instanceof AccessOutcome.Done(CosemValue.IntegerValue(CosemValue.IntegerType type, long rows))
                && rows > 0
                && rows <= LogRows.MOST;
        if (!readable) {
            return List.of();
        }
        return LogRows.of(session.access().get(LOG_BUFFER)).stream()
                .filter(row -> row.code() == ADJUSTED_OLD_TIME || row.code() == ADJUSTED_NEW_TIME)
                .filter(row -> !row.at().isBefore(earliest))
                .toList();
    }
}
