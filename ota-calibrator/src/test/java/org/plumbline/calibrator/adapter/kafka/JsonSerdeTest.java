// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.calibrator.campaign.CampaignPlan;
import org.plumbline.calibrator.campaign.CampaignRecord;
import org.plumbline.calibrator.campaign.CampaignState;
import org.plumbline.calibrator.campaign.Tally;
import org.plumbline.calibrator.campaign.Wave;
import org.plumbline.calibrator.campaign.WavePlan;
import org.plumbline.calibrator.job.CaseView;
import org.plumbline.calibrator.job.Estimate;
import org.plumbline.calibrator.job.Job;
import org.plumbline.calibrator.job.JobState;
import org.plumbline.calibrator.job.MeterJobs;
import org.plumbline.calibrator.job.MeterKnowledge;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.member.Pacing;
import org.plumbline.calibrator.member.Terms;

class JsonSerdeTest {

    private static final Instant T = Instant.parse("2026-06-01T08:00:00.123456789Z");
    private static final CorrectionTarget TARGET = new CorrectionTarget("m", 1, "00", 1, "ff", 2, Math.nextUp(1.0));
    private static final Terms TERMS = new Terms(7, new MaintenanceWindow(1320, 240), Pacing.CAREFUL);
    private static final CampaignPlan PLAN = new CampaignPlan(
            Duration.ofHours(2), Duration.ofDays(3), TERMS, List.of(new WavePlan(0.9, 1, 0.2, 2, 0.05, 3, true)));
    private static final Member MEMBER = new Member("m-1", "m-1|MET-02|1", 1, TARGET);

    static Stream<Directive> directives() {
        return Stream.of(
                new Directive.Enlist("c", "d", MEMBER, TERMS),
                new Directive.Permit("c", "d", T),
                new Directive.Suspend("c", "r"),
                new Directive.Retry("c", "d", MEMBER, TERMS),
                new Directive.Abort("c", "r"));
    }

    @ParameterizedTest
    @MethodSource("directives")
    void everyDirectiveComesBackAsItWas(Directive directive) {
        assertEquals(directive, backAndForth(Directive.class, directive));
    }

    static Stream<CampaignState> campaignStates() {
        CampaignState.Approval approval = new CampaignState.Approval("bernd", "d", T);
        return Stream.of(
                new CampaignState.ReceivingMembers(new TreeSet<>(List.of(0, 2)), 5),
                new CampaignState.AwaitingApproval(),
                new CampaignState.Approved(approval),
                new CampaignState.Running(approval, 2),
                new CampaignState.Paused(approval, 2, "r"),
                new CampaignState.Completed(approval),
                new CampaignState.Aborted(null, "r"),
                new CampaignState.Aborted(approval, "r"),
                new CampaignState.Refused("r"));
    }

    @ParameterizedTest
    @MethodSource("campaignStates")
    void aCampaignInEveryStateComesBackAsItWas(CampaignState state) {
        TreeMap<MemberStage, Integer> counts = new TreeMap<>();
        counts.put(MemberStage.HELD, 3);
        TreeMap<String, Tally> tallies = new TreeMap<>();
        tallies.put("m", new Tally(counts, 1, new Tally.Accepted(1, 2, 3, 4, 5)));
        for (CampaignPlan plan : Arrays.asList(PLAN, null)) {
            CampaignRecord campaign = campaign(state, tallies, plan);
            assertEquals(campaign, backAndForth(CampaignRecord.class, campaign));
        }
    }

    private static CampaignRecord campaign(
            CampaignState state, TreeMap<String, Tally> tallies, @Nullable CampaignPlan plan) {
        return new CampaignRecord(
                "c",
                new CampaignRecord.Announcement("näme", "anna", 3, 1, "d", plan, T),
                state,
                List.of(new Wave(1, 3, Wave.Progress.RUNNING, tallies)),
                plan == null ? null : T,
                new TreeMap<>(Map.of("other", "r")),
                List.of("x"),
                T);
    }

    static Stream<JobState> jobStates() {
        return Stream.of(
                new JobState.Waiting("r"),
                new JobState.Claimed(T, "r"),
                new JobState.Released("o", T, "s"),
                new JobState.Held(T, "r"),
                new JobState.Verifying(2, T, "r"),
                new JobState.Disproven(2, T, "f", "r"),
                new JobState.RollbackReleased("o", 2, T, "s", "f"),
                new JobState.Ended(MemberStage.NOT_PROVEN, "r"));
    }

    @ParameterizedTest
    @MethodSource("jobStates")
    void aJobInEveryStateComesBackAsItWas(JobState state) {
        Job job = new Job("c", "d", MEMBER, TERMS, T, T, true, List.of(new Job.ReleasedOrder("o", 7, true)), 2, state);
        MeterJobs jobs = new MeterJobs("m-1", List.of(job), 7, T, "00", "01", T);
        assertEquals(jobs, backAndForth(MeterJobs.class, jobs));
        MeterJobs none = MeterJobs.none("m-1");
        assertEquals(none, backAndForth(MeterJobs.class, none));
    }

    @Test
    void knowledgeComesBackAsItWasEvenWithoutAnUncertainty() {
        Estimate refused = new Estimate(1, "p", T, 0, "TOO_FEW_DAYS", 0, Double.NaN, 0, 0, false, false, null);
        MeterKnowledge knowledge = MeterKnowledge.NONE
                .with(refused)
                .with(new CaseView("m-1|MET-02|1", CaseView.Status.OPEN, "", null))
                .withEpoch(2, "PLB-ALPHA", "00", 0);
        assertEquals(knowledge, backAndForth(MeterKnowledge.class, knowledge));
        assertEquals(MeterKnowledge.NONE, backAndForth(MeterKnowledge.class, MeterKnowledge.NONE));
    }

    @Test
    void whatIsNotOfThisLayoutIsRefused() {
        JsonSerde<Directive> serde = new JsonSerde<>(Directive.class);
        assertNull(serde.deserialize("t", null));
        for (String text : List.of("", "\u0001", "\u0002{}", "\u0001{}", "\u0001{\"@type\":\"Nothing\"}", "\u0001[")) {
            assertThrows(
                    SerializationException.class,
                    () -> serde.deserialize("t", text.getBytes(StandardCharsets.UTF_8)),
                    text);
        }
    }

    private static <T> T backAndForth(Class<T> type, T value) {
        JsonSerde<T> serde = new JsonSerde<>(type);
        return serde.deserialize("t", serde.serialize("t", value));
    }
}
