// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.gateway.owned.OwnedMeter;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.ownership.WorkOffsets;
import org.plumbline.gateway.polling.PollRota;
import org.plumbline.gateway.state.MeterState;

/** One tenure of a partition, step by step as the owner on Kafka goes about it: fence, restore, work, drain. */
final class ModelledTenure implements OwnerLink {

    private static final long TICK_NANOS = 500_000_000;
    private static final long BREAK_OFF_NANOS = 2_000_000_000;
    private static final long DRAIN_NANOS = 3_000_000_000L;

    private final World world;
    private final ModelledInstance instance;
    private final int partition;
    private final Map<String, OwnedMeter> meters = new LinkedHashMap<>();
    private final PollRota rota = new PollRota();
    private boolean stopping;
    private @Nullable Throwable failure;
    private long orderOffset;
    private long requestOffset;

    ModelledTenure(World world, ModelledInstance instance, int partition) {
        this.world = world;
        this.instance = instance;
        this.partition = partition;
    }

    @Override
    public boolean running() {
        return !stopping && failure == null && !instance.gone();
    }

    @Override
    public boolean pause(Duration howLong) {
        instance.port();
        world.scheduler().await(() -> stopping, howLong.toNanos());
        if (world.scheduler().takeInterrupt()) {
            Thread.currentThread().interrupt();
            return false;
        }
        return running();
    }

    @Override
    public void await(CompletableFuture<?> answer, Duration howLong) {
        world.scheduler().await(answer::isDone, howLong.toNanos());
        if (world.scheduler().takeInterrupt()) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        instance.services().pacer().withdraw(this);
    }

    void stop() {
        stopping = true;
        instance.services().pacer().withdraw(this);
    }

    void run() {
        world.tenureBegun();
        step();
        int epoch = world.log().initTransactions(partition);
        step();
        Map<String, MeterState> states = world.log().states(partition);
        orderOffset = world.log().orderPosition(partition);
        step();
        requestOffset = world.log().requestPosition(partition);
        WorkOffsets offsets = new WorkOffsets(orderOffset);
        WorkOffsets requestOffsets = new WorkOffsets(requestOffset);
        ModelledCommits commits = new ModelledCommits(world, instance, partition, epoch, offsets, requestOffsets);
        try {
            for (String meterId : world.metersOf(partition)) {
                MeterState state = states.getOrDefault(meterId, MeterState.INITIAL);
                OwnedMeter meter = new OwnedMeter(meterId, state, instance.services(), this, commits, rota);
                meters.put(meterId, meter);
                meter.admit(world.admission(meterId));
            }
            work(commits, offsets, requestOffsets, epoch);
            drain(commits);
        } catch (RuntimeException e) {
            fail(e);
            throw e;
        } finally {
            stop();
            commits.close();
            breakOff();
        }
    }

    /** As the real owner does: what sessions are still in ends, and is waited for. */
    private void breakOff() {
        meters.values().forEach(OwnedMeter::breakOff);
        world.scheduler().await(this::allIdle, BREAK_OFF_NANOS);
    }

    private boolean allIdle() {
        return meters.values().stream().allMatch(OwnedMeter::idle);
    }

    private void step() {
        world.scheduler().sleep(world.brokerNanos());
        instance.port();
    }

    private void work(ModelledCommits commits, WorkOffsets offsets, WorkOffsets requestOffsets, int epoch) {
        while (!stopping) {
            if (failure != null) {
                throw new CommitFailedException("the owner starts again", failure);
            }
            commits.commitNext();
            takeOrders(offsets, epoch);
            takeRequests(requestOffsets);
            rota.turn(world.field().clock.now(), world.scheduler().nowNanos());
            world.scheduler().await(() -> stopping || failure != null || !commits.isEmpty(), TICK_NANOS);
            instance.port();
        }
    }

    private void takeOrders(WorkOffsets offsets, int epoch) {
        List<ReceivedOrder> orders = world.log().orders(partition, orderOffset);
        for (ReceivedOrder order : orders) {
            long offset = orderOffset++;
            offsets.begin(offset);
            if (world.flaw() == Flaw.ORDER_OVER_TOO_EARLY) {
                ModelledLog.Transaction early = new ModelledLog.Transaction();
                early.orderPosition = OptionalLong.of(offset + 1);
                world.log().commit(partition, epoch, early);
            }
            meter(order.meterId()).receive(order, offset);
        }
    }

    private void takeRequests(WorkOffsets offsets) {
        for (ModelledLog.Asked asked : world.log().requests(partition, requestOffset)) {
            long offset = requestOffset++;
            offsets.begin(offset);
            meter(asked.meterId()).receive(asked.request(), offset);
        }
    }

    private OwnedMeter meter(String meterId) {
        OwnedMeter meter = meters.get(meterId);
        if (meter == null) {
            throw new IllegalStateException("work for a meter of another partition");
        }
        return meter;
    }

    private void drain(ModelledCommits commits) {
        long deadline = world.scheduler().nowNanos() + DRAIN_NANOS;
        while (world.scheduler().nowNanos() < deadline) {
            commits.commitNext();
            if (commits.isEmpty() && allIdle()) {
                return;
            }
            world.scheduler()
                    .await(
                            () -> !commits.isEmpty() || allIdle(),
                            deadline - world.scheduler().nowNanos());
            instance.port();
        }
    }
}
