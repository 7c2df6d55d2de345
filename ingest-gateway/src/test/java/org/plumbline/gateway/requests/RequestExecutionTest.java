// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.ownership.MeterSessions;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.polling.Backoff;
import org.plumbline.gateway.polling.ClockSync;
import org.plumbline.gateway.polling.FakeMeter;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.requests.ReceivedRequest.Kind;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.schema.EventCodes;

/** Requests on a meter that answers, fails or vanishes, and under owners that come and go. */
class RequestExecutionTest {

    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private static final long OFFSET = 7;
    private static final ObisCode VOLTAGE = ObisCode.parse("1.0.32.7.0.255");

    private static final ClockSync CLOCK_SYNC =
            (session, admitted) -> new ClockSync.Answer(true, "It was shifted.", Map.of("clockOffsetMillis", "17"));

    private final RecordingCommitLog log = new RecordingCommitLog();
    private final FakeMeter meter = new FakeMeter(NOW);
    private final ManualOwner owner = new ManualOwner();
    private MeterFault fault;
    private Instant wallTime = NOW;
    private int sessions;

    @Test
    void registersAreReadNowAndAnsweredInOneCommit() {
        meter.registers.put(
                FakeMeter.ENERGY,
                new RegisterOutcome.Read(new RegisterValue(FakeMeter.ENERGY, 42, new ScalerUnit(0, 30))));

        execute(registers(FakeMeter.ENERGY, VOLTAGE), admitted());

        Commit last = log.commits.getLast();
        assertEquals(new Commit.Ended(Commit.Work.REQUEST, OFFSET), last.ended());
        Publication.Reading reading = readings().getFirst();
        assertTrue(last.publications().contains(reading));
        assertEquals(Publication.Source.ON_DEMAND, reading.source());
        assertEquals("r", reading.requestId());
        assertEquals(NOW, reading.captureTime());
        assertEquals(1, reading.epoch());
        assertEquals(List.of(new Publication.Register(FakeMeter.ENERGY, 42, 0, 30)), reading.registers());
        assertEquals(EventCodes.READ_DONE, ending().code());
        assertEquals("1", ending().evidence().get("readings"));
        assertTrue(ending().evidence().get("missing").startsWith(VOLTAGE.toString()));
    }

    @Test
    void aRequestAnsweredBeforeEndsWithoutAWord() {
        execute(registers(FakeMeter.ENERGY), admitted());
        int before = log.commits.size();

        execute(registers(FakeMeter.ENERGY), admitted());

        assertEquals(1, sessions);
        assertEquals(before + 1, log.commits.size());
        assertEquals(List.of(), log.commits.getLast().publications());
        assertEquals(OFFSET, log.commits.getLast().ended().offset());
    }

    @Test
    void registersThatTheMeterDoesNotHaveAreAFailure() {
        execute(registers(VOLTAGE), admitted());

        assertEquals(EventCodes.READ_FAILED, ending().code());
        assertEquals(List.of(), readings());
    }

    @Test
    void rowsArePublishedAsTheMeterHoldsThemAndTheCursorStays() {
        rows(NOW.minus(Duration.ofDays(20)), NOW);
        meter.row(NOW, 0, 0L); // written twice, as after a clock was set back

        execute(rowsOf(NOW.minus(Duration.ofDays(20)), NOW), admitted());

        assertEquals(20 * 96 + 2, readings().size());
        assertEquals(Integer.toString(20 * 96 + 2), ending().evidence().get("readings"));
        assertNull(state().cursor());
        assertNull(state().requests().underWay());
    }

