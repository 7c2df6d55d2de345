// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Plays rounds of real cases: brings every meter of a round to its point, strikes once, and waits until all is over. */
final class RealRounds {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration TO_THE_POINT = Duration.ofSeconds(90);
    /** An order that nobody answers expires and is issued again, a few times at most. */
    private static final Duration TO_REST = Duration.ofSeconds(300);

    private final RealWorld world;

    RealRounds(RealWorld world) {
        this.world = world;
    }

    void play(Blow blow, List<RealRun> runs) throws IOException, InterruptedException {
        if (world.gateways.isEmpty()) {
            world.startGateway();
        }
        if (world.calibrators.isEmpty()) {
            world.startCalibrator();
        }
        runs.forEach(world::register);
        world.await(
                READY.plus(TO_THE_POINT),
                () -> "started: " + names(runs, run -> !run.started()),
                () -> startWhatIsReady(blow, runs));
        switch (blow) {
            case GATEWAY_KILLED -> {
                awaitPointsOrOutcomes(runs);
                SteppedProcess struck = world.gateways.removeFirst();
                struck.kill();
                world.startGateway();
            }
            case GATEWAY_STANDS_STILL -> standStillGateway(runs);
            case BROKER_SILENT -> {
                awaitPoints(runs);
                world.topics.killBroker();
                letGo(runs);
                world.topics.restartBroker();
            }
            case CALIBRATOR_KILLED_BEFORE_COMMIT -> {
                awaitPoints(runs);
                world.calibrators.removeFirst().kill();
                world.startCalibrator();
            }
            case CALIBRATOR_KILLED_AFTER_COMMIT -> {
                awaitFact(runs);
                world.calibrators.removeFirst().kill();
                world.startCalibrator();
            }
            case CALIBRATOR_STANDS_STILL -> standStillCalibrator(runs);
            default -> strikeMeters(runs);
        }
        world.await(
                TO_REST,
                () -> "at rest: " + names(runs, run -> !run.atRest()),
                () -> runs.stream().allMatch(RealRun::atRest));
    }

    /** Every campaign that can be approved is, its meter armed before; true when all have been. */
    private boolean startWhatIsReady(Blow blow, List<RealRun> runs) {
        for (RealRun run : runs) {
            if (run.awaitsApproval() && world.isQuiet(run)) {
                if (blow != Blow.CALIBRATOR_KILLED_AFTER_COMMIT) {
                    processes(run).forEach(process -> process.arm(key(run), run.which.point()));
                }
                run.approveAndStart();
            }
        }
        return runs.stream().allMatch(RealRun::started);
    }

    /** Each meter as soon as its request is about to be sent. */
    private void strikeMeters(List<RealRun> runs) {
        List<RealRun> left = new java.util.ArrayList<>(runs);
        world.await(TO_THE_POINT, () -> "struck: " + names(left, run -> true), () -> {
            left.removeIf(this::strikeMeter);
            return left.isEmpty();
        });
    }

    private boolean strikeMeter(RealRun run) {
        Optional<SteppedProcess> stands = standing(run);
        stands.ifPresent(process -> {
            world.strike(
                    run,
                    RealBlow.fault(run.which.which().blow(), run.which.which().octets()));
            process.letGo(key(run));
        });
        return stands.isPresent();
    }

    private void standStillGateway(List<RealRun> runs) throws IOException, InterruptedException {
        awaitPoints(runs);
        SteppedProcess zombie = world.gateways.removeFirst();
        zombie.standStill(true);
        world.startGateway();
        world.await(
                TO_REST,
                () -> "answered by the heir: " + names(runs, run -> run.outcomes.isEmpty()),
                () -> runs.stream().noneMatch(run -> run.outcomes.isEmpty()));
        goOn(zombie, runs);
    }

    private void standStillCalibrator(List<RealRun> runs) throws IOException, InterruptedException {
        awaitPoints(runs);
        SteppedProcess zombie = world.calibrators.removeFirst();
        zombie.standStill(true);
        world.startCalibrator();
        awaitFact(runs);
        goOn(zombie, runs);
    }

    /** It goes on where it stood while another has its place; it is gone when all is over. */
    private void goOn(SteppedProcess zombie, List<RealRun> runs) throws IOException, InterruptedException {
        zombie.standStill(false);
        runs.forEach(run -> zombie.letGo(key(run)));
        world.await(
                TO_REST,
                () -> "at rest beside the one that woke: " + names(runs, run -> !run.atRest()),
                () -> runs.stream().allMatch(RealRun::atRest));
        zombie.kill();
    }

    private void awaitPoints(List<RealRun> runs) {
        world.await(
                TO_THE_POINT,
                () -> "at their points: " + names(runs, run -> standing(run).isEmpty()),
                () -> runs.stream().allMatch(run -> standing(run).isPresent()));
    }

    private void awaitPointsOrOutcomes(List<RealRun> runs) {
        Predicate<RealRun> there = run -> run.which.point().equals(Strike.OUTCOME_COMMITTED)
                ? !run.outcomes.isEmpty()
                : standing(run).isPresent();
        world.await(
                TO_THE_POINT,
                () -> "at their points: " + names(runs, there.negate()),
                () -> runs.stream().allMatch(there));
    }

    private void awaitFact(List<RealRun> runs) {
        world.await(
                TO_THE_POINT,
                () -> "told as facts: " + names(runs, run -> !told(run)),
                () -> runs.stream().allMatch(RealRounds::told));
    }

    private static boolean told(RealRun run) {
        return run.facts.stream().anyMatch(fact -> fact.getKind().equals(run.which.point()));
    }

    private void letGo(List<RealRun> runs) {
        runs.forEach(run -> standing(run).ifPresent(process -> process.letGo(key(run))));
    }

    private Optional<SteppedProcess> standing(RealRun run) {
        return processes(run)
                .filter(process -> process.standsAt(key(run)).equals(run.which.point()))
                .findFirst();
    }

    private Stream<SteppedProcess> processes(RealRun run) {
        return (isOfCalibrator(run) ? world.calibrators : world.gateways).stream();
    }

    private static String key(RealRun run) {
        return isOfCalibrator(run) ? run.plan.meterId() : run.plan.address();
    }

    private static boolean isOfCalibrator(RealRun run) {
        Blow blow = run.which.which().blow();
        return blow != null && blow.ofCalibrator();
    }

    private static String names(List<RealRun> runs, Predicate<RealRun> missing) {
        return "still to come "
                + runs.stream().filter(missing).map(RealRun::toString).toList();
    }
}
