// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.port.Holds;
import org.plumbline.calibrator.port.OrderIds;
import org.plumbline.calibrator.port.Pace;
import org.plumbline.calibrator.port.ReferenceKinds;

/**
 * The jobs of one meter: at most one is active, each order has a higher sequence than any before it, and the gates are
 * judged at the claim and again at release. Pure, given pure ports; confined to the thread of its ports.
 */
public final class JobMachine {

    private static final String FOUND_BACK = "the block from before was found in force again";

    private final JobPolicy policy;
    private final OrderIds orderIds;
    private final Holds holds;
    private final ReferenceKinds references;
    private final Pace pace;

    public JobMachine(JobPolicy policy, OrderIds orderIds, Holds holds, ReferenceKinds references, Pace pace) {
        this.policy = policy;
        this.orderIds = orderIds;
        this.holds = holds;
        this.references = references;
        this.pace = pace;
    }

    /**
     * What the moment gives.
     *
     * @param knowledge what is known of the meter
     * @param now wall-clock time
     * @param fieldNow field time
     */
    public record Moment(MeterKnowledge knowledge, Instant now, Instant fieldNow) {}

    /** Judges every open job again; to be called when something became known and from time to time. */
    public JobStep judge(MeterJobs before, Moment moment) {
        return finish(before, before, moment, new ArrayList<>());
    }

    /** Ends every open job for a person to look at: the machine cannot judge this meter. */
    public JobStep faulted(MeterJobs before, String reason, Moment moment) {
        MeterJobs after = before;
        for (Job job : before.jobs()) {
            if (job.isOpen()) {
                after = after.with(job.to(new JobState.Ended(MemberStage.NEEDS_PERSON, "FAULT: " + reason)));
            }
        }
        return finish(before, after, moment, new ArrayList<>());
    }

    /** Takes what a campaign says. */
    public JobStep on(MeterJobs before, Directive directive, Moment moment) {
        Optional<Job> known = before.jobs().stream()
                .filter(job -> job.campaignId().equals(directive.campaignId()))
                .findFirst();
        if (directive instanceof Directive.Enlist enlist) {
            return known.isPresent() ? judge(before, moment) : enlist(before, enlist, moment);
        }
        if (directive instanceof Directive.Retry retry) {
            return known.isPresent()
                    ? finish(before, before.with(retried(known.get())), moment, new ArrayList<>())
                    : enlist(
                            before,
                            new Directive.Enlist(
                                    retry.campaignId(), retry.membersDigest(), retry.member(), retry.terms()),
                            moment);
        }
        MeterJobs after = known.filter(Job::isOpen)
                .map(job -> before.with(directed(job, directive, moment)))
                .orElse(before);
        return finish(before, after, moment, new ArrayList<>());
    }

    /** Takes what the gateway says became of an order. */
    public JobStep on(MeterJobs before, Outcome outcome, Moment moment) {
        List<Fact> facts = new ArrayList<>();
        Optional<Job> known = before.jobs().stream()
                .filter(job -> job.knows(outcome.orderId()))
                .findFirst();
        if (known.isEmpty()) {
            facts.add(JobFacts.outcome(before, "OUTCOME_OF_UNKNOWN_ORDER", "", outcome));
            return finish(before, before, moment, facts);
        }
        if (outcome.repeated()) {
            return finish(before, before, moment, facts);
        }
        Job job = known.get();
        facts.add(JobFacts.outcome(before, "OUTCOME_" + outcome.result(), job.campaignId(), outcome));
        MeterJobs after = before.with(OrderConclusion.after(outcome, job, moment.now(), policy));
        if (outcome.isWritten()) {
            CorrectionTarget target = job.member().target();
            after = TargetCheck.isRestore(target)
                    ? after.restored(outcome.fieldTime())
                    : after.written(outcome.fieldTime(), target.baseBlock());
        }
        return finish(before, after, moment, facts);
    }

    private static Job retried(Job job) {
        boolean unreached = job.state() instanceof JobState.Ended ended
                && (ended.stage() == MemberStage.UNREACHABLE || ended.stage() == MemberStage.EXPIRED);
        return unreached && !job.aborted()
                ? job.again(new JobState.Waiting("to be tried again once the campaign is approved anew"))
                : job;
    }