    @Test
    void whatTheProfileDoesNotHoldAnyMoreIsNamed() {
        Instant oldest = NOW.minus(Duration.ofDays(5));
        rows(oldest, NOW);
        meter.rows.removeIf(row -> row.captureTime().equals(NOW.minus(Duration.ofHours(1))));

        execute(rowsOf(NOW.minus(Duration.ofDays(20)), NOW.plus(Duration.ofDays(2))), admitted());

        assertEquals(EventCodes.READ_DONE, ending().code());
        assertEquals(Integer.toString(5 * 96), ending().evidence().get("readings"));
        List<Map<String, String>> gaps = published(Publication.Event.class)
                .filter(event -> event.code().equals(EventCodes.GAP))
                .map(event -> (Map<String, String>) event.evidence())
                .toList();
        assertTrue(gaps.stream().allMatch(gap -> gap.get("requestId").equals("r")));
        assertEquals(NOW.minus(Duration.ofDays(20)).toString(), gaps.getFirst().get("from"));
        assertEquals(
                oldest.minus(Duration.ofMinutes(15)).toString(),
                gaps.get(gaps.size() - 2).get("to"));
        assertEquals(NOW.minus(Duration.ofHours(1)).toString(), gaps.getLast().get("from"));
        assertEquals(NOW.minus(Duration.ofHours(1)).toString(), gaps.getLast().get("to"));
        for (int i = 1; i < gaps.size() - 1; i++) {
            assertEquals(
                    Instant.parse(gaps.get(i - 1).get("to")).plusSeconds(1).toString(),
                    gaps.get(i).get("from"),
                    "between the gaps of two slices");
        }
    }

    @Test
    void aSuccessorGoesOnWhereTheRowsArePublished() {
        rows(NOW.minus(Duration.ofDays(20)), NOW);
        owner.pausesLeft = 1;
        meter.slicesLeft = 1;
        execute(rowsOf(NOW.minus(Duration.ofDays(20)), NOW), admitted());
        int before = readings().size();
        assertEquals(7 * 96, before);
        assertNull(ending());

        owner.pausesLeft = Integer.MAX_VALUE;
        meter.slicesLeft = Integer.MAX_VALUE;
        execute(rowsOf(NOW.minus(Duration.ofDays(20)), NOW), admitted());

        assertEquals(
                20 * 96 + 1,
                readings().stream()
                        .map(Publication.Reading::captureTime)
                        .distinct()
                        .count());
        assertEquals(20 * 96 + 1, readings().size());
        assertEquals(Integer.toString(20 * 96 + 1), ending().evidence().get("readings"));
    }

    @Test
    void aMeterOutOfReachIsTriedAFewTimes() {
        fault = new MeterFault.ConnectionRefused("127.0.0.1:4059");
        execute(registers(FakeMeter.ENERGY), admitted());

        assertEquals(3, sessions);
        assertEquals("ConnectionRefused", ending().evidence().get("cause"));
        assertEquals("3", ending().evidence().get("attempts"));
    }

    @Test
    void nothingIsTriedAfterTheRequestExpired() {
        fault = new MeterFault.ConnectionRefused("127.0.0.1:4059");
        execute(new ReceivedRequest("r", Kind.REGISTERS, List.of(), NOW, NOW, NOW.plusSeconds(2)), admitted());

        assertEquals(2, sessions);
        assertEquals(EventCodes.READ_FAILED, ending().code());
    }

    @Test
    void aRefusalByTheMeterIsNotTriedAgain() {
        fault = new MeterFault.AccessRefused("GET", VOLTAGE, 2, 3);
        execute(registers(VOLTAGE), admitted());

        assertEquals(1, sessions);
        assertEquals("AccessRefused", ending().evidence().get("cause"));
    }

    @Test
    void aLostLeaseIsNeverTheAnswer() {
        fault = new MeterFault.LeaseLost();
        execute(registers(FakeMeter.ENERGY), admitted());

        assertNull(ending());
        assertInstanceOf(MeterFaultException.class, owner.failure);
        assertTrue(log.commits.stream().allMatch(commit -> commit.ended() == null));
    }

    @Test
    void aMeterThatIsNotActiveIsNotSpokenTo() {
        execute(registers(FakeMeter.ENERGY), new Admission.Inactive());

        assertEquals(0, sessions);
        assertEquals("METER_NOT_ACTIVE", ending().evidence().get("cause"));
    }

