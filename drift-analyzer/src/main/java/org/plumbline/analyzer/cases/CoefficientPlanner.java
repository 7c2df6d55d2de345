// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.plumbline.analyzer.cases.Plan.Action;
import org.plumbline.analyzer.metrology.decision.AdjustableGain;
import org.plumbline.analyzer.metrology.decision.AdjustableTerm;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.CorrectionFactor;
import org.plumbline.analyzer.metrology.decision.Proposal;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.CoefficientChange;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/**
 * From a factor to an absolute coefficient block. The base is always the block of the epoch the evidence comes from, so
 * that planning twice from the same evidence gives the same target. Pure.
 */
public final class CoefficientPlanner {
    private CoefficientPlanner() {}

    /** The plan that follows from a judgement and the block that was active during its evidence. */
    public static Plan plan(Assessment.Judged judged, Optional<CalibrationBlock> base) {
        return switch (judged.proposal()) {
            case Proposal.Nothing nothing ->
                new Plan.NoAdjustment(Action.NONE, nothing.reason().sentence());
            case Proposal.Replace replace ->
                new Plan.NoAdjustment(Action.REPLACE, replace.reason().sentence());
            case Proposal.ByPerson byPerson ->
                new Plan.NoAdjustment(
                        switch (byPerson.remedy()) {
                            case ADJUST_OFFSET -> Action.ADJUST_OFFSET;
                            case ADJUST_PHASE -> Action.ADJUST_PHASE;
                            case RECHARACTERISE_CT -> Action.RECHARACTERISE_CT;
                            case CHECK_TERMINALS -> Action.SITE_TEST;
                        },
                        byPerson.remedy().sentence() + byHand(byPerson.remedy(), base));
            case Proposal.Withheld withheld ->
                new Plan.NoAdjustment(
                        judged.isHeldBack() ? Action.NONE : Action.SITE_TEST,
                        withheld.reasons().stream()
                                .map(reason ->
                                        reason.sentence(judged.particulars().diagnosis()))
                                .collect(Collectors.joining("; ")));
            case Proposal.Adjust adjust ->
                base.filter(block -> block.epoch() == judged.calibrationEpoch())
                        .map(block -> target(block, adjust, judged))
                        .orElseGet(() -> siteTest("the coefficients of calibration epoch " + judged.calibrationEpoch()
                                + " are not known"));
        };
    }

    /**
     * The gain in force as far as a decision needs it; empty when the model or the block is unknown or unsound.
     *
     * @param inForce block of the epoch that is judged
     * @param certifiedHex block that counts as never adjusted, hexadecimal
     */
    public static Optional<AdjustableGain> gain(CalibrationBlock inForce, String certifiedHex) {
        byte[] block = HexFormat.of().parseHex(inForce.blockHex());
        byte[] certified = HexFormat.of().parseHex(certifiedHex);
        return MeterModels.named(inForce.meterModel())
                .filter(model -> model.defectOf(block).isEmpty()
                        && model.defectOf(certified).isEmpty())
                .map(model -> new AdjustableGain(
                        model.gainRatio(certified, block),
                        100 * model.gainLsb() / smallestGain(model, block),
                        Optional.ofNullable(model.phases())
                                .map(angles -> new AdjustableTerm(
                                        model.meanAngleRadians(block) - model.meanAngleRadians(certified),
                                        angles.lsbRadians())),
                        Optional.ofNullable(model.offsets())
                                .map(powers -> new AdjustableTerm(
                                        model.offsetWatts(block) - model.offsetWatts(certified), powers.lsbWatts()))));
    }

    /** Why it cannot be done over the air, where that is for want of a coefficient. */
    private static String byHand(Proposal.Remedy remedy, Optional<CalibrationBlock> base) {
        Optional<Coefficient> wanted = switch (remedy) {
            case ADJUST_OFFSET -> Optional.of(Coefficient.OFFSET);
            case ADJUST_PHASE -> Optional.of(Coefficient.PHASE);
            case RECHARACTERISE_CT, CHECK_TERMINALS -> Optional.empty();
        };
        return wanted.flatMap(coefficient -> base.flatMap(block -> MeterModels.named(block.meterModel()))
                        .filter(model -> !model.has(coefficient))
                        .map(model -> "; by hand, " + model.name() + " has no such coefficient"))
                .orElse("");
    }

    private static double smallestGain(MeterModel model, byte[] block) {
        double smallest = Double.MAX_VALUE;
        for (double gain : model.gainsOf(block)) {
            smallest = Math.min(smallest, gain);
        }
        return smallest;
    }

    private static Plan target(CalibrationBlock base, Proposal.Adjust adjust, Assessment.Judged judged) {
        Optional<MeterModel> known = MeterModels.named(base.meterModel());
        if (known.isEmpty()) {
            return siteTest("meter model '" + base.meterModel() + "' is not known");
        }
        MeterModel model = known.get();
        byte[] block = HexFormat.of().parseHex(base.blockHex());
        Optional<String> defect = model.defectOf(block);
        if (defect.isPresent()) {
            return siteTest("the block in force is not sound: " + defect.get());
        }
        if (model.checksumOf(block) != base.checksum()) {
            return siteTest("the meter's checksum does not fit the block in force");
        }
        byte[] target;
        try {
            target = switch (adjust.coefficient()) {
                case GAIN -> model.scaled(block, adjust.amount());
                case PHASE -> model.turned(block, adjust.amount());
                case OFFSET -> model.offsetBy(block, adjust.amount());
            };
        } catch (IllegalArgumentException tooLarge) {
            return new Plan.NoAdjustment(Action.REPLACE, "the target does not fit the coefficient field");
        }
        String targetHex = HexFormat.of().formatHex(target);
        if (targetHex.equals(base.blockHex())) {
            return new Plan.NoAdjustment(Action.NONE, "the correction is below the coefficient's resolution");
        }
        return new Plan.Adjust(new CoefficientProposal(
                model.name(),
                base.epoch(),
                base.blockHex(),
                base.checksum(),
                targetHex,
                model.checksumOf(target),
                model.gainRatio(block, target),
                errorAfterPercent(adjust, CoefficientChange.between(model, block, target), judged.errorPercent()),
                judged.days()));
    }

    /** What the rounded target leaves; 0 where the whole error is taken for one of gain. */
    private static double errorAfterPercent(Proposal.Adjust adjust, CoefficientChange rounded, double errorPercent) {
        if (adjust.errorAfterPercent() == 0) {
            return 0;
        }
        double taken = errorPercent - adjust.errorAfterPercent();
        return switch (adjust.coefficient()) {
            case GAIN -> CorrectionFactor.errorAfter(errorPercent, rounded.gainRatio());
            case PHASE -> errorPercent - taken * rounded.phaseRadians() / adjust.amount();
            case OFFSET -> errorPercent - taken * rounded.offsetWatts() / adjust.amount();
        };
    }

    private static Plan siteTest(String reason) {
        return new Plan.NoAdjustment(Action.SITE_TEST, reason);
    }
}
