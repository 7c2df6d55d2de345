// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.member.Terms;

/** A write that the readings disprove: the exact block from before comes back, once, whatever is lost on the way. */
class RollbackTest {

    private static final Instant DEADLINE = JobScene.FIELD.plus(Duration.ofDays(30));
    private static final String SCOPE = "c-1/rollback";

    private final Map<String, String> holds = new HashMap<>();
    private final JobMachine machine = new JobMachine(
            JobPolicy.defaults(),
            draft -> "order-" + draft.sequence(),
            scope -> Optional.ofNullable(holds.get(scope)),
            profile -> Optional.of("PAIRED"),
            (campaign, segment, pacing) -> true);
    private final List<JobStep.Order> orders = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private MeterJobs jobs = MeterJobs.none(JobScene.METER);
    private MeterKnowledge knowledge = JobScene.knowledge();
    private Instant now = JobScene.NOW;
    private Instant fieldNow = JobScene.FIELD;

    @BeforeEach
    void aWriteIsDisproven() {
        on(new Directive.Enlist("c-1", JobScene.DIGEST, JobScene.member(), Terms.UNPLANNED));
        on(new Directive.Permit("c-1", JobScene.DIGEST, DEADLINE));
        tick();
        outcome("order-1", Outcome.Result.APPLIED, "", 2);
        fieldNow = fieldNow.plus(Duration.ofDays(15));
        knowledge = knowledge
                .withEpoch(2, "PLB-ALPHA", JobScene.target().targetBlock(), 0)
                .with(JobScene.estimate(2, 0.4, 14));
        take(machine.judge(jobs, moment()));
    }

    @Test
    void theWayBackNamesWhatWasWrittenAsBaseAndTheOldBlockAsTarget() {
        tick();
        CorrectionTarget back = orders.getLast().draft().target();
        CorrectionTarget written = JobScene.target();
        assertEquals(
                new CorrectionTarget(
                        written.meterModel(),
                        2,
                        written.targetBlock(),
                        written.targetChecksum(),
                        written.baseBlock(),
                        written.baseChecksum(),
                        1 / written.correctionFactor()),
                back);
        assertEquals(SCOPE, orders.getLast().draft().campaignId());
        assertEquals(List.of("ROLLBACK_RELEASED"), kinds("ROLLBACK_RELEASED"));
    }

    @Test
    void itIsDoneOnce() {
        tick();
        outcome("order-2", Outcome.Result.APPLIED, "", 3);
        knowledge = knowledge
                .withEpoch(3, "PLB-ALPHA", JobScene.target().baseBlock(), 0)
                .with(JobScene.estimate(3, 1.3, 20));
        for (int i = 0; i < 50; i++) {
            tick();
        }
        assertEquals(MemberStage.ROLLED_BACK, stage());
        assertEquals(2, orders.size());
        assertEquals(fieldNow, jobs.lastWrite());
    }

    @Test
    void aBrakeOnTheCampaignDoesNotHoldItBackAStopOfEverythingDoes() {
        holds.put("c-1", "the brake of wave 1");
        holds.put(SCOPE, "stop of everything");
        tick();
        assertEquals(1, orders.size());
        assertEquals(MemberStage.ROLLING_BACK, stage());
        holds.remove(SCOPE);
        tick();
        assertEquals(2, orders.size());
    }

    @Test
    void pausingAbortingAndThePassedDeadlineDoNotLeaveAWrongBlockInForce() {
        on(new Directive.Suspend("c-1", "pause"));
        on(new Directive.Abort("c-1", "abort"));
        fieldNow = DEADLINE.plus(Duration.ofDays(1));
        tick();
        assertEquals(2, orders.size());
        assertTrue(orders.getLast().draft().expiresAt().isAfter(now));
    }

    @Test
    void aLostOrderIsReleasedAgainAndAMeterNotReachedNeedsAPerson() {
        for (int attempt = 1; attempt <= JobPolicy.defaults().attempts(); attempt++) {
            tick();
            assertEquals(1 + attempt, orders.size());
            outcome("order-" + (1 + attempt), Outcome.Result.UNREACHABLE, "COMM-09", 0);
        }
        tick();
        assertEquals(MemberStage.NEEDS_PERSON, stage());
        assertTrue(reason().contains("not rolled back") && reason().contains("error 0.400 %"), reason());
    }

    @Test
    void aWriteBackThatShowsLateIsARollbackAllTheSame() {
        tick();
        now = now.plus(Duration.ofMinutes(12));
        take(machine.judge(jobs, moment()));
        outcome("order-2", Outcome.Result.APPLIED, "", 3);
        tick();
        assertEquals(MemberStage.ROLLED_BACK, stage());
        assertEquals(2, orders.size());
    }

    @Test
    void theOldBlockFoundInANewerEpochEndsItWithoutAnOutcome() {
        tick();
        knowledge = knowledge.withEpoch(3, "PLB-ALPHA", JobScene.target().baseBlock(), 0);
        tick();
        assertEquals(MemberStage.ROLLED_BACK, stage());
    }

    @Test
    void aMeterThatHoldsSomethingElseNeedsAPerson() {
        tick();
        outcome("order-2", Outcome.Result.CONFLICT, "BASE_CONFLICT", 0);
        assertEquals(MemberStage.NEEDS_PERSON, stage());
    }

    @Test
    void aMeterThatMayNoLongerBeWrittenNeedsAPerson() {
        knowledge = knowledge.with(new Registration(
                false,
                "PLB-ALPHA",
                Registration.Policy.ADJUST_UNVERIFIED,
                Registration.Verification.UNVERIFIED,
                "POLICY-1",
                1.0,
                1.0,
                JobScene.registration().networkSegment(),
                JobScene.registration().zone()));
        tick();
        assertEquals(1, orders.size());
        assertEquals(MemberStage.NEEDS_PERSON, stage());
    }

    private void on(Directive directive) {
        take(machine.on(jobs, directive, moment()));
    }

    private void outcome(String orderId, Outcome.Result result, String code, int epoch) {
        take(machine.on(jobs, new Outcome(orderId, result, code, "text", false, epoch, fieldNow), moment()));
    }

    private void tick() {
        for (int i = 0; i < 2; i++) {
            now = now.plus(JobPolicy.defaults().delayAfterFailures(2, "").multipliedBy(2));
            take(machine.judge(jobs, moment()));
        }
    }

    private void take(JobStep step) {
        jobs = step.jobs();
        orders.addAll(step.orders());
        facts.addAll(step.facts());
    }

    private List<String> kinds(String kind) {
        return facts.stream().map(Fact::kind).filter(kind::equals).toList();
    }

    private MemberStage stage() {
        return jobs.jobs().getFirst().state().stage();
    }

    private String reason() {
        return jobs.jobs().getFirst().state().reason();
    }

    private JobMachine.Moment moment() {
        return new JobMachine.Moment(knowledge, now, fieldNow);
    }
}
