// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.job.CaseView;
import org.plumbline.calibrator.job.ErrorForm;
import org.plumbline.calibrator.job.Estimate;
import org.plumbline.calibrator.job.Job;
import org.plumbline.calibrator.job.JobStep;
import org.plumbline.calibrator.job.Outcome;
import org.plumbline.calibrator.job.Registration;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.MemberStage;
import org.plumbline.calibrator.member.Terms;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;

/**
 * One correction of one meter, from the campaign's permit to its proof, or to its undoing, by calibrators and gateways that
 * are struck once. Whatever was struck: the meter has the old block or the target, each was written once, the correction is
 * proven or undone without a person, and every step has left its fact. Or, after a correction that nothing strikes, the
 * restore of the proven block when the meter's memory has failed: then the meter has the broken block or the proven one.
 */
final class CrashWorld extends World {

    /** How the log brings an order to the gateway. */
    enum Delivery {
        ONCE,
        TWICE,
        /** Once more while it is carried out, and once more when all is over. */
        THREE_TIMES_OVER_TIME,
        /** The first order comes after the second, which is only issued because nothing is heard of the first. */
        OUT_OF_ORDER
    }

    /**
     * Which run it is.
     *
     * @param wrong whether the correction makes the error worse, so that it must be undone
     * @param octets written before the power fails, for {@link Blow#METER_OUT_IN_WRITE}
     * @param point where the blow falls by name, see {@link Strike}; null when {@code moment} tells
     * @param restore whether the memory fails after the correction was proven, and what is struck is the restore
     */
    record Case(
            MeterModel model,
            boolean wrong,
            Delivery delivery,
            int calibrators,
            @Nullable Blow blow,
            int moment,
            int octets,
            long seed,
            @Nullable String point,
            boolean restore) {

        /** A correction. */
        Case(
                MeterModel model,
                boolean wrong,
                Delivery delivery,
                int calibrators,
                @Nullable Blow blow,
                int moment,
                int octets,
                long seed,
                @Nullable String point) {
            this(model, wrong, delivery, calibrators, blow, moment, octets, seed, point, false);
        }

        /** The proven block of such a correction put back. */
        Case restoring() {
            return new Case(model, wrong, delivery, calibrators, blow, moment, octets, seed, point, true);
        }
    }

    /** How many moments of each blow there were, and which of the frames that arrived made the meter write. */
    record Moments(Map<Blow, Integer> count, List<Integer> writingFrames) {}

    private static final String METER = "M-0";
    private static final String CAMPAIGN = "campaign";
    private static final String RESTORE = "restore";
    private static final String CASE_ID = METER + "|MET-02|1";
    private static final String DIGEST = "d".repeat(64);
    private static final double ERROR_PERCENT = 1.3;
    private static final double LIMIT_PERCENT = 1;
    private static final int DAYS_OF_PROOF = 14;
    private static final long ANALYSIS_NANOS = 1_000_000_000;
    private static final long SIP_NANOS = 10_000_000_000L;
    private static final int MOST_SIPS = 120;
    private static final int DAMAGED_OCTET = 5;
    private static final String ARCHIVED = "CORRUPTION_ARCHIVED";

    private final Case which;
    private final CorrectionTarget target;
    private final CalibrationLog calibrations;
    private final Seat seat = new Seat();
    private final List<String> factsOfGateway = new ArrayList<>();
    private final List<String> kindsOfGateway = new ArrayList<>();
    private final List<ReceivedOrder> heldBack = new ArrayList<>();
    private final List<Integer> writingFrames = new ArrayList<>();
    private int calibratorsStarted;
    private int ordersReleased;
    private String brokenBlock = "";

    private CrashWorld(Case which, Flaw flaw) {
        super(
                new SplittableRandom(which.seed()),
                which.seed(),
                flaw,
                new Strike(which.blow(), which.moment(), which.octets(), which.point()),
                1,
                List.of(MeterPlan.simple(METER, "127.1.0.1", which.model(), FIELD_START)),
                FIELD_START.plusSeconds(1_800));
        this.which = which;
        this.target = target(plan(METER));
        this.calibrations = new CalibrationLog(METER, flaw, this::released);
        books().tell(this::published);
    }

