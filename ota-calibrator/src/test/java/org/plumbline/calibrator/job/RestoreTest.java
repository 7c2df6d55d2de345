// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.job.Registration.Restore;
import org.plumbline.calibrator.job.Registration.Verification;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.member.Terms;

/** A meter whose corrected block was proven, and whose memory then failed (ERR-02). */
class RestoreTest {

    private static final Instant DEADLINE = JobScene.FIELD.plus(Duration.ofDays(365));
    private static final String PROVEN = JobScene.target().targetBlock();
    private static final long PROVEN_CHECKSUM = JobScene.target().targetChecksum();
    private static final String BROKEN = broken(PROVEN);
    private static final int BROKEN_EPOCH = 3;

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
    void aCorrectionWasProvenAndTheMemoryFailed() {
        on(new Directive.Enlist("c-1", JobScene.DIGEST, JobScene.member(), Terms.UNPLANNED));
        on(new Directive.Permit("c-1", JobScene.DIGEST, DEADLINE));
        tick();
        outcome("order-1", Outcome.Result.APPLIED, "", 2);
        assertNull(jobs.provenBlock(), "written is not proven");
        fieldNow = fieldNow.plus(Duration.ofDays(15));
        knowledge = knowledge.withEpoch(2, "PLB-ALPHA", PROVEN, PROVEN_CHECKSUM).with(JobScene.estimate(2, 0.02, 14));
        tick();
        assertEquals(MemberStage.CORRECTED, stage());
        assertEquals(PROVEN, jobs.provenBlock());
        knowledge = knowledge
                .withEpoch(BROKEN_EPOCH, "PLB-ALPHA", BROKEN, PROVEN_CHECKSUM)
                .with(registration(Restore.RESTORE_UNVERIFIED, Verification.UNVERIFIED));
    }

    @Test
    void theOrderExpectsTheBrokenBlockAndPutsTheProvenOneBackWithoutEvidenceOrNinetyDays() {
        enlist(target());
        tick();

        CorrectionTarget ordered = orders.getLast().draft().target();
        assertEquals(target(), ordered);
        assertEquals("c-2", orders.getLast().draft().campaignId());
        assertEquals(2, orders.getLast().draft().sequence());
        Fact released = facts.stream()
                .filter(fact -> fact.kind().equals("RESTORE_RELEASED"))
                .findFirst()
                .orElseThrow();
        assertEquals(BROKEN, released.details().get("brokenBlock"));
        assertEquals(PROVEN, released.details().get("provenBlock"));

        outcome("order-2", Outcome.Result.APPLIED, "", 4);
        assertEquals(MemberStage.RESTORED, stage());
        assertEquals(fieldNow, jobs.lastWrite());
        assertEquals(JobScene.target().baseBlock(), jobs.certifiedBlock());
        assertEquals(PROVEN, jobs.provenBlock());
    }

    /** That the block is there proves nothing: the order does, which asks the meter whether its memory still fails. */
    @Test
    void aRestoreWhoseOutcomeWasLostIsProvenByTheNextOrder() {
        enlist(target());
        tick();
        outcome("order-2", Outcome.Result.UNREACHABLE, "", 0);
        knowledge = knowledge.withEpoch(4, "PLB-ALPHA", PROVEN, PROVEN_CHECKSUM);
        now = now.plusSeconds(600);
        tick();
        assertEquals(MemberStage.RELEASED, stage());
        outcome("order-3", Outcome.Result.ALREADY_APPLIED, "TARGET_ACTIVE", 0);

        assertEquals(MemberStage.RESTORED, stage());
        assertEquals(3, orders.size());
    }

    /** Only the checksum is broken: the same octets again in a newer epoch are no restore. */
    @Test
    void theSameOctetsUnderAWrongChecksumAreNotTakenForARestore() {
        long wrong = PROVEN_CHECKSUM ^ 1;
        knowledge = knowledge.withEpoch(BROKEN_EPOCH, "PLB-ALPHA", PROVEN, wrong);
        enlist(new CorrectionTarget("PLB-ALPHA", BROKEN_EPOCH, PROVEN, wrong, PROVEN, PROVEN_CHECKSUM, 1));
        tick();
        outcome("order-2", Outcome.Result.UNREACHABLE, "", 0);
        knowledge = knowledge.withEpoch(4, "PLB-ALPHA", PROVEN, PROVEN_CHECKSUM ^ 2);
        now = now.plusSeconds(600);
        tick();

        refusedAs("NOT_AS_BROKEN");
    }

    @ParameterizedTest
    @EnumSource(Restore.class)
    void aVerifiedMeterIsRestoredUnderAuthorityAloneAndByDefaultNone(Restore policy) {
        knowledge = knowledge.with(registration(policy, Verification.VERIFIED));
        enlist(target());
        tick();

        if (policy == Restore.RESTORE_UNDER_AUTHORITY) {
            assertEquals(2, orders.size());
        } else {
            refusedAs("RESTORE_DENIED");
        }
    }

    @Test
    void withoutASettingNothingIsRestored() {
        knowledge = knowledge.with(JobScene.registration());
        enlist(target());
        tick();
        refusedAs("RESTORE_DENIED");
    }

