// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CoefficientPlanner;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.metrology.decision.AccuracyAssessor;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AdjustableGain;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.OperatingPoint;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.decision.UncertaintyBudget;
import org.plumbline.analyzer.metrology.network.Comparison;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.analyzer.state.MeterState;

/** From the closed days of a meter to a finding. */
final class Judgement {
    private Judgement() {}

    /** Judges the meter by its checkpoint and the days after it, and moves its cases on. */
    static void judge(String meterId, MeterState.Draft draft, Pairing.Ready pairing, List<MeterOutput> outputs) {
        Evidence evidence =
                new Evidence(draft.checkpoint, draft.checkpointDigest).after(List.copyOf(draft.recent.values()));
        MeterTrack track = evidence.track();
        Optional<CalibrationBlock> inForce = Optional.ofNullable(draft.calibrations.get(track.calibrationEpoch()));
        Optional<AdjustableGain> gain = draft.certifiedBlockHex.isEmpty()
                ? Optional.empty()
                : inForce.flatMap(block -> CoefficientPlanner.gain(block, draft.certifiedBlockHex));
        AccuracyPolicy policy = pairing.policy().at(OperatingPoint.of(track));
        Assessment assessment = named(assess(track, newestDays(draft), pairing, policy, gain), draft);
        compared(meterId, assessment, pairing).ifPresent(outputs::add);
        Finding finding = new Finding(
                meterId,
                pairing.profileId(),
                track.calibrationEpoch(),
                track.days() > 0 ? track.firstDay() : track.lastDay(),
                track.lastDay() + 1,
                track.days(),
                track.days() > 0 ? evidence.digest() : "",
                assessment instanceof Assessment.Judged judged
                        ? policy.limit().percentFor(judged.errorPercent())
                        : policy.limit().percent(),
                policy.maximumPermissibleError().percent(),
                exclusions(track, draft),
                assessment,
                new Finding.Sources(
                        policy.limit().source(),
                        policy.maximumPermissibleError().source(),
                        pairing.certificate().source()));
        outputs.add(new MeterOutput.DriftFound(finding));
        CaseKeeping.onFinding(
                draft,
                finding,
                () -> EarlierTracks.of(draft.checkpoint, draft.recent, DayClosing.lookedAtFrom(draft)).stream()
                        .map(each -> assess(
                                each,
                                daysUntil(each.lastDay(), draft),
                                pairing,
                                pairing.policy().at(OperatingPoint.of(each)),
                                gain))
                        .iterator(),
                inForce,
                outputs);
    }

    private static Assessment assess(
            MeterTrack track,
            Collection<DayResult> newest,
            Pairing.Ready pairing,
            AccuracyPolicy policy,
            Optional<AdjustableGain> gain) {
        Assessment assessment =
                AccuracyAssessor.assess(track, newest, pairing.certificate(), policy, pairing.installation(), gain);
        return pairing.inDoubt() && assessment instanceof Assessment.Judged judged ? judged.heldBack() : assessment;
    }

    /** What the readings alone say; nothing where something else than the two meters shows in them. */
    private static Optional<MeterOutput> compared(String meterId, Assessment assessment, Pairing.Ready pairing) {
        if (!(assessment instanceof Assessment.Judged judged)
                || !judged.particulars().diagnosis().isOfTheMeter()
                || !(judged.errorPercent() > -100)) {
            return Optional.empty();
        }
        ReferenceCertificate stated = pairing.certificate();
        double relative = ((1 + judged.errorPercent() / 100) / (1 + stated.errorPercent() / 100) - 1) * 100;
        UncertaintyBudget budget = judged.uncertainty();
        return Optional.of(new MeterOutput.Compared(
                new Comparison(
                        meterId,
                        pairing.referenceMeterId(),
                        relative,
                        Math.sqrt(budget.estimationPercent() * budget.estimationPercent()
                                + budget.structurePercent() * budget.structurePercent()),
                        judged.lastDay()),
                new ReferenceCertificate(
                        stated.errorPercent(),
                        stated.standardUncertaintyPercent(),
                        stated.driftPercentPerYear(),
                        stated.epochDay())));
    }

    private static Collection<DayResult> daysUntil(long lastDay, MeterState.Draft draft) {
        return newestDays(draft).stream()
                .filter(day -> day.epochDay() <= lastDay)
                .toList();
    }

    /** The days that can still change, also when older ones are not forgotten yet: the same in any order of arrival. */
    private static Collection<DayResult> newestDays(MeterState.Draft draft) {
        return draft.recent.tailMap(DayClosing.lookedAtFrom(draft)).values();
    }

    /** A finding without a number. */
    static Finding refused(String meterId, MeterState.Draft draft, Pairing.Refused pairing) {
        long newest = Math.max(draft.testedDay, draft.referenceDay);
        long day = newest == MeterState.NO_DAY ? 0 : newest;
        return new Finding(
                meterId,
                pairing.profileId(),
                0,
                day,
                day,
                0,
                "",
                0,
                0,
                new TreeMap<>(draft.refusedLevels),
                new Assessment.Refused(pairing.name(), pairing.sentence()));
    }

    private static SortedMap<String, Integer> exclusions(MeterTrack track, MeterState.Draft draft) {
        SortedMap<String, Integer> counts = new TreeMap<>(draft.refusedLevels);
        track.exclusions().forEach((reason, count) -> counts.put(reason.name(), count));
        return counts;
    }

    /** A refusal with what the newest day lacks; where that is the calibration epoch, by this name. */
    private static Assessment named(Assessment assessment, MeterState.Draft draft) {
        if (!(assessment instanceof Assessment.Refused refused)
                || draft.recent.isEmpty()
                || !(draft.recent.get(draft.recent.lastKey()) instanceof DayResult.Refusal newest)
                || !refused.name().equals(newest.reason().name())) {
            return assessment;
        }
        if (newest.reason() == DayResult.RefusalReason.TOO_FEW_PAIRS && isWithoutEpoch(newest)) {
            return new Assessment.Refused(
                    "NO_CALIBRATION_EPOCH", "the readings do not say which coefficients were in force");
        }
        String counts = newest.exclusions().entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        String day = "on " + LocalDate.ofEpochDay(newest.epochDay());
        return new Assessment.Refused(
                refused.name(), refused.sentence() + "; " + day + (counts.isEmpty() ? " no rows" : " " + counts));
    }

    private static boolean isWithoutEpoch(DayResult.Refusal day) {
        int unknown = day.exclusions().getOrDefault(ExclusionReason.UNKNOWN_EPOCH, 0);
        return unknown > 0
                && day.exclusions().entrySet().stream()
                        .filter(each -> each.getKey() != ExclusionReason.MISSING)
                        .noneMatch(each -> each.getValue() > unknown);
    }
}