    /**
     * Runs one case.
     *
     * @throws AssertionError naming the case, with a {@link BrokenPromise} as its cause, or when it was never struck at its
     *     named point
     */
    static Ending ending(Case which) {
        CrashWorld world = new CrashWorld(which, Flaw.NONE);
        world.run(which.toString());
        if (which.point() != null && !world.strike().fallen()) {
            throw new AssertionError(which + " never came to its point, only to "
                    + world.strike().trace());
        }
        return world.ending();
    }

    private Ending ending() {
        SortedSet<String> facts = new TreeSet<>(kindsOfGateway);
        calibrations.facts().forEach(fact -> facts.add(fact.kind()));
        return new Ending(
                activeBlock().equals(target.targetBlock()),
                books().activations(),
                Objects.requireNonNull(job(), "at rest").state().stage().name(),
                books().resultsOf(METER).values().stream()
                        .map(Enum::name)
                        .sorted()
                        .toList(),
                facts,
                strike().trace());
    }

    /** @throws AssertionError as {@link #ending} */
    static Moments run(Case which, Flaw flaw) {
        CrashWorld world = new CrashWorld(which, flaw);
        world.run(which.toString());
        return new Moments(
                Stream.of(Blow.values()).collect(Collectors.toMap(blow -> blow, world.strike()::moments)),
                world.writingFrames);
    }

    CalibrationLog calibrations() {
        return calibrations;
    }

    Seat seat() {
        return seat;
    }

    /** A calibrator was killed; another one is started. */
    void died(ModelledCalibrator calibrator) {
        diary().note(calibrator.toString(), "killed");
        scheduler().after(1_000_000_000L, this::startCalibrator);
    }

    @Override
    void play() {
        books().onWrite(() -> {
            if (strike().isArmed()) {
                writingFrames.add(strike().moments(Blow.METER_OUT_BEFORE) - 1);
            }
        });
        start();
        start();
        for (int i = 0; i < which.calibrators(); i++) {
            startCalibrator();
        }
        Member member = new Member(METER, CASE_ID, 1, target);
        calibrations.append(new CalibrationLog.Input.OfRegistration(registration(target.meterModel())));
        calibrations.append(new CalibrationLog.Input.OfCase(new CaseView(CASE_ID, CaseView.Status.OPEN, "", target)));
        calibrations.append(
                new CalibrationLog.Input.OfDirective(new Directive.Enlist(CAMPAIGN, DIGEST, member, Terms.UNPLANNED)));
        calibrations.append(new CalibrationLog.Input.OfDirective(
                new Directive.Permit(CAMPAIGN, DIGEST, field().clock.now().plus(Duration.ofDays(365)))));
        untilRest();
        if (which.restore()) {
            breakMemory();
            untilRest();
        }
        requireOldOrNew();
        requireKept();
    }

    private void untilRest() {
        until(this::atRest);
        books().require(atRest(), "no rest: the job is " + job());
    }

    private void until(BooleanSupplier over) {
        for (int sip = 0; sip < MOST_SIPS && !over.getAsBoolean(); sip++) {
            field().advance(POLL_PERIOD);
            scheduler().await(over, SIP_NANOS);
        }
    }

    /** The memory fails; once the gateway has seen that, people have the proven block restored. */
    private void breakMemory() {
        SimulatedMeter meter = field().meter(plan(METER));
        meter.happen(new Happening.MemoryCorrupted(Happening.Part.BLOCK, DAMAGED_OCTET, 1));
        books().memoryFailed(METER);
        brokenBlock = activeBlock();
        long shown = meter.activeChecksum();
        until(() -> brokenBlock.equals(calibrations.committed().knowledge().newestBlock()));
        int epoch = calibrations.committed().knowledge().newestEpoch();
        Member member = new Member(
                METER,
                "",
                1,
                new CorrectionTarget(
                        target.meterModel(),
                        epoch,
                        brokenBlock,
                        shown,
                        target.targetBlock(),
                        target.targetChecksum(),
                        1));
        calibrations.append(
                new CalibrationLog.Input.OfDirective(new Directive.Enlist(RESTORE, DIGEST, member, Terms.UNPLANNED)));
        calibrations.append(new CalibrationLog.Input.OfDirective(
                new Directive.Permit(RESTORE, DIGEST, field().clock.now().plus(Duration.ofDays(365)))));
        until(() -> campaignOfJob().equals(RESTORE));
    }

    private String campaignOfJob() {
        Job job = job();
        return job == null ? "" : job.campaignId();
    }

