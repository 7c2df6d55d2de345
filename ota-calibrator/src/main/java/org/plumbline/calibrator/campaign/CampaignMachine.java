// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.campaign.CampaignState.Aborted;
import org.plumbline.calibrator.campaign.CampaignState.Approved;
import org.plumbline.calibrator.campaign.CampaignState.AwaitingApproval;
import org.plumbline.calibrator.campaign.CampaignState.Paused;
import org.plumbline.calibrator.campaign.CampaignState.ReceivingMembers;
import org.plumbline.calibrator.campaign.CampaignState.Running;
import org.plumbline.calibrator.campaign.CampaignStep.Changed;
import org.plumbline.calibrator.campaign.CampaignStep.Effect;
import org.plumbline.calibrator.campaign.CampaignStep.Refused;
import org.plumbline.calibrator.campaign.CampaignStep.Repeated;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.port.MembersDigest;

/**
 * Commands of people to a campaign. Approval takes a second person, covers the digest of the plan and of exactly what will
 * be written, and expires; once it is sealed, neither can be changed. Pure; safe for use by many threads.
 */
public final class CampaignMachine {

    private static final int MAXIMUM_NAME_CHARACTERS = 200;
    private static final int DIGEST_CHARACTERS = 64;

    private final CampaignPolicy policy;
    private final MembersDigest digest;

    public CampaignMachine(CampaignPolicy policy, MembersDigest digest) {
        this.policy = policy;
        this.digest = digest;
    }

    /**
     * Takes a command.
     *
     * @param before the campaign; null when there is none of that id
     * @param now wall-clock time
     * @param fieldNow field time
     */
    public CampaignStep on(
            String campaignId, @Nullable CampaignRecord before, Command command, Instant now, Instant fieldNow) {
        if (before == null) {
            return command instanceof Command.Create create
                    ? create(campaignId, create, now)
                    : new Refused("CAMPAIGN_UNKNOWN");
        }
        if (before.commandIds().contains(command.commandId())) {
            return new Repeated();
        }
        if (before.commandIds().size() >= policy.maximumCommands() && !(command instanceof Command.Abort)) {
            return new Refused("TOO_MANY_COMMANDS");
        }
        return switch (command) {
            case Command.Create ignored -> new Refused("CAMPAIGN_EXISTS");
            case Command.Members members -> members(before, members, now);
            case Command.Approve approve -> remembering(approve(before, approve, now), command);
            case Command.Start start -> remembering(start(before, start, now, fieldNow), command);
            case Command.Pause pause -> remembering(pause(before, pause, now), command);
            case Command.Resume resume -> remembering(resume(before, resume, now), command);
            case Command.Retry retry -> remembering(retry(before, retry, now), command);
            case Command.Abort abort -> remembering(abort(before, abort, now), command);
        };
    }

    /**
     * Compares all members with the announcement, once every chunk is there.
     *
     * @param members all members in the order of the chunks
     */
    public CampaignStep seal(CampaignRecord before, List<Member> members, Instant now) {
        if (!(before.state() instanceof ReceivingMembers receiving)) {
            return new Refused("NOT_IN_THIS_STATE");
        }
        String fault = faultOf(before, members);
        if (!fault.isEmpty()) {
            return new Changed(
                    before.to(receiving.toRefused(fault), now),
                    List.of(),
                    List.of(Fact.of(before.campaignId(), "CAMPAIGN_REFUSED", Fact.CALIBRATOR, "reason", fault)));
        }
        List<Wave> waves = membersByWave(members).entrySet().stream()
                .map(wave -> Wave.pending(wave.getKey(), wave.getValue()))
                .toList();
        return new Changed(
                before.with(receiving.toAwaitingApproval(), waves, now),
                List.of(new Effect.EnlistAll()),
                List.of(Fact.of(
                        before.campaignId(),
                        "MEMBERS_SEALED",
                        Fact.CALIBRATOR,
                        "memberCount",
                        Integer.toString(members.size()),
                        "membersDigest",
                        before.announced().membersDigest(),
                        "waves",
                        Integer.toString(waves.size()))));
    }

    /** Number of members by wave and meter model. */
    private static SortedMap<Integer, SortedMap<String, Integer>> membersByWave(List<Member> members) {
        SortedMap<Integer, SortedMap<String, Integer>> counts = new TreeMap<>();
        members.forEach(member -> counts.computeIfAbsent(member.wave(), wave -> new TreeMap<>())
                .merge(member.target().meterModel(), 1, Integer::sum));
        return counts;
    }

