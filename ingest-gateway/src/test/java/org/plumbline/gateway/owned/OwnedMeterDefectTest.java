// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.owned;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.orders.OrderExecution;
import org.plumbline.gateway.orders.OrderSettings;
import org.plumbline.gateway.ownership.Lease;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.ownership.RecordingCommitLog;
import org.plumbline.gateway.pacing.Pacer;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.pacing.SegmentLimits;
import org.plumbline.gateway.polling.Backoff;
import org.plumbline.gateway.polling.ClockWatch;
import org.plumbline.gateway.polling.PollRota;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.polling.ReadPlans;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.schema.EventCodes;

/** A meter on which the gateway itself fails, beside one that only cannot be reached. */
class OwnedMeterDefectTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Backoff SOON = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    private final RecordingCommitLog log = new RecordingCommitLog();
    private final Map<String, AtomicInteger> sessions = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> failed = new AtomicReference<>();

    private final OwnerLink owner = new OwnerLink() {
        @Override
        public boolean running() {
            return true;
        }

        @Override
        public boolean pause(Duration howLong) {
            return true;
        }

        @Override
        public void await(CompletableFuture<?> answer, Duration howLong) {
            try {
                answer.get(howLong.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException ended) {
                return; // whoever asked looks at the answer
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void fail(Throwable cause) {
            failed.set(cause);
        }
    };

    /** Fails on what it hears of one of the meters. */
    private final WorkObserver defective = new WorkObserver() {
        @Override
        public void pollEnded(String outcome, int rows) {
            if (outcome.equals(EventCode.PROTOCOL.code())) {
                throw new IllegalStateException("a defect");
            }
        }

        @Override
        public void orderEnded(OrderResult result) {
            // There are no orders.
        }
    };

    @Test
    void aDefectEndsNoOtherMetersWorkIsToldOnceAndTheMeterIsTriedAgain() {
        PollRota rota = new PollRota();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MeterServices services = services(threads);
            for (String meterId : List.of("bad", "good")) {
                new OwnedMeter(meterId, MeterState.INITIAL, services, owner, log, rota).admit(admitted(meterId));
            }
            await().atMost(BOUND).until(() -> {
                rota.turn(NOW, System.nanoTime());
                return sessionsOf("bad") >= 3 && sessionsOf("good") >= 3;
            });
        }
        assertNull(failed.get());
        assertEquals(List.of("bad: The gateway itself failed on what this meter delivered; its log says how."), told());
    }

    private List<String> told() {
        synchronized (log) {
            return log.commits.stream()
                    .flatMap(commit -> commit.publications().stream()
                            .filter(publication -> publication instanceof Publication.Event event
                                    && event.code().equals(EventCodes.PROTOCOL))
                            .map(publication -> commit.meterId() + ": " + ((Publication.Event) publication).text()))
                    .toList();
        }
    }

    private int sessionsOf(String meterId) {
        return sessions.getOrDefault(meterId, new AtomicInteger()).get();
    }

    private MeterServices services(ExecutorService threads) {
        Lease lease = new Lease(System::nanoTime, BOUND.multipliedBy(2), Duration.ofSeconds(1));
        lease.renew(System.nanoTime());
        InstantSource now = () -> NOW;
        SegmentLimits wide = new SegmentLimits(8, 1_000);
        return new MeterServices(
                (target, counters, gate, use) -> {
                    sessions.computeIfAbsent(target.meterId(), unknown -> new AtomicInteger())
                            .incrementAndGet();
                    throw new MeterFaultException(
                            target.meterId().equals("bad")
                                    ? new MeterFault.CodecFailed("session", "nonsense")
                                    : new MeterFault.ConnectionLost("connect"));
                },
                lease,
                PollingSettings.defaults().withBackoff(SOON),
                new ReadPlans(),
                new ClockWatch.Services(ClockSettings.defaults(), new TrustedClock(), now, now),
                new OrderExecution.Surroundings(
                        new OrderSettings(1, BOUND, SOON, BOUND),
                        new HoldsView(System::nanoTime),
                        now,
                        now,
                        System::nanoTime,
                        () -> 0.5,
                        defective),
                new Pacer(new PacingSettings(wide, wide, Map.of()), System::nanoTime, () -> 0.5, after -> {}),
                threads,
                10,
                8,
                BOUND);
    }

    private static Admission.Admitted admitted(String meterId) {
        return new Admission.Admitted(
                new MeterTarget(meterId, new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1), null, null, null),
                null,
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Set.of(),
                Octets.empty(),
                meterId);
    }
}
