// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.ownership.PartitionLoad;
import org.plumbline.gateway.polling.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one partition as long as the group assigns it to this instance, in as many tenures as it takes. After being fenced
 * it waits for a session timeout, in which the group would have taken the partition away, before it tries again. After any
 * other failure it waits the longer the more tenures in a row have failed within {@link #LASTING} of their start.
 */
final class PartitionOwner {

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionOwner.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));

    /** A tenure that ran this long was a good one. */
    static final Duration LASTING = Duration.ofMinutes(1);

    /** Begins a tenure that tells its states. */
    interface Tenures {
        Tenure of(Consumer<OwnerState> states);
    }

    private final int partition;
    private final Tenures tenures;
    private final Duration afterFencing;
    private final IntFunction<Duration> afterFailures;
    private final Consumer<OwnerState.StopReason> broken;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile OwnerState state = new OwnerState.Fencing();
    private volatile @Nullable Tenure tenure;

    static PartitionOwner of(int partition, OwnerServices services) {
        return new PartitionOwner(
                partition,
                states -> new PartitionTenure(partition, services, states),
                services.settings().sessionTimeout(),
                failures -> BACKOFF.delay(failures, services.chance().getAsDouble()),
                services.meters().orders().observer()::tenureBroken,
                services.nanoTime());
    }

    /**
     * @param afterFencing how long to wait before the next tenure when another instance has fenced the last
     * @param afterFailures how long to wait after so many tenures that failed soon
     * @param broken hears why a tenure ended that was not asked to
     */
    PartitionOwner(
            int partition,
            Tenures tenures,
            Duration afterFencing,
            IntFunction<Duration> afterFailures,
            Consumer<OwnerState.StopReason> broken,
            LongSupplier nanoTime) {
        this.partition = partition;
        this.tenures = tenures;
        this.afterFencing = afterFencing;
        this.afterFailures = afterFailures;
        this.broken = broken;
        this.nanoTime = nanoTime;
        this.thread =
                Thread.ofPlatform().name("gateway-owner-" + partition).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    OwnerState state() {
        return state;
    }

    PartitionLoad load() {
        Tenure current = tenure;
        return current == null || !(state instanceof OwnerState.Running) ? PartitionLoad.NONE : current.load();
    }

    /** False when the owner's thread has ended, whatever its state says. */
    boolean alive() {
        return thread.getState() != Thread.State.TERMINATED;
    }

    /** Begins the end; returns at once. */
    void release() {
        released.countDown();
        Tenure current = tenure;
        if (current != null) {
            current.stop();
        }
    }

    /**
     * @param deadline longest wait
     * @return false when the owner has not ended by then
     */
    boolean awaitEnd(Duration deadline) throws InterruptedException {
        return thread.join(deadline);
    }

    private void run() {
        int failures = 0;
        while (released.getCount() > 0) {
            Tenure current = tenures.of(this::enter);
            long begun = nanoTime.getAsLong();
            tenure = current;
            if (released.getCount() == 0) {
                current.stop();
            }
            try {
                current.run();
                failures = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException | Error e) {
                failures = nanoTime.getAsLong() - begun >= LASTING.toNanos() ? 1 : failures + 1;
                if (!waitAfter(e, failures)) {
                    break;
                }
            }
        }
        enter(state.toStopped(OwnerState.StopReason.RELEASED, ""));
    }

    private boolean waitAfter(Throwable failure, int failures) {
        boolean fenced = isFencing(failure);
        OwnerState.StopReason reason = fenced ? OwnerState.StopReason.FENCED : OwnerState.StopReason.FAULT;
        enter(state.toStopped(reason, failure.toString()));
        broken.accept(reason);
        LOGGER.atWarn()
                .addKeyValue("partition", partition)
                .setCause(failure)
                .log(fenced ? "owner fenced by another instance" : "owner failed, starting again");
        Duration delay = fenced ? afterFencing : afterFailures.apply(failures);
        try {
            return !released.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isFencing(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }

    private void enter(OwnerState next) {
        state = next;
        LOGGER.atInfo()
                .addKeyValue("partition", partition)
                .addKeyValue("state", next.getClass().getSimpleName())
                .log("owner");
    }
}
