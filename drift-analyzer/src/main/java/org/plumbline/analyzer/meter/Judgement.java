// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CoefficientPlanner;
import org.plumbline.analyzer.cases.DaySignal;
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
import org.plumbline.analyzer.metrology.paired.DayWitness;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.analyzer.state.MeterState;

/** From the closed days of a meter to its findings, and from those to its cases. Of one step of one meter. */
final class Judgement {
    private final String meterId;
    private final MeterState.Draft draft;
    private final Pairing.Ready pairing;

    Judgement(String meterId, MeterState.Draft draft, Pairing.Ready pairing) {
        this.meterId = meterId;
        this.draft = draft;
        this.pairing = pairing;
    }

    /**
     * What is known after some of the days.
     *
     * @param evidence of these days
     * @param finding what they say, without levels that were refused before they became part of a day
     */
    record Known(Evidence evidence, Finding finding) {}

    /** After all days that are closed now. */
    Known newest() {
        return known(evidence().after(draft.recent.values()), draft.recent, draft.pairedBefore, pairing.inDoubt());
    }

    /** After a closed day and those before it. */
    Known after(long day) {
        return after(day, evidence().after(draft.recent.headMap(day + 1).values()));
    }

    private Known after(long day, Evidence evidence) {
        boolean doubted = pairing.inDoubt() && day >= draft.ground.doubtedFrom;
        return known(evidence, draft.recent.headMap(day + 1), day + 1, doubted);
    }

    private Evidence evidence() {
        return new Evidence(draft.checkpoint, draft.checkpointDigest);
    }

    /**
     * The cases after days that are judged again.
     *
     * @param settled the cases as they stood before these days
     * @param other first day that may be other than when it was judged last; those before it are passed over where no case
     *     can come of them
     * @param before day after the last
     */
    CaseBook replayed(CaseBook settled, long other, long before) {
        CaseBook book = settled;
        long from = settled.files().isEmpty() && isQuiet(other) ? Math.max(other, actedBefore()) : actedBefore();
        if (from >= before) {
            return book;
        }
        Evidence evidence = evidence().after(draft.recent.headMap(from).values());
        List<DayResult> again = List.copyOf(draft.recent.subMap(from, before).values());
        if (!again.isEmpty()) {
            draft.ground.signals.subMap(again.getFirst().epochDay(), before).clear();
        }
        for (DayResult day : again) {
            evidence = evidence.after(List.of(day));
            book = moved(book, day.epochDay(), after(day.epochDay(), evidence));
        }
        return book;
    }

    private long actedBefore() {
        return draft.ground.actedBefore;
    }

    /** True when no estimate of the days that are judged again, before one of them, says that anything is wrong. */
    private boolean isQuiet(long before) {
        return actedBefore() >= before
                || draft.ground.signals.subMap(actedBefore(), before).values().stream()
                        .noneMatch(DaySignal::isBeyond);
    }

    /** The cases after one more day. */
    CaseBook moved(CaseBook book, long day, Known known) {
        boolean isEstimate = draft.recent.get(day) instanceof DayResult.Estimate;
        if (isEstimate) {
            draft.ground.signals.put(day, DaySignal.of(known.finding().assessment()));
        }
        Long newest = isEstimate ? Long.valueOf(day) : draft.ground.signals.lowerKey(day);
        return book.after(
                known.finding(),
                earlier(newest, day + 1),
                inForce(known.evidence().track()));
    }

    /** The cases with what is known of days that one meter has not passed, or with the doubt that came after all days. */
    CaseBook movedByAll(CaseBook book, Known known) {
        Long newest = draft.ground.signals.isEmpty() ? null : draft.ground.signals.lastKey();
        return book.after(
                known.finding(),
                earlier(newest, draft.pairedBefore),
                inForce(known.evidence().track()));
    }

    /** What the estimates before the newest one said: of the days that are looked at, and the last before them. */
    private List<DaySignal> earlier(@Nullable Long newest, long before) {
        long lookedAtFrom = DayClosing.lookedAtFrom(before);
        List<DaySignal> all = new ArrayList<>();
        if (newest == null || newest < lookedAtFrom) {
            return all;
        }
        NavigableMap<Long, DaySignal> signals = draft.ground.signals;
        all.addAll(signals.subMap(lookedAtFrom, true, newest, false)
                .descendingMap()
                .values());
        Map.Entry<Long, DaySignal> last = signals.lowerEntry(lookedAtFrom);
        all.add(last == null ? DaySignal.NONE : last.getValue());
        return all;
    }

    private Optional<CalibrationBlock> inForce(MeterTrack track) {
        return Optional.ofNullable(draft.calibrations.get(track.calibrationEpoch()));
    }

    private Known known(Evidence evidence, SortedMap<Long, DayResult> days, long before, boolean doubted) {
        MeterTrack track = evidence.track();
        AccuracyPolicy policy = pairing.policy().at(OperatingPoint.of(track));
        Assessment judged = AccuracyAssessor.assess(
                track, witnesses(days, before), pairing.certificate(), policy, pairing.installation(), gain(track));
        Assessment assessment =
                named(doubted && judged instanceof Assessment.Judged one ? one.heldBack() : judged, days);
        return new Known(evidence, finding(evidence, policy, assessment));
    }

    private Optional<AdjustableGain> gain(MeterTrack track) {
        return draft.certifiedBlockHex.isEmpty()
                ? Optional.empty()
                : inForce(track).flatMap(block -> CoefficientPlanner.gain(block, draft.certifiedBlockHex));
    }

    private Finding finding(Evidence evidence, AccuracyPolicy policy, Assessment assessment) {
        MeterTrack track = evidence.track();
        SortedMap<String, Integer> exclusions = new TreeMap<>();
        track.exclusions().forEach((reason, count) -> exclusions.put(reason.name(), count));
        return new Finding(
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
                exclusions,
                assessment,
                new Finding.Sources(
                        policy.limit().source(),
                        policy.maximumPermissibleError().source(),
                        pairing.certificate().source()));
    }

    /** The days that a diagnosis looks at: the same, whether older ones are forgotten already or not. */
    private List<DayResult> witnesses(SortedMap<Long, DayResult> days, long before) {
        long from = DayClosing.lookedAtFrom(before);
        List<DayResult> all = new ArrayList<>();
        draft.ground.witnesses.tailMap(from).values().forEach(witness -> all.add(witness.day()));
        days.tailMap(from).values().forEach(day -> {
            if (day instanceof DayResult.Estimate estimate) {
                all.add(DayWitness.of(estimate).day());
            }
        });
        return all;
    }

    /** Publishes what is known, with the levels that never became part of a day. */
    void tell(Known known, List<MeterOutput> outputs) {
        compared(meterId, known.finding().assessment(), pairing).ifPresent(outputs::add);
        outputs.add(new MeterOutput.DriftFound(known.finding().leavingOut(draft.refusedLevels)));
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

    /** A refusal with what the newest day lacks; where that is the calibration epoch, by this name. */
    private static Assessment named(Assessment assessment, SortedMap<Long, DayResult> days) {
        if (!(assessment instanceof Assessment.Refused refused)
                || days.isEmpty()
                || !(days.get(days.lastKey()) instanceof DayResult.Refusal newest)
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
