// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.calibrator.job.JobScene.DIGEST;
import static org.plumbline.calibrator.job.JobScene.FIELD;
import static org.plumbline.calibrator.job.JobScene.NOW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.calibrator.job.Outcome.Result;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.Pacing;
import org.plumbline.calibrator.member.Terms;

/** Many meters of two segments and one campaign, spread over partitions. */
class OrdersOutPropertyTest {

    private static final int METERS = 24;

    /** Whatever is answered when, no more orders are out than the plan allows, and all meters get theirs in the end. */
    @Property(tries = 60)
    void noMoreOrdersAreOutThanThePlanAllowsAndNobodyStarves(
            @ForAll @IntRange(min = 1, max = 4) int partitions,
            @ForAll @IntRange(max = 6) int above,
            @ForAll @IntRange(max = 3) int segmentAbove,
            @ForAll @Size(min = 10, max = 60) List<@IntRange(max = 99) Integer> happenings) {
        Pacing pacing = new Pacing(partitions + above, partitions + segmentAbove);
        Fleet fleet = new Fleet(partitions, pacing);
        for (int happening : happenings) {
            fleet.tick();
            fleet.answer(happening, happening % 3 == 0 ? Result.UNREACHABLE : Result.CONFLICT);
            fleet.assertPaced(pacing);
        }
        for (int i = 0; i < 6 * METERS; i++) {
            fleet.tick();
            fleet.answer(i, Result.CONFLICT);
            fleet.assertPaced(pacing);
        }
        assertTrue(fleet.jobs.values().stream().noneMatch(MeterJobs::isOpen), "a meter starved");
    }

    /** The shares of all partitions are the limit, and each can release something. */
    @Property(tries = 200)
    void sharesOfAllPartitionsAreTheLimit(
            @ForAll @IntRange(min = 1, max = 50) int partitions, @ForAll @IntRange(max = 500) int above) {
        int sum = 0;
        for (int partition = 0; partition < partitions; partition++) {
            int share = Pacing.share(partitions + above, partition, partitions);
            assertTrue(share >= 1);
            sum += share;
        }
        assertEquals(partitions + above, sum);
    }

    /** Counts begun anew from the jobs are those that were kept. */
    @Property(tries = 30)
    void countsFollowFromTheJobsAlone(@ForAll @Size(max = 40) List<@IntRange(max = 99) Integer> happenings) {
        Pacing pacing = new Pacing(5, 3);
        Fleet fleet = new Fleet(1, pacing);
        for (int happening : happenings) {
            fleet.tick();
            fleet.answer(happening, Result.UNREACHABLE);
        }
        OrdersOut again = new OrdersOut(0, 1);
        fleet.jobs.values().forEach(jobs -> again.changed(MeterJobs.none(jobs.meterId()), jobs));
        for (String segment : List.of("s-0", "s-1", "s-2")) {
            for (int limit = 1; limit <= 6; limit++) {
                Pacing probe = new Pacing(limit, limit);
                assertEquals(fleet.out.getFirst().hasRoom("c-1", segment, probe), again.hasRoom("c-1", segment, probe));
            }
        }
        assertFalse(again.hasRoom("c-1", "s-0", new Pacing(0, 0)));
    }

    private static final class Fleet {

        final Map<String, MeterJobs> jobs = new HashMap<>();
        final List<OrdersOut> out = new ArrayList<>();
        private final List<JobMachine> machines = new ArrayList<>();
        private java.time.Instant now = NOW;

        Fleet(int partitions, Pacing pacing) {
            for (int partition = 0; partition < partitions; partition++) {
                OrdersOut counts = new OrdersOut(partition, partitions);
                out.add(counts);
                machines.add(new JobMachine(
                        JobPolicy.defaults(),
                        draft -> draft.meterId() + "#" + draft.sequence(),
                        campaignId -> Optional.empty(),
                        profileId -> Optional.of("PAIRED"),
                        counts));
            }
            Terms terms = new Terms(0, MaintenanceWindow.WHOLE_DAY, pacing);
            for (int meter = 0; meter < METERS; meter++) {
                String meterId = "m-" + meter;
                jobs.put(meterId, MeterJobs.none(meterId));
                on(meter, new Directive.Enlist("c-1", DIGEST, JobScene.member(), terms));
                on(meter, new Directive.Permit("c-1", DIGEST, FIELD.plus(Duration.ofDays(9))));
            }
        }

        void tick() {
            now = now.plusSeconds(6);
            for (int meter = 0; meter < METERS; meter++) {
                step(meter, machine(meter).judge(jobs.get("m-" + meter), moment(meter)));
            }
        }

        void answer(int which, Result result) {
            List<Integer> waiting = new ArrayList<>();
            for (int meter = 0; meter < METERS; meter++) {
                if (released(meter) != null) {
                    waiting.add(meter);
                }
            }
            if (!waiting.isEmpty()) {
                int meter = waiting.get(which % waiting.size());
                Outcome outcome = new Outcome(released(meter).orderId(), result, "", "", false, 0, FIELD);
                step(meter, machine(meter).on(jobs.get("m-" + meter), outcome, moment(meter)));
            }
        }

        void assertPaced(Pacing pacing) {
            Map<String, Integer> bySegment = new HashMap<>();
            for (int meter = 0; meter < METERS; meter++) {
                if (released(meter) != null) {
                    bySegment.merge(released(meter).segment(), 1, Integer::sum);
                }
            }
            assertTrue(bySegment.values().stream().mapToInt(Integer::intValue).sum() <= pacing.ordersOut());
            bySegment.values().forEach(count -> assertTrue(count <= pacing.ordersOutPerSegment()));
        }

        private JobState.Released released(int meter) {
            return jobs.get("m-" + meter).jobs().getFirst().state() instanceof JobState.Released released
                    ? released
                    : null;
        }

        private void on(int meter, Directive directive) {
            step(meter, machine(meter).on(jobs.get("m-" + meter), directive, moment(meter)));
        }

        private void step(int meter, JobStep step) {
            out.get(meter % out.size()).changed(jobs.get("m-" + meter), step.jobs());
            jobs.put("m-" + meter, step.jobs());
        }

        private JobMachine machine(int meter) {
            return machines.get(meter % machines.size());
        }

        private JobMachine.Moment moment(int meter) {
            Registration usual = JobScene.registration();
            MeterKnowledge knowledge = JobScene.knowledge()
                    .with(new Registration(
                            usual.active(),
                            usual.meterModel(),
                            usual.policy(),
                            usual.verification(),
                            usual.policyDocument(),
                            usual.limitPercent(),
                            usual.maximumPermissibleErrorPercent(),
                            "s-" + meter % 2,
                            null));
            return new JobMachine.Moment(knowledge, now, FIELD);
        }
    }
}