    @Test
    void whatWasNeverProvenIsNotRestored() {
        jobs = MeterJobs.none(JobScene.METER);
        enlist(target());
        tick();
        refusedAs("NO_PROVEN_BLOCK");
    }

    @Test
    void anotherSoundBlockThanTheProvenOneIsRefused() {
        CorrectionTarget proven = target();
        enlist(new CorrectionTarget(
                proven.meterModel(),
                proven.baseEpoch(),
                proven.baseBlock(),
                proven.baseChecksum(),
                JobScene.target().baseBlock(),
                JobScene.target().baseChecksum(),
                1));
        tick();
        refusedAs("NOT_THE_PROVEN_BLOCK");
    }

    @Test
    void aBlockThatSomebodyPutIntoForceMeanwhileIsNotOverwrittenByTheProvenOne() {
        CorrectionTarget other = JobScene.target(JobScene.BASE, 1.01);
        knowledge = knowledge
                .withEpoch(4, "PLB-ALPHA", other.targetBlock(), other.targetChecksum())
                .withEpoch(5, "PLB-ALPHA", BROKEN, PROVEN_CHECKSUM);
        enlist(new CorrectionTarget("PLB-ALPHA", 5, BROKEN, PROVEN_CHECKSUM, PROVEN, PROVEN_CHECKSUM, 1));
        tick();
        refusedAs("NOT_THE_BLOCK_BEFORE");
    }

    @Test
    void aBlockThatBrokeFurtherIsNotTheOneThatWasApproved() {
        knowledge = knowledge.withEpoch(4, "PLB-ALPHA", broken(BROKEN), PROVEN_CHECKSUM);
        enlist(target());
        tick();
        refusedAs("NOT_AS_BROKEN");
    }

    @Test
    void aMemoryThatFailsAgainWithinNinetyDaysNeedsAPerson() {
        enlist(target());
        tick();
        outcome("order-2", Outcome.Result.APPLIED, "", 4);
        knowledge = knowledge
                .withEpoch(4, "PLB-ALPHA", PROVEN, PROVEN_CHECKSUM)
                .withEpoch(5, "PLB-ALPHA", BROKEN, PROVEN_CHECKSUM);
        CorrectionTarget again =
                new CorrectionTarget("PLB-ALPHA", 5, BROKEN, PROVEN_CHECKSUM, PROVEN, PROVEN_CHECKSUM, 1);
        on(new Directive.Enlist("c-3", JobScene.DIGEST, new Member(JobScene.METER, "", 1, again), Terms.UNPLANNED));
        on(new Directive.Permit("c-3", JobScene.DIGEST, DEADLINE));
        tick();
        refusedAs("RESTORED_BEFORE");
    }

    @Test
    void aHoldKeepsItBackAndItsAbsenceLetsItGo() {
        holds.put("c-2", "stop");
        enlist(target());
        tick();
        assertEquals(1, orders.size());
        holds.clear();
        tick();
        assertEquals(2, orders.size());
    }

    @Test
    void anUnprovenWriteLeavesTheProvenBlockAsItWas() {
        assertEquals(PROVEN, jobs.provenBlock());
        jobs = jobs.written(fieldNow, PROVEN);
        assertEquals(PROVEN, jobs.provenBlock());
    }

    private void refusedAs(String reason) {
        assertEquals(MemberStage.NEEDS_PERSON, stage());
        JobState.Ended ended =
                assertInstanceOf(JobState.Ended.class, jobs.jobs().getLast().state());
        assertTrue(ended.reason().startsWith(reason + ": "), ended::reason);
        assertTrue(orders.size() <= 2);
    }

    private static CorrectionTarget target() {
        return new CorrectionTarget("PLB-ALPHA", BROKEN_EPOCH, BROKEN, PROVEN_CHECKSUM, PROVEN, PROVEN_CHECKSUM, 1);
    }

    private static String broken(String block) {
        byte[] octets = HexFormat.of().parseHex(block);
        octets[4] += 1;
        return HexFormat.of().formatHex(octets);
    }

    private static Registration registration(Restore restore, Verification verification) {
        return new Registration(
                true,
                "PLB-ALPHA",
                Registration.Policy.OBSERVE,
                verification,
                "POLICY-1",
                1.0,
                1.0,
                "segment-1",
                null,
                restore);
    }

    private void enlist(CorrectionTarget target) {
        on(new Directive.Enlist("c-2", JobScene.DIGEST, new Member(JobScene.METER, "", 1, target), Terms.UNPLANNED));
        on(new Directive.Permit("c-2", JobScene.DIGEST, DEADLINE));
    }

    private MemberStage stage() {
        return jobs.jobs().getLast().state().stage();
    }

    private void on(Directive directive) {
        take(machine.on(jobs, directive, moment()));
    }

    private void outcome(String orderId, Outcome.Result result, String reason, int newEpoch) {
        take(machine.on(jobs, new Outcome(orderId, result, reason, "", false, newEpoch, fieldNow), moment()));
    }

    /** Long enough for what waits to go on. */
    private void tick() {
        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(1);
            take(machine.judge(jobs, moment()));
        }
    }

    private JobMachine.Moment moment() {
        return new JobMachine.Moment(knowledge, now, fieldNow);
    }

    private void take(JobStep step) {
        jobs = step.jobs();
        orders.addAll(step.orders());
        facts.addAll(step.facts());
    }
}
