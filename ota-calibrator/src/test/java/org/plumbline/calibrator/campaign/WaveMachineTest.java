// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.calibrator.campaign.CampaignStep.Changed;
import org.plumbline.calibrator.campaign.CampaignStep.Effect;
import org.plumbline.calibrator.campaign.Wave.MemberProgress;
import org.plumbline.calibrator.member.MemberStage;

class WaveMachineTest {

    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final String DIGEST = "d".repeat(64);

    private final WaveMachine waves = new WaveMachine(CampaignPolicy.defaults());
    private final List<Effect> effects = new ArrayList<>();
    private CampaignRecord campaign = new CampaignRecord(
            "c-1",
            "n",
            "anna",
            8,
            1,
            DIGEST,
            new CampaignState.Running(new CampaignState.Approval("bernd", DIGEST), 1),
            List.of(Wave.pending(1, 4).to(Wave.Progress.RUNNING), Wave.pending(2, 4)),
            List.of(),
            NOW,
            NOW);

    @Test
    void theNextWaveStartsWhenEveryMemberOfTheFirstIsAtRest() {
        move(1, 3, MemberStage.VERIFYING, true);
        assertEquals(List.of(), effects);
        move(1, 1, MemberStage.REFUSED, false);
        assertEquals(List.of(new Effect.Permit(2, 2)), effects);
        assertEquals(
                2,
                assertInstanceOf(CampaignState.Running.class, campaign.state()).wave());
    }

    @Test
    void oneFailureOfOneDoesNotHaltButTwoDo() {
        move(1, 1, MemberStage.CONFLICT, true);
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        move(1, 1, MemberStage.UNREACHABLE, true);
        assertEquals(
                "wave 1: 2 of 2 attempted meters failed",
                assertInstanceOf(CampaignState.Paused.class, campaign.state()).reason());
        assertEquals(Wave.Progress.FAILED, campaign.waves().getFirst().state());
        assertInstanceOf(Effect.SuspendAll.class, effects.getLast());
    }

    @Test
    void whatAGateRefusedIsNotAnAttemptButWhatTheGatewayRefusedIs() {
        move(1, 2, MemberStage.REFUSED, false);
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        move(1, 2, MemberStage.REFUSED, true);
        assertInstanceOf(CampaignState.Paused.class, campaign.state());
    }

    @Test
    void aWaveInWhichNothingWasCorrectedDoesNotLeadToTheNext() {
        move(1, 4, MemberStage.REFUSED, false);
        assertEquals(
                "wave 1: no meter was corrected",
                assertInstanceOf(CampaignState.Paused.class, campaign.state()).reason());
    }

    @Test
    void correctionsThatAreNotProvenHaltALaterWaveToo() {
        move(1, 4, MemberStage.VERIFYING, true);
        for (int i = 0; i < 2; i++) {
            apply(waves.onMember(
                    campaign,
                    1,
                    new MemberProgress(MemberStage.VERIFYING, true),
                    new MemberProgress(MemberStage.NOT_PROVEN, true),
                    NOW));
        }
        assertEquals(
                2,
                assertInstanceOf(CampaignState.Paused.class, campaign.state()).wave());
    }

    @Test
    void acceptedFailuresDoNotHaltAgainButNewOnesDo() {
        move(1, 2, MemberStage.CONFLICT, true);
        CampaignMachine people = new CampaignMachine(CampaignPolicy.defaults(), members -> DIGEST);
        apply(people.on("c-1", campaign, new Command.Resume("r-1", "bernd", ""), NOW));
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        move(1, 1, MemberStage.VERIFYING, true);
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        effects.clear();
        move(1, 1, MemberStage.VERIFYING, true);
        assertTrue(effects.contains(new Effect.Permit(2, 2)));
        move(2, 2, MemberStage.NEEDS_PERSON, true);
        assertInstanceOf(CampaignState.Paused.class, campaign.state());
    }

    @Test
    void theCampaignIsCompleteWhenEveryMemberIsAtItsEnd() {
        move(1, 4, MemberStage.CORRECTED, true);
        move(2, 3, MemberStage.ALREADY_CORRECT, false);
        move(2, 1, MemberStage.VERIFYING, true);
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        apply(waves.onMember(
                campaign,
                2,
                new MemberProgress(MemberStage.VERIFYING, true),
                new MemberProgress(MemberStage.CORRECTED, true),
                NOW));
        assertInstanceOf(CampaignState.Completed.class, campaign.state());
    }

    @Test
    void newsThatCannotBeTrueChangeNothing() {
        assertInstanceOf(
                CampaignStep.Repeated.class,
                waves.onMember(
                        campaign, 3, MemberProgress.ENLISTED, new MemberProgress(MemberStage.CORRECTED, true), NOW));
        assertInstanceOf(
                CampaignStep.Repeated.class,
                waves.onMember(
                        campaign,
                        1,
                        new MemberProgress(MemberStage.HELD, true),
                        new MemberProgress(MemberStage.CORRECTED, true),
                        NOW));
    }

    private void move(int wave, int members, MemberStage stage, boolean attempted) {
        for (int i = 0; i < members; i++) {
            apply(waves.onMember(campaign, wave, MemberProgress.ENLISTED, new MemberProgress(stage, attempted), NOW));
        }
    }

    private void apply(CampaignStep step) {
        if (step instanceof Changed changed) {
            campaign = changed.campaign();
            effects.addAll(changed.effects());
        }
    }
}
