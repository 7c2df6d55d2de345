// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.orders.OrderExecution;
import org.plumbline.gateway.orders.OrderSettings;
import org.plumbline.gateway.owned.MeterServices;
import org.plumbline.gateway.ownership.Lease;
import org.plumbline.gateway.pacing.Pacer;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.pacing.SegmentLimits;
import org.plumbline.gateway.polling.Backoff;
import org.plumbline.gateway.polling.ClockWatch;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.polling.ReadPlans;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.session.DlmsMeterConnector;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.state.OrderResult;

/**
 * One gateway process: the cores unmodified, on modelled surroundings. It may be killed, or stand still, whenever it
 * touches them.
 */
final class ModelledInstance implements Host {

    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    static final Duration LEASE_MARGIN = Duration.ofSeconds(2);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final long RENEWAL_NANOS = 1_000_000_000;
    private static final long HEARTBEAT_NANOS = 1_200_000_000;
    private static final long LOOK_AT_HOLDS_NANOS = 500_000_000;
    private static final long RELEASE_NANOS = 3_500_000_000L;
    private static final SegmentLimits LIMITS = new SegmentLimits(3, 20);
    private static final int COUNTER_BLOCK = 24;
    private static final int QUEUE_CAPACITY = 64;

    /** The owner of one partition, in as many tenures as it takes. */
    private final class Owner {
        final int partition;
        ModelledTenure tenure;
        boolean released;
        boolean ended;

        Owner(int partition) {
            this.partition = partition;
            this.tenure = new ModelledTenure(world, ModelledInstance.this, partition);
        }

        void run() {
            while (!released) {
                long pauseNanos = 0;
                try {
                    tenure.run();
                } catch (CommitFailedException failed) {
                    world.diary().note(name, "tenure of " + partition + " failed: " + failed.getMessage());
                    pauseNanos = 250_000_000;
                } catch (FencedException fenced) {
                    world.diary().note(name, "tenure of " + partition + " fenced");
                    pauseNanos = SESSION_TIMEOUT.toNanos();
                }
                world.scheduler().await(() -> released, pauseNanos);
                port();
                tenure = new ModelledTenure(world, ModelledInstance.this, partition);
            }
            ended = true;
        }

        void release() {
            released = true;
            tenure.stop();
        }
    }

    private final World world;
    private final String name;
    private final Lease lease;
    private final HoldsView holds;
    private final MeterServices services;
    private final Map<Integer, Owner> owners = new LinkedHashMap<>();
    private long frozenUntilNanos;
    private long confirmedAtNanos = Long.MIN_VALUE / 2;
    private boolean leaving;
    private boolean gone;

    ModelledInstance(World world, int number) {
        this.world = world;
        this.name = "instance " + number;
        Duration timeout = world.flaw() == Flaw.LEASE_TOO_LONG ? SESSION_TIMEOUT.multipliedBy(4) : SESSION_TIMEOUT;
        this.lease = new Lease(world.scheduler()::nowNanos, timeout, LEASE_MARGIN);
        this.holds = new HoldsView(world.scheduler()::nowNanos);
        this.services = servicesOf(world);
    }