    private JobStep enlist(MeterJobs before, Directive.Enlist enlist, Moment moment) {
        Job job = Job.enlisted(
                enlist.campaignId(),
                enlist.membersDigest(),
                enlist.member(),
                enlist.terms(),
                new JobState.Waiting("the campaign or the wave is not running"));
        MeterJobs room = before.jobs().size() < policy.maximumJobs() ? before : before.withoutOldestEnded();
        if (room.jobs().size() >= policy.maximumJobs()) {
            Job refused = job.to(new JobState.Ended(MemberStage.REFUSED, "TOO_MANY_CAMPAIGNS"));
            return new JobStep(before, List.of(), List.of(refused), List.of());
        }
        return finish(before, room.adding(job), moment, new ArrayList<>());
    }

    private Job directed(Job job, Directive directive, Moment moment) {
        return switch (directive) {
            case Directive.Enlist ignored -> job;
            case Directive.Retry ignored -> job;
            case Directive.Permit permit ->
                permit.membersDigest().equals(job.membersDigest()) && !job.aborted()
                        ? job.permitted(Objects.requireNonNullElse(job.permittedAt(), moment.now()), permit.deadline())
                        : job;
            case Directive.Suspend ignored -> job.suspended();
            case Directive.Abort abort -> OrderConclusion.aborted(job.aborting(), abort.reason());
        };
    }

    private JobStep finish(MeterJobs before, MeterJobs changed, Moment moment, List<Fact> facts) {
        MeterJobs after = changed;
        List<JobStep.Order> orders = new ArrayList<>();
        for (Job job : changed.jobs()) {
            after = judged(after, job, moment, orders, facts);
        }
        List<Job> reported = new ArrayList<>();
        for (Job job : after.jobs()) {
            Optional<Job> was = before.jobs().stream()
                    .filter(old -> old.campaignId().equals(job.campaignId()))
                    .findFirst();
            boolean sameStage = was.filter(
                            old -> old.state().stage() == job.state().stage())
                    .isPresent();
            if (!sameStage) {
                facts.add(JobFacts.stage(after, job));
            }
            if (!sameStage || !was.orElseThrow().state().equals(job.state())) {
                reported.add(job);
            }
        }
        return new JobStep(after, orders, reported, facts);
    }

    private MeterJobs judged(MeterJobs jobs, Job job, Moment moment, List<JobStep.Order> orders, List<Fact> facts) {
        if (isFoundWritten(job, moment.knowledge())) {
            return jobs.with(job.to(new JobState.Verifying(
                            moment.knowledge().newestEpoch(), moment.fieldNow(), "found written without an outcome")))
                    .written(moment.fieldNow(), job.member().target().baseBlock());
        }
        if (PlanTerms.isExpired(job, moment)) {
            return jobs.with(job.to(new JobState.Ended(
                    MemberStage.EXPIRED, "not written by the campaign's deadline " + job.deadline())));
        }
        return switch (job.state()) {
            case JobState.Waiting waiting -> jobs.with(waiting(jobs, job, waiting, moment));
            case JobState.Claimed claimed ->
                moment.now().isBefore(claimed.notBefore())
                        ? jobs
                        : releaseOr(jobs, job, moment, orders, facts, wait -> claimed.toWaiting(wait.text()));
            case JobState.Released released ->
                moment.now().isAfter(released.expiresAt().plus(policy.outcomeGrace()))
                        ? jobs.with(OrderConclusion.attemptFailed(
                                job, released, "no outcome before the order expired", moment.now(), policy))
                        : jobs;
            case JobState.Held held ->
                moment.now().isBefore(held.notBefore())
                        ? jobs
                        : releaseOr(
                                jobs,
                                job,
                                moment,
                                orders,
                                facts,
                                wait -> wait.reason() == GateDecision.WaitReason.OUTRANKED
                                        ? new JobState.Waiting(wait.text())
                                        : new JobState.Held(held.notBefore(), wait.text()));
            case JobState.Verifying verifying -> verified(jobs, job, verifying, moment);
            case JobState.Disproven disproven -> rollBack(jobs, job, disproven, moment, orders, facts);
            case JobState.RollbackReleased released -> {
                if (Rollback.isFound(job, released.epoch(), moment.knowledge())) {
                    yield jobs.with(job.to(Rollback.done(released.found(), FOUND_BACK)));
                }
                yield moment.now().isAfter(released.expiresAt().plus(policy.outcomeGrace()))
                        ? jobs.with(Rollback.attemptFailed(
                                job, released, "no outcome before the order expired", moment.now(), policy))
                        : jobs;
            }
            case JobState.Ended ignored -> jobs;
        };
    }

