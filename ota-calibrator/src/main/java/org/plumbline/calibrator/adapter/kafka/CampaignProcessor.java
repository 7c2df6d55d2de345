// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.campaign.CampaignMachine;
import org.plumbline.calibrator.campaign.CampaignRecord;
import org.plumbline.calibrator.campaign.CampaignStep;
import org.plumbline.calibrator.campaign.CampaignStep.Effect;
import org.plumbline.calibrator.campaign.Wave.MemberProgress;
import org.plumbline.calibrator.campaign.WaveMachine;
import org.plumbline.calibrator.hold.HoldEvents;
import org.plumbline.calibrator.hold.HoldEvents.HoldEvent;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.Member;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MemberTarget;

/** Shell around {@link CampaignMachine} and {@link WaveMachine}: campaigns, their chunks of members and their counts. */
final class CampaignProcessor implements Processor<String, CampaignInput, String, Object> {

    static final String CAMPAIGNS = "campaigns-v1";
    static final String CHUNKS = "campaign-chunks-v1";
    static final String PROGRESS = "campaign-progress-v1";
    static final String AUDITED_HOLDS = "audited-holds-v1";

    private static final int MAXIMUM_CLAIM_CHARACTERS = 200;

    private final CommandGuard guard;
    private final CampaignMachine commands;
    private final WaveMachine waves;
    private final InstantSource fieldTime;
    private final Duration tick;

    private final Shell shell = new Shell();

