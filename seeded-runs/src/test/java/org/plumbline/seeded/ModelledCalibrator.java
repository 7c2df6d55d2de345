// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.job.JobMachine;
import org.plumbline.calibrator.job.JobPolicy;
import org.plumbline.calibrator.job.JobStep;
import org.plumbline.calibrator.job.MeterJobs;
import org.plumbline.calibrator.job.MeterKnowledge;

/** One calibrator process: the job machine unmodified, reading and committing as an exactly-once task does. */
final class ModelledCalibrator implements Host {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    private static final long HEARTBEAT_NANOS = 1_200_000_000;
    private static final long TICK_NANOS = 500_000_000;

    private final CrashWorld world;
    private final String name;
    private final JobMachine machine;
    private long frozenUntilNanos;
    private boolean gone;

    ModelledCalibrator(CrashWorld world, int number, JobPolicy policy) {
        this.world = world;
        this.name = "calibrator " + number;
        this.machine = new JobMachine(
                policy,
                draft -> "order " + draft.hashCode(),
                campaignId -> Optional.empty(),
                profileId -> Optional.of("PAIRED"),
                (campaignId, segment, pacing) -> true);
    }

    void start() {
        world.scheduler().spawn(this, this::run);
        world.scheduler().spawn(this, this::beat);
    }

    @Override
    public long frozenUntilNanos() {
        return frozenUntilNanos;
    }

    @Override
    public boolean gone() {
        return gone;
    }

    @Override
    public String toString() {
        return name;
    }

    private void beat() {
        while (true) {
            world.seat().heard(this, world.scheduler().nowNanos());
            world.scheduler().sleep(HEARTBEAT_NANOS);
        }
    }

    private void run() {
        while (true) {
            world.scheduler()
                    .await(
                            () -> world.seat().take(this, world.scheduler().nowNanos(), SESSION_TIMEOUT),
                            Scheduler.FOREVER);
            try {
                work();
            } catch (FencedException fenced) {
                world.diary().note(name, "fenced");
            }
        }
    }

    private void work() {
        world.scheduler().sleep(world.brokerNanos());
        int epoch = world.calibrations().takeOver();
        world.diary().note(name, "took over");
        CalibrationLog.State state = world.calibrations().committed();
        while (world.seat().has(this)) {
            int position = state.position();
            world.scheduler().await(() -> world.calibrations().hasAfter(position), TICK_NANOS);
            state = transaction(epoch, state);
        }
    }

    /** Some records, or a look at what waits; nothing is committed where nothing changed. */
    private CalibrationLog.State transaction(int epoch, CalibrationLog.State before) {
        List<JobStep.Order> orders = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        CalibrationLog.State next = before;
        int most = 1 + world.chance().nextInt(3);
        for (int i = 0; i < most && world.calibrations().hasAfter(next.position()); i++) {
            next = step(next, world.calibrations().at(next.position()), orders, facts);
        }
        if (next.equals(before)) {
            JobStep judged = machine.judge(before.jobs(), moment(before.knowledge()));
            next = take(before.knowledge(), judged, before.position(), orders, facts);
        }
        if (!next.equals(before)) {
            commit(epoch, next, orders, facts);
        }
        return next;
    }

    private CalibrationLog.State step(
            CalibrationLog.State before, CalibrationLog.Input input, List<JobStep.Order> orders, List<Fact> facts) {
        MeterKnowledge known = before.knowledge();
        MeterJobs jobs = before.jobs();
        MeterKnowledge next = switch (input) {
            case CalibrationLog.Input.OfRegistration news -> known.with(news.registration());
            case CalibrationLog.Input.OfCase news -> known.with(news.news());
            case CalibrationLog.Input.OfEpoch news ->
                known.withEpoch(news.epoch(), news.meterModel(), news.block(), news.checksum());
            case CalibrationLog.Input.OfEstimate news -> known.with(news.estimate());
            case CalibrationLog.Input.OfDirective ignored -> known;
            case CalibrationLog.Input.OfOutcome ignored -> known;
        };
        JobStep step = switch (input) {
            case CalibrationLog.Input.OfDirective news -> machine.on(jobs, news.directive(), moment(next));
            case CalibrationLog.Input.OfOutcome news -> machine.on(jobs, news.outcome(), moment(next));
            default -> machine.judge(jobs, moment(next));
        };
        return take(next, step, before.position() + 1, orders, facts);
    }

    private static CalibrationLog.State take(
            MeterKnowledge known, JobStep step, int position, List<JobStep.Order> orders, List<Fact> facts) {
        orders.addAll(step.orders());
        facts.addAll(step.facts());
        return new CalibrationLog.State(known, step.jobs(), position);
    }

    private void commit(int epoch, CalibrationLog.State next, List<JobStep.Order> orders, List<Fact> facts) {
        world.calibrations().sendEarly(orders);
        dieAt(Blow.CALIBRATOR_KILLED_BEFORE_COMMIT, facts);
        if (struck(Blow.CALIBRATOR_STANDS_STILL, facts)) {
            frozenUntilNanos = world.scheduler().nowNanos() + 2 * SESSION_TIMEOUT.toNanos();
            world.diary().note(name, "stands still with a transaction open");
        }
        world.scheduler().sleep(world.brokerNanos());
        facts.forEach(fact -> world.diary().note(name, fact.kind() + " " + fact.details()));
        world.calibrations().commit(epoch, next, orders, facts);
        dieAt(Blow.CALIBRATOR_KILLED_AFTER_COMMIT, facts);
    }

    private boolean struck(Blow blow, List<Fact> facts) {
        return world.strike().hits(blow)
                || facts.stream().anyMatch(fact -> world.strike().falls(blow, fact.kind()));
    }

    private void dieAt(Blow blow, List<Fact> facts) {
        if (struck(blow, facts)) {
            gone = true;
            world.died(this);
            throw new InstanceGone();
        }
    }

    private JobMachine.Moment moment(MeterKnowledge knowledge) {
        return new JobMachine.Moment(
                knowledge,
                World.WALL_START.plusNanos(world.scheduler().nowNanos()),
                world.field().clock.now());
    }
}
