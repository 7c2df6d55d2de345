// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.ownership.MeterSessions;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.polling.Backoff;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.schema.hold.HoldState;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** The bounds of the execution, with a meter that cannot be reached and an owner that must go. */
class OrderExecutionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final MeterModel MODEL = MeterModels.named("PLB-ALPHA").orElseThrow();
    private static final byte[] BASE = {1, 1, 0, 0x40, 0, 0, 0, 0};
    private static final long OFFSET = 7;

    private final AtomicLong nanos = new AtomicLong(1);
    private final RecordingCommitLog log = new RecordingCommitLog();
    private final HoldsView holds = new HoldsView(nanos::get);
    private final ManualOwner owner = new ManualOwner();
    private MeterFault fault = new MeterFault.ConnectionRefused("127.0.0.1:4059");
    private int sessions;

    /** Pauses move the clock. */
    private final class ManualOwner implements OwnerLink {
        private boolean running = true;
        private Throwable failure;
        private int pausesLeft = Integer.MAX_VALUE;

        @Override
        public boolean running() {
            return running && failure == null;
        }

        @Override
        public boolean pause(Duration howLong) {
            nanos.addAndGet(howLong.toNanos());
            running = running && --pausesLeft > 0;
            holds.completeAsOf(nanos.get());
            return running();
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

    private final class BrokenSessions implements MeterSessions {
        @Override
        public <T> T with(Admission.Admitted meter, FrameGate gate, Function<MeterSession, T> work) {
            sessions++;
            throw new MeterFaultException(fault);
        }
    }

    @BeforeEach
    void holdsAreKnown() {
        holds.completeAsOf(nanos.get());
    }

    @Test
    void aMeterOutOfReachIsTriedAsOftenAsAllowedAndThenReported() {
        execute();
        assertEquals(5, sessions);
        assertEquals(OrderResult.UNREACHABLE, outcome().outcome().result());
        assertEquals(5, outcome().outcome().attempts());
        Commit last = log.commits.getLast();
        assertEquals(OFFSET, last.ended().offset());
        assertEquals(
                OrderResult.UNREACHABLE,
                last.next().journal().find("id").orElseThrow().outcome().result());
    }

    @Test
    void theSameOrderAfterThatIsAnsweredWithoutASession() {
        execute();
        sessions = 0;
        execute();
        assertEquals(0, sessions);
        assertTrue(outcome().repeated());
    }

    @Test
    void aFaultThatWillNotPassIsTriedTwice() {
        fault = new MeterFault.AssociationRejected(1, 13);
        execute();
        assertEquals(2, sessions);
        assertEquals("SEC-01", outcome().outcome().reasonCode());
    }

    @Test
    void anOwnerThatGoesLeavesTheOrderOpenForItsSuccessor() {
        owner.pausesLeft = 2;
        execute();
        assertNull(outcome());
        assertTrue(log.commits.stream().allMatch(commit -> commit.ended() == null));
    }

    @Test
    void aLostLeaseIsNeverReportedAsTheMetersFault() {
        fault = new MeterFault.LeaseLost();
        execute();
        assertNull(outcome());
        assertNotNull(owner.failure);
    }

    @Test
    void underAHoldTheMeterIsNotEvenSpokenTo() {
        holds.apply("*", new HoldState.News.Stop("a", "fire", Instant.EPOCH));
        execute();
        assertEquals(0, sessions);
        assertEquals(OrderResult.HELD, outcome().outcome().result());
        assertInstanceOf(
                Publication.Fact.class, log.commits.getLast().publications().get(1));
    }

    private void execute() {
        MeterState state = log.commits.reversed().stream()
                .map(Commit::next)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(MeterState.INITIAL);
        MeterMemory memory = new MeterMemory("M", state, log, Duration.ofSeconds(1));
        new OrderExecution(memory, new BrokenSessions(), owner, new OpenGate(), surroundings())
                .execute(order(), admitted(), OFFSET);
    }

    private OrderExecution.Surroundings surroundings() {
        OrderSettings settings = new OrderSettings(
                5,
                Duration.ofMinutes(2),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                Duration.ofSeconds(1));
        WorkObserver deaf = new WorkObserver() {
            @Override
            public void pollEnded(String outcome, int rows) {
                throw new AssertionError("no polls here");
            }

            @Override
            public void orderEnded(OrderResult result) {
                // The commits tell.
            }
        };
        return new OrderExecution.Surroundings(settings, holds, () -> NOW, () -> NOW, nanos::get, () -> 0.5, deaf);
    }

    private Publication.Outcome outcome() {
        return log.commits.reversed().stream()
                .flatMap(commit -> commit.publications().stream())
                .filter(Publication.Outcome.class::isInstance)
                .map(Publication.Outcome.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static ReceivedOrder order() {
        byte[] wanted = MODEL.scaled(BASE, 1.01);
        ReceivedOrder.Target target = new ReceivedOrder.Target(
                MODEL.name(), 1, Octets.of(BASE), MODEL.checksumOf(BASE), Octets.of(wanted), MODEL.checksumOf(wanted));
        return new ReceivedOrder("M", "id", "id", "d", null, "M", 1, "c", "k", target, NOW.plusSeconds(60));
    }

    private static Admission admitted() {
        return new Admission.Admitted(
                new MeterTarget(
                        "M",
                        new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1),
                        null,
                        null,
                        new SecurityContext(new byte[8], new byte[16], new byte[16])),
                MODEL,
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                Set.of(),
                Octets.empty(),
                "north");
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
}