    private String faultOf(CampaignRecord campaign, List<Member> members) {
        CampaignRecord.Announcement announced = campaign.announced();
        if (members.size() != announced.memberCount()) {
            return "MEMBER_COUNT_MISMATCH";
        }
        SortedMap<Integer, SortedMap<String, Integer>> waves = membersByWave(members);
        if (waves.firstKey() != 1 || waves.lastKey() != waves.size() || waves.size() > policy.maximumWaves()) {
            return "WAVES_NOT_CONTIGUOUS";
        }
        if (waves.values().stream()
                        .flatMap(models -> models.keySet().stream())
                        .distinct()
                        .count()
                > policy.maximumModels()) {
            return "TOO_MANY_METER_MODELS";
        }
        CampaignPlan plan = announced.plan();
        if (plan != null) {
            if (plan.waves().size() != waves.size()) {
                return "PLAN_IS_FOR_OTHER_WAVES";
            }
            if (waves.entrySet().stream()
                    .anyMatch(wave -> members(wave.getValue())
                            < plan.waves().get(wave.getKey() - 1).minimumProven())) {
                return "WAVE_CANNOT_SUCCEED";
            }
        }
        try {
            return digest.of(plan, members).equals(announced.membersDigest()) ? "" : "DIGEST_MISMATCH";
        } catch (IllegalArgumentException notRising) {
            return "MEMBERS_NOT_RISING";
        }
    }

    private static int members(SortedMap<String, Integer> byModel) {
        return byModel.values().stream().mapToInt(Integer::intValue).sum();
    }

    private CampaignStep create(String campaignId, Command.Create create, Instant now) {
        boolean sound = create.memberCount() >= 1
                && create.memberCount() <= policy.maximumMembers()
                && create.chunkCount() >= 1
                && create.chunkCount() <= Math.min(create.memberCount(), policy.maximumChunks())
                && create.membersDigest().length() == DIGEST_CHARACTERS
                && create.name().length() <= MAXIMUM_NAME_CHARACTERS;
        if (!sound) {
            return new Refused("ANNOUNCEMENT_OUT_OF_BOUNDS");
        }
        if (create.plan() != null && !create.plan().isSound(policy.partitions())) {
            return new Refused("PLAN_OUT_OF_BOUNDS");
        }
        CampaignRecord campaign = CampaignRecord.announced(
                campaignId,
                new CampaignRecord.Announcement(
                        create.name(),
                        create.principal(),
                        create.memberCount(),
                        create.chunkCount(),
                        create.membersDigest(),
                        create.plan(),
                        now),
                new ReceivingMembers(new TreeSet<>(), 0),
                create.commandId());
        return new Changed(
                campaign,
                List.of(),
                List.of(Fact.of(
                        campaignId,
                        "CAMPAIGN_CREATED",
                        create.principal(),
                        "commandId",
                        create.commandId(),
                        "memberCount",
                        Integer.toString(create.memberCount()),
                        "membersDigest",
                        create.membersDigest())));
    }

    private CampaignStep members(CampaignRecord before, Command.Members chunk, Instant now) {
        if (!(before.state() instanceof ReceivingMembers receiving)) {
            return new Refused("NOT_IN_THIS_STATE");
        }
        if (!chunk.principal().equals(before.announced().author())) {
            return new Refused("NOT_THE_AUTHOR");
        }
        if (chunk.chunkIndex() < 0
                || chunk.chunkIndex() >= before.announced().chunkCount()
                || chunk.members() < 1
                || receiving.members() + chunk.members() > before.announced().memberCount()) {
            return new Refused("CHUNK_OUT_OF_BOUNDS");
        }
        if (receiving.chunks().contains(chunk.chunkIndex())) {
            return new Refused("CHUNK_ALREADY_RECEIVED");
        }
        ReceivingMembers next = receiving.with(chunk.chunkIndex(), chunk.members());
        Effect keep = new Effect.KeepChunk(chunk.chunkIndex());
        List<Effect> effects = next.chunks().size() == before.announced().chunkCount()
                ? List.of(keep, new Effect.Seal())
                : List.of(keep);
        return new Changed(before.to(next, now), effects, List.of());
    }

    private static CampaignStep approve(CampaignRecord before, Command.Approve approve, Instant now) {
        boolean expired = before.state() instanceof Approved earlier && earlier.isExpired(now);
        if (!expired && !(before.state() instanceof AwaitingApproval)) {
            return new Refused("NOT_IN_THIS_STATE");
        }
        if (!approve.membersDigest().equals(before.announced().membersDigest())) {
            return new Refused("DIGEST_MISMATCH");
        }
        CampaignState.Approval approval = new CampaignState.Approval(
                approve.principal(),
                approve.membersDigest(),
                now.plus(before.plan().approvalValidity()));
        Approved approved = new AwaitingApproval().toApproved(before.announced().author(), approval);
        return approved == null
                ? new Refused("SAME_PERSON")
                : new Changed(
                        before.to(approved, now),
                        List.of(),
                        List.of(fact(before, approve, "CAMPAIGN_APPROVED", "membersDigest", approve.membersDigest())));
    }

