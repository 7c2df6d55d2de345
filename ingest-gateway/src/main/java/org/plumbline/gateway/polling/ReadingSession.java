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
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.recognition.MeterWatch;
import org.plumbline.gateway.state.Condition;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;

/**
 * What is read in one session: clock, calibration epoch, the registers of the plan, then the load profile from the cursor
 * to now in bounded slices, each committed with the cursor. The cursor follows the rows received, so rows that a meter delivers late are not lost,
 * and a gap is told only when a later row proves it. Confined to the session's thread.
 */
public final class ReadingSession {

    private final Admission.Admitted meter;
    private final MeterMemory memory;
    private final PollingSettings settings;
    private final InstantSource fieldTime;
    private final InstantSource wallTime;
    private final Announcements announcements;
    private final ClockWatch clockWatch;
    private int readings;
    private int unusableRows;

    public ReadingSession(
            Admission.Admitted meter,
            MeterMemory memory,
            PollingSettings settings,
            InstantSource fieldTime,
            InstantSource wallTime,
            Announcements announcements,
            ClockWatch clockWatch) {
        this.meter = meter;
        this.memory = memory;
        this.settings = settings;
        this.fieldTime = fieldTime;
        this.wallTime = wallTime;
        this.announcements = announcements;
        this.clockWatch = clockWatch;
    }

    /**
     * Reads and queues what is read for commit; {@link MeterMemory#flush} tells when it is durable.
     *
     * @param slot of the schedule that the reading is for; it is done when what was read is durable
     * @return readings queued
     * @throws org.plumbline.gateway.dlms.MeterFaultException when the meter fails; what was committed before stays
     * @throws org.plumbline.gateway.commit.CommitFailedException when a commit fails
     */
    public int read(MeterSession session, PollSchedule schedule, Instant slot) {
        Stamp stamp = stamp();
        Long offsetMillis = clockWatch.look(session, meter.capturePeriod()).offsetMillis();
        Instant meterTime = offsetMillis == null ? null : stamp.fieldTime().plusMillis(offsetMillis);
        MeterWatch.Sighting sighting = MeterWatch.look(session, meter, memory.state(), meterTime, stamp);
        if (!sighting.unchanged(memory.state())) {
            memory.commit(sighting::applyTo, sighting.publications());
        }
        PlanReading planning = new PlanReading(meter, announcements);
        ReadPlan asked = planning.read(session, settings.profile());
        Snapshot snapshot = snapshot(session, asked);
        ReadPlan plan = asked.knowing(snapshot);
        planning.judge(plan, stamp);
        List<Publication> last = new ArrayList<>(registers(snapshot, stamp, offsetMillis));
        ProfileLayout layout = plan.profile();
        if (layout == null) {
            last.addAll(missedSlots(schedule, slot, stamp));
        } else {
            readProfile(
                    session,
                    layout,
                    new RowMapper(
                            layout, ReadingOrigin.polled(stamp.fieldTime(), offsetMillis, Publication.Source.PROFILE)));
            judgeRows(stamp);
        }
        memory.commit(state -> state.withLastSlot(slot), last);
        return readings;
    }

    private static Snapshot snapshot(MeterSession session, ReadPlan plan) {
        return plan.registers().isEmpty()
                ? Snapshot.NOTHING
                : session.read(SnapshotMapper.request(plan.registers(), plan.scalers(), plan.status()));
    }

    /** Published with the slot, so that each slot has them once. */
    private List<Publication> registers(Snapshot snapshot, Stamp stamp, @Nullable Long offsetMillis) {
        Publication.Reading reading = SnapshotMapper.reading(
                snapshot,
                ReadingOrigin.polled(stamp.fieldTime(), offsetMillis, Publication.Source.POLL),
                memory.state(),
                wallTime.instant());
        if (reading == null) {
            return List.of();
        }
        readings++;
        return List.of(reading);
    }

    private List<Publication> missedSlots(PollSchedule schedule, Instant slot, Stamp stamp) {
        RowSieve.Gap gap = schedule.missed(memory.state().lastSlot(), slot);
        return gap == null
                ? List.of()
                : List.of(stamp.event(
                        EventCodes.GAP,
                        "The meter was not read in this time and has no load profile; it keeps nothing of it.",
                        Map.of("from", gap.from().toString(), "to", gap.to().toString())));
    }

    private void readProfile(MeterSession session, ProfileLayout layout, RowMapper mapper) {
        Instant to = fieldTime.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant from = begin(memory.state().cursor(), to, layout.capturePeriod());
        for (int slice = 0; slice < settings.slicesPerSession() && !from.isAfter(to); slice++) {
            Instant end = from.plus(settings.slice()).minusSeconds(1);
            ProfileSlice read = session.profile(layout, from, end.isAfter(to) ? to : end);
            unusableRows += read.unusable();
            publish(read, layout, mapper);
            from = read.coveredTo().plusSeconds(1);
        }
    }

    /** Rows left out are told at once; the gap they leave is told when a later row proves it. */
    private void judgeRows(Stamp stamp) {
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

    private Instant begin(@Nullable Instant cursor, Instant to, Duration capturePeriod) {
        Instant earliest = aligned(to.minus(settings.longestLookBack()), capturePeriod);
        if (cursor == null) {
            return aligned(to.minus(settings.backfill()), capturePeriod);
        }
        Instant next = cursor.plusSeconds(1);
        return next.isBefore(earliest) ? earliest : next;
    }

    private static Instant aligned(Instant time, Duration period) {
        long seconds = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    private void publish(ProfileSlice read, ProfileLayout layout, RowMapper mapper) {
        MeterState before = memory.state();
        RowSieve sieve = RowSieve.sift(read.rows(), before.cursor(), layout.capturePeriod());
        if (sieve.fresh().isEmpty()) {
            return;
        }
        Instant received = wallTime.instant();
        List<Publication> records = new ArrayList<>(sieve.fresh().size());
        sieve.fresh().forEach(row -> records.add(mapper.reading(row, before, received, meter.registers())));
        Stamp stamp = stamp();
        sieve.gaps().forEach(gap -> records.add(gapEvent(gap, stamp)));
        if (sieve.repeated() > 0) {
            records.add(stamp.event(
                    EventCodes.REGISTER,
                    "The profile holds several rows of one capture time; the first was taken.",
                    Map.of("rows", Integer.toString(sieve.repeated()))));
        }
        memory.commit(state -> state.withCursor(sieve.fresh().getLast().captureTime()), records);
        readings += sieve.fresh().size();
    }

    private Publication gapEvent(RowSieve.Gap gap, Stamp stamp) {
        return stamp.event(
                EventCodes.GAP,
                unusableRows == 0
                        ? "The meter has no profile rows for this time; they cannot be had any more."
                        : "The meter has no usable profile rows for this time; rows had to be left out.",
                Map.of(
                        "from",
                        gap.from().toString(),
                        "to",
                        gap.to().toString(),
                        "unusableRows",
                        Integer.toString(unusableRows)));
    }

    private Stamp stamp() {
        return new Stamp(fieldTime.instant(), wallTime.instant());
    }
}
