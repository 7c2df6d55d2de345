// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.calibrator.job.JobPolicy;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CampaignPlan;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.WavePlan;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

class CalibratorTopologyTest {

    private Bench bench;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aCaseIsCorrectedAndProvenOnceASecondPersonApproves() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        assertEquals("AWAITING_APPROVAL", bench.state("c-1"));
        assertEquals("WAITING", bench.stage("c-1", "m-1"));

        bench.approve("c-1", "bernd");
        assertEquals("APPROVED", bench.state("c-1"));
        bench.ticks();
        assertTrue(bench.orders.isEmpty(), "an order before the start");

        bench.act("c-1", "anna", CampaignAction.START);
        assertEquals("RUNNING", bench.state("c-1"));
        bench.ticks();
        CalibrationOrder order = onlyOrderTo("m-1");
        assertEquals(1, order.getSequence());
        assertEquals(Bench.target(), order.getTarget());
        assertEquals(Canonical.orderId(order), order.getOrderId());
        assertEquals(Duration.ofMinutes(10), Duration.between(order.getIssuedAt(), order.getExpiresAt()));
        assertInstanceOf(
                TrustedSigners.Check.Trusted.class,
                bench.orderSigners.check(Canonical.signedPart(order), order.getSignature(), bench.now()));
        assertEquals("RELEASED", bench.stage("c-1", "m-1"));

