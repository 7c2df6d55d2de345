// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.calibrator.job.JobScene.DIGEST;
import static org.plumbline.calibrator.job.JobScene.FIELD;
import static org.plumbline.calibrator.job.JobScene.METER;
import static org.plumbline.calibrator.job.JobScene.NOW;
import static org.plumbline.calibrator.job.JobScene.estimate;
import static org.plumbline.calibrator.job.JobScene.knowledge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.calibrator.job.Outcome.Result;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.member.Terms;

class JobMachineTest {

    private static final Instant DEADLINE = FIELD.plus(Duration.ofDays(365));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> holds = new ArrayList<>();
    private final JobMachine machine = new JobMachine(
            JobPolicy.defaults(),
            draft -> "order-" + draft.sequence(),
            campaignId -> holds.stream().findFirst(),
            profileId -> Optional.of("PAIRED"),
            (campaignId, segment, pacing) -> true);

    MeterJobs jobs = MeterJobs.none(METER);
    private MeterKnowledge knowledge = knowledge();
    private Instant now = NOW;
    private Instant fieldNow = FIELD;
    final List<JobStep.Order> orders = new ArrayList<>();

    /** Every result in every state: the stage it leads to. */
    @TestFactory
    Stream<DynamicTest> everyOutcomeInEveryStateDoesWhatTheTableSays() {
        List<Result> results = List.of(
                Result.APPLIED,
                Result.ALREADY_APPLIED,
                Result.CONFLICT,
                Result.REFUSED,
                Result.HELD,
                Result.CORRUPT,
                Result.UNREACHABLE,
                Result.FAILED,
                Result.UNKNOWN);
        assertEquals(Result.values().length, results.size());
        Instant later = NOW.plusSeconds(600);
        Map<JobState, String> table = new LinkedHashMap<>();
        String written = "VERIFYING VERIFYING ";
        table.put(new JobState.Waiting("x"), written + "WAITING ".repeat(7));
        table.put(new JobState.Claimed(later, "x"), written + "CLAIMED ".repeat(7));
        table.put(
                new JobState.Released("order-1", later, "s"),
                written + "CONFLICT REFUSED HELD NEEDS_PERSON CLAIMED NEEDS_PERSON NEEDS_PERSON");
        table.put(new JobState.Held(later, "x"), written + "HELD ".repeat(7));
        table.put(new JobState.Verifying(2, FIELD, "x"), "VERIFYING ".repeat(9));
        table.put(new JobState.Disproven(2, later, "f", "x"), "ROLLING_BACK ".repeat(9));
        table.put(new JobState.RollbackReleased("order-2", 2, later, "s", "f"), "ROLLING_BACK ".repeat(9));
        table.put(new JobState.Ended(MemberStage.ROLLED_BACK, "x"), "ROLLED_BACK ".repeat(9));
        table.put(new JobState.Ended(MemberStage.UNREACHABLE, "x"), written + "UNREACHABLE ".repeat(7));
        table.put(new JobState.Ended(MemberStage.EXPIRED, "x"), written + "EXPIRED ".repeat(7));
        table.put(new JobState.Ended(MemberStage.ABORTED, "x"), written + "ABORTED ".repeat(7));
        table.put(new JobState.Ended(MemberStage.CORRECTED, "x"), "CORRECTED ".repeat(9));
        table.put(new JobState.Ended(MemberStage.NOT_PROVEN, "x"), "NOT_PROVEN ".repeat(9));
        assertEquals(
                JobState.class.getPermittedSubclasses().length,
                new HashSet<>(table.keySet().stream().map(Object::getClass).toList()).size());
        List<DynamicTest> tests = new ArrayList<>();
        table.forEach((state, row) -> {
            String[] stages = row.strip().split(" ");
            for (int i = 0; i < results.size(); i++) {
                Result result = results.get(i);
                String wanted = stages[i];
                tests.add(DynamicTest.dynamicTest(state + " on " + result, () -> {
                    MeterJobs before = MeterJobs.none(METER)
                            .adding(new Job(
                                    "c-1",
                                    DIGEST,
                                    JobScene.member(),
                                    Terms.UNPLANNED,
                                    null,
                                    null,
                                    false,
                                    List.of(new Job.ReleasedOrder("order-1", 1, false)),
                                    0,
                                    state));
                    JobStep step = machine.on(before, outcome("order-1", result, "", false), moment());
                    assertEquals(
                            wanted,
                            step.jobs().jobs().getFirst().state().stage().name());
                    assertTrue(step.orders().isEmpty());
                }));
            }
        });
        return tests.stream();
    }

