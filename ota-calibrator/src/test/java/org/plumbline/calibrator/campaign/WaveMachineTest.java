// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.calibrator.campaign.Campaigns.BERND;
import static org.plumbline.calibrator.campaign.Campaigns.DIGEST;
import static org.plumbline.calibrator.campaign.Campaigns.FIELD;
import static org.plumbline.calibrator.campaign.Campaigns.MODEL;
import static org.plumbline.calibrator.campaign.Campaigns.NOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.plumbline.calibrator.campaign.CampaignStep.Changed;
import org.plumbline.calibrator.campaign.CampaignStep.Effect;
import org.plumbline.calibrator.campaign.Wave.MemberProgress;
import org.plumbline.calibrator.member.MemberStage;

class WaveMachineTest {

    private final WaveMachine waves = new WaveMachine();
    private final List<Effect> effects = new ArrayList<>();
    private CampaignRecord campaign = Campaigns.campaign(
            new CampaignState.Running(BERND, 1),
            null,
            Campaigns.pending(1, 4).to(Wave.Progress.RUNNING),
            Campaigns.pending(2, 4));

    @Test
    void theNextWaveStartsWhenEnoughOfTheAttemptedAreProvenAndNoneIsOpen() {
        move(1, 3, MemberStage.VERIFYING, true);
        move(1, 1, MemberStage.REFUSED, false);
        proven(1, 1);
        assertEquals(List.of(), effects);
        proven(1, 1);
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
        assertEquals("wave 1: 2 of 2 attempted meters failed", pausedFor());
        assertEquals(Wave.Progress.FAILED, campaign.waves().getFirst().state());
        String reason = "wave 1: 2 of 2 attempted meters failed";
        assertEquals(List.of(new Effect.Hold(reason), new Effect.SuspendAll(reason)), effects);
    }

    @Test
    void whatAGateRefusedOrTheDeadlineTookIsNotAnAttemptUnlessAnOrderWasOut() {
        move(1, 1, MemberStage.REFUSED, false);
        move(1, 1, MemberStage.EXPIRED, false);
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        move(1, 1, MemberStage.REFUSED, true);
        move(1, 1, MemberStage.EXPIRED, true);
        assertEquals("wave 1: 2 of 2 attempted meters failed", pausedFor());
    }

    @Test
    void aWaveInWhichNothingWasProvenDoesNotLeadToTheNext() {
        move(1, 2, MemberStage.REFUSED, false);
        move(1, 2, MemberStage.ALREADY_CORRECT, false);
        assertEquals("wave 1: 0 of 0 attempted meters proven, 1 needed", pausedFor());
    }

    @Test
    void correctionsThatAreNotProvenHaltALaterWaveToo() {
        move(1, 4, MemberStage.CORRECTED, true);
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        move(2, 2, MemberStage.NOT_PROVEN, true);
        assertEquals(
                2,
                assertInstanceOf(CampaignState.Paused.class, campaign.state()).wave());
    }

    @Test
    void acceptedFailuresDoNotHaltAgainButNewOnesDo() {
        move(1, 2, MemberStage.CONFLICT, true);
        resume("r-1");
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        effects.clear();
        move(1, 2, MemberStage.CORRECTED, true);
        assertTrue(effects.contains(new Effect.Permit(2, 2)));
        move(2, 2, MemberStage.NEEDS_PERSON, true);
        assertInstanceOf(CampaignState.Paused.class, campaign.state());
    }

    @Test
    void pauseAndResumptionDoNotReplaceTheProof() {
        move(1, 4, MemberStage.VERIFYING, true);
        CampaignMachine people = new CampaignMachine(CampaignPolicy.defaults(1), (plan, members) -> DIGEST);
        apply(people.on("c-1", campaign, new Command.Pause("p", "bernd", ""), NOW, FIELD));
        resume("r");
        assertEquals(
                1,
                assertInstanceOf(CampaignState.Running.class, campaign.state()).wave());
        proven(1, 3);
        assertEquals(
                2,
                assertInstanceOf(CampaignState.Running.class, campaign.state()).wave());
    }

    @Test
    void personMayGoOnFromAWaveWithoutSuccessOnceItIsAtItsEnd() {
        move(1, 4, MemberStage.REFUSED, false);
        resume("r");
        assertEquals(
                2,
                assertInstanceOf(CampaignState.Running.class, campaign.state()).wave());
    }

    @Test
    void theCampaignIsCompleteWhenEveryMemberIsAtItsEnd() {
        move(1, 4, MemberStage.CORRECTED, true);
        move(2, 3, MemberStage.ALREADY_CORRECT, false);
        move(2, 1, MemberStage.VERIFYING, true);
        assertInstanceOf(CampaignState.Running.class, campaign.state());
        proven(2, 1);
        assertInstanceOf(CampaignState.Completed.class, campaign.state());
    }

    @Test
    void planThatWantsALookPausesAfterTheCanaryOnceAndNotAfterTheLastWave() {
        WavePlan look = new WavePlan(0.9, 1, 0.2, 2, 0.05, 2, true);
        campaign = Campaigns.campaign(
                new CampaignState.Running(BERND, 1),
                Campaigns.plan(look, look),
                Campaigns.pending(1, 1).to(Wave.Progress.RUNNING),
                Campaigns.pending(2, 1));
        move(1, 1, MemberStage.CORRECTED, true);
        assertEquals("wave 1 succeeded; the plan wants a look before the next", pausedFor());
        assertInstanceOf(Effect.SuspendAll.class, effects.getLast());
        resume("r");
        assertTrue(effects.contains(new Effect.Permit(2, 2)));
        move(2, 1, MemberStage.CORRECTED, true);
        assertInstanceOf(CampaignState.Completed.class, campaign.state());
    }

