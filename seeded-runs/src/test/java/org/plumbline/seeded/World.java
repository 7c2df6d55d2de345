// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.simulator.meter.MeterPlan;

/** A few meters, instances that come, go, are killed and stand still, and a broker, on simulated time. */
abstract class World {

    static final Instant FIELD_START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant WALL_START = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] CLIENT_TITLE = HexFormat.of().parseHex("504c420000000001");
    static final Duration POLL_PERIOD = Duration.ofMinutes(15);

    private static final int MOST_INSTANCES = 3;

    private static final Host SURROUNDINGS = new Host() {
        @Override
        public long frozenUntilNanos() {
            return 0;
        }

        @Override
        public boolean gone() {
            return false;
        }
    };

    private final Flaw flaw;
    private final Strike strike;
    private final SplittableRandom chance;
    private final Scheduler scheduler;
    private final Stops stops;
    private final Diary diary;
    private final Books books;
    private final ModelledLog log;
    private final ModelledField field;
    private final ModelledGroup group;
    private final Map<String, MeterPlan> plans = new LinkedHashMap<>();
    private final List<ModelledInstance> instances = new ArrayList<>();
    private long brokerSilentUntilNanos;
    private int crashes;
    private int tenures;
    private int started;

    /**
     * @param plans the meters, in the order of their partitions
     * @param fieldNow field time at the start
     */
    World(
            SplittableRandom chance,
            long order,
            Flaw flaw,
            Strike strike,
            int partitions,
            List<MeterPlan> plans,
            Instant fieldNow) {
        this.flaw = flaw;
        this.strike = strike;
        this.chance = chance;
        this.scheduler = new Scheduler(order);
        this.stops = new Stops(scheduler);
        this.diary = new Diary(scheduler::nowNanos);
        this.books = new Books(CLIENT_TITLE, stops, diary, scheduler::breakOff);
        this.log = new ModelledLog(partitions, books, flaw);
        this.group = new ModelledGroup(scheduler, partitions, ModelledInstance.SESSION_TIMEOUT.toNanos());
        plans.forEach(plan -> this.plans.put(plan.meterId(), plan));
        this.field = new ModelledField(this, fieldNow, plans);
    }

    /** What happens, from the first instance to the last check; a task of its own. */
    abstract void play();

    /**
     * Runs it.
     *
     * @param name tells which world it was
     * @throws AssertionError with the name, and a {@link BrokenPromise} as its cause
     */
    void run(String name) {
        try {
            scheduler.run(SURROUNDINGS, this::play);
        } catch (IllegalStateException failed) {
            throw new AssertionError(name + ": " + failed.getMessage(), failed.getCause());
        }
    }

    void start() {
        if (instances.size() < MOST_INSTANCES) {
            ModelledInstance instance = new ModelledInstance(this, ++started);
            instances.add(instance);
            instance.start();
        }
    }

    List<ModelledInstance> instances() {
        return List.copyOf(instances);
    }

    List<ModelledInstance> staying() {
        return instances.stream().filter(instance -> !instance.leaving()).toList();
    }

    /** An instance is killed; something starts another one a little later. */
    void crashed(ModelledInstance instance) {
        crashes++;
        diary.note(instance.toString(), "killed");
        instance.kill();
        instances.remove(instance);
        scheduler.after(chance.nextLong(4_000_000_000L), this::start);
    }

    int crashes() {
        return crashes;
    }

    int tenures() {
        return tenures;
    }

    void tenureBegun() {
        tenures++;
    }

    void left(ModelledInstance instance) {
        diary.note(instance.toString(), "left");
        instances.remove(instance);
    }

    Admission.Admitted admission(String meterId) {
        MeterPlan plan = plan(meterId);
        SecurityContext keys = new SecurityContext(
                CLIENT_TITLE, plan.keys().encryptionKey(), plan.keys().authenticationKey());
        return new Admission.Admitted(
                new MeterTarget(
                        meterId,
                        new MeterEndpoint(plan.address(), 4059, 1, 16, 1),
                        plan.rating().serialNumber(),
                        Octets.ofHex(plan.systemTitle()),
                        keys),
                MeterModels.named(modelName(plan)).orElseThrow(),
                Duration.ofMinutes(15),
                POLL_PERIOD,
                Set.of(ObisCode.parse("1.0.1.8.0.255")),
                Octets.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
                "north");
    }

    static String modelName(MeterPlan plan) {
        return plan.model().name().replace('_', '-');
    }

    MeterPlan plan(String meterId) {
        MeterPlan plan = plans.get(meterId);
        if (plan == null) {
            throw new IllegalArgumentException(meterId);
        }
        return plan;
    }

    List<String> meterIds() {
        return List.copyOf(plans.keySet());
    }

    List<String> metersOf(int partition) {
        return plans.keySet().stream()
                .filter(meterId -> partitionOf(meterId) == partition)
                .toList();
    }

    int partitionOf(String meterId) {
        return meterIds().indexOf(meterId) % log.partitions();
    }

    long brokerNanos() {
        return Math.max(0, brokerSilentUntilNanos - scheduler.nowNanos())
                + 500_000
                + chance.nextLong(chance.nextInt(20) == 0 ? 2_000_000_000L : 15_000_000L);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    SplittableRandom chance() {
        return chance;
    }

    Stops stops() {
        return stops;
    }

    Diary diary() {
        return diary;
    }

    Books books() {
        return books;
    }

    ModelledLog log() {
        return log;
    }

    ModelledField field() {
        return field;
    }

    ModelledGroup group() {
        return group;
    }

    Flaw flaw() {
        return flaw;
    }

    Strike strike() {
        return strike;
    }

    /** The broker does not answer for so long. */
    void silenceBroker(Duration howLong) {
        brokerSilentUntilNanos = scheduler.nowNanos() + howLong.toNanos();
    }
}