    private MeterJobs verified(MeterJobs jobs, Job job, JobState.Verifying verifying, Moment moment) {
        CorrectionTarget target = job.member().target();
        JobState next = Verification.judge(verifying, target, moment, policy);
        MeterJobs after = jobs.with(job.to(next));
        return next.stage() == MemberStage.CORRECTED ? after.proven(target.targetBlock()) : after;
    }

    private MeterJobs rollBack(
            MeterJobs jobs,
            Job job,
            JobState.Disproven disproven,
            Moment moment,
            List<JobStep.Order> orders,
            List<Fact> facts) {
        if (Rollback.isFound(job, disproven.epoch(), moment.knowledge())) {
            return jobs.with(job.to(Rollback.done(disproven.found(), FOUND_BACK)));
        }
        if (moment.now().isBefore(disproven.notBefore())) {
            return jobs;
        }
        String scope = Rollback.scopeOf(job.campaignId());
        return switch (Rollback.decide(job, moment, holds.onCampaign(scope).orElse(null))) {
            case GateDecision.Wait wait -> jobs.with(job.to(disproven.waiting(disproven.notBefore(), wait.text())));
            case GateDecision.Refuse refuse ->
                jobs.with(job.to(
                        Rollback.impossible(disproven.found(), refuse.reason().sentence())));
            case GateDecision.Release ignored -> {
                if (!pace.hasRoom(job.campaignId(), segment(moment), job.terms().pacing())) {
                    yield jobs;
                }
                OrderDraft draft =
                        draft(jobs, job, scope, Rollback.target(job.member().target(), disproven.epoch()), moment);
                JobState out = new JobState.RollbackReleased(
                        orderIds.of(draft), disproven.epoch(), draft.expiresAt(), segment(moment), disproven.found());
                boolean first = job.orders().stream().noneMatch(Job.ReleasedOrder::rollback);
                yield send(jobs, first ? job.withoutFailedAttempts() : job, draft, out, orders, facts);
            }
        };
    }

    /**
     * True when an order was thought lost, but the meter was found with exactly its target in a newer epoch. A restore is
     * proven by its own order alone, which looks whether the meter still reports its memory; readings do not follow.
     */
    private static boolean isFoundWritten(Job job, MeterKnowledge knowledge) {
        boolean thoughtLost = switch (job.state()) {
            case JobState.Waiting ignored -> true;
            case JobState.Claimed ignored -> true;
            case JobState.Held ignored -> true;
            case JobState.Released ignored -> false;
            case JobState.Verifying ignored -> false;
            case JobState.Disproven ignored -> false;
            case JobState.RollbackReleased ignored -> false;
            case JobState.Ended ended ->
                ended.stage() == MemberStage.UNREACHABLE || ended.stage() == MemberStage.EXPIRED;
        };
        return thoughtLost
                && !TargetCheck.isRestore(job.member().target())
                && !job.orders().isEmpty()
                && knowledge.newestEpoch() > job.member().target().baseEpoch()
                && job.member().target().targetBlock().equals(knowledge.newestBlock());
    }

    private Job waiting(MeterJobs jobs, Job job, JobState.Waiting waiting, Moment moment) {
        return switch (decide(jobs, job, moment)) {
            case GateDecision.Release ignored -> job.to(waiting.toClaimed(moment.now()));
            case GateDecision.Wait wait -> {
                Instant since = job.permittedAt();
                boolean tooLong = wait.reason().missingEvidence()
                        && since != null
                        && moment.now().isAfter(since.plus(policy.evidencePatience()));
                yield tooLong
                        ? job.to(new JobState.Ended(MemberStage.REFUSED, wait.reason() + ": " + wait.text()))
                        : job.to(new JobState.Waiting(wait.text()));
            }
            case GateDecision.Refuse refuse -> job.to(refused(job, refuse));
        };
    }

