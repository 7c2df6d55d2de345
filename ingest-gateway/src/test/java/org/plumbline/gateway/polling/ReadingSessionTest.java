// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.state.Condition;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.schema.EventCodes;

class ReadingSessionTest {

    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private final FakeMeter meter = new FakeMeter(NOW);
    private final RecordingCommitLog log = new RecordingCommitLog();
    private final MeterMemory memory = new MeterMemory("M", MeterState.INITIAL, log, Duration.ofSeconds(1));
    private final Announcements announcements = new Announcements(memory);

    @Test
    void rowsAreReadInBoundedSlicesAndTheCursorFollowsThem() {
        rows(NOW.minus(Duration.ofDays(20)), NOW, 0L);
        int read = read();
        assertEquals(20 * 96 + 1, read);
        assertEquals(read, readings().count());
        assertEquals(NOW, memory.state().cursor());
        assertTrue(meter.spans.stream().allMatch(span -> span.compareTo(Duration.ofDays(7)) < 0));
        assertEquals(0, read(), "the second reading publishes nothing twice");
    }

    @Test
    void rowsThatTheMeterDeliversLateAreNotLost() {
        rows(NOW.minus(Duration.ofHours(2)), NOW.minus(Duration.ofHours(1)), 0L);
        read();
        assertEquals(NOW.minus(Duration.ofHours(1)), memory.state().cursor());
        rows(NOW.minus(Duration.ofMinutes(45)), NOW, 0L);
        assertEquals(4, read());
        assertEquals(List.of(), events(EventCodes.GAP));
    }

    @Test
    void aHoleIsToldOnceARowBehindItProvesIt() {
        rows(NOW.minus(Duration.ofHours(3)), NOW.minus(Duration.ofHours(2)), 0L);
        rows(NOW.minus(Duration.ofHours(1)), NOW, 0L);
        read();
        Publication.Event gap = events(EventCodes.GAP).getFirst();
        assertEquals("2026-03-19T22:15:00Z", gap.evidence().get("from"));
        assertEquals("2026-03-19T22:45:00Z", gap.evidence().get("to"));
        read();
        assertEquals(1, events(EventCodes.GAP).size());
    }

    @Test
    void rowsThatHadToBeLeftOutAreToldOnceAndAreTheReasonOfTheirGap() {
        rows(NOW.minus(Duration.ofHours(3)), NOW.minus(Duration.ofHours(2)), 0L);
        rows(NOW.minus(Duration.ofMinutes(90)), NOW, 0L);
        meter.unusableRows = 1;
        read();
        read();
        Publication.Event gap = events(EventCodes.GAP).getFirst();
        assertEquals("2026-03-19T22:15:00Z", gap.evidence().get("from"));
        assertTrue(Integer.parseInt(gap.evidence().get("unusableRows")) > 0);
        assertTrue(gap.text().contains("left out"), gap.text());
        assertEquals(1, events(EventCodes.REGISTER).size());
        assertEquals(NOW, memory.state().cursor(), "the meter is read on behind them");
    }

    @Test
    void theRowsOwnChangeCounterTellsItsEpochAndZeroWhereNobodyKnows() {
        meter.changeCounter = 5L;
        meter.row(NOW.minus(Duration.ofMinutes(45)), 1, 3L);
        meter.row(NOW.minus(Duration.ofMinutes(30)), 2, 5L);
        meter.row(NOW.minus(Duration.ofMinutes(15)), 3, null);
        read();
        assertEquals(
                List.of(0, 1, 0), readings().map(Publication.Reading::epoch).toList());
    }

    @Test
    void aChangeThatNobodyOrderedOpensAnEpochAndIsToldAndAudited() {
        rows(NOW.minus(Duration.ofHours(1)), NOW.minus(Duration.ofMinutes(30)), 0L);
        read();
        meter.changeCounter = 1L;
        rows(NOW.minus(Duration.ofMinutes(15)), NOW, 1L);
        read();
        List<Publication.Event> epochs = events(EventCodes.EPOCH);
        assertEquals(
                List.of(EpochCause.FIRST_SEEN, EpochCause.UNORDERED_CHANGE),
                epochs.stream().map(event -> event.calibration().cause()).toList());
        assertEquals(
                NOW.minus(Duration.ofMinutes(30)),
                epochs.getLast().calibration().activeFrom());
        assertEquals(
                List.of("UNORDERED_CHANGE"),
                published(Publication.Fact.class).map(Publication.Fact::kind).toList());
        assertEquals(
                List.of(1, 1, 1, 2, 2),
                readings().map(Publication.Reading::epoch).toList());
    }

