// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.plumbline.seeded.CrashWorld.Case;
import org.plumbline.seeded.CrashWorld.Delivery;
import org.plumbline.seeded.RealBlow.Step;
import org.plumbline.simulator.meter.MeterModel;

/**
 * One case of the real half.
 *
 * @param name tells it from all others
 * @param which the same case of the modelled half; also tells what is struck where
 * @param point where the real processes are struck, as {@link StepChannel} names it
 * @param modelled false when the modelled half has nothing there to be struck
 */
record RealCase(String name, Case which, String point, boolean modelled) {

    private static final int MOST_OCTETS = 40;

    /** A seed under which the modelled meter gives a silent connection up as soon as the simulator does here. */
    private static final long IMPATIENT_METER = 677;

    /** Cases that one blow can strike at once. */
    record Round(Blow blow, List<RealCase> cases) {}

    /** Every round; the seed decides how orders are delivered and where in a write the power fails. */
    static List<Round> rounds(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Round> rounds = new ArrayList<>();
        List<RealCase> links = new ArrayList<>();
        for (MeterModel model : MeterModel.values()) {
            for (Step step : List.of(Step.WRITE, Step.ACTIVATE)) {
                links.add(ofMeter(model, Blow.METER_OUT_BEFORE, step, chance));
                links.add(ofMeter(model, Blow.METER_OUT_AFTER, step, chance));
                links.add(ofMeter(model, Blow.METER_OUT_IN_WRITE, step, chance));
            }
            links.add(ofMeter(model, Blow.REQUEST_LOST, Step.ACTIVATE, chance));
            links.add(ofMeter(model, Blow.REPLY_LOST, Step.ACTIVATE, chance));
            links.add(ofMeter(model, Blow.REPLY_LOST, Step.READ_AGAIN, chance));
            links.add(ofMeter(model, Blow.CONNECTION_RESET, Step.READ_BACK, chance));
            links.add(ofMeter(model, Blow.REPLY_GARBLED, Step.ACTIVATE, chance));
        }
        rounds.add(new Round(Blow.METER_OUT_BEFORE, links));
        rounds.add(ofGateway(
                Blow.GATEWAY_KILLED,
                chance,
                "before ASSOCIATE",
                "before READ_ACTIVE",
                "before WRITE",
                "before ACTIVATE",
                "after READ_AGAIN"));
        rounds.add(ofGateway(
                Blow.GATEWAY_KILLED,
                chance,
                "after READ_ACTIVE",
                "after WRITE",
                "after READ_BACK",
                "after ACTIVATE",
                "after RELEASE"));
        rounds.add(ofTheWayBack());
        rounds.add(ofTheOutcome(chance));
        rounds.add(ofGateway(Blow.GATEWAY_STANDS_STILL, chance, "before WRITE", "before ACTIVATE", "after ACTIVATE"));
        rounds.add(ofGateway(Blow.BROKER_SILENT, chance, "after READ_ACTIVE", "before ACTIVATE", "after READ_AGAIN"));
        MeterModel[] models = MeterModel.values();
        int next = 0;
        for (String fact : List.of("ORDER_RELEASED", "OUTCOME_APPLIED", "MEMBER_CORRECTED", "audit ORDER_RELEASED")) {
            rounds.add(ofCalibrator(
                    models[next++ % models.length], Blow.CALIBRATOR_KILLED_BEFORE_COMMIT, fact, false, chance));
        }
        rounds.add(ofCalibrator(
                models[next++ % models.length],
                Blow.CALIBRATOR_KILLED_BEFORE_COMMIT,
                "ROLLBACK_RELEASED",
                true,
                chance));
        for (String fact : List.of("ORDER_RELEASED", "OUTCOME_APPLIED")) {
            rounds.add(ofCalibrator(
                    models[next++ % models.length], Blow.CALIBRATOR_KILLED_AFTER_COMMIT, fact, false, chance));
            rounds.add(ofCalibrator(models[next++ % models.length], Blow.CALIBRATOR_STANDS_STILL, fact, false, chance));
        }
        return rounds;
    }

    private static RealCase ofMeter(MeterModel model, Blow blow, Step step, SplittableRandom chance) {
        int octets = blow == Blow.METER_OUT_IN_WRITE ? 1 + chance.nextInt(MOST_OCTETS) : 0;
        String exchange = step.exchange(model);
        Delivery delivery = delivery(chance);
        Case which = new Case(model, false, delivery, 1, blow, 0, octets, 1, exchange);
        return new RealCase(name(which, step.name()), which, "before " + exchange, true);
    }

    private static Round ofGateway(Blow blow, SplittableRandom chance, String... points) {
        List<RealCase> cases = new ArrayList<>();
        for (MeterModel model : MeterModel.values()) {
            for (String point : points) {
                int space = point.indexOf(' ');
                Step step = Step.valueOf(point.substring(space + 1));
                String named = point.substring(0, space + 1) + step.exchange(model);
                Case which = new Case(model, false, delivery(chance), 1, blow, 0, 0, IMPATIENT_METER, named);
                cases.add(new RealCase(name(which, point), which, named, true));
            }
        }
        return new Round(blow, cases);
    }

    /** A correction that is disproven and undone; the gateway is killed when it is about to put the old block in force. */
    private static Round ofTheWayBack() {
        List<RealCase> cases = new ArrayList<>();
        for (MeterModel model : MeterModel.values()) {
            String named = "before " + RealBlow.activationOfTheWayBack(model);
            Case which = new Case(model, true, Delivery.ONCE, 1, Blow.GATEWAY_KILLED, 0, 0, IMPATIENT_METER, named);
            cases.add(new RealCase(name(which, "before ACTIVATE of the way back"), which, named, true));
        }
        return new Round(Blow.GATEWAY_KILLED, cases);
    }

    /** The gateway is killed as soon as the outcome can be read; nothing is left to be done but to know that. */
    private static Round ofTheOutcome(SplittableRandom chance) {
        String point = Strike.OUTCOME_COMMITTED;
        List<RealCase> cases = new ArrayList<>();
        for (MeterModel model : MeterModel.values()) {
            Case which = new Case(model, false, delivery(chance), 1, Blow.GATEWAY_KILLED, 0, 0, IMPATIENT_METER, point);
            cases.add(new RealCase(name(which, point), which, point, true));
        }
        return new Round(Blow.GATEWAY_KILLED, cases);
    }

    private static Round ofCalibrator(
            MeterModel model, Blow blow, String fact, boolean wrong, SplittableRandom chance) {
        Case which = new Case(model, wrong, delivery(chance), 2, blow, 0, 0, 1, fact);
        return new Round(blow, List.of(new RealCase(name(which, fact), which, fact, !fact.startsWith("audit "))));
    }

    private static Delivery delivery(SplittableRandom chance) {
        return Stream.of(Delivery.ONCE, Delivery.TWICE, Delivery.THREE_TIMES_OVER_TIME)
                .toList()
                .get(chance.nextInt(3));
    }

    private static String name(Case which, String step) {
        return (which.model() + ":" + which.blow() + ":" + step + ":" + which.delivery()).replace(' ', '-');
    }
}