    @Test
    void noOrderLeavesWithoutAPermitOfTheDigestUnderWhichTheMemberWasEnlisted() {
        on(new Directive.Enlist("c-1", DIGEST, JobScene.member(), Terms.UNPLANNED));
        ticks(5);
        on(new Directive.Permit("c-1", "e".repeat(64), DEADLINE));
        on(new Directive.Permit("c-2", DIGEST, DEADLINE));
        on(new Directive.Permit("c-1", "", DEADLINE));
        ticks(5);
        assertTrue(orders.isEmpty());
        on(new Directive.Permit("c-1", DIGEST, DEADLINE));
        ticks(2);
        assertEquals(1, orders.size());
    }

    @Test
    void aClaimComesBeforeTheReleaseAndBothAreJudged() {
        permitted();
        assertEquals(MemberStage.CLAIMED, stage());
        holds.add("stop");
        ticks(1);
        assertEquals(MemberStage.WAITING, stage());
        holds.clear();
        ticks(2);
        assertEquals(MemberStage.RELEASED, stage());
        OrderDraft draft = orders.getFirst().draft();
        assertEquals(JobScene.target(), draft.target());
        assertEquals(Duration.ofMinutes(10), Duration.between(draft.issuedAt(), draft.expiresAt()));
    }

    @Test
    void threeUnreachableAttemptsAreTheLast() {
        permitted();
        ticks(1);
        for (int i = 1; i <= 3; i++) {
            assertEquals(i, orders.size());
            step(machine.on(jobs, outcome("order-" + i, Result.UNREACHABLE, "COMM-09", false), moment()));
            ticks(240);
        }
        assertEquals(MemberStage.UNREACHABLE, stage());
        ticks(1_000);
        assertEquals(3, orders.size());
    }

    @Test
    void anOrderRefusedAsExpiredCountsAsAnAttempt() {
        permitted();
        ticks(1);
        step(machine.on(jobs, outcome("order-1", Result.REFUSED, "ORDER_EXPIRED", false), moment()));
        assertEquals(MemberStage.CLAIMED, stage());
        ticks(20);
        assertEquals(1, orders.size(), "a meter that keeps a dead association is not asked again at once");
        ticks(20);
        assertEquals(2, orders.size());
    }

    @Test
    void ordersOfOneJobAreBoundedEvenWhenAllAreHeldBack() {
        permitted();
        for (int i = 1; i <= 40; i++) {
            ticks(6);
            step(machine.on(jobs, outcome("order-" + orders.size(), Result.HELD, "", false), moment()));
        }
        assertEquals(16, orders.size());
        assertEquals(MemberStage.NEEDS_PERSON, stage());
    }

    @Test
    void anAbortEndsWhatIsNotOnItsWayAndNeverReleasesAgain() {
        permitted();
        ticks(1);
        on(new Directive.Abort("c-1", "enough"));
        assertEquals(MemberStage.RELEASED, stage());
        step(machine.on(jobs, outcome("order-1", Result.UNREACHABLE, "", false), moment()));
        assertEquals(MemberStage.ABORTED, stage());
        on(new Directive.Permit("c-1", DIGEST, DEADLINE));
        ticks(10);
        assertEquals(1, orders.size());
    }

    @Test
    void aSuspendedClaimIsGivenUp() {
        permitted();
        on(new Directive.Suspend("c-1", "pause"));
        assertEquals(MemberStage.WAITING, stage());
        ticks(10);
        assertTrue(orders.isEmpty());
    }

    @Test
    void theMeterFoundWithExactlyItsTargetAfterALostOrderIsVerified() {
        permitted();
        ticks(1);
        step(machine.on(jobs, outcome("order-1", Result.UNREACHABLE, "", false), moment()));
        knowledge = knowledge.withEpoch(2, "PLB-ALPHA", JobScene.target().targetBlock(), 0);
        ticks(10);
        assertEquals(MemberStage.VERIFYING, stage());
        assertEquals(1, orders.size());
    }

    @Test
    void aChangeNobodyOrderedRefusesTheJob() {
        permitted();
        ticks(1);
        step(machine.on(jobs, outcome("order-1", Result.UNREACHABLE, "", false), moment()));
        knowledge = knowledge.withEpoch(2, "PLB-ALPHA", "00", 0);
        ticks(40);
        assertEquals(MemberStage.REFUSED, stage());
    }

    @Test
    void theProofNeedsSevenDaysOfTheNewEpochWithinTheDeadBand() {
        verifying();
        knowledge = knowledge.with(estimate(2, 0.0, 6));
        ticks(1);
        assertEquals(MemberStage.VERIFYING, stage());
        knowledge = knowledge.with(estimate(2, 0.1, 7));
        ticks(1);
        assertEquals(MemberStage.CORRECTED, stage());
    }