    @Test
    void aMeterWithoutChangeCounterIsReadWithUnknownEpochs() {
        meter.changeCounter = null;
        meter.row(NOW, 1, null);
        assertEquals(1, read());
        assertEquals(List.of(), events(EventCodes.EPOCH));
    }

    @Test
    void aClockThatIsOffIsToldOnceUntilItIsRightAgain() {
        meter.clockOffset = Duration.ofSeconds(61);
        read();
        read();
        assertEquals(1, deviations());
        meter.clockOffset = Duration.ofSeconds(60);
        read();
        meter.clockOffset = Duration.ofSeconds(-61);
        read();
        assertEquals(2, deviations());
    }

    @Test
    void aConditionThatLastsIsNotToldAgainAfterATakeOver() {
        meter.clockOffset = Duration.ofSeconds(61);
        read();
        MeterState durable = MeterStateCodec.decode(MeterStateCodec.encode(memory.state()));
        MeterMemory next = new MeterMemory("M", durable, log, Duration.ofSeconds(1));
        assertFalse(new Announcements(next).isNews(Condition.CLOCK, "fast 0"));
        assertTrue(new Announcements(next).isNews(Condition.CLOCK, "unreliable"));
        assertTrue(new Announcements(next).isNews(Condition.LAYOUT, "off"));
    }

    @Test
    void theSlotIsDurableWithWhatWasReadForIt() {
        rows(NOW.minus(Duration.ofHours(1)), NOW, 0L);
        meter.slicesLeft = 0;
        assertThrows(MeterFaultException.class, this::read);
        assertEquals(null, memory.state().lastSlot());
        meter.slicesLeft = Integer.MAX_VALUE;
        read();
        assertEquals(
                NOW,
                MeterStateCodec.decode(MeterStateCodec.encode(memory.state())).lastSlot());
        assertEquals(NOW, log.commits.getLast().next().lastSlot());
    }

    @Test
    void everyCommitOfReadingsCarriesItsCursor() {
        rows(NOW.minus(Duration.ofDays(20)), NOW, 0L);
        read();
        List<Commit> withReadings = log.commits.stream()
                .filter(commit -> !commit.publications().isEmpty()
                        && commit.publications().getLast() instanceof Publication.Reading)
                .toList();
        assertFalse(withReadings.isEmpty());
        assertTrue(withReadings.stream()
                .allMatch(commit -> ((Publication.Reading) commit.publications().getLast())
                        .captureTime()
                        .equals(commit.next().cursor())));
    }

    private void rows(Instant from, Instant to, Long counter) {
        for (Instant at = from; !at.isAfter(to); at = at.plus(FakeMeter.PERIOD)) {
            meter.row(at, at.getEpochSecond(), counter);
        }
    }

    private int read() {
        Admission.Admitted admitted = new Admission.Admitted(
                new MeterTarget("M", new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1), null, null, null),
                null,
                FakeMeter.PERIOD,
                Duration.ofDays(1),
                Set.of(FakeMeter.ENERGY),
                Octets.empty(),
                "north");
        ClockWatch clockWatch = new ClockWatch(
                new ClockWatch.Services(ClockSettings.defaults(), new TrustedClock(), () -> NOW, () -> NOW),
                memory,
                announcements,
                new OpenGate());
        return new ReadingSession(
                        admitted,
                        memory,
                        PollingSettings.defaults(),
                        () -> NOW,
                        () -> NOW,
                        announcements,
                        clockWatch,
                        new Planning(
                                admitted, PollingSettings.defaults().profile(), announcements, new ReadPlans(), null),
                        (captureTime, capturePeriod) -> {})
                .read(meter, new PollSchedule(86_400, 0), NOW);
    }

    private long deviations() {
        return events(EventCodes.REGISTER).stream()
                .filter(event -> !event.evidence().containsKey("cause"))
                .count();
    }

    private Stream<Publication.Reading> readings() {
        return published(Publication.Reading.class);
    }

    private List<Publication.Event> events(String code) {
        return published(Publication.Event.class)
                .filter(event -> event.code().equals(code))
                .toList();
    }

    private <T extends Publication> Stream<T> published(Class<T> type) {
        return log.commits.stream()
                .flatMap(commit -> commit.publications().stream())
                .filter(type::isInstance)
                .map(type::cast);
    }
}
