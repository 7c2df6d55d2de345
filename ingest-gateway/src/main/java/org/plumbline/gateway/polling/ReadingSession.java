// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.evidence.MissingRight;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.recognition.ClockTrack;
import org.plumbline.gateway.recognition.MeterWatch;
import org.plumbline.gateway.recognition.PhaseWatch;
import org.plumbline.gateway.state.ClockCorrection;
import org.plumbline.gateway.state.Condition;
import org.plumbline.schema.EventCodes;

/**
 * What is read in one session: clock, what the meter is and how it stands, the registers of the plan, then the load
 * profile. Confined to the session's thread.
 */
public final class ReadingSession {

    private final Admission.Admitted meter;
    private final MeterMemory memory;
    private final PollingSettings settings;
    private final InstantSource fieldTime;
    private final InstantSource wallTime;
    private final Announcements announcements;
    private final ClockWatch clockWatch;
    private final Planning planning;
    private final RowListener rowListener;
    private int readings;

    public ReadingSession(
            Admission.Admitted meter,
            MeterMemory memory,
            PollingSettings settings,
            InstantSource fieldTime,
            InstantSource wallTime,
            Announcements announcements,
            ClockWatch clockWatch,
            Planning planning,
            RowListener rowListener) {
        this.meter = meter;
        this.memory = memory;
        this.settings = settings;
        this.fieldTime = fieldTime;
        this.wallTime = wallTime;
        this.announcements = announcements;
        this.clockWatch = clockWatch;
        this.planning = planning;
        this.rowListener = rowListener;
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
        try {
            return readAll(session, schedule, slot);
        } catch (MeterFaultException broken) {
            if (memory.state().told().tells(Condition.FAULT)) {
                throw broken;
            }
            throw new MeterFaultException(MissingRight.explained(broken.fault(), session.access()), broken);
        }
    }

    private int readAll(MeterSession session, PollSchedule schedule, Instant slot) {
        Stamp stamp = stamp();
        Long offsetMillis = look(session, stamp);
        Snapshot snapshot = planning.registers(session, memory.state().seen(), stamp);
        List<Publication> last = new ArrayList<>(registers(snapshot, stamp, offsetMillis));
        PhaseWatch.Sighting phases =
                PhaseWatch.look(snapshot, memory.state().seen().suspicion(), stamp);
        last.addAll(phases.events());
        ProfileLayout layout = planning.layout();
        if (layout == null) {
            last.addAll(missedSlots(schedule, slot, stamp));
        } else {
            Instant meterTime = offsetMillis == null ? null : stamp.fieldTime().plusMillis(offsetMillis);
            ReadingOrigin origin = ReadingOrigin.polled(stamp.fieldTime(), offsetMillis, Publication.Source.PROFILE);
            readings += new ProfileReading(
                            meter, memory, settings, fieldTime, wallTime, planning, layout, origin, rowListener)
                    .read(session, meterTime, announcements, stamp);
        }
        memory.commit(state -> state.withLastSlot(slot).withSeen(state.seen().withSuspicion(phases.suspicion())), last);
        return readings;
    }

    /** @return meter time minus field time as found; null where it was not measured */
    private @Nullable Long look(MeterSession session, Stamp stamp) {
        ClockCorrection earlier = memory.state().clockCorrection();
        ClockWatch.Report clock = clockWatch.look(session, meter.capturePeriod());
        Long offsetMillis = clock.offsetMillis();
        Instant meterTime = offsetMillis == null ? null : stamp.fieldTime().plusMillis(offsetMillis);
        MeterWatch.Sighting sighting = MeterWatch.look(session, meter, memory.state(), meterTime, stamp);
        ClockTrack.Track track = ClockTrack.look(
                session, sighting.applyTo(memory.state()), earlier, clock.measured(), clockWatch::headEnd, stamp);
        List<Publication> found = new ArrayList<>(sighting.publications());
        found.addAll(track.events());
        if (!found.isEmpty() || !track.applyTo(sighting.applyTo(memory.state())).equals(memory.state())) {
            memory.commit(state -> track.applyTo(sighting.applyTo(state)), found);
        }
        return offsetMillis;
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
                        Map.of("from", gap.from().toString(), "to", gap.to().toString(), "reason", "NOT_READ")));
    }

    private Stamp stamp() {
        return new Stamp(fieldTime.instant(), wallTime.instant());
    }
}
