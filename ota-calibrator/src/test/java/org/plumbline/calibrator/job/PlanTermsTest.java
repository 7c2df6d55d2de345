// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.calibrator.job.JobScene.DIGEST;
import static org.plumbline.calibrator.job.JobScene.METER;
import static org.plumbline.calibrator.job.JobScene.NOW;
import static org.plumbline.calibrator.job.JobScene.knowledge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.calibrator.job.Outcome.Result;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.member.Pacing;
import org.plumbline.calibrator.member.Terms;

/** Deadline, maintenance window and priority of the plans of a meter's campaigns. */
class PlanTermsTest {

    /** 12:00 in Brussels. */
    private static final Instant NOON = Instant.parse("2026-03-01T11:00:00Z");

    private static final Instant DEADLINE = NOON.plus(Duration.ofDays(10));
    private static final MaintenanceWindow NIGHT = new MaintenanceWindow(22 * 60, 4 * 60);

    private final List<String> holds = new ArrayList<>();
    private final JobMachine machine = new JobMachine(
            JobPolicy.defaults(),
            draft -> draft.campaignId() + "-" + draft.sequence(),
            campaignId -> holds.stream().findFirst(),
            profileId -> Optional.of("PAIRED"),
            (campaignId, segment, pacing) -> true);
    private final List<OrderDraft> orders = new ArrayList<>();
    private MeterJobs jobs = MeterJobs.none(METER);
    private Instant now = NOW;
    private Instant fieldNow = NOON;

    @Test
    void noOrderLeavesOutsideTheWindowOfTheMetersDayNorOutlivesIt() {
        permitted("c-1", new Terms(0, NIGHT, Pacing.CAREFUL));
        ticks(5);
        assertEquals(List.of(), orders);
        assertEquals(
                new JobState.Waiting("the maintenance window is closed at the meter"),
                job("c-1").state());
        fieldNow = Instant.parse("2026-03-02T02:57:00Z");
        ticks(2);
        assertEquals(
                Duration.ofMinutes(3),
                Duration.between(orders.getFirst().issuedAt(), orders.getFirst().expiresAt()));
    }

    @Test
    void windowThatClosesBetweenClaimAndReleaseKeepsTheOrder() {
        fieldNow = Instant.parse("2026-03-02T02:59:59Z");
        permitted("c-1", new Terms(0, NIGHT, Pacing.CAREFUL));
        assertEquals(MemberStage.CLAIMED, stage("c-1"));
        fieldNow = Instant.parse("2026-03-02T03:00:00Z");
        ticks(3);
        assertEquals(List.of(), orders);
    }

    @Test
    void memberNotWrittenByTheDeadlineExpires() {
        permitted("c-1", new Terms(0, NIGHT, Pacing.CAREFUL));
        fieldNow = DEADLINE;
        ticks(1);
        assertEquals(MemberStage.WAITING, stage("c-1"));
        fieldNow = DEADLINE.plusMillis(1);
        ticks(1);
        assertEquals(MemberStage.EXPIRED, stage("c-1"));
        assertEquals(
                "not written by the campaign's deadline " + DEADLINE,
                job("c-1").state().reason());
    }

    @Test
    void deadlineEndsNeitherAnOrderThatIsOutNorAWriteToBeProven() {
        permitted("c-1", Terms.UNPLANNED);
        ticks(1);
        fieldNow = DEADLINE.plusSeconds(1);
        ticks(1);
        assertEquals(MemberStage.RELEASED, stage("c-1"));
        step(machine.on(jobs, new Outcome("c-1-1", Result.APPLIED, "", "", false, 2, fieldNow), moment()));
        ticks(1);
        assertEquals(MemberStage.VERIFYING, stage("c-1"));
    }

    @Test
    void orderThatFailsAfterTheDeadlineIsNotTriedAgain() {
        permitted("c-1", Terms.UNPLANNED);
        ticks(1);
        fieldNow = DEADLINE.plusSeconds(1);
        step(machine.on(jobs, new Outcome("c-1-1", Result.UNREACHABLE, "", "", false, 0, fieldNow), moment()));
        ticks(10);
        assertEquals(MemberStage.EXPIRED, stage("c-1"));
        assertEquals(1, orders.size());
    }

    @Test
    void campaignOfHigherPriorityTakesTheMeterFirst() {
        holds.add("stop");
        permitted("c-low", new Terms(1, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL));
        permitted("c-high", new Terms(2, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL));
        holds.clear();
        ticks(3);
        assertEquals(
                List.of("c-high"), orders.stream().map(OrderDraft::campaignId).toList());
        assertEquals(MemberStage.WAITING, stage("c-low"));
    }

    @Test
    void claimYieldsToACampaignOfHigherPriorityButAnOrderThatIsOutDoesNot() {
        on(new Directive.Enlist(
                "c-high", DIGEST, JobScene.member(), new Terms(1, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL)));
        permitted("c-low", Terms.UNPLANNED);
        assertEquals(MemberStage.CLAIMED, stage("c-low"));
        on(new Directive.Permit("c-high", DIGEST, DEADLINE));
        ticks(3);
        assertEquals(
                List.of("c-high"), orders.stream().map(OrderDraft::campaignId).toList());
        permitted("c-highest", new Terms(2, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL));
        ticks(3);
        assertEquals(1, orders.size());
    }

    @Test
    void orderKeptBackByAHoldYieldsToACampaignOfHigherPriority() {
        permitted("c-low", Terms.UNPLANNED);
        ticks(1);
        holds.add("stop");
        step(machine.on(jobs, new Outcome("c-low-1", Result.HELD, "", "", false, 0, fieldNow), moment()));
        permitted("c-high", new Terms(1, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL));
        holds.clear();
        ticks(10);
        assertEquals("c-high", orders.getLast().campaignId());
        assertEquals(MemberStage.WAITING, stage("c-low"));
    }

    @Test
    void campaignThatMayNotRunStandsInNobodysWay() {
        on(new Directive.Enlist(
                "c-high", DIGEST, JobScene.member(), new Terms(9, MaintenanceWindow.WHOLE_DAY, Pacing.CAREFUL)));
        permitted("c-low", Terms.UNPLANNED);
        ticks(1);
        assertEquals(
                List.of("c-low"), orders.stream().map(OrderDraft::campaignId).toList());
    }

    @Test
    void ofEqualPriorityTheOneEnlistedFirstGoesFirst() {
        holds.add("stop");
        permitted("c-first", Terms.UNPLANNED);
        permitted("c-second", Terms.UNPLANNED);
        holds.clear();
        ticks(3);
        assertEquals(
                List.of("c-first"), orders.stream().map(OrderDraft::campaignId).toList());
        assertTrue(job("c-second").state() instanceof JobState.Waiting);
    }

    private void permitted(String campaignId, Terms terms) {
        on(new Directive.Enlist(campaignId, DIGEST, JobScene.member(), terms));
        on(new Directive.Permit(campaignId, DIGEST, DEADLINE));
    }

    private void on(Directive directive) {
        step(machine.on(jobs, directive, moment()));
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(1);
            step(machine.judge(jobs, moment()));
        }
    }

    private void step(JobStep step) {
        jobs = step.jobs();
        step.orders().forEach(order -> orders.add(order.draft()));
    }

    private JobMachine.Moment moment() {
        return new JobMachine.Moment(knowledge(), now, fieldNow);
    }

    private Job job(String campaignId) {
        return jobs.jobs().stream()
                .filter(job -> job.campaignId().equals(campaignId))
                .findFirst()
                .orElseThrow();
    }

    private MemberStage stage(String campaignId) {
        return job(campaignId).state().stage();
    }
}
