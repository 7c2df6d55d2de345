// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MemberState;

/** The run held against the truth of the meters; what was promised and not kept, in sentences. */
final class Judgement {
    /** W1 of the acceptance figures: of executed writes, those that may make the error larger. */
    private static final double LARGEST_WORSE_SHARE = 0.01;
    /** Of the members of sound models over sound links that refuse nothing. */
    private static final double SMALLEST_CORRECTED_SHARE = 0.97;

    final List<MeterTruth> meters = new ArrayList<>();
    private final CampaignRun run;
    private final CampaignRun.Course course;
    private final List<String> faults = new ArrayList<>();

    Judgement(CampaignRun run, CampaignRun.Course course) {
        this.run = run;
        this.course = course;
        Map<String, CampaignMember> members = run.watch().members(course.campaignId()).stream()
                .collect(Collectors.toMap(CampaignMember::getMeterId, Function.identity()));
        for (RunFleet.Tested tested : run.fleet.tested()) {
            meters.add(MeterTruth.of(tested, members.get(tested.meterId()), run));
        }
    }

    /** Empty when everything holds. */
    List<String> faults() {
        faults.clear();
        halt();
        writes();
        ends();
        run.watch().auditDefects().forEach(defect -> faults.add("audit: " + defect));
        require(run.watch().deadLetters() == 0, run.watch().deadLetters() + " dead letters");
        return List.copyOf(faults);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    private void requireNone(String what, Predicate<MeterTruth> which) {
        List<String> found =
                meters.stream().filter(which).map(MeterTruth::toString).limit(3).toList();
        require(found.isEmpty(), count(which) + " meters " + what + ", as " + found);
    }

    long count(Predicate<MeterTruth> which) {
        return meters.stream().filter(which).count();
    }

    /** The defective model is halted with its canaries, each put back to the very octets it had. */
    private void halt() {
        String halted =
                run.watch().campaign(course.campaignId()).getHaltedModels().toString();
        require(
                run.watch().campaign(course.campaignId()).getHaltedModels().size() == 1
                        && halted.contains(RunFleet.DEFECTIVE.modelName()),
                "halted models are " + halted);
        requireNone(
                "of the defective model were written beyond the canary",
                meter -> isDefective(meter)
                        && meter.isWritten()
                        && meter.member().getWave() != CampaignRun.CANARY_WAVE);
        requireNone(
                "of the defective model are not as the factory left them",
                meter -> isDefective(meter) && !meter.factoryBlockActive());
    }

    private void writes() {
        require(count(MeterTruth::isWritten) > 0, "nothing was written");
        require(
                count(MeterTruth::wasMadeWorse) <= LARGEST_WORSE_SHARE * count(MeterTruth::isWritten),
                "W1: " + count(MeterTruth::wasMadeWorse) + " of " + count(MeterTruth::isWritten)
                        + " writes made the error larger");
        requireNone("of sound models were made worse", meter -> !isDefective(meter) && meter.wasMadeWorse());
        requireNone("W1: were pushed beyond the class limit", MeterTruth::endsPushedBeyondTheLimit);
        requireNone(
                "W2: were changed more than once, or more than once and back",
                meter -> meter.changes() > (meter.isIn(MemberState.ROLLED_BACK) ? 2 : 1));
        requireNone("that nobody selected were changed", meter -> meter.member() == null && meter.isWritten());
        requireNone(
                "hold neither what they had nor what was approved",
                meter -> !meter.factoryBlockActive() && !meter.targetBlockActive());
        Map<String, DriftEstimate> estimates = run.watch().estimates();
        requireNone(
                "W2: are corrected and K is not exactly 1",
                meter -> meter.isIn(MemberState.CORRECTED)
                        && !Double.valueOf(1.0)
                                .equals(estimates.get(meter.meterId()).getCorrectionFactor()));
    }

    private void ends() {
        requireNone(
                "are corrected in words only",
                meter -> meter.isIn(MemberState.CORRECTED) && !(meter.targetBlockActive() && meter.changes() == 1));
        requireNone(
                "were rolled back in words only",
                meter -> meter.isIn(MemberState.ROLLED_BACK) && !(meter.factoryBlockActive() && meter.changes() == 2));
        requireNone("refuse and were changed", meter -> run.fleet.isRefusing(meter.meterId()) && meter.isWritten());
        long easy = count(this::isEasy);
        long corrected = count(meter -> isEasy(meter) && meter.isIn(MemberState.CORRECTED));
        require(
                corrected >= SMALLEST_CORRECTED_SHARE * easy,
                corrected + " of " + easy + " members without a fault were corrected");
    }

    private boolean isEasy(MeterTruth meter) {
        return meter.member() != null && !isDefective(meter) && !run.fleet.isFaulty(meter.meterId());
    }

    static boolean isDefective(MeterTruth meter) {
        return meter.model() == RunFleet.DEFECTIVE;
    }
}