    @Test
    void meterModelWhoseErrorStaysIsStoppedForGoodAndTheOthersGoOn() {
        campaign = Campaigns.campaign(
                new CampaignState.Running(BERND, 1),
                Campaigns.plan(Campaigns.STRICT, Campaigns.STRICT),
                Campaigns.running(1, Map.of("good", 10, "bad", 5)),
                Wave.pending(2, new TreeMap<>(Map.of("good", 10, "bad", 5))));
        move(1, "good", 10, MemberStage.VERIFYING);
        move(1, "bad", 5, MemberStage.VERIFYING);
        move(1, "bad", 2, MemberStage.VERIFYING, MemberStage.NOT_PROVEN);
        String reason = "wave 1, meter model bad: the error of 2 of 5 written meters stayed beyond the dead band";
        assertEquals(List.of(new Effect.StopModel("bad", reason)), effects);
        assertEquals(Map.of("bad", reason), campaign.haltedModels());
        move(1, "good", 9, MemberStage.VERIFYING, MemberStage.CORRECTED);
        assertEquals(new Effect.Permit(2, 2), effects.getLast());
        // What is left is the whole campaign: its brake pauses that.
        move(2, "good", 10, MemberStage.VERIFYING);
        move(2, "good", 2, MemberStage.VERIFYING, MemberStage.NOT_PROVEN);
        assertEquals("wave 2: the error of 2 of 10 written meters stayed beyond the dead band", pausedFor());
        assertEquals(Map.of("bad", reason), campaign.haltedModels());
    }

    @Test
    void theManyOfOneMeterModelDoNotOpenTheNextWaveToAnotherThatIsStillBeingVerified() {
        campaign = Campaigns.campaign(
                new CampaignState.Running(BERND, 1),
                Campaigns.plan(Campaigns.STRICT, Campaigns.STRICT),
                Campaigns.running(1, Map.of("many", 18, "few", 2)),
                Wave.pending(2, new TreeMap<>(Map.of("many", 180, "few", 20))));
        move(1, "few", 2, MemberStage.VERIFYING);
        move(1, "many", 18, MemberStage.VERIFYING);
        move(1, "many", 18, MemberStage.VERIFYING, MemberStage.CORRECTED);
        assertEquals(
                1,
                assertInstanceOf(CampaignState.Running.class, campaign.state()).wave());
        move(1, "few", 2, MemberStage.VERIFYING, MemberStage.NOT_PROVEN);
        assertEquals(Set.of("few"), campaign.haltedModels().keySet());
        assertEquals(new Effect.Permit(2, 2), effects.getLast());
    }

    @Test
    void waveOfWhichEveryMeterModelWasStoppedWaitsForAPerson() {
        campaign = Campaigns.campaign(
                new CampaignState.Running(BERND, 1),
                Campaigns.plan(Campaigns.STRICT, Campaigns.STRICT),
                Campaigns.running(1, Map.of("bad", 2)),
                Wave.pending(2, new TreeMap<>(Map.of("good", 1))));
        move(1, "bad", 2, MemberStage.NOT_PROVEN);
        assertEquals("wave 1: every meter model is stopped", pausedFor());
        resume("r");
        assertEquals(
                2,
                assertInstanceOf(CampaignState.Running.class, campaign.state()).wave());
    }

    @Test
    void newsThatCannotBeTrueChangeNothing() {
        MemberProgress corrected = new MemberProgress(MemberStage.CORRECTED, true);
        assertInstanceOf(
                CampaignStep.Repeated.class,
                waves.onMember(campaign, 3, MODEL, MemberProgress.ENLISTED, corrected, NOW));
        assertInstanceOf(
                CampaignStep.Repeated.class,
                waves.onMember(campaign, 1, "other", MemberProgress.ENLISTED, corrected, NOW));
        assertInstanceOf(
                CampaignStep.Repeated.class,
                waves.onMember(campaign, 1, MODEL, new MemberProgress(MemberStage.HELD, true), corrected, NOW));
    }

    private String pausedFor() {
        return assertInstanceOf(CampaignState.Paused.class, campaign.state()).reason();
    }

    private void resume(String commandId) {
        CampaignMachine people = new CampaignMachine(CampaignPolicy.defaults(1), (plan, members) -> DIGEST);
        apply(people.on("c-1", campaign, new Command.Resume(commandId, "bernd", ""), NOW, FIELD));
    }

    private void proven(int wave, int members) {
        move(wave, MODEL, members, MemberStage.VERIFYING, MemberStage.CORRECTED);
    }

    private void move(int wave, int members, MemberStage stage, boolean attempted) {
        for (int i = 0; i < members; i++) {
            apply(waves.onMember(
                    campaign, wave, MODEL, MemberProgress.ENLISTED, new MemberProgress(stage, attempted), NOW));
        }
    }

    private void move(int wave, String model, int members, MemberStage stage) {
        move(wave, model, members, MemberStage.WAITING, stage);
    }

    private void move(int wave, String model, int members, MemberStage from, MemberStage to) {
        for (int i = 0; i < members; i++) {
            MemberProgress before = new MemberProgress(from, from != MemberStage.WAITING);
            apply(waves.onMember(campaign, wave, model, before, new MemberProgress(to, true), NOW));
        }
    }

    private void apply(CampaignStep step) {
        if (step instanceof Changed changed) {
            campaign = changed.campaign();
            effects.addAll(changed.effects());
        }
    }
}
