// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.recognition.RegisterStep;
import org.plumbline.gateway.state.Condition;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;

/**
 * Reads the load profile of one session from the cursor to now in bounded slices, each committed with the cursor and with
 * what its rows tell. The cursor follows the rows received, so rows that a meter delivers late are not lost, and a gap is
 * told only when a later row proves it.
 */
final class ProfileReading {

    private final Admission.Admitted meter;
    private final MeterMemory memory;
    private final PollingSettings settings;
    private final InstantSource fieldTime;
    private final InstantSource wallTime;
    private final Planning planning;
    private final ReadingOrigin origin;
    private ProfileLayout layout;
    private final RowListener rowListener;
    private RowMapper mapper;
    private int rows;
    private int unusableRows;
    private @Nullable ProfileRow newestSteady;

    ProfileReading(
            Admission.Admitted meter,
            MeterMemory memory,
            PollingSettings settings,
            InstantSource fieldTime,
            InstantSource wallTime,
            Planning planning,
            ProfileLayout layout,
            ReadingOrigin origin,
            RowListener rowListener) {
        this.meter = meter;
        this.memory = memory;
        this.settings = settings;
        this.fieldTime = fieldTime;
        this.wallTime = wallTime;
        this.planning = planning;
        this.origin = origin;
        this.layout = layout;
        this.rowListener = rowListener;
        this.mapper = new RowMapper(layout, origin);
    }

    /**
     * Reads and queues for commit.
     *
     * @param meterTime by the meter's clock at the begin of the session; null where it was not measured
     * @return rows queued
     */
    int read(MeterSession session, @Nullable Instant meterTime, Announcements announcements, Stamp stamp) {
        boolean complete = readSlices(session);
        if (complete && meterTime != null) {
            endRecapture(meterTime.minus(layout.capturePeriod()));
        }
        judgeRows(announcements, stamp);
        return rows;
    }

    /** @return whether all rows up to now were read */
    private boolean readSlices(MeterSession session) {
        Instant to = fieldTime.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant from = begin(memory.state(), to);
        for (int slice = 0; slice < settings.slicesPerSession() && !from.isAfter(to); slice++) {
            Instant end = from.plus(settings.slice()).minusSeconds(1);
            ProfileSlice read = session.profile(layout, from, end.isAfter(to) ? to : end);
            if (read.unusable() > 0 && relaid(session)) {
                continue;
            }
            unusableRows += read.unusable();
            publish(read);
            from = read.coveredTo().plusSeconds(1);
        }
        return from.isAfter(to);
    }

    /** Rows that were read by a layout that is out of date are read again. */
    private boolean relaid(MeterSession session) {
        ProfileLayout now = planning.relaid(session);
        if (now == null) {
            return false;
        }
        layout = now;
        mapper = new RowMapper(now, origin);
        newestSteady = null;
        return true;
    }

    /** @param capturedTo meter time up to which everything was captured and read */
    private void endRecapture(Instant capturedTo) {
        LastSeen.Recapture recapture = memory.state().seen().recapture();
        if (recapture != null && capturedTo.isAfter(recapture.until())) {
            memory.commit(state -> state.withSeen(state.seen().withRecapture(null)), List.of());
        }
    }

    /** Rows left out are told at once; the gap they leave is told when a later row proves it. */
    private void judgeRows(Announcements announcements, Stamp stamp) {
        if (unusableRows == 0) {
            announcements.over(Condition.ROWS);
        } else {
            announcements.tell(
                    Condition.ROWS,
                    "unusable",
                    stamp.event(
                            EventCodes.REGISTER,
                            "The profile holds rows without a usable capture time or value; they were left out.",
                            Map.of("rows", Integer.toString(unusableRows))));
        }
    }

    /** The newest row published is read again: the next one is compared with it. */
    private Instant begin(MeterState state, Instant to) {
        Instant cursor = state.cursor();
        if (cursor == null) {
            return aligned(to.minus(settings.backfill()), layout.capturePeriod());
        }
        Instant next = cursor.isBefore(to) ? cursor : cursor.plusSeconds(1);
        Instant begin = recaptureBegin(state.seen(), next);
        Instant earliest = aligned(to.minus(settings.longestLookBack()), layout.capturePeriod());
        return begin.isBefore(earliest) ? earliest : begin;
    }

    /** With the row captured last of those published, from which the others are told. */
    private static Instant recaptureBegin(LastSeen seen, Instant next) {
        LastSeen.Recapture recapture = seen.recapture();
        LastSeen.NewestRow newest = seen.newestRow();
        if (recapture == null) {
            return next;
        }
        Instant begin = recapture.from().isBefore(next) ? recapture.from() : next;
        return newest != null && newest.time().isBefore(begin) ? newest.time() : begin;
    }

    private static Instant aligned(Instant time, Duration period) {
        long seconds = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    private void publish(ProfileSlice read) {
        MeterState before = memory.state();
        RowSieve sieve = RowSieve.sift(read.rows(), RowSieve.Before.of(before), layout.capturePeriod());
        List<RegisterStep> steps = steps(sieve, before);
        if (sieve.fresh().isEmpty()) {
            return;
        }
        Instant received = wallTime.instant();
        List<Publication> records = new ArrayList<>(sieve.fresh().size());
        sieve.fresh().forEach(row -> records.add(mapper.reading(row, before, received, meter.registers())));
        records.addAll(SliceFindings.of(sieve, steps, unusableRows, before, new Stamp(fieldTime.instant(), received)));
        memory.commit(state -> published(state, sieve), records);
        rows += sieve.fresh().size();
        tell(sieve, before.cursor());
    }

    private void tell(RowSieve sieve, @Nullable Instant cursor) {
        sieve.fresh().stream()
                .map(ProfileRow::captureTime)
                .filter(captureTime -> cursor == null || captureTime.isAfter(cursor))
                .forEach(captureTime -> rowListener.published(captureTime, layout.capturePeriod()));
    }

    private static MeterState published(MeterState state, RowSieve sieve) {
        Instant cursor = state.cursor();
        Instant newest = sieve.fresh().getLast().captureTime();
        LastSeen seen = state.seen().withNewestRow(sieve.newestRow());
        LastSeen.Recapture recapture = seen.recapture();
        if (recapture != null && !sieve.again().isEmpty()) {
            seen = seen.withRecapture(recapture.doneTo(sieve.again().getLast().captureTime()));
        }
        return state.withCursor(cursor == null || newest.isAfter(cursor) ? newest : cursor)
                .withSeen(seen);
    }

    /** Steps to rows not published before; while times are captured again the order of rows tells nothing. */
    private List<RegisterStep> steps(RowSieve sieve, MeterState before) {
        List<ProfileRow> steady = new ArrayList<>();
        if (newestSteady != null) {
            steady.add(newestSteady);
        }
        steady.addAll(sieve.steady());
        newestSteady = steady.isEmpty() ? null : steady.getLast();
        Instant cursor = before.cursor();
        LastSeen.Recapture recapture = before.seen().recapture();
        return RegisterStep.falling(layout, steady).stream()
                .filter(step -> cursor == null || step.to().isAfter(cursor))
                .filter(step -> recapture == null || step.from().isAfter(recapture.until()))
                .toList();
    }
}
