// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.campaign.CampaignState.Running;
import org.plumbline.calibrator.campaign.CampaignStep.Changed;
import org.plumbline.calibrator.campaign.CampaignStep.Effect;
import org.plumbline.calibrator.campaign.Wave.MemberProgress;
import org.plumbline.calibrator.member.MemberStage;

/** Counts members and moves a running campaign from wave to wave, or stops it. Pure; safe for use by many threads. */
public final class WaveMachine {

    /**
     * A member moved.
     *
     * @param waveNumber wave of the member
     * @param model its meter model
     * @param before what was known of it
     * @param now wall-clock time
     */
    public CampaignStep onMember(
            CampaignRecord campaign,
            int waveNumber,
            String model,
            MemberProgress before,
            MemberProgress after,
            Instant now) {
        if (waveNumber < 1 || waveNumber > campaign.waves().size() || before.equals(after)) {
            return new CampaignStep.Repeated();
        }
        Wave wave = campaign.waves().get(waveNumber - 1);
        if (!wave.of(model).has(before.stage())) {
            return new CampaignStep.Repeated();
        }
        CampaignRecord counted = campaign.with(wave.moved(model, before, after)).to(campaign.state(), now);
        return advance(new Changed(counted, List.of(), List.of()), now);
    }

    /**
     * A member of a campaign that is retried waits again. Its wave is judged anew, by the same conditions; what else failed
     * in it was seen by whoever asked for the retry.
     *
     * @return null when the member does not go again
     */
    public static @Nullable CampaignRecord retried(
            CampaignRecord campaign, int waveNumber, String model, MemberProgress before) {
        Wave wave = campaign.waves().get(waveNumber - 1);
        boolean unreached = before.stage() == MemberStage.UNREACHABLE || before.stage() == MemberStage.EXPIRED;
        if (!unreached
                || campaign.haltedModels().containsKey(model)
                || !wave.of(model).has(before.stage())) {
            return null;
        }
        return campaign.with(
                wave.moved(model, before, before.waitingAgain()).accept().to(Wave.Progress.PENDING));
    }

    /** Judges the waves that have started, and starts the next where that is due. Does nothing unless running. */
    Changed advance(Changed step, Instant now) {
        CampaignRecord campaign = step.campaign();
        List<Effect> effects = new ArrayList<>(step.effects());
        List<Fact> facts = new ArrayList<>(step.facts());
        while (campaign.state() instanceof Running running) {
            CampaignRecord judged = judge(campaign, running, effects, facts, now);
            if (!(judged.state() instanceof Running)
                    || !isSettled(judged, running.wave())
                    || running.wave() == judged.waves().size()) {
                campaign = judged;
                break;
            }
            Running next = running.toNextWave();
            campaign = judged.with(judged.waves().get(next.wave() - 1).to(Wave.Progress.RUNNING))
                    .to(next, now);
            effects.add(new Effect.Permit(next.wave(), next.wave()));
            facts.add(Fact.of(
                    campaign.campaignId(), "WAVE_STARTED", Fact.CALIBRATOR, "wave", Integer.toString(next.wave())));
        }
        return new Changed(campaign, effects, facts);
    }

    private CampaignRecord judge(
            CampaignRecord before, Running running, List<Effect> effects, List<Fact> facts, Instant now) {
        CampaignRecord campaign = haltModels(before, running, effects, facts);
        Wave toLookAt = null;
        for (Wave wave : before.waves().subList(0, running.wave())) {
            WavePlan plan = before.planOf(wave);
            switch (WaveGate.decide(wave, plan, campaign.haltedModels().keySet())) {
                case WaveGate.Decision.Wait ignored -> {}
                case WaveGate.Decision.Proceed ignored -> {
                    boolean first = wave.state() != Wave.Progress.SUCCEEDED;
                    campaign = campaign.with(wave.to(Wave.Progress.SUCCEEDED));
                    if (first && plan.pauseOnSuccess() && !isLast(campaign, wave)) {
                        toLookAt = wave;
                    }
                }
                case WaveGate.Decision.Halt halt -> {
                    effects.add(new Effect.Hold(halt.reason()));
                    effects.add(new Effect.SuspendAll(halt.reason()));
                    facts.add(
                            Fact.of(before.campaignId(), "CAMPAIGN_HALTED", Fact.CALIBRATOR, "reason", halt.reason()));
                    return campaign.with(wave.to(Wave.Progress.FAILED)).to(running.toPaused(halt.reason()), now);
                }
            }
        }
        if (campaign.waves().stream().allMatch(Wave::isFinal)) {
            facts.add(Fact.of(before.campaignId(), "CAMPAIGN_COMPLETED", Fact.CALIBRATOR));
            return campaign.to(running.toCompleted(), now);
        }
        if (toLookAt != null) {
            String reason = "wave %d succeeded; the plan wants a look before the next".formatted(toLookAt.number());
            effects.add(new Effect.SuspendAll(reason));
            facts.add(Fact.of(before.campaignId(), "CAMPAIGN_PAUSED", Fact.CALIBRATOR, "reason", reason));
            return campaign.to(running.toPaused(reason), now);
        }
        return campaign;
    }

    /**
     * Stops the members of the meter models whose metrological brake trips, for good: what a model's first meters show
     * holds for its others. The last model that is left is the whole campaign; its brake pauses that.
     */
    private static CampaignRecord haltModels(
            CampaignRecord before, Running running, List<Effect> effects, List<Fact> facts) {
        CampaignRecord campaign = before;
        SortedSet<String> going = new TreeSet<>();
        before.waves().forEach(wave -> going.addAll(wave.tallies().keySet()));
        going.removeAll(before.haltedModels().keySet());
        for (Wave wave : before.waves().subList(0, running.wave())) {
            for (String model : wave.tallies().keySet()) {
                Optional<String> reason = WaveGate.modelBrake(wave, model, before.planOf(wave));
                if (going.size() > 1 && going.contains(model) && reason.isPresent()) {
                    going.remove(model);
                    campaign = campaign.halting(model, reason.get());
                    effects.add(new Effect.StopModel(model, reason.get()));
                    facts.add(Fact.of(
                            before.campaignId(),
                            "METER_MODEL_HALTED",
                            Fact.CALIBRATOR,
                            "meterModel",
                            model,
                            "reason",
                            reason.get()));
                }
            }
        }
        return campaign;
    }

    private static boolean isLast(CampaignRecord campaign, Wave wave) {
        return wave.number() == campaign.waves().size();
    }

    private static boolean isSettled(CampaignRecord campaign, int wave) {
        return campaign.waves().get(wave - 1).state() == Wave.Progress.SUCCEEDED;
    }
}