    private static CampaignStep start(CampaignRecord before, Command.Start start, Instant now, Instant fieldNow) {
        if (!(before.state() instanceof Approved approved)) {
            return new Refused("NOT_IN_THIS_STATE");
        }
        if (approved.isExpired(now)) {
            return new Changed(
                    before.to(approved.toAwaitingApproval(), now),
                    List.of(),
                    List.of(fact(
                            before,
                            start,
                            "APPROVAL_EXPIRED",
                            "expiredAt",
                            approved.given().expiresAt().toString())));
        }
        Wave first = before.waves().getFirst().to(Wave.Progress.RUNNING);
        Changed started = new Changed(
                before.with(first)
                        .until(fieldNow.plus(before.plan().executionTime()))
                        .to(approved.toRunning(), now),
                List.of(new Effect.Permit(1, 1)),
                List.of(fact(
                        before,
                        start,
                        "CAMPAIGN_STARTED",
                        "approver",
                        approved.given().approver())));
        // After a retry the first wave may have nothing left to do.
        return new WaveMachine().advance(started, now);
    }

    private static CampaignStep pause(CampaignRecord before, Command.Pause pause, Instant now) {
        if (!(before.state() instanceof Running running)) {
            return new Refused("NOT_IN_THIS_STATE");
        }
        return new Changed(
                before.to(running.toPaused(pause.reason()), now),
                List.of(new Effect.SuspendAll(pause.reason())),
                List.of(fact(before, pause, "CAMPAIGN_PAUSED", "reason", pause.reason())));
    }

    private CampaignStep resume(CampaignRecord before, Command.Resume resume, Instant now) {
        if (!(before.state() instanceof Paused paused)) {
            return new Refused("NOT_IN_THIS_STATE");
        }
        List<Wave> waves = before.waves().stream()
                .map(wave -> wave.number() > paused.wave()
                        ? wave
                        : wave.accept().to(wave.state() == Wave.Progress.FAILED ? Wave.Progress.RUNNING : wave.state()))
                .toList();
        Changed resumed = new Changed(
                before.with(paused.toRunning(), waves, now),
                List.of(new Effect.PassOnLift(), new Effect.Permit(1, paused.wave())),
                List.of(fact(before, resume, "CAMPAIGN_RESUMED", "reason", resume.reason())));
        return new WaveMachine().advance(resumed, now);
    }

    /** The digest is the same, but time has passed: what was approved is approved again, and the deadline begins anew. */
    private static CampaignStep retry(CampaignRecord before, Command.Retry retry, Instant now) {
        if (!(before.state() instanceof CampaignState.Completed completed)) {
            return new Refused("NOT_IN_THIS_STATE");
        }
        boolean any = before.waves().stream()
                .map(wave -> wave.without(before.haltedModels().keySet()))
                .anyMatch(tally -> tally.has(MemberStage.UNREACHABLE) || tally.has(MemberStage.EXPIRED));
        return any
                ? new Changed(
                        before.to(completed.toAwaitingApproval(), now),
                        List.of(new Effect.RetryUnreached()),
                        List.of(fact(before, retry, "CAMPAIGN_RETRIED", "reason", retry.reason())))
                : new Refused("NOTHING_TO_RETRY");
    }

    private static CampaignStep abort(CampaignRecord before, Command.Abort abort, Instant now) {
        if (before.state().isEnded()) {
            return new Refused("NOT_IN_THIS_STATE");
        }
        return new Changed(
                before.to(new Aborted(before.state().approval(), abort.reason()), now),
                List.of(new Effect.AbortAll(abort.reason())),
                List.of(fact(before, abort, "CAMPAIGN_ABORTED", "reason", abort.reason())));
    }

    private static CampaignStep remembering(CampaignStep step, Command command) {
        return step instanceof Changed changed
                ? new Changed(changed.campaign().remembering(command.commandId()), changed.effects(), changed.facts())
                : step;
    }

    private static Fact fact(CampaignRecord campaign, Command command, String kind, String name, String text) {
        return Fact.of(campaign.campaignId(), kind, command.principal(), "commandId", command.commandId(), name, text);
    }
}