    @Test
    void anEstimateMoreUncertainThanAThirdOfTheClassLimitProvesNothing() {
        verifying();
        knowledge = knowledge.with(estimate(2, 0.0, 7, 0.334));
        ticks(1);
        assertEquals(MemberStage.VERIFYING, stage());
        knowledge = knowledge.with(estimate(2, 0.0, 14, 0.334));
        ticks(1);
        assertEquals(MemberStage.VERIFYING, stage(), "nor does it disprove anything");
        knowledge = knowledge.with((Registration) null).with(estimate(2, 0.0, 15, 0.333));
        ticks(1);
        assertEquals(MemberStage.VERIFYING, stage(), "without a class limit");
        knowledge = knowledge.with(JobScene.registration());
        ticks(1);
        assertEquals(MemberStage.CORRECTED, stage());
    }

    @Test
    void anErrorBeyondTheDeadBandFromSevenDaysOnIsDisprovenAfterFourteenAndRolledBack() {
        verifying();
        for (int days = 7; days < 14; days++) {
            knowledge = knowledge.with(estimate(2, -0.101, days));
            ticks(1);
            assertEquals(MemberStage.VERIFYING, stage());
        }
        knowledge = knowledge.with(estimate(2, -0.101, 14));
        ticks(1);
        assertEquals(MemberStage.ROLLING_BACK, stage());
    }

    @Test
    void aProofThatNeverComesIsNotProvenAfterItsDeadline() {
        verifying();
        fieldNow = FIELD.plus(Duration.ofDays(45));
        ticks(1);
        assertEquals(MemberStage.VERIFYING, stage());
        fieldNow = FIELD.plus(Duration.ofDays(46));
        ticks(1);
        assertEquals(MemberStage.NOT_PROVEN, stage());
    }

    @Test
    void anotherEpochBeforeTheProofNeedsAPerson() {
        verifying();
        knowledge = knowledge.withEpoch(3, "PLB-ALPHA", "00", 0);
        ticks(1);
        assertEquals(MemberStage.NEEDS_PERSON, stage());
    }

    @Test
    void theSecondCampaignOfAMeterWaitsAndTheSeventeenthIsTurnedAway() {
        permitted();
        for (int i = 2; i <= 16; i++) {
            on(new Directive.Enlist("c-" + i, DIGEST, JobScene.member(), Terms.UNPLANNED));
            on(new Directive.Permit("c-" + i, DIGEST, DEADLINE));
        }
        ticks(5);
        assertEquals(1, orders.size());
        JobStep step =
                machine.on(jobs, new Directive.Enlist("c-17", DIGEST, JobScene.member(), Terms.UNPLANNED), moment());
        assertEquals("TOO_MANY_CAMPAIGNS", step.changed().getFirst().state().reason());
        assertEquals(16, step.jobs().jobs().size());
    }

    @Test
    void anEnlistedMemberCannotBeExchanged() {
        on(new Directive.Enlist("c-1", DIGEST, JobScene.member(), Terms.UNPLANNED));
        Member other = new Member(METER, JobScene.CASE, 1, JobScene.target(JobScene.BASE, 0.99));
        on(new Directive.Enlist("c-1", DIGEST, other, Terms.UNPLANNED));
        assertEquals(JobScene.member(), jobs.jobs().getFirst().member());
    }

    void happen(int happening) {
        String campaign = happening % 2 == 0 ? "c-1" : "c-2";
        switch (happening) {
            case 0, 1 -> on(new Directive.Permit(campaign, DIGEST, DEADLINE));
            case 2, 3 -> on(new Directive.Suspend(campaign, ""));
            case 4 -> holds.add("stop");
            case 5 -> holds.clear();
            case 6, 7, 8 -> ticks(6);
            case 9 -> now = now.plus(Duration.ofMinutes(12));
            default -> {
                Result result = List.of(Result.UNREACHABLE, Result.HELD, Result.APPLIED, Result.CONFLICT)
                        .get(happening - 10);
                step(machine.on(jobs, outcome("order-" + orders.size(), result, "", false), moment()));
            }
        }
    }

    private void permitted() {
        on(new Directive.Enlist("c-1", DIGEST, JobScene.member(), Terms.UNPLANNED));
        on(new Directive.Permit("c-1", DIGEST, DEADLINE));
    }

    private void verifying() {
        permitted();
        ticks(1);
        step(machine.on(jobs, outcome("order-1", Result.APPLIED, "", false), moment()));
        assertEquals(MemberStage.VERIFYING, stage());
        assertInstanceOf(JobState.Verifying.class, jobs.jobs().getFirst().state());
    }

    void on(Directive directive) {
        step(machine.on(jobs, directive, moment()));
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plus(SECOND);
            step(machine.judge(jobs, moment()));
        }
    }

    private void step(JobStep step) {
        jobs = step.jobs();
        orders.addAll(step.orders());
    }

    private MemberStage stage() {
        return jobs.jobs().getFirst().state().stage();
    }

    private JobMachine.Moment moment() {
        return new JobMachine.Moment(knowledge, now, fieldNow);
    }

    private static Outcome outcome(String orderId, Result result, String code, boolean repeated) {
        return new Outcome(orderId, result, code, "", repeated, result == Result.APPLIED ? 2 : 0, FIELD);
    }
}