    private MeterServices servicesOf(World surroundings) {
        Scheduler scheduler = surroundings.scheduler();
        InstantSource fieldTime = surroundings.field().clock::now;
        SessionSettings defaults = SessionSettings.defaults();
        SessionSettings settings = new SessionSettings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                defaults.maxReceivePdu(),
                defaults.limits(),
                12,
                defaults.maxCounterJump(),
                defaults.counterMargin());
        PollingSettings polling = new PollingSettings(
                PollingSettings.defaults().profile(),
                Duration.ofHours(14),
                Duration.ofDays(400),
                Duration.ofHours(3),
                6,
                Duration.ZERO,
                BACKOFF,
                3);
        return new MeterServices(
                new DlmsMeterConnector(
                        surroundings.field().transportOf(this),
                        GuruxApduCodec::new,
                        surroundings.chance()::nextLong,
                        fieldTime,
                        scheduler::nowNanos,
                        settings),
                lease,
                polling,
                new ReadPlans(),
                new ClockWatch.Services(ClockSettings.defaults(), new TrustedClock(), fieldTime, fieldTime),
                new OrderExecution.Surroundings(
                        new OrderSettings(4, Duration.ofSeconds(40), BACKOFF, Duration.ofSeconds(3)),
                        holds,
                        fieldTime,
                        () -> World.WALL_START.plusNanos(scheduler.nowNanos()),
                        scheduler::nowNanos,
                        surroundings.chance()::nextDouble,
                        SILENT),
                new Pacer(
                        new PacingSettings(LIMITS, LIMITS, Map.of()),
                        scheduler::nowNanos,
                        surroundings.chance()::nextDouble,
                        new Waker()),
                task -> scheduler.spawn(this, task),
                COUNTER_BLOCK,
                QUEUE_CAPACITY,
                Duration.ofSeconds(20));
    }

    MeterServices services() {
        return services;
    }

    void start() {
        world.group().join(this);
        world.scheduler().spawn(this, this::followGroup);
        world.scheduler().spawn(this, this::beat);
        world.scheduler().spawn(this, this::lookAtHolds);
    }

    /** Begins the orderly end. */
    void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }

    void kill() {
        gone = true;
        world.field().hangUp(this);
    }

    void wake() {
        frozenUntilNanos = Math.min(frozenUntilNanos, world.scheduler().nowNanos());
    }

    @Override
    public boolean gone() {
        return gone;
    }

    @Override
    public long frozenUntilNanos() {
        return frozenUntilNanos;
    }

    void aliveOrGone() {
        if (gone) {
            throw new InstanceGone();
        }
    }

    /** Every call of a port: the instance may be killed here, or stand still. */
    void port() {
        aliveOrGone();
        Weather weather = world.field().weather();
        if (world.field().happens(weather.crash())) {
            world.crashed(this);
            throw new InstanceGone();
        }
        if (world.field().happens(weather.freeze())) {
            standStill(world.chance().nextLong(20_000_000_000L));
        }
        if (world.strike().isArmed() && world.group().owns(this, 0)) {
            strike();
        }
    }

    /** A named point between two things it does. */
    void point(String name) {
        Strike strike = world.strike();
        if (strike.falls(Blow.GATEWAY_KILLED, name)) {
            world.crashed(this);
            throw new InstanceGone();
        }
        if (strike.falls(Blow.GATEWAY_STANDS_STILL, name)) {
            standStill(2 * SESSION_TIMEOUT.toNanos());
        }
        if (strike.falls(Blow.BROKER_SILENT, name)) {
            world.silenceBroker(SESSION_TIMEOUT.multipliedBy(2));
        }
    }

    private void strike() {
        if (world.strike().hits(Blow.GATEWAY_KILLED)) {
            world.crashed(this);
            throw new InstanceGone();
        }
        if (world.strike().hits(Blow.GATEWAY_STANDS_STILL)) {
            standStill(2 * SESSION_TIMEOUT.toNanos());
        }
    }

    private void standStill(long nanos) {
        frozenUntilNanos = world.scheduler().nowNanos() + nanos;
        world.diary().note(name, "stands still until " + frozenUntilNanos / 1_000_000 + " ms");
        world.scheduler().sleep(0);
    }

    /**
     * Between the gate and the wire the instance may still stand still; otherwise the lease must be held.
     *
     * @param point its name
     * @return whether it stood still
     */
    boolean portOfFrame(String meterId, String point) {
        long asked = world.scheduler().nowNanos();
        point(point);
        aliveOrGone();
        port();
        if (world.field().happens(world.field().weather().freeze())
                || world.strike().hits(Blow.GATEWAY_STANDS_STILL_AT_THE_WIRE)) {
            standStill(SESSION_TIMEOUT.toNanos() + world.chance().nextLong(20_000_000_000L));
            aliveOrGone();
        }
        boolean stoodStill = world.scheduler().nowNanos() > asked;
        world.books()
                .require(
                        stoodStill || world.group().owns(this, world.partitionOf(meterId)),
                        meterId + ": a frame left an instance that the group had given up");
        world.books()
                .require(
                        stoodStill
                                || asked - confirmedAtNanos
                                        < SESSION_TIMEOUT.minus(LEASE_MARGIN).toNanos(),
                        meterId + ": a frame left an instance whose lease had ended");
        return stoodStill;
    }

    @Override
    public String toString() {
        return name;
    }

    private void beat() {
        while (true) {
            port();
            world.scheduler().sleep(HEARTBEAT_NANOS);
            if (!messageLost()) {
                world.group().heard(this);
            }
        }
    }

    private void lookAtHolds() {
        while (true) {
            port();
            if (world.flaw() != Flaw.HOLDS_NOT_READ) {
                world.stops().applyTo(holds);
            }
            holds.completeAsOf(world.scheduler().nowNanos());
            world.scheduler().sleep(LOOK_AT_HOLDS_NANOS);
        }
    }

    private void followGroup() {
        while (!leaving) {
            port();
            long asked = world.scheduler().nowNanos();
            world.scheduler().sleep(world.brokerNanos());
            if (!messageLost()) {
                ModelledGroup.Answer answer = world.group().confirm(this);
                world.scheduler().sleep(world.brokerNanos());
                port();
                take(answer, asked);
            }
            world.scheduler().await(() -> leaving, RENEWAL_NANOS);
        }
        release(List.copyOf(owners.keySet()));
        lease.end();
        world.group().leave(this);
        world.left(this);
        kill();
    }

    private void take(ModelledGroup.Answer answer, long asked) {
        switch (answer) {
            case ModelledGroup.Answer.NotAMember notAMember -> {
                world.diary().note(name, "is no longer a member");
                lease.end();
                release(List.copyOf(owners.keySet()));
                world.group().join(this);
            }
            case ModelledGroup.Answer.Member(List<Integer> revoked, List<Integer> assigned) -> {
                lease.renew(asked);
                confirmedAtNanos = asked;
                release(revoked);
                assigned.forEach(this::own);
            }
        }
    }

    private void own(int partition) {
        world.diary().note(name, "is assigned " + partition);
        Owner owner = new Owner(partition);
        if (owners.putIfAbsent(partition, owner) == null) {
            world.scheduler().spawn(this, owner::run);
        }
    }

    private void release(List<Integer> partitions) {
        List<Owner> ending = new ArrayList<>();
        for (int partition : partitions) {
            world.diary().note(name, "gives back " + partition);
            Owner owner = owners.remove(partition);
            if (owner != null) {
                owner.release();
                ending.add(owner);
            }
        }
        world.scheduler().await(() -> ending.stream().allMatch(owner -> owner.ended), RELEASE_NANOS);
        port();
        partitions.forEach(partition -> world.group().gaveBack(this, partition));
    }

    private boolean messageLost() {
        return world.field().happens(world.field().weather().lostRenewal());
    }

    /** Wakes the pacer on simulated time; only the latest order counts. */
    private final class Waker implements LongConsumer {
        private long latest;

        @Override
        public void accept(long afterNanos) {
            long mine = ++latest;
            world.scheduler().after(afterNanos, () -> {
                if (mine == latest) {
                    services.pacer().wake();
                }
            });
        }
    }

    private static final WorkObserver SILENT = new WorkObserver() {
        @Override
        public void pollEnded(String outcome, int rows) {
            // The books tell.
        }

        @Override
        public void orderEnded(OrderResult result) {
            // The books tell.
        }
    };
}
