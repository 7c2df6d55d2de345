// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * A world in which everything is decided by one seed. First the storm, then calm in which everything must come to rest:
 * every row published once, every order ended.
 */
final class StormWorld extends World {

    private static final long REST_NANOS = Duration.ofMinutes(20).toNanos();

    private final OrderDesk orders = new OrderDesk(this);
    private final RequestDesk requests = new RequestDesk(this);

    /** What a seed decides before anything happens, in the order in which it is drawn. */
    private record Drawn(SplittableRandom chance, long order, int partitions, List<MeterPlan> plans, Instant fieldNow) {

        static Drawn of(long seed) {
            SplittableRandom chance = new SplittableRandom(seed);
            long order = chance.nextLong();
            int partitions = 1 + chance.nextInt(2);
            MeterModel[] models = MeterModel.values();
            List<MeterPlan> plans = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                MeterModel model = models[chance.nextInt(models.length)];
                MeterPlan plan = MeterPlan.simple("M-" + i, "127.1.0." + (i + 1), model, FIELD_START);
                boolean profile = i == 0 || chance.nextInt(3) > 0;
                plans.add(
                        profile
                                ? plan
                                : plan.withFeatures(MeterFeatures.defaults().withoutLoadProfile()));
            }
            return new Drawn(
                    chance, order, partitions, plans, FIELD_START.plusSeconds(900L * (2 + chance.nextInt(10))));
        }
    }

    private StormWorld(Drawn drawn, Flaw flaw) {
        super(drawn.chance(), drawn.order(), flaw, Strike.none(), drawn.partitions(), drawn.plans(), drawn.fieldNow());
        drawn.plans().stream()
                .filter(plan -> !plan.features().loadProfile())
                .forEach(plan -> books().expectSlots(plan.meterId()));
    }

    /**
     * Runs one seed.
     *
     * @throws AssertionError naming the seed, with a {@link BrokenPromise} as its cause
     */
    static Report run(long seed, Flaw flaw) {
        StormWorld world = new StormWorld(Drawn.of(seed), flaw);
        world.run("seed " + seed + " (again with -Dplumbline.seed=" + seed + ")");
        Books books = world.books();
        return new Report(
                books.fingerprint(),
                books.framesSent(),
                books.lateFrames(),
                books.rowsPublished(),
                books.activations(),
                world.crashes(),
                world.tenures());
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

    @Override
    void play() {
        start();
        field().weather(Weather.of(chance()));
        int rounds = 2 + chance().nextInt(4);
        for (int round = 0; round < rounds; round++) {
            scheduler().sleep(chance().nextLong(12_000_000_000L));
            somethingHappens();
        }
        field().weather(Weather.CALM);
        rest();
    }

    private void somethingHappens() {
        field().advance(Duration.ofMinutes(15L * chance().nextInt(8)));
        switch (chance().nextInt(7)) {
            case 0 -> start();
            case 1 -> leaveOne();
            case 2 -> stops().turn();
            case 3, 4 -> requests.askSomething(chance());
            default -> orders.orderSomething(chance());
        }
    }

    private void rest() {
        scheduler().sleep(chance().nextLong(4_000_000_000L));
        instances().forEach(ModelledInstance::wake);
        if (staying().isEmpty()) {
            start();
        }
        field().advance(Duration.ofMinutes(15));
        boolean atRest = scheduler()
                .await(
                        () -> books().missing(field().clock.now()).isEmpty()
                                && orders.allOver()
                                && requests.allAnswered()
                                && log().allWorkOver(),
                        REST_NANOS);
        books().require(atRest, "no rest: " + books().missing(field().clock.now()) + orders.open() + requests.open());
        meterIds().forEach(books()::requireOutcomesMatchWrites);
    }

    private void leaveOne() {
        List<ModelledInstance> staying = staying();
        if (staying.size() > 1) {
            staying.get(chance().nextInt(staying.size())).leave();
        }
    }
}