    private boolean atRest() {
        Job job = job();
        return job != null
                && job.state().stage().isFinal()
                && heldBack.isEmpty()
                && log().allWorkOver()
                && !calibrations.hasAfter(calibrations.committed().position());
    }

    private @Nullable Job job() {
        List<Job> jobs = calibrations.committed().jobs().jobs();
        return jobs.isEmpty() ? null : jobs.getLast();
    }

    private void requireOldOrNew() {
        String found = activeBlock();
        books().require(
                        found.equals(target.baseBlock())
                                || found.equals(target.targetBlock())
                                || found.equals(brokenBlock),
                        "the meter has neither the old block nor the target: " + found);
    }

    private String activeBlock() {
        return HexFormat.of().formatHex(field().meter(plan(METER)).activeBlockBytes());
    }

    private void requireKept() {
        Job job = job();
        MemberStage written = which.wrong() ? MemberStage.ROLLED_BACK : MemberStage.CORRECTED;
        MemberStage wanted = which.restore() ? MemberStage.RESTORED : written;
        books().require(job != null && job.state().stage() == wanted, "ended as " + job);
        books().require(
                        activeBlock().equals(which.wrong() ? target.baseBlock() : target.targetBlock())
                                && books().activations() == (which.wrong() || which.restore() ? 2 : 1),
                        activeBlock() + " after " + books().activations() + " activations");
        List<Fact> facts = calibrations.facts();
        List<String> released = facts.stream()
                .filter(fact ->
                        fact.kind().endsWith("_RELEASED") && fact.details().containsKey("orderId"))
                .map(fact -> fact.details().get("orderId"))
                .toList();
        books().require(
                        released.size() == ordersReleased
                                && released.stream().distinct().count() == ordersReleased,
                        ordersReleased + " orders, released by the facts: " + released);
        books().require(
                        books().resultsOf(METER).keySet().equals(Set.copyOf(released)),
                        "outcomes of " + books().resultsOf(METER) + ", orders " + released);
        for (String orderId : released) {
            long ends = factsOfGateway.stream().filter(orderId::equals).count();
            books().require(ends == 1, "the gateway's facts end order " + orderId + " " + ends + " times");
        }
        List<String> kinds = facts.stream().map(Fact::kind).toList();
        books().require(!kinds.contains("OUTCOME_OF_UNKNOWN_ORDER"), "an order nobody knows had an outcome");
        if (which.restore()) {
            requireArchivedFirst();
        }
        List<Integer> known = Stream.of("MEMBER_VERIFYING", "OUTCOME_APPLIED", "OUTCOME_ALREADY_APPLIED")
                .map(kinds::indexOf)
                .filter(at -> at >= 0)
                .toList();
        String end = "MEMBER_" + wanted;
        books().require(
                        kinds.stream().filter(end::equals).count() == 1
                                && !known.isEmpty()
                                && Collections.min(known) > kinds.indexOf("ORDER_RELEASED")
                                && Collections.min(known) < kinds.indexOf(end)
                                && (!which.wrong() || kinds.contains("ROLLBACK_RELEASED")),
                        "facts out of order: " + kinds);
    }

    /** What the meter said was durable before it was changed; an order whose outcome was lost may be told by the next. */
    private void requireArchivedFirst() {
        int archived = kindsOfGateway.indexOf(ARCHIVED);
        int told = Math.max(
                kindsOfGateway.indexOf("COEFFICIENTS_RESTORED"), kindsOfGateway.indexOf("ORDER_ALREADY_APPLIED"));
        books().require(archived >= 0 && archived < told, "facts of the gateway: " + kindsOfGateway);
    }

    private void startCalibrator() {
        new ModelledCalibrator(this, ++calibratorsStarted, CrashPolicy.POLICY).start();
    }

    /** An order becomes visible. */
    private void released(JobStep.Order order) {
        ordersReleased++;
        ReceivedOrder received = received(order);
        if (which.restore() && !order.draft().campaignId().equals(RESTORE)) {
            log().order(0, received);
            return;
        }
        strike().arm();
        switch (which.delivery()) {
            case ONCE -> log().order(0, received);
            case TWICE -> {
                log().order(0, received);
                log().order(0, received);
            }
            case THREE_TIMES_OVER_TIME -> {
                log().order(0, received);
                heldBack.add(received);
                heldBack.add(received);
                scheduler().after(300_000_000L, this::deliverOne);
                scheduler().after(45_000_000_000L, this::deliverOne);
            }
            case OUT_OF_ORDER -> {
                if (ordersReleased == 1) {
                    heldBack.add(received);
                } else {
                    log().order(0, received);
                    if (ordersReleased == 2) {
                        scheduler().after(400_000_000L, this::deliverOne);
                    }
                }
            }
        }
    }

