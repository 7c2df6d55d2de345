// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionQueueTest {

    @Test
    void tasksRunOneAtATimeInOrder() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            SessionQueue queue = new SessionQueue(executor, 100, () -> {});
            List<Integer> done = new CopyOnWriteArrayList<>();
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            for (int i = 0; i < 50; i++) {
                int number = i;
                assertTrue(queue.offer(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    done.add(number);
                    running.decrementAndGet();
                }));
            }
            await().atMost(Duration.ofSeconds(5)).until(queue::idle);
            assertEquals(1, most.get());
            assertEquals(IntStream.range(0, 50).boxed().toList(), done);
        }
    }

    @Test
    void aTaskThatThrowsAnErrorDoesNotEndTheQueue() {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, error) -> thrown.add(error))
                .factory())) {
            SessionQueue queue = new SessionQueue(executor, 10, () -> {});
            AtomicInteger done = new AtomicInteger();
            CountDownLatch offered = new CountDownLatch(1);
            assertTrue(queue.offer(() -> {
                awaitQuietly(offered);
                throw new NoClassDefFoundError("simulated");
            }));
            assertTrue(queue.offer(done::incrementAndGet));
            offered.countDown();
            await().atMost(Duration.ofSeconds(5)).until(queue::idle);
            assertEquals(1, done.get());
            assertTrue(queue.offer(done::incrementAndGet));
            await().atMost(Duration.ofSeconds(5)).until(() -> done.get() == 2);
        }
        assertEquals(1, thrown.size(), "the error is not swallowed");
    }

    @Test
    void whatRunsIsBrokenOffAndTheQueueIsIdleSoonAfter() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            SessionQueue queue = new SessionQueue(executor, 10, () -> {});
            CountDownLatch begun = new CountDownLatch(1);
            AtomicInteger brokenOff = new AtomicInteger();
            assertTrue(queue.offer(() -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException expected) {
                    brokenOff.incrementAndGet();
                }
            }));
            awaitQuietly(begun);
            assertFalse(queue.awaitIdle(System.nanoTime() + 1_000_000, System::nanoTime));
            queue.interrupt();
            assertTrue(queue.awaitIdle(System.nanoTime() + Duration.ofSeconds(5).toNanos(), System::nanoTime));
            assertEquals(1, brokenOff.get());
            queue.interrupt();
        }
    }

    @Test
    void aFullQueueTakesNothingMore() {
        CountDownLatch blocked = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            SessionQueue queue = new SessionQueue(executor, 1, () -> {});
            CountDownLatch begun = new CountDownLatch(1);
            assertTrue(queue.offer(() -> {
                begun.countDown();
                awaitQuietly(blocked);
            }));
            awaitQuietly(begun);
            assertTrue(queue.offer(() -> {}));
            assertFalse(queue.offer(() -> {}));
            blocked.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(5, java.util.concurrent.TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
