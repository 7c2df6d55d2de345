// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;

/** Whatever somebody does to a meter's clock between polls, each row is published once. */
class CapturedAgainPropertyTest {

    private static final Instant START = Instant.parse("2026-03-20T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Until a poll.
     *
     * @param minutesBefore the clock is moved
     * @param movedMinutes by that much
     * @param minutesAfter it
     */
    record Stretch(int minutesBefore, int movedMinutes, int minutesAfter) {}

    @Property(tries = 150)
    void eachRowIsPublishedOnce(@ForAll("stretches") List<Stretch> stretches) {
        Run run = new Run();
        run.pass(60);
        run.poll();
        for (Stretch stretch : stretches) {
            run.pass(stretch.minutesBefore());
            run.move(stretch.movedMinutes());
            run.pass(stretch.minutesAfter());
            run.poll();
        }
        for (int poll = 0; poll < 30; poll++) {
            run.pass(45);
            run.poll();
        }
        run.assertEachRowIsPublishedOnce();
        assertEquals(null, run.state.seen().recapture());
    }

    @Provide
    Arbitrary<List<Stretch>> stretches() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers()
                                .between(-180, 180)
                                .filter(minutes -> minutes == 0 || Math.abs(minutes) >= 5),
                        Arbitraries.integers().between(1, 200))
                .as(Stretch::new)
                .list()
                .ofMaxSize(8);
    }

    /** A meter that captures every quarter of an hour by its own clock, and a gateway that polls it. */
    private static final class Run {
        final FakeMeter meter = new FakeMeter(START);
        final RecordingCommitLog log = new RecordingCommitLog();
        MeterState state = MeterState.INITIAL;
        long energy;

        void pass(int minutes) {
            for (int minute = 0; minute < minutes; minute++) {
                meter.fieldTime = meter.fieldTime.plus(MINUTE);
                energy++;
                Instant shown = meter.fieldTime.plus(meter.clockOffset);
                if (shown.getEpochSecond() % FakeMeter.PERIOD.toSeconds() == 0) {
                    meter.row(shown, energy, 0L);
                }
            }
        }

        void move(int minutes) {
            meter.clockOffset = meter.clockOffset.plusMinutes(minutes);
        }

        void poll() {
            MeterMemory memory = new MeterMemory(
                    "M", MeterStateCodec.decode(MeterStateCodec.encode(state)), log, Duration.ofSeconds(1));
            Announcements announcements = new Announcements(memory);
            Admission.Admitted admitted = new Admission.Admitted(
                    new MeterTarget("M", new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1), null, null, null),
                    null,
                    FakeMeter.PERIOD,
                    Duration.ofDays(1),
                    Set.of(FakeMeter.ENERGY),
                    Octets.empty(),
                    "north");
            PollingSettings settings = PollingSettings.defaults();
            new ReadingSession(
                            admitted,
                            memory,
                            settings,
                            () -> meter.fieldTime,
                            () -> meter.fieldTime,
                            announcements,
                            new ClockWatch(
                                    new ClockWatch.Services(
                                            ClockSettings.defaults(),
                                            new TrustedClock(),
                                            () -> meter.fieldTime,
                                            () -> meter.fieldTime),
                                    memory,
                                    announcements,
                                    new OpenGate()),
                            new Planning(admitted, settings.profile(), announcements, new ReadPlans(), null),
                            (captureTime, capturePeriod) -> {})
                    .read(meter, new PollSchedule(86_400, 0), meter.fieldTime);
            state = memory.state();
        }

        void assertEachRowIsPublishedOnce() {
            List<String> captured = meter.rows.stream()
                    .filter(row -> !row.captureTime().isAfter(meter.fieldTime))
                    .map(Run::nameOf)
                    .sorted()
                    .toList();
            List<String> published = log.commits.stream()
                    .flatMap(commit -> commit.publications().stream())
                    .filter(Publication.Reading.class::isInstance)
                    .map(Publication.Reading.class::cast)
                    .map(reading -> reading.captureTime() + " "
                            + reading.registers().getFirst().raw())
                    .sorted()
                    .toList();
            List<String> lost = new ArrayList<>(captured);
            published.forEach(lost::remove);
            List<String> twice = new ArrayList<>(published);
            captured.forEach(twice::remove);
            assertEquals(List.of(), lost, "lost");
            assertEquals(List.of(), twice, "published twice");
        }

        private static String nameOf(ProfileRow row) {
            return row.captureTime() + " " + row.values().getFirst();
        }
    }
}
