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
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * One run: a few meters, instances that come, go, are killed and stand still, and a broker, all decided by one seed. First
 * the storm, then calm in which everything must come to rest: every row published once, every order ended.
 */
final class World {

    static final Instant FIELD_START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant WALL_START = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] CLIENT_TITLE = HexFormat.of().parseHex("504c420000000001");
    static final Duration POLL_PERIOD = Duration.ofMinutes(15);

    private static final long REST_NANOS = Duration.ofMinutes(20).toNanos();
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
    private final OrderDesk orders;
    private final RequestDesk requests;
    private int crashes;
    private int tenures;
    private int started;

    private World(long seed, Flaw flaw) {
        this.flaw = flaw;
        this.chance = new SplittableRandom(seed);
        this.scheduler = new Scheduler(chance.nextLong());
        this.stops = new Stops(scheduler);
        this.diary = new Diary(scheduler::nowNanos);
        this.books = new Books(CLIENT_TITLE, stops, diary, scheduler::breakOff);
        int partitions = 1 + chance.nextInt(2);
        this.log = new ModelledLog(partitions, books, flaw);
        this.group = new ModelledGroup(scheduler, partitions, ModelledInstance.SESSION_TIMEOUT.toNanos());
        MeterModel[] models = MeterModel.values();
        for (int i = 0; i < 2; i++) {
            String meterId = "M-" + i;
            MeterModel model = models[chance.nextInt(models.length)];
            MeterPlan plan = MeterPlan.simple(meterId, "127.1.0." + (i + 1), model, FIELD_START);
            boolean profile = i == 0 || chance.nextInt(3) > 0;
            plans.put(
                    meterId,
                    profile ? plan : plan.withFeatures(MeterFeatures.defaults().withoutLoadProfile()));
            if (!profile) {
                books.expectSlots(meterId);
            }
        }
        Instant fieldNow = FIELD_START.plusSeconds(900L * (2 + chance.nextInt(10)));
        this.field = new ModelledField(scheduler, chance, books, fieldNow, List.copyOf(plans.values()));
        this.orders = new OrderDesk(this);
        this.requests = new RequestDesk(this);
    }

    /**
     * Runs one seed.
     *
     * @throws AssertionError naming the seed, with a {@link BrokenPromise} as its cause
     */
    static Report run(long seed, Flaw flaw) {
        World world = new World(seed, flaw);
        try {
            world.scheduler.run(SURROUNDINGS, world::play);
        } catch (IllegalStateException failed) {
            throw new AssertionError(
                    "seed " + seed + " (again with -Dplumbline.seed=" + seed + "): " + failed.getMessage(),
                    failed.getCause());
        }
        return new Report(
                world.books.fingerprint(),
                world.books.framesSent(),
                world.books.lateFrames(),
                world.books.rowsPublished(),
                world.books.activations(),
                world.crashes,
                world.tenures);
    }

    /**
     * What a run came to.
     *
     * @param fingerprint of every frame sent and every record published, in order
     * @param lateFrames frames of instances that stood still between the gate and the wire
     * @param tenures of partitions begun
     */
    record Report(
            long fingerprint, long frames, long lateFrames, int rows, int activations, int crashes, int tenures) {}

    private void play() {
        start();
        field.weather(Weather.of(chance));
        int rounds = 2 + chance.nextInt(4);
        for (int round = 0; round < rounds; round++) {
            scheduler.sleep(chance.nextLong(12_000_000_000L));
            somethingHappens();
        }
        field.weather(Weather.CALM);
        rest();
    }

    private void somethingHappens() {
        field.advance(Duration.ofMinutes(15L * chance.nextInt(8)));
        switch (chance.nextInt(7)) {
            case 0 -> start();
            case 1 -> leaveOne();
            case 2 -> stops.turn();
            case 3, 4 -> requests.askSomething(chance);
            default -> orders.orderSomething(chance);
        }
    }

    private void rest() {
        scheduler.sleep(chance.nextLong(4_000_000_000L));
        instances.forEach(ModelledInstance::wake);
        if (staying().isEmpty()) {
            start();
        }
        field.advance(Duration.ofMinutes(15));
        boolean atRest = scheduler.await(
                () -> books.missing(field.clock.now()).isEmpty()
                        && orders.allOver()
                        && requests.allAnswered()
                        && log.allWorkOver(),
                REST_NANOS);
        books.require(atRest, "no rest: " + books.missing(field.clock.now()) + orders.open() + requests.open());
        plans.keySet().forEach(books::requireOutcomesMatchWrites);
    }

    private void start() {
        if (instances.size() < MOST_INSTANCES) {
            ModelledInstance instance = new ModelledInstance(this, ++started);
            instances.add(instance);
            instance.start();
        }
    }

    private void leaveOne() {
        List<ModelledInstance> staying = staying();
        if (staying.size() > 1) {
            staying.get(chance.nextInt(staying.size())).leave();
        }
    }

    private List<ModelledInstance> staying() {
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
        return 500_000 + chance.nextLong(chance.nextInt(20) == 0 ? 2_000_000_000L : 15_000_000L);
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
}