    private void deliverOne() {
        log().order(0, heldBack.removeFirst());
    }

    private void published(ModelledLog.Published record) {
        switch (record.publication()) {
            case Publication.Outcome outcome -> outcome(outcome);
            case Publication.Event event
            when event.code().equals(EventCodes.EPOCH) && event.calibration() != null -> {
                String block =
                        HexFormat.of().formatHex(event.calibration().block().toArray());
                int epoch = event.calibration().number();
                calibrations.append(new CalibrationLog.Input.OfEpoch(
                        epoch,
                        event.calibration().meterModel(),
                        block,
                        event.calibration().checksum()));
                scheduler()
                        .after(
                                ANALYSIS_NANOS,
                                () -> calibrations.append(new CalibrationLog.Input.OfEstimate(estimate(epoch, block))));
            }
            case Publication.Fact fact
            when fact.details().containsKey("orderId") -> {
                kindsOfGateway.add(fact.kind());
                if (!fact.kind().equals(ARCHIVED)) {
                    factsOfGateway.add(fact.details().get("orderId"));
                }
            }
            default -> {}
        }
    }

    private void outcome(Publication.Outcome published) {
        var outcome = published.outcome();
        calibrations.append(new CalibrationLog.Input.OfOutcome(new Outcome(
                published.order().orderId(),
                Outcome.Result.valueOf(outcome.result().name()),
                outcome.reasonCode(),
                outcome.reasonText(),
                published.repeated(),
                outcome.newEpoch(),
                outcome.fieldTime())));
    }

    /** What the analyzer would find from readings of that epoch: the error that the block in force leaves. */
    private Estimate estimate(int epoch, String block) {
        var model = MeterModels.named(target.meterModel()).orElseThrow();
        double gain = model.gainRatio(
                HexFormat.of().parseHex(target.baseBlock()), HexFormat.of().parseHex(block));
        double effect = which.wrong() ? 1 / gain : gain;
        double error = ((1 + ERROR_PERCENT / 100) * effect - 1) * 100;
        boolean first = epoch == 1;
        return new Estimate(
                epoch,
                "reference",
                field().clock.now(),
                DAYS_OF_PROOF,
                "",
                error,
                0.04,
                DAYS_OF_PROOF,
                0.97,
                first,
                first,
                new ErrorForm(null, List.of(new ErrorForm.Point(0.1, error, 0.04, true)), null, null));
    }

    private ReceivedOrder received(JobStep.Order order) {
        CorrectionTarget ordered = order.draft().target();
        return new ReceivedOrder(
                METER,
                order.orderId(),
                order.orderId(),
                "digest of " + order.orderId(),
                null,
                METER,
                order.draft().sequence(),
                order.draft().campaignId(),
                CASE_ID,
                new ReceivedOrder.Target(
                        ordered.meterModel(),
                        ordered.baseEpoch(),
                        Octets.ofHex(ordered.baseBlock()),
                        ordered.baseChecksum(),
                        Octets.ofHex(ordered.targetBlock()),
                        ordered.targetChecksum()),
                order.draft().expiresAt());
    }

    private static CorrectionTarget target(MeterPlan plan) {
        var model = MeterModels.named(modelName(plan)).orElseThrow();
        byte[] base = plan.factoryBlock().canonicalBytes();
        byte[] wanted = model.scaled(base, 1 / (1 + ERROR_PERCENT / 100));
        return new CorrectionTarget(
                model.name(),
                1,
                HexFormat.of().formatHex(base),
                model.checksumOf(base),
                HexFormat.of().formatHex(wanted),
                model.checksumOf(wanted),
                model.gainRatio(base, wanted));
    }

    private static Registration registration(String meterModel) {
        return new Registration(
                true,
                meterModel,
                Registration.Policy.ADJUST_UNVERIFIED,
                Registration.Verification.UNVERIFIED,
                "POLICY-1",
                LIMIT_PERCENT,
                LIMIT_PERCENT,
                "",
                null,
                Registration.Restore.RESTORE_UNVERIFIED);
    }
}
