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
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.recognition.MeterWatch;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.RequestJournal;
import org.plumbline.schema.EventCodes;

/**
 * Reads what one request asks for. The cursor of the polls is not touched, and rows are published as the meter holds
 * them, also those published before. Confined to the session's thread.
 */
public final class OnDemandReading {

    private final Admission.Admitted meter;
    private final MeterMemory memory;
    private final PollingSettings settings;
    private final InstantSource fieldTime;
    private final InstantSource wallTime;
    private final String requestId;

    public OnDemandReading(
            Admission.Admitted meter,
            MeterMemory memory,
            PollingSettings settings,
            InstantSource fieldTime,
            InstantSource wallTime,
            String requestId) {
        this.meter = meter;
        this.memory = memory;
        this.settings = settings;
        this.fieldTime = fieldTime;
        this.wallTime = wallTime;
        this.requestId = requestId;
    }

    /**
     * Registers read now.
     *
     * @param reading null when the meter gave none of them
     * @param missing those that the meter refused, or whose value cannot be used
     */
    public record Registers(Publication.@Nullable Reading reading, List<RegisterOutcome> missing) {
        public Registers {
            missing = List.copyOf(missing);
        }
    }

    /** Reads registers; publishing them is the caller's. */
    public Registers registers(MeterSession session, List<ObisCode> wanted) {
        ReadingOrigin origin = origin(session);
        Snapshot snapshot = session.read(SnapshotMapper.request(wanted, Map.of(), true));
        List<RegisterOutcome> missing = snapshot.registers().stream()
                .filter(outcome -> !(outcome instanceof RegisterOutcome.Read))
                .toList();
        return new Registers(SnapshotMapper.reading(snapshot, origin, memory.state(), wallTime.instant()), missing);
    }

    /**
     * Reads rows in bounded slices and queues each slice for commit, with how far the request has come. Times of which the
     * meter's profile holds nothing are gaps that name the request.
     *
     * @return readings published for the request, those of an earlier attempt included
     */
    public int rows(MeterSession session, Instant from, Instant to) {
        ReadingOrigin origin = origin(session);
        ProfileLayout layout =
                session.profileLayout(settings.profile()).narrowedTo(column -> RowMapper.isRead(meter, column));
        RowMapper mapper = new RowMapper(layout, origin);
        RequestJournal.Progress before = memory.state().requests().progressOf(requestId);
        int readings = before == null ? 0 : before.readings();
        Instant next = before == null ? from.truncatedTo(ChronoUnit.SECONDS) : before.resumeFrom();
        GapFinder gaps = new GapFinder(next, layout.capturePeriod());
        Instant captured = capturedTo(origin, layout.capturePeriod());
        while (!next.isAfter(to)) {
            Instant end = next.plus(settings.slice()).minusSeconds(1);
            ProfileSlice read = session.profile(layout, next, end.isAfter(to) ? to : end);
            readings += read.rows().size();
            next = read.coveredTo().plusSeconds(1);
            read.rows().stream().map(ProfileRow::captureTime).sorted().forEach(gaps::row);
            List<GapFinder.Gap> found =
                    captured.isBefore(read.coveredTo()) ? gaps.upTo(captured) : gaps.upTo(read.coveredTo());
            publish(read, found, mapper, new RequestJournal.Progress(requestId, next, readings));
        }
        return readings;
    }

    /** What the meter's clock has passed for longer than a capture takes to be written. */
    private static Instant capturedTo(ReadingOrigin origin, Duration capturePeriod) {
        Long offsetMillis = origin.clockOffsetMillis();
        return origin.sessionFieldTime()
                .plusMillis(offsetMillis == null ? 0 : offsetMillis)
                .minus(capturePeriod)
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private void publish(
            ProfileSlice read, List<GapFinder.Gap> gaps, RowMapper mapper, RequestJournal.Progress progress) {
        MeterState state = memory.state();
        Instant received = wallTime.instant();
        List<Publication> records = new ArrayList<>(read.rows().size());
        read.rows().forEach(row -> records.add(mapper.reading(row, state, received, meter.registers())));
        gaps.forEach(gap -> records.add(gapEvent(gap, read.unusable(), new Stamp(fieldTime.instant(), received))));
        memory.commit(now -> now.withRequests(now.requests().progressed(progress)), records);
    }

    private Publication gapEvent(GapFinder.Gap gap, int unusableRows, Stamp stamp) {
        return stamp.event(
                EventCodes.GAP,
                unusableRows == 0
                        ? "The meter's profile does not hold what was asked for of this time."
                        : "The meter has no usable profile rows of this time; rows had to be left out.",
                Map.of(
                        "from",
                        gap.from().toString(),
                        "to",
                        gap.to().toString(),
                        "reason",
                        unusableRows == 0 ? "NOT_HELD" : "UNUSABLE_ROWS",
                        "requestId",
                        requestId));
    }

    private ReadingOrigin origin(MeterSession session) {
        Stamp stamp = new Stamp(fieldTime.instant(), wallTime.instant());
        Duration offset = session.clock().offset();
        Instant meterTime = offset == null ? null : stamp.fieldTime().plus(offset);
        MeterWatch.Sighting sighting = MeterWatch.look(session, meter, memory.state(), meterTime, stamp);
        if (!sighting.unchanged(memory.state())) {
            memory.commit(sighting::applyTo, sighting.publications());
        }
        return new ReadingOrigin(
                stamp.fieldTime(),
                offset == null ? null : (Long) offset.toMillis(),
                Publication.Source.ON_DEMAND,
                requestId);
    }
}
