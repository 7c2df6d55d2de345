// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.ownership.OwnerState;

class PartitionOwnerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final List<ScriptedTenure> tenures = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Integer> failuresInARow = new CopyOnWriteArrayList<>();
    private final List<OwnerState.StopReason> broken = new CopyOnWriteArrayList<>();
    private Duration lasting = Duration.ZERO;
    private PartitionOwner owner;

    @AfterEach
    void release() throws Exception {
        owner.release();
        assertTrue(owner.awaitEnd(DEADLINE));
        assertFalse(owner.alive());
    }

    @Test
    void anAbortedTransactionIsFollowedByANewTenureThatWorks() {
        begin(Duration.ofHours(1), new KafkaException("transaction aborted"));
        await().atMost(DEADLINE).until(() -> owner.state() instanceof OwnerState.Running && tenures.size() == 2);
        assertTrue(owner.alive());
    }

    @Test
    void anErrorInTheOwnersThreadEndsATenureNotTheOwner() {
        begin(Duration.ofHours(1), new StackOverflowError("simulated"), new OutOfMemoryError("simulated"));
        await().atMost(DEADLINE).until(() -> owner.state() instanceof OwnerState.Running && tenures.size() == 3);
        assertTrue(owner.alive());
    }

    @Test
    void aFencedOwnerSaysSoAndTriesAgainOnlyAfterTheSessionTimeout() {
        begin(Duration.ofMillis(300), new KafkaException("wrapped", new ProducerFencedException("simulated")));
        await().atMost(DEADLINE)
                .until(() -> owner.state() instanceof OwnerState.Stopped stopped
                        && stopped.reason() == OwnerState.StopReason.FENCED);
        await().atMost(DEADLINE).until(() -> owner.state() instanceof OwnerState.Running);
        assertEquals(2, tenures.size());
        assertEquals(List.of(OwnerState.StopReason.FENCED), broken);
    }

    @Test
    void aFencedOwnerThatIsReleasedWhileItWaitsEndsAtOnce() {
        begin(Duration.ofHours(1), new ProducerFencedException("simulated"));
        await().atMost(DEADLINE).until(() -> owner.state() instanceof OwnerState.Stopped);
        assertEquals(1, tenures.size());
    }

    @Test
    void tenuresThatFailSoonAreTriedEverMoreSeldomUntilOneHasLasted() {
        begin(Duration.ofHours(1), failures(5));
        await().atMost(DEADLINE).until(() -> tenures.size() == 6);
        assertEquals(List.of(1, 2, 3, 4, 5), failuresInARow);
    }

    @Test
    void aTenureThatLastedIsNotHeldAgainstTheNext() {
        lasting = PartitionOwner.LASTING;
        begin(Duration.ofHours(1), failures(3));
        await().atMost(DEADLINE).until(() -> tenures.size() == 4);
        assertEquals(List.of(1, 1, 1), failuresInARow);
    }

    private static Throwable[] failures(int count) {
        return Stream.generate(() -> new KafkaException("one bad thing, again and again"))
                .limit(count)
                .toArray(Throwable[]::new);
    }

    @Test
    void aStopWhileATenureRunsEndsIt() {
        begin(Duration.ofHours(1));
        await().atMost(DEADLINE).until(() -> owner.state() instanceof OwnerState.Running);
        owner.release();
        await().atMost(DEADLINE).until(() -> !owner.alive());
        assertEquals(List.of(), broken);
        assertEquals(OwnerState.StopReason.RELEASED, ((OwnerState.Stopped) owner.state()).reason());
    }

    private void begin(Duration afterFencing, Throwable... failures) {
        owner = new PartitionOwner(
                0,
                states -> {
                    int number = tenures.size();
                    ScriptedTenure next = new ScriptedTenure(
                            states,
                            number < failures.length ? failures[number] : null,
                            () -> nanos.addAndGet(lasting.toNanos()),
                            new CountDownLatch(1));
                    tenures.add(next);
                    return next;
                },
                afterFencing,
                inARow -> {
                    failuresInARow.add(inARow);
                    return Duration.ofMillis(1);
                },
                broken::add,
                nanos::get);
        owner.start();
    }

    /** Runs, then fails at once or goes on until it is stopped. */
    private record ScriptedTenure(Consumer<OwnerState> states, Throwable failure, Runnable work, CountDownLatch stopped)
            implements Tenure {

        @Override
        public void run() throws InterruptedException {
            states.accept(new OwnerState.Running(1, Instant.EPOCH));
            work.run();
            switch (failure) {
                case null -> stopped.await();
                case RuntimeException exception -> throw exception;
                default -> throw (Error) failure;
            }
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }
}