        bench.outcome(order, OrderResult.APPLIED, false);
        assertEquals("VERIFYING", bench.stage("c-1", "m-1"));
        bench.fieldDays(6);
        bench.drift(bench.estimate("m-1", 2, 0.02, 6).build());
        assertEquals("VERIFYING", bench.stage("c-1", "m-1"));
        bench.fieldDays(1);
        bench.drift(bench.estimate("m-1", 2, 0.02, 7).build());
        assertEquals("CORRECTED", bench.stage("c-1", "m-1"));
        assertEquals("COMPLETED", bench.state("c-1"));
        assertEquals("bernd", bench.campaigns.get("c-1").getApprover());
        bench.pass(Duration.ofHours(1));
        assertEquals(1, bench.orders.size());
        assertEquals(
                List.of(
                        "MEMBER_WAITING",
                        "MEMBER_CLAIMED",
                        "ORDER_RELEASED",
                        "MEMBER_RELEASED",
                        "OUTCOME_APPLIED",
                        "MEMBER_VERIFYING",
                        "MEMBER_CORRECTED"),
                bench.factsAbout("m-1"));
        assertEquals(
                List.of(
                        "CAMPAIGN_CREATED",
                        "MEMBERS_SEALED",
                        "CAMPAIGN_APPROVED",
                        "CAMPAIGN_STARTED",
                        "CAMPAIGN_COMPLETED"),
                bench.factsAbout("c-1"));
        assertAllChainsIntact();
    }

    @Test
    void anErrorThatRemainsIsRolledBackToTheExactOldBlockOnce() {
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        bench.outcome(onlyOrderTo("m-1"), OrderResult.APPLIED, false);
        bench.fieldDays(14);
        CalibrationOrder written = onlyOrderTo("m-1");
        bench.drift(bench.estimate("m-1", 2, 0.11, 14).build());
        assertEquals("ROLLING_BACK", bench.stage("c-1", "m-1"));
        bench.pass(Duration.ofMinutes(1));

        assertEquals(2, bench.orders.size());
        CalibrationOrder back = bench.orders.getLast();
        assertEquals(2, back.getTarget().getBaseEpoch());
        assertEquals(written.getTarget().getBaseBlock(), back.getTarget().getTargetBlock());
        assertEquals(written.getTarget().getTargetBlock(), back.getTarget().getBaseBlock());
        bench.outcome(back, OrderResult.APPLIED, false);
        bench.pass(Duration.ofHours(1));
        assertEquals("ROLLED_BACK", bench.stage("c-1", "m-1"));
        assertEquals(2, bench.orders.size());
        assertAllChainsIntact();
    }

    @Test
    void whoWritesToTheTopicIsNotAPerson() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        CampaignCommand.Builder approval = bench.by("bernd", "c-1", CampaignAction.APPROVE)
                .setMembersDigest(bench.campaigns.get("c-1").getMembersDigest());
        CampaignCommand good = bench.signed(approval);

        bench.command(CampaignCommand.newBuilder(good).setSignature(null).build());
        bench.command(bench.signed(approval, bench.otherKey));
        bench.command(CampaignCommand.newBuilder(good).setPrincipal("carla").build());
        CampaignCommand renamed =
                CampaignCommand.newBuilder(good).setPrincipal("carla").build();
        bench.command(CampaignCommand.newBuilder(renamed)
                .setCommandId(Canonical.commandId(renamed))
                .build());
        bench.command(bench.signed(approval.setAuthenticatedAt(bench.now().minus(Duration.ofHours(13)))));
        bench.command(bench.signed(approval.setAuthenticatedAt(bench.now().plus(Duration.ofHours(1)))));
        bench.command(bench.signed(bench.by(" ", "c-1", CampaignAction.APPROVE)));

        assertEquals("AWAITING_APPROVAL", bench.state("c-1"));
        assertEquals(
                List.of(
                        "SIGNATURE_MISSING",
                        "SIGNATURE_WRONG",
                        "COMMAND_ID_WRONG",
                        "SIGNATURE_WRONG",
                        "AUTHENTICATION_TOO_OLD",
                        "AUTHENTICATED_IN_THE_FUTURE",
                        "PRINCIPAL_MISSING"),
                bench.refusals("c-1"));
        bench.command(good);
        assertEquals("APPROVED", bench.state("c-1"));
    }

    @Test
    void aStopIsNeverRefusedForTheAgeOfTheAuthenticationButForItsSignature() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        bench.approve("c-1", "bernd");
        bench.act("c-1", "anna", CampaignAction.START);
        CampaignCommand.Builder pause = bench.by("anna", "c-1", CampaignAction.PAUSE)
                .setAuthenticatedAt(bench.now().minus(Duration.ofDays(3)));
        bench.command(bench.signed(pause, bench.otherKey));
        assertEquals("RUNNING", bench.state("c-1"));
        bench.command(bench.signed(pause));
        assertEquals("PAUSED", bench.state("c-1"));
        bench.command(bench.signed(bench.by("anna", "c-1", CampaignAction.RESUME)
                .setAuthenticatedAt(bench.now().minus(Duration.ofDays(3)))));
        assertEquals("PAUSED", bench.state("c-1"));
        bench.command(bench.signed(bench.by("anna", "c-1", CampaignAction.ABORT)
                .setAuthenticatedAt(bench.now().minus(Duration.ofDays(3)))));
        assertEquals("ABORTED", bench.state("c-1"));
        assertEquals(List.of("SIGNATURE_WRONG", "AUTHENTICATION_TOO_OLD"), bench.refusals("c-1"));
    }

    @Test
    void whatIsTooLargeOrUnderAnotherKeyIsRefusedAndNotRepeatedAtLength() {
        bench.command(bench.signed(
                bench.by("x".repeat(600_000), "c-1", CampaignAction.CREATE).setMemberCount(1)));
        CampaignCommand other = bench.signed(bench.by("anna", "c-2", CampaignAction.ABORT));
        bench.send(Topics.CAMPAIGN_COMMANDS, "c-1", other);
        assertEquals(List.of("COMMAND_TOO_LARGE", "CAMPAIGN_ID_MALFORMED"), bench.refusals("c-1"));
        assertEquals(
                200, Bench.detail(bench.audit.getFirst(), "claimedPrincipal").length());
    }

    @Test
    void noOneApprovesTheirOwnCampaignNorAnotherDigest() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        bench.approve("c-1", "anna");
        bench.approve("c-1", " Anna ");
        bench.command(
                bench.signed(bench.by("bernd", "c-1", CampaignAction.APPROVE).setMembersDigest("0".repeat(64))));
        bench.act("c-1", "bernd", CampaignAction.START);
        assertEquals("AWAITING_APPROVAL", bench.state("c-1"));
        assertEquals(
                List.of("SAME_PERSON", "SAME_PERSON", "DIGEST_MISMATCH", "NOT_IN_THIS_STATE"), bench.refusals("c-1"));
    }

    @Test
    void membersThatAreNotTheAnnouncedOnesRefuseTheCampaign() {
        String digest = Canonical.membersDigest(List.of(Bench.member("m-1", 1)));
        bench.command(bench.signed(bench.by("anna", "c-1", CampaignAction.CREATE)
                .setMemberCount(1)
                .setChunkCount(1)
                .setMembersDigest(digest)));
        bench.command(bench.signed(
                bench.by("anna", "c-1", CampaignAction.MEMBERS).setMembers(List.of(Bench.member("m-2", 1)))));
        assertEquals("REFUSED", bench.state("c-1"));
        assertEquals("DIGEST_MISMATCH", bench.campaigns.get("c-1").getStateReason());
        bench.approve("c-1", "bernd");
        assertEquals("REFUSED", bench.state("c-1"));
    }

    @Test
    void aRepeatedCommandChangesNothing() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        CampaignCommand approval = bench.signed(bench.by("bernd", "c-1", CampaignAction.APPROVE)
                .setMembersDigest(bench.campaigns.get("c-1").getMembersDigest()));
        CampaignCommand chunk = bench.signed(
                bench.by("anna", "c-1", CampaignAction.MEMBERS).setMembers(List.of(Bench.member("m-1", 1))));
        bench.command(approval);
        int entries = bench.audit.size();
        bench.command(approval);
        bench.command(chunk);
        assertEquals("APPROVED", bench.state("c-1"));
        assertEquals(entries, bench.audit.size());
    }

    @Test
    void aStopPreventsLaterOrdersAndItsLiftReleasesThemAndEachIsAFactOnce() {
        bench.meterWithCase("m-1");
        bench.meterWithCase("m-2");
        bench.hold(bench.holdOf("*", true, false));
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1), Bench.member("m-2", 1));
        bench.pass(Duration.ofMinutes(5));
        assertTrue(bench.orders.isEmpty());

        bench.hold(bench.holdOf("*", false, false));
        bench.ticks();
        assertTrue(bench.orders.isEmpty(), "an unsigned lift lifted");
        assertEquals(List.of("HOLD_SET", "HOLD_LIFT_REFUSED"), bench.factsAbout("*"));

        Hold lift = bench.holdOf("*", false, true);
        bench.hold(lift);
        bench.ticks();
        bench.ticks();
        assertEquals(2, bench.orders.size());
        assertEquals(List.of("HOLD_SET", "HOLD_LIFT_REFUSED", "HOLD_LIFTED"), bench.factsAbout("*"));
        AuditFact fact = bench.audit.stream()
                .map(AuditEntry::getFact)
                .filter(told -> told.getKind().equals("HOLD_LIFTED"))
                .findFirst()
                .orElseThrow();
        assertEquals("anna", fact.getActor());
        assertTrue(fact.getDetails().contains(new NamedValue("stopId", lift.getLiftedStopId())));
        assertTrue(fact.getDetails().contains(new NamedValue("reason", "stop")));
    }

    @Test
    void anOldLiftPlayedAgainDoesNotLiftALaterStop() {
        bench.meterWithCase("m-1");
        bench.hold(bench.holdOf("c-1", true, true));
        Hold lift = bench.holdOf("c-1", false, true);
        bench.hold(lift);
        bench.pass(Duration.ofMinutes(1));
        bench.hold(Hold.newBuilder(bench.holdOf("c-1", true, false))
                .setIssuedAt(Instant.EPOCH)
                .build());
        bench.hold(lift);
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        assertTrue(bench.orders.isEmpty());
        assertEquals(
                List.of("HOLD_SET", "HOLD_LIFTED", "HOLD_SET", "HOLD_LIFT_REFUSED"),
                bench.factsAbout("c-1").stream()
                        .filter(kind -> kind.startsWith("HOLD"))
                        .toList());
    }

    @Test
    void aResumptionLiftsTheStopThatItsPersonSawAndNoneSetMeanwhile() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        bench.approve("c-1", "bernd");
        bench.hold(bench.holdOf("c-1", true, true));
        bench.act("c-1", "anna", CampaignAction.START);
        bench.act("c-1", "anna", CampaignAction.PAUSE);
        Hold seen = bench.holdOf("c-1", false, true);
        bench.hold(Hold.newBuilder(bench.holdOf("c-1", true, false))
                .setReason("wait, the transformer is out")
                .build());
        bench.resume("c-1", "anna", seen);
        bench.ticks();
        assertEquals("RUNNING", bench.state("c-1"));
        assertTrue(bench.orders.isEmpty(), "a stop that nobody named was lifted");
        bench.hold(bench.holdOf("c-1", false, true));
        bench.ticks();
        assertEquals(1, bench.orders.size());
        assertEquals(
                List.of("HOLD_SET", "HOLD_SET", "HOLD_LIFT_REFUSED", "HOLD_LIFTED"),
                bench.factsAbout("c-1").stream()
                        .filter(kind -> kind.startsWith("HOLD"))
                        .toList());
    }

    @Test
    void aStopWithAnotherScopeThanItsKeyHoldsBoth() {
        bench.meterWithCase("m-1");
        bench.send(Topics.HOLDS, "elsewhere", bench.holdOf("c-1", true, false));
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        assertTrue(bench.orders.isEmpty());
    }

    @Test
    void aLiftThatNamesNoStopLiftsNothing() {
        bench.meterWithCase("m-1");
        Hold nameless = bench.holdOf("*", false, true);
        bench.hold(bench.holdOf("*", true, false));
        bench.hold(nameless);
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        assertTrue(bench.orders.isEmpty());
        assertEquals(List.of("HOLD_SET", "HOLD_LIFT_REFUSED"), bench.factsAbout("*"));
    }

    @Test
    void ordersOfAPausedCampaignGoOnOnlyAfterItsResumptionAndTheLiftOfItsStop() {
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        bench.hold(bench.holdOf("c-1", true, true));
        bench.act("c-1", "anna", CampaignAction.PAUSE);
        bench.outcome(onlyOrderTo("m-1"), OrderResult.HELD, false);
        bench.pass(Duration.ofMinutes(1));
        bench.act("c-1", "anna", CampaignAction.RESUME);
        bench.pass(Duration.ofMinutes(1));
        assertEquals("HELD", bench.stage("c-1", "m-1"));
        assertEquals(1, bench.orders.size());
        bench.hold(bench.holdOf("c-1", false, true));
        bench.ticks();
        assertEquals(2, bench.orders.size());
    }

    @Test
    void aHoldNobodyCanReadHoldsEverything() {
        bench.meterWithCase("m-1");
        bench.sendRaw(Topics.HOLDS, "*", "garbage".getBytes(StandardCharsets.UTF_8));
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        assertTrue(bench.orders.isEmpty());
    }

    @Test
    void aHeldOrderIsReleasedAnewAfterTheLift() {
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        CalibrationOrder first = onlyOrderTo("m-1");
        bench.hold(bench.holdOf("c-1", true, true));
        bench.outcome(first, OrderResult.HELD, false);
        assertEquals("HELD", bench.stage("c-1", "m-1"));
        bench.pass(Duration.ofMinutes(5));
        assertEquals(1, bench.orders.size());
        bench.hold(bench.holdOf("c-1", false, true));
        bench.ticks();
        assertEquals(2, bench.orders.size());
        CalibrationOrder second = bench.orders.getLast();
        assertEquals(2, second.getSequence());
        bench.outcome(second, OrderResult.APPLIED, false);
        assertEquals("VERIFYING", bench.stage("c-1", "m-1"));
    }

    @Test
    void aRepeatedOutcomeAndOneOfAnUnknownOrderChangeNothing() {
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        CalibrationOrder order = onlyOrderTo("m-1");
        bench.outcome(order, OrderResult.CONFLICT, true);
        CalibrationOrder unknown =
                CalibrationOrder.newBuilder(order).setOrderId("f".repeat(64)).build();
        bench.outcome(unknown, OrderResult.CONFLICT, false);
        assertEquals("RELEASED", bench.stage("c-1", "m-1"));
        assertEquals("OUTCOME_OF_UNKNOWN_ORDER", bench.factsAbout("m-1").getLast());
    }

    @Test
    void anUnreachableMeterIsTriedThreeTimesWithRisingSequences() {
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertEquals(attempt, bench.orders.size());
            bench.outcome(bench.orders.getLast(), OrderResult.UNREACHABLE, false);
            bench.pass(Duration.ofMinutes(4));
            bench.pass(Duration.ofSeconds(1));
        }
        assertEquals(
                List.of(1L, 2L, 3L),
                bench.orders.stream().map(CalibrationOrder::getSequence).toList());
        assertEquals("UNREACHABLE", bench.stage("c-1", "m-1"));
        bench.outcome(bench.orders.get(1), OrderResult.APPLIED, false);
        assertEquals("VERIFYING", bench.stage("c-1", "m-1"));
    }

    @Test
    void membersNotReachedGoAgainByRetryUnderANewApprovalAndTheSameConditions() {
        for (int i = 1; i <= 4; i++) {
            bench.meterWithCase("m-" + i);
        }
        bench.createApprovedAndStarted(
                "c-1", Bench.member("m-1", 1), Bench.member("m-2", 1), Bench.member("m-3", 1), Bench.member("m-4", 1));
        for (String meterId : List.of("m-1", "m-2", "m-3")) {
            bench.outcome(onlyOrderTo(meterId), OrderResult.APPLIED, false);
        }
        for (int attempt = 1; attempt <= 3; attempt++) {
            bench.outcome(bench.ordersTo("m-4").getLast(), OrderResult.UNREACHABLE, false);
            bench.pass(Duration.ofMinutes(4));
            bench.pass(Duration.ofSeconds(1));
        }
        assertEquals("UNREACHABLE", bench.stage("c-1", "m-4"));
        bench.act("c-1", "anna", CampaignAction.RETRY);
        assertEquals("RUNNING", bench.state("c-1"), "a retry before the end");
        bench.fieldDays(7);
        for (String meterId : List.of("m-1", "m-2", "m-3")) {
            bench.drift(bench.estimate(meterId, 2, 0.0, 7).build());
        }
        assertEquals("COMPLETED", bench.state("c-1"));

        bench.act("c-1", "bernd", CampaignAction.RETRY);
        assertEquals("AWAITING_APPROVAL", bench.state("c-1"));
        assertEquals("WAITING", bench.stage("c-1", "m-4"));
        bench.act("c-1", "anna", CampaignAction.START);
        bench.ticks();
        assertEquals(3, bench.ordersTo("m-4").size(), "an order before the new approval");
        bench.approve("c-1", "bernd");
        bench.pass(Duration.ofSeconds(1));
        bench.act("c-1", "anna", CampaignAction.START);
        bench.ticks();
        CalibrationOrder fourth = bench.ordersTo("m-4").getLast();
        assertEquals(4, fourth.getSequence());
        bench.outcome(fourth, OrderResult.APPLIED, false);
        bench.fieldDays(7);
        bench.drift(bench.estimate("m-4", 2, 0.0, 7).build());
        assertEquals("CORRECTED", bench.stage("c-1", "m-4"));
        assertEquals("COMPLETED", bench.state("c-1"));
        assertEquals(1, bench.ordersTo("m-1").size());
        bench.pass(Duration.ofSeconds(1));
        bench.act("c-1", "anna", CampaignAction.RETRY);
        assertEquals(List.of("NOT_IN_THIS_STATE", "NOT_IN_THIS_STATE", "NOTHING_TO_RETRY"), bench.refusals("c-1"));
    }

    @Test
    void anOrderWithoutOutcomeIsTriedAgainAfterItsExpiry() {
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        bench.pass(Duration.ofMinutes(10));
        assertEquals(1, bench.orders.size());
        bench.pass(Duration.ofMinutes(2));
        bench.pass(Duration.ofMinutes(1));
        bench.pass(Duration.ofSeconds(1));
        assertEquals(2, bench.orders.size());
        assertTrue(bench.orders
                .getLast()
                .getIssuedAt()
                .isAfter(bench.orders.getFirst().getExpiresAt()));
    }

    private static CampaignPlan.Builder plan(boolean pauseOnSuccess, int waves) {
        return CampaignPlan.newBuilder()
                .setApprovalValiditySeconds(7_200)
                .setExecutionSeconds(30 * 86_400)
                .setWindowToMinute(1_440)
                .setMaximumOrdersOut(10)
                .setMaximumOrdersOutPerSegment(10)
                .setWaves(Collections.nCopies(waves, new WavePlan(0.9, 1, 0.2, 2, 0.05, 2, pauseOnSuccess)));
    }

    @Test
    void planIsCoveredByTheApprovalWhichExpires() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", plan(false, 1).build(), Bench.member("m-1", 1));
        CampaignCommand.Builder approval = bench.by("bernd", "c-1", CampaignAction.APPROVE);
        bench.command(
                bench.signed(approval.setMembersDigest(Canonical.membersDigest(List.of(Bench.member("m-1", 1))))));
        bench.command(bench.signed(approval.setMembersDigest(
                Canonical.campaignDigest(plan(false, 1).setPriority(1).build(), List.of(Bench.member("m-1", 1))))));
        assertEquals(List.of("DIGEST_MISMATCH", "DIGEST_MISMATCH"), bench.refusals("c-1"));
        bench.approve("c-1", "bernd");
        assertEquals("APPROVED", bench.state("c-1"));
        assertEquals(
                bench.now().plus(Duration.ofHours(2)),
                bench.campaigns.get("c-1").getApprovalExpiresAt());

        bench.pass(Duration.ofHours(2));
        bench.act("c-1", "anna", CampaignAction.START);
        bench.ticks();
        assertEquals("AWAITING_APPROVAL", bench.state("c-1"));
        assertTrue(bench.orders.isEmpty());
        assertTrue(bench.factsAbout("c-1").contains("APPROVAL_EXPIRED"));
        bench.approve("c-1", "bernd");
        bench.pass(Duration.ofSeconds(1));
        bench.act("c-1", "anna", CampaignAction.START);
        bench.ticks();
        onlyOrderTo("m-1");
        assertEquals(plan(false, 1).build(), bench.campaigns.get("c-1").getPlan());
    }

    @Test
    void planThatMissesASettingIsRefused() {
        bench.create("c-1", "anna", plan(false, 1).setExecutionSeconds(0).build(), Bench.member("m-1", 1));
        assertEquals("none", bench.state("c-1"));
        assertEquals("PLAN_OUT_OF_BOUNDS", bench.refusals("c-1").getFirst());
    }

    @Test
    void lookThatThePlanWantsAfterTheCanaryIsWaitedFor() {
        bench.meterWithCase("m-1");
        bench.meterWithCase("m-2");
        bench.create("c-1", "anna", plan(true, 2).build(), Bench.member("m-1", 1), Bench.member("m-2", 2));
        bench.approve("c-1", "bernd");
        bench.act("c-1", "anna", CampaignAction.START);
        bench.ticks();
        bench.outcome(onlyOrderTo("m-1"), OrderResult.APPLIED, false);
        bench.fieldDays(7);
        bench.drift(bench.estimate("m-1", 2, 0.0, 7).build());
        bench.ticks();
        assertEquals("PAUSED", bench.state("c-1"));
        assertTrue(bench.ordersTo("m-2").isEmpty());
        bench.act("c-1", "bernd", CampaignAction.RESUME);
        bench.ticks();
        assertEquals(1, bench.ordersTo("m-2").size());
    }

    @Test
    void noMoreOrdersAreOutThanThePlanAllows() {
        for (int i = 1; i <= 3; i++) {
            bench.meterWithCase("m-" + i);
        }
        bench.create(
                "c-1",
                "anna",
                plan(false, 1).setMaximumOrdersOutPerSegment(1).build(),
                Bench.member("m-1", 1),
                Bench.member("m-2", 1),
                Bench.member("m-3", 1));
        bench.approve("c-1", "bernd");
        bench.act("c-1", "anna", CampaignAction.START);
        for (int released = 1; released <= 3; released++) {
            bench.pass(Duration.ofSeconds(5));
            bench.ticks();
            assertEquals(released, bench.orders.size());
            bench.outcome(bench.orders.getLast(), OrderResult.APPLIED, false);
        }
    }

    @Test
    void aSecondWaveWaitsForTheFirst() {
        bench.meterWithCase("m-1");
        bench.meterWithCase("m-2");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1), Bench.member("m-2", 2));
        assertEquals(List.of("m-1"), metersWithOrders());
        bench.pass(Duration.ofMinutes(5));
        assertEquals(List.of("m-1"), metersWithOrders());
        bench.outcome(onlyOrderTo("m-1"), OrderResult.APPLIED, false);
        bench.ticks();
        assertEquals(List.of("m-1"), metersWithOrders(), "an order before the first wave is proven");
        bench.fieldDays(7);
        bench.drift(bench.estimate("m-1", 2, 0.0, 7).build());
        bench.ticks();
        assertEquals(List.of("m-1", "m-2"), metersWithOrders());
    }

    @Test
    void failuresOfTheFirstWavePauseTheCampaignBeforeTheSecond() {
        for (int i = 1; i <= 4; i++) {
            bench.meterWithCase("m-" + i);
        }
        bench.createApprovedAndStarted(
                "c-1", Bench.member("m-1", 1), Bench.member("m-2", 1), Bench.member("m-3", 1), Bench.member("m-4", 2));
        bench.outcome(onlyOrderTo("m-1"), OrderResult.APPLIED, false);
        bench.outcome(onlyOrderTo("m-2"), OrderResult.CORRUPT, false);
        bench.outcome(onlyOrderTo("m-3"), OrderResult.FAILED, false);
        bench.ticks();
        assertEquals("PAUSED", bench.state("c-1"));
        assertEquals(
                "wave 1: 2 of 3 attempted meters failed",
                bench.campaigns.get("c-1").getStateReason());
        assertTrue(bench.ordersTo("m-4").isEmpty());

        assertEquals(
                List.of("c-1 true ota-calibrator: wave 1: 2 of 3 attempted meters failed"),
                bench.holds.stream()
                        .map(hold -> hold.getScope() + " " + hold.getActive() + " " + hold.getPrincipal() + ": "
                                + hold.getReason())
                        .toList(),
                "orders that are out are not stopped");

        bench.pass(Duration.ofMinutes(1));
        Hold ofAnother = bench.holdOf("c-2", false, true);
        bench.resume("c-1", "anna", ofAnother);
        bench.resume("c-1", "bernd", bench.holdOf("c-1", false, true));
        assertEquals(List.of("LIFT_MALFORMED", "LIFT_MALFORMED"), bench.refusals("c-1"));
        assertEquals("PAUSED", bench.state("c-1"));
        Hold lift = bench.holdOf("c-1", false, true);
        bench.resume("c-1", "anna", lift);
        bench.ticks();
        assertEquals("RUNNING", bench.state("c-1"));
        assertEquals(lift, bench.holds.getLast());
        bench.resume("c-1", "anna", bench.holdOf("c-1", false, true));
        assertEquals(2, bench.holds.size(), "a lift was passed on though the command was refused");
        assertTrue(bench.ordersTo("m-4").isEmpty());
        bench.fieldDays(7);
        bench.drift(bench.estimate("m-1", 2, 0.0, 7).build());
        bench.ticks();
        assertEquals(1, bench.ordersTo("m-4").size());
    }

    @Test
    void aPausedCampaignReleasesNothingUntilItIsResumedAndAnAbortedOneNever() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        bench.approve("c-1", "bernd");
        bench.act("c-1", "anna", CampaignAction.START);
        bench.act("c-1", "anna", CampaignAction.PAUSE);
        bench.ticks();
        assertTrue(bench.orders.isEmpty());
        bench.act("c-1", "anna", CampaignAction.ABORT);
        bench.act("c-1", "anna", CampaignAction.RESUME);
        bench.ticks();
        assertTrue(bench.orders.isEmpty());
        assertEquals("ABORTED", bench.stage("c-1", "m-1"));
        assertEquals(
                1, bench.campaigns.get("c-1").getWaves().getFirst().getCounts().size());
    }

    @Test
    void evidenceThatComesAfterTheStartIsStillJudged() {
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        assertEquals("WAITING", bench.stage("c-1", "m-1"));
        bench.meterWithCase("m-1");
        bench.ticks();
        assertEquals(1, bench.ordersTo("m-1").size());
    }

    @Test
    void evidenceThatNeverComesRefusesTheMember() {
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        bench.pass(Duration.ofMinutes(3));
        assertEquals("REFUSED", bench.stage("c-1", "m-1"));
        assertTrue(bench.members.get("c-1|m-1").getStateReason().startsWith("REGISTRATION_UNKNOWN"));
    }

    @Test
    void caseThatAPersonDismissesLeavesItsCampaignByThatName() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        bench.approve("c-1", "bernd");
        bench.act("c-1", "anna", CampaignAction.START);
        assertEquals("CLAIMED", bench.stage("c-1", "m-1"));
        bench.openCase(Bench.accuracyCase("m-1").setState(CaseState.DISMISSED).build());
        bench.ticks();
        assertEquals("REFUSED", bench.stage("c-1", "m-1"));
        String reason = bench.members.get("c-1|m-1").getStateReason();
        assertTrue(reason.startsWith("CASE_DISMISSED"), reason);
        assertTrue(bench.orders.isEmpty());
    }

    @Test
    void confirmedCaseIsTakenUp() {
        bench.meterWithCase("m-1");
        bench.openCase(Bench.accuracyCase("m-1").setState(CaseState.CONFIRMED).build());
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        assertEquals(1, bench.ordersTo("m-1").size());
    }

    @Test
    void gatesAreJudgedAgainBetweenClaimAndRelease() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        bench.approve("c-1", "bernd");
        bench.act("c-1", "anna", CampaignAction.START);
        assertEquals("CLAIMED", bench.stage("c-1", "m-1"));
        MeterRegistration denied = Bench.registration("m-1")
                .setCorrectionPolicy(CorrectionPolicy.ADVISE)
                .build();
        bench.register(denied);
        bench.ticks();
        assertEquals("REFUSED", bench.stage("c-1", "m-1"));
        assertTrue(bench.orders.isEmpty());
    }

    @Test
    void aMeterServesOneCampaignAtATimeAndIsWrittenOnceIn90Days() {
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        bench.createApprovedAndStarted("c-2", Bench.member("m-1", 1));
        assertEquals(1, bench.orders.size());
        assertEquals("WAITING", bench.stage("c-2", "m-1"));
        bench.outcome(bench.orders.getFirst(), OrderResult.APPLIED, false);
        bench.fieldDays(8);
        bench.drift(bench.estimate("m-1", 2, 0.0, 8).build());
        bench.ticks();
        assertEquals("REFUSED", bench.stage("c-2", "m-1"));
        assertEquals(1, bench.orders.size());
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheRestGoesOn() {
        // What cannot even be read is dead-lettered as well, but not by the test driver: see CalibratorOnABrokerIT.
        bench.sendRaw(Topics.DRIFT, "m-1", new byte[] {9, 9, 9});
        bench.send(Topics.CASES, "no-case-key", Bench.accuracyCase("m-1").build());
        bench.send(Topics.DRIFT, "m-9", bench.estimate("m-1", 1, 1, 9).build());
        assertEquals(
                List.of("no-case-key from test.cases.v1", "m-9 from test.drift.v1"),
                bench.deadLetters.stream()
                        .map(letter -> new String(letter.key(), StandardCharsets.UTF_8) + " from "
                                + new String(
                                        letter.headers()
                                                .lastHeader("__streams.errors.topic")
                                                .value(),
                                        StandardCharsets.UTF_8))
                        .toList());
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        assertEquals(1, bench.orders.size());
    }

    @Test
    void aMeterThatCannotBeJudgedNeedsAPersonAndTheOthersGoOn(@TempDir Path directory) throws IOException {
        bench.close();
        JobPolicy usual = JobPolicy.defaults();
        // No date is this far away: the first look at the last write of a meter is a fault.
        bench = new Bench(
                directory,
                new JobPolicy(
                        usual.capOverMaximumPermissibleError(),
                        usual.capPercent(),
                        Duration.ofSeconds(Long.MAX_VALUE),
                        usual.quietDays(),
                        usual.coveredEnergyFraction(),
                        usual.proofDays(),
                        usual.failureDays(),
                        usual.verificationDeadline(),
                        usual.orderValidity(),
                        usual.outcomeGrace(),
                        usual.retryDelay(),
                        usual.evidencePatience(),
                        usual.attempts(),
                        usual.maximumOrders(),
                        usual.maximumJobs()));
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        bench.createApprovedAndStarted("c-2", Bench.member("m-1", 1));
        bench.outcome(onlyOrderTo("m-1"), OrderResult.APPLIED, false);
        bench.fieldDays(46);
        bench.ticks();
        assertEquals("NEEDS_PERSON", bench.stage("c-2", "m-1"));
        assertTrue(bench.members.get("c-2|m-1").getStateReason().startsWith("FAULT: "));
        assertEquals("MEMBER_NEEDS_PERSON", bench.factsAbout("m-1").getLast());

        bench.meterWithCase("m-2");
        bench.createApprovedAndStarted("c-3", Bench.member("m-2", 1));
        onlyOrderTo("m-2");
    }

    @Test
    void theSameFactTwiceIsOneEntry() {
        bench.meterWithCase("m-1");
        bench.create("c-1", "anna", Bench.member("m-1", 1));
        AuditEntry entry = bench.audit.getFirst();
        int entries = bench.audit.size();
        bench.send(Topics.AUDIT_FACTS, entry.getSubjectId(), entry.getFact());
        assertEquals(entries, bench.audit.size());
        assertAllChainsIntact();
    }

    private CalibrationOrder onlyOrderTo(String meterId) {
        List<CalibrationOrder> orders = bench.ordersTo(meterId);
        assertEquals(1, orders.size(), () -> "orders to " + meterId);
        return orders.getFirst();
    }

    private List<String> metersWithOrders() {
        return bench.orders.stream().map(CalibrationOrder::getMeterId).toList();
    }

    private void assertAllChainsIntact() {
        bench.audit.stream()
                .collect(Collectors.groupingBy(AuditEntry::getSubjectId))
                .forEach((subject, entries) ->
                        assertInstanceOf(AuditChain.Verdict.Intact.class, AuditChain.verify(entries), subject));
    }
}