    CampaignProcessor(
            CommandGuard guard, CampaignMachine commands, WaveMachine waves, InstantSource fieldTime, Duration tick) {
        this.guard = guard;
        this.commands = commands;
        this.waves = waves;
        this.fieldTime = fieldTime;
        this.tick = tick;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        shell.open(context);
        context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, wallMillis -> auditHolds());
    }

    @Override
    public void process(Record<String, CampaignInput> message) {
        String campaignId = message.key();
        if (campaignId == null) {
            throw new PoisonRecordException("a record for a campaign without a key");
        }
        switch (message.value()) {
            case CampaignInput.OfCommand input -> onCommand(campaignId, input.command());
            case CampaignInput.OfMember input -> onMember(campaignId, input);
        }
    }

    private void onCommand(String campaignId, @Nullable CampaignCommand command) {
        if (command == null) {
            throw new PoisonRecordException("a command without a value");
        }
        Instant now = shell.now();
        switch (guard.check(campaignId, command, now)) {
            case CommandGuard.Check.Refused refused -> refuse(campaignId, command, refused.reason(), "unauthenticated");
            case CommandGuard.Check.Accepted accepted -> {
                if (isChunkKept(campaignId, command)) {
                    return;
                }
                CampaignStep step = commands.on(
                        campaignId, shell.campaigns().get(campaignId), accepted.command(), now, fieldTime.instant());
                if (step instanceof CampaignStep.Refused refused) {
                    refuse(campaignId, command, refused.reason(), command.getPrincipal());
                }
                apply(step, command, now);
            }
        }
    }

    private void onMember(String campaignId, CampaignInput.OfMember input) {
        CampaignRecord campaign = shell.campaigns().get(campaignId);
        if (campaign == null) {
            return;
        }
        String key = campaignId + "|" + input.meterId();
        MemberProgress before = Objects.requireNonNullElse(shell.progress().get(key), MemberProgress.ENLISTED);
        shell.progress().put(key, input.progress());
        Instant now = shell.now();
        apply(waves.onMember(campaign, input.wave(), input.model(), before, input.progress(), now), null, now);
    }

    private void apply(CampaignStep step, @Nullable CampaignCommand cause, Instant now) {
        if (!(step instanceof CampaignStep.Changed changed)) {
            return;
        }
        CampaignRecord campaign = changed.campaign();
        if (changed.effects().contains(new Effect.RetryUnreached())) {
            campaign = retryUnreached(campaign);
        }
        shell.campaigns().put(campaign.campaignId(), campaign);
        changed.facts().forEach(this::forward);
        for (Effect effect : changed.effects()) {
            perform(campaign, effect, cause, now);
        }
        if (changed.effects().stream().noneMatch(Effect.Seal.class::isInstance)) {
            shell.forward(campaign.campaignId(), ToContract.campaign(campaign));
        }
    }

    private void perform(CampaignRecord campaign, Effect effect, @Nullable CampaignCommand cause, Instant now) {
        String id = campaign.campaignId();
        switch (effect) {
            case Effect.KeepChunk chunk -> shell.chunks().put(chunkKey(id, chunk.chunkIndex()), cause);
            case Effect.Seal ignored -> apply(commands.seal(campaign, members(campaign), now), null, now);
            case Effect.EnlistAll ignored ->
                direct(
                        campaign,
                        member -> true,
                        member -> new Directive.Enlist(
                                id,
                                campaign.announced().membersDigest(),
                                member,
                                campaign.plan().terms()));
            case Effect.RetryUnreached ignored -> {}
            case Effect.Permit permit ->
                direct(
                        campaign,
                        member -> member.wave() >= permit.fromWave() && member.wave() <= permit.toWave(),
                        member -> new Directive.Permit(
                                id, approvedDigest(campaign), Objects.requireNonNull(campaign.deadline(), "started")));
            case Effect.SuspendAll suspend ->
                direct(campaign, member -> true, member -> new Directive.Suspend(id, suspend.reason()));
            case Effect.Hold hold -> shell.forward(id, ToContract.brakeHold(id, hold.reason(), now));
            case Effect.PassOnLift ignored -> {
                Hold lift = cause == null ? null : cause.getLift();
                if (lift != null) {
                    shell.forward(id, lift);
                }
            }
            case Effect.StopModel stop ->
                direct(
                        campaign,
                        member -> member.target().meterModel().equals(stop.meterModel()),
                        member -> new Directive.Abort(id, stop.reason()));
            case Effect.AbortAll abort ->
                direct(campaign, member -> true, member -> new Directive.Abort(id, abort.reason()));
        }
    }

    /** Counts the members that go again at once: a start that follows finds them waiting, however late their meters tell. */
    private CampaignRecord retryUnreached(CampaignRecord before) {
        String id = before.campaignId();
        CampaignRecord campaign = before;
        for (Member member : members(before)) {
            String key = id + "|" + member.meterId();
            MemberProgress known = Objects.requireNonNullElse(shell.progress().get(key), MemberProgress.ENLISTED);
            CampaignRecord next =
                    WaveMachine.retried(campaign, member.wave(), member.target().meterModel(), known);
            if (next != null) {
                campaign = next;
                shell.progress().put(key, known.waitingAgain());
                shell.forward(
                        member.meterId(),
                        new Directive.Retry(
                                id,
                                before.announced().membersDigest(),
                                member,
                                before.plan().terms()));
            }
        }
        return campaign;
    }

    /** The digest a second person consented to; a permit without consent permits nothing. */
    private static String approvedDigest(CampaignRecord campaign) {
        var approval = campaign.state().approval();
        return approval == null ? "" : approval.membersDigest();
    }

    private void direct(CampaignRecord campaign, Predicate<Member> which, Function<Member, Directive> directive) {
        if (campaign.waves().isEmpty()) {
            return;
        }
        for (Member member : members(campaign)) {
            if (which.test(member)) {
                shell.forward(member.meterId(), directive.apply(member));
            }
        }
    }

    private List<Member> members(CampaignRecord campaign) {
        List<Member> members = new ArrayList<>(campaign.announced().memberCount());
        for (int index = 0; index < campaign.announced().chunkCount(); index++) {
            CampaignCommand chunk = shell.chunks().get(chunkKey(campaign.campaignId(), index));
            if (chunk != null) {
                for (MemberTarget target : chunk.getMembers()) {
                    members.add(Objects.requireNonNull(FromContract.member(target), "checked when it was received"));
                }
            }
        }
        return members;
    }

    private boolean isChunkKept(String campaignId, CampaignCommand command) {
        CampaignCommand kept = shell.chunks().get(chunkKey(campaignId, command.getChunkIndex()));
        return kept != null && kept.getCommandId().equals(command.getCommandId());
    }

    private static String chunkKey(String campaignId, int index) {
        return "%s|%06d".formatted(campaignId, index);
    }

    private void refuse(String campaignId, CampaignCommand command, String reason, String actor) {
        forward(Fact.of(
                campaignId,
                "COMMAND_REFUSED",
                actor,
                "action",
                command.getAction().name(),
                "claimedPrincipal",
                shortened(command.getPrincipal()),
                "commandId",
                shortened(command.getCommandId()),
                "reason",
                reason));
    }

    /**
     * Holds are seen by every instance; the task with the same partition as the record leaves the fact, once: how far it
     * got commits with the facts.
     */
    private void auditHolds() {
        HoldEvents events = HoldProcessor.eventsOf(shell.holds(), shell.partition());
        if (events == null) {
            return;
        }
        long before = Objects.requireNonNullElse(shell.auditedHolds().get(AUDITED_HOLDS), -1L);
        long audited = before;
        if (events.forgottenUpTo() > audited) {
            forward(Fact.of(
                    HoldProcessor.EVERYTHING,
                    "HOLDS_NOT_AUDITED",
                    Fact.CALIBRATOR,
                    "afterOffset",
                    Long.toString(audited),
                    "partition",
                    Integer.toString(shell.partition()),
                    "upToOffset",
                    Long.toString(events.forgottenUpTo())));
            audited = events.forgottenUpTo();
        }
        for (HoldEvent event : events.newest()) {
            if (event.offset() > audited) {
                forward(fact(event));
                audited = event.offset();
            }
        }
        if (audited > before) {
            shell.auditedHolds().put(AUDITED_HOLDS, audited);
        }
    }

    private Fact fact(HoldEvent event) {
        return Fact.of(
                shortened(event.scope()),
                event.kind().name(),
                event.authentic() ? event.principal() : "unauthenticated",
                "claimedPrincipal",
                shortened(event.principal()),
                "offset",
                Long.toString(event.offset()),
                "partition",
                Integer.toString(shell.partition()),
                "reason",
                shortened(event.reason()),
                "recordedAt",
                event.recordedAt().toString(),
                "stopId",
                shortened(event.stopId()));
    }

    /** What an unauthenticated record says is not let into the audit chain at any length. */
    private static String shortened(String claimed) {
        return claimed.substring(0, Math.min(claimed.length(), MAXIMUM_CLAIM_CHARACTERS));
    }

    private void forward(Fact fact) {
        shell.forward(fact.subjectId(), ToContract.fact(fact, fieldTime.instant(), shell.now()));
    }

    /** Context and stores, there from {@code init} on. */
    private static final class Shell {

        private @Nullable ProcessorContext<String, Object> context;

        void open(ProcessorContext<String, Object> opened) {
            context = opened;
        }

        private ProcessorContext<String, Object> context() {
            return Objects.requireNonNull(context, "not initialised");
        }

        Instant now() {
            return Instant.ofEpochMilli(context().currentSystemTimeMs());
        }

        int partition() {
            return context().taskId().partition();
        }

        void forward(String key, Object value) {
            context().forward(new Record<>(key, value, context().currentSystemTimeMs()));
        }

        KeyValueStore<String, CampaignRecord> campaigns() {
            return context().getStateStore(CAMPAIGNS);
        }

        KeyValueStore<String, CampaignCommand> chunks() {
            return context().getStateStore(CHUNKS);
        }

        KeyValueStore<String, MemberProgress> progress() {
            return context().getStateStore(PROGRESS);
        }

        KeyValueStore<String, Long> auditedHolds() {
            return context().getStateStore(AUDITED_HOLDS);
        }

        KeyValueStore<String, HoldProcessor.Entry> holds() {
            return context().getStateStore(HoldProcessor.STORE);
        }
    }
}