    private MeterJobs releaseOr(
            MeterJobs jobs,
            Job job,
            Moment moment,
            List<JobStep.Order> orders,
            List<Fact> facts,
            Function<GateDecision.Wait, JobState> onWait) {
        return switch (decide(jobs, job, moment)) {
            case GateDecision.Release ignored ->
                pace.hasRoom(job.campaignId(), segment(moment), job.terms().pacing())
                        ? release(jobs, job, moment, orders, facts)
                        : jobs;
            case GateDecision.Wait wait -> jobs.with(job.to(onWait.apply(wait)));
            case GateDecision.Refuse refuse -> jobs.with(job.to(refused(job, refuse)));
        };
    }

    private MeterJobs release(MeterJobs jobs, Job job, Moment moment, List<JobStep.Order> orders, List<Fact> facts) {
        if (job.orders().size() >= policy.maximumOrders()) {
            return jobs.with(job.to(
                    new JobState.Ended(MemberStage.NEEDS_PERSON, job.orders().size() + " orders led to no result")));
        }
        OrderDraft draft = draft(jobs, job, job.campaignId(), job.member().target(), moment);
        JobState out = new JobState.Released(orderIds.of(draft), draft.expiresAt(), segment(moment));
        return send(jobs, job, draft, out, orders, facts);
    }

    /** @param scope what a hold must name to keep the order back */
    private OrderDraft draft(MeterJobs jobs, Job job, String scope, CorrectionTarget target, Moment moment) {
        Instant issuedAt = moment.now().truncatedTo(ChronoUnit.MILLIS);
        return new OrderDraft(
                jobs.meterId(),
                jobs.lastSequence() + 1,
                scope,
                job.member().caseId(),
                target,
                issuedAt,
                issuedAt.plus(PlanTerms.validity(job, moment, policy)));
    }

    private MeterJobs send(
            MeterJobs jobs, Job job, OrderDraft draft, JobState out, List<JobStep.Order> orders, List<Fact> facts) {
        boolean rollback = out instanceof JobState.RollbackReleased;
        String orderId = orderIds.of(draft);
        orders.add(new JobStep.Order(orderId, draft));
        facts.add(
                TargetCheck.isRestore(draft.target())
                        ? JobFacts.restoreReleased(job, orderId, draft)
                        : JobFacts.released(job, orderId, draft, rollback));
        return jobs.with(job.withOrder(new Job.ReleasedOrder(orderId, draft.sequence(), rollback))
                        .to(out))
                .withSequence(draft.sequence());
    }

    private static String segment(Moment moment) {
        Registration registration = moment.knowledge().registration();
        return registration == null ? "" : registration.networkSegment();
    }

    private GateDecision decide(MeterJobs jobs, Job job, Moment moment) {
        GateSnapshot snapshot = snapshot(jobs, job, moment);
        return TargetCheck.isRestore(job.member().target())
                ? RestoreGate.decide(snapshot, jobs, policy)
                : AdjustmentGate.decide(snapshot, policy);
    }

    /** A meter whose broken memory is not restored needs a person; nothing else is broken where a correction is refused. */
    private static JobState refused(Job job, GateDecision.Refuse refuse) {
        MemberStage untouched = refuse.reason() == GateDecision.RefusalReason.WITHIN_DEAD_BAND
                ? MemberStage.ALREADY_CORRECT
                : MemberStage.REFUSED;
        MemberStage stage = TargetCheck.isRestore(job.member().target()) ? MemberStage.NEEDS_PERSON : untouched;
        return new JobState.Ended(
                stage, refuse.reason() + ": " + refuse.reason().sentence());
    }

    private GateSnapshot snapshot(MeterJobs jobs, Job job, Moment moment) {
        boolean busy = jobs.jobs().stream()
                .anyMatch(other -> !other.campaignId().equals(job.campaignId())
                        && other.state().isActive());
        Estimate estimate = moment.knowledge().estimate();
        return new GateSnapshot(
                job.campaignId(),
                job.member(),
                job.terms().window(),
                job.isPermitted(),
                holds.onCampaign(job.campaignId()).orElse(null),
                busy,
                PlanTerms.isOutranked(jobs, job),
                moment.knowledge(),
                estimate == null
                        ? null
                        : references.ofProfile(estimate.profileId()).orElse(null),
                jobs.lastWrite(),
                jobs.certifiedBlock(),
                moment.fieldNow());
    }
}