    @Test
    void clockIsSynchronisedByWhoeverCan() {
        execute(clockSync(), admitted());

        assertEquals(EventCodes.READ_DONE, ending().code());
        assertEquals("17", ending().evidence().get("clockOffsetMillis"));
        assertFalse(ending().evidence().containsKey("cause"));
    }

    private void execute(ReceivedRequest request, Admission admission) {
        MeterMemory memory = new MeterMemory("M", state(), log, Duration.ofSeconds(1));
        new RequestExecution(memory, new Sessions(), owner, new OpenGate(), CLOCK_SYNC, surroundings())
                .execute(request, admission, OFFSET);
    }

    private RequestExecution.Surroundings surroundings() {
        return new RequestExecution.Surroundings(
                new RequestSettings(3, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5))),
                PollingSettings.defaults(),
                () -> NOW,
                () -> wallTime,
                () -> 0.5,
                new Deaf());
    }

    private MeterState state() {
        return log.commits.reversed().stream()
                .map(Commit::next)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(MeterState.INITIAL);
    }

    private List<Publication.Reading> readings() {
        return published(Publication.Reading.class).toList();
    }

    private Publication.Event ending() {
        return published(Publication.Event.class)
                .filter(event -> event.code().equals(EventCodes.READ_DONE)
                        || event.code().equals(EventCodes.READ_FAILED))
                .findFirst()
                .orElse(null);
    }

    private <T> Stream<T> published(Class<T> type) {
        return log.commits.stream()
                .flatMap(commit -> commit.publications().stream())
                .filter(type::isInstance)
                .map(type::cast);
    }

    private void rows(Instant from, Instant to) {
        for (Instant at = from; !at.isAfter(to); at = at.plusSeconds(900)) {
            meter.row(at, at.getEpochSecond(), 0L);
        }
    }

    private static Admission.Admitted admitted() {
        return RequestRulesTest.admitted();
    }

    private static ReceivedRequest registers(ObisCode... registers) {
        return new ReceivedRequest(
                "r",
                Kind.REGISTERS,
                Stream.of(registers).map(ObisCode::toString).toList(),
                NOW,
                NOW,
                NOW.plusSeconds(60));
    }

    private static ReceivedRequest rowsOf(Instant from, Instant to) {
        return new ReceivedRequest("r", Kind.PROFILE, List.of(), from, to, NOW.plusSeconds(60));
    }

    private static ReceivedRequest clockSync() {
        return new ReceivedRequest("r", Kind.CLOCK_SYNC, List.of(), NOW, NOW, NOW.plusSeconds(60));
    }

    private final class Sessions implements MeterSessions {
        @Override
        public <T> T with(Admission.Admitted admitted, FrameGate gate, Function<MeterSession, T> work) {
            sessions++;
            if (fault != null) {
                throw new MeterFaultException(fault);
            }
            return work.apply(meter);
        }
    }

    /** Pauses move the wall clock. */
    private final class ManualOwner implements OwnerLink {
        private Throwable failure;
        private int pausesLeft = Integer.MAX_VALUE;

        @Override
        public boolean running() {
            return failure == null;
        }

        @Override
        public boolean pause(Duration howLong) {
            wallTime = wallTime.plus(howLong);
            return --pausesLeft > 0;
        }

        @Override
        public void await(CompletableFuture<?> answer, Duration howLong) {
            throw new IllegalStateException("nothing here is waited for");
        }

        @Override
        public void fail(Throwable cause) {
            failure = cause;
        }
    }

    private static final class OpenGate implements FrameGate {
        @Override
        public GateDecision beforeFrame() {
            return new GateDecision.Open();
        }

        @Override
        public GateDecision beforeChange() {
            return new GateDecision.Open();
        }
    }

    private static final class Deaf implements WorkObserver {
        @Override
        public void pollEnded(String outcome, int rows) {
            throw new AssertionError("no polls here");
        }

        @Override
        public void orderEnded(OrderResult result) {
            throw new AssertionError("no orders here");
        }
    }
}
