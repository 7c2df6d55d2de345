// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.plumbline.analyzer.state.MeterState.NO_DAY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseCommand;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseLife;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.analyzer.state.DayLevels.Addition;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;

/**
 * Follows one tested meter: one step per level, calibration, order or outcome. Pure but for the {@link DayStore} it is
 * handed. Levels that arrive within {@value DayClosing#KEPT_AFTER_CLOSING_DAYS} days of field time after their day has
 * closed lead to the same bits in whatever order they come, once or many times; later ones are refused by name and
 * counted in the findings.
 */
public final class MeterFollower {
    /** Exclusion: the day of the level can no longer change. */
    public static final String TOO_LATE = "TOO_LATE";

    /** Exclusion: days that hold as many levels of a meter as they may; levels of less worth were left out. */
    public static final String DAY_FULL = "DAY_FULL";

    private static final int CALIBRATIONS_KEPT = 8;

    private MeterFollower() {}

    /**
     * What a step does.
     *
     * @param changed the next state; empty when it is the one before
     * @param outputs what to tell
     */
    public record Step(Optional<MeterState> changed, List<MeterOutput> outputs) {
        /** Nothing changed, nothing to tell. */
        public static final Step NOTHING = new Step(Optional.empty(), List.of());

        /** Copies the list. */
        public Step {
            outputs = List.copyOf(outputs);
        }

        static Step to(MeterState next, List<MeterOutput> outputs) {
            return new Step(Optional.of(next), outputs);
        }
    }

    /**
     * A level of the meter or of its reference.
     *
     * @param referenceMeterId meter the level was read from when the side is REFERENCE
     * @param pairing asked only when a day closes or the reference is another than before
     */
    public static Step onLevel(
            String meterId,
            MeterState before,
            Side side,
            String referenceMeterId,
            Level level,
            DayStore days,
            Supplier<Pairing> pairing) {
        boolean otherReference = side == Side.REFERENCE && !referenceMeterId.equals(before.referenceMeterId());
        if (otherReference && !pairing.get().referenceMeterId().equals(referenceMeterId)) {
            return Step.NOTHING;
        }
        if (otherReference) {
            MeterState.Draft fresh = before.draft();
            adoptReference(fresh, referenceMeterId, days);
            return taken(meterId, fresh.freeze(), side, level, days, pairing);
        }
        return taken(meterId, before, side, level, days, pairing);
    }

    /**
     * A level that is {@linkplain Standing#isOpen open} in the state: what {@link #onLevel} does, without need of the
     * state.
     *
     * @param before asked only when the day is full with this level
     */
    public static Step onOpenLevel(Supplier<MeterState> before, Side side, Level level, DayStore days) {
        boolean fills = days.add(level.epochDay(), side, level) instanceof Addition.Added added && added.fills();
        return fills ? refused(before.get(), DAY_FULL) : Step.NOTHING;
    }

    /** True when no day the level belongs to can change any more. */
    public static boolean isTooLate(MeterState state, Level level) {
        return level.epochDay() < DayClosing.keptFrom(state);
    }

    private static Step taken(
            String meterId, MeterState before, Side side, Level level, DayStore days, Supplier<Pairing> pairing) {
        long keptFrom = DayClosing.keptFrom(before);
        long day = level.epochDay();
        SortedSet<Long> belongsTo = new TreeSet<>();
        if (day >= keptFrom) {
            belongsTo.add(day);
        }
        if (level.isMidnight() && day - 1 >= keptFrom) {
            belongsTo.add(day - 1);
        }
        if (belongsTo.isEmpty()) {
            return refused(before, TOO_LATE);
        }
        SortedSet<Long> changed = new TreeSet<>();
        int filled = 0;
        for (long each : belongsTo) {
            if (days.add(each, side, level) instanceof Addition.Added added) {
                changed.add(each);
                filled += added.fills() ? 1 : 0;
            }
        }
        long newest = side == Side.TESTED ? before.testedDay() : before.referenceDay();
        // A day closed by force stays refused until the other meter passes it: its levels are kept and no news.
        changed.removeIf(each -> each >= before.pairedBefore()
                && (each >= before.forcedBefore() || before.recent().containsKey(each)));
        if (day <= newest && changed.isEmpty() && filled == 0) {
            return Step.NOTHING;
        }
        MeterState.Draft draft = before.draft();
        if (filled > 0) {
            draft.refusedLevels.merge(DAY_FULL, filled, Integer::sum);
        }
        if (side == Side.TESTED) {
            draft.testedDay = Math.max(day, newest);
        } else {
            draft.referenceDay = Math.max(day, newest);
        }
        return closed(meterId, draft, keptFrom, changed, days, pairing);
    }

    /** Closes what can be closed, computes again what has changed, and judges. */
    private static Step closed(
            String meterId,
            MeterState.Draft draft,
            long keptFromBefore,
            SortedSet<Long> changed,
            DayStore days,
            Supplier<Pairing> pairing) {
        List<MeterOutput> outputs = new ArrayList<>();
        boolean closes = DayClosing.pairedBefore(draft) > draft.pairedBefore
                || DayClosing.forcedBefore(draft) > draft.forcedBefore;
        Optional<Judgement> by = Optional.empty();
        if (closes || !changed.isEmpty()) {
            switch (pairing.get()) {
                case Pairing.None none -> {}
                case Pairing.Refused refused -> {
                    draft.standingRefusal = refused.name();
                    outputs.add(new MeterOutput.DriftFound(Judgement.refused(meterId, draft, refused)));
                }
                case Pairing.Ready ready -> {
                    ClosedDays closed = new ClosedDays(meterId, draft, days, ready);
                    closed.judge(changed, false, outputs);
                    by = Optional.of(closed.judgement());
                }
            }
        }
        forget(draft, keptFromBefore, days, by);
        return Step.to(draft.freeze(), outputs);
    }

    /** The meter is compared with another reference from now on; the same one chosen anew begins anew, too. */
    public static Step onReference(MeterState before, String referenceMeterId, DayStore days) {
        MeterState.Draft draft = before.draft();
        adoptReference(draft, referenceMeterId, days);
        return Step.to(draft.freeze(), List.of());
    }

    /**
     * Profile or registrations are other than when the meter was judged last: what is kept is computed and judged again.
     * What is wrong with them is for {@link #onReview} to say.
     */
    public static Step onPairing(String meterId, MeterState before, DayStore days, Pairing pairing) {
        if (!(pairing instanceof Pairing.Ready ready)) {
            return Step.NOTHING;
        }
        MeterState.Draft draft = before.draft();
        long keptFromBefore = DayClosing.keptFrom(before);
        List<MeterOutput> outputs = new ArrayList<>();
        SortedSet<Long> computed =
                new TreeSet<>(draft.recent.headMap(draft.pairedBefore).keySet());
        computed.removeIf(day -> days.levels(day, Side.TESTED).isEmpty()
                && days.levels(day, Side.REFERENCE).isEmpty());
        ClosedDays closed = new ClosedDays(meterId, draft, days, ready);
        closed.judge(computed, true, outputs);
        draft.standingRefusal = "";
        forget(draft, keptFromBefore, days, Optional.of(closed.judgement()));
        MeterState after = draft.freeze();
        return after.equals(before) && outputs.isEmpty() ? Step.NOTHING : Step.to(after, outputs);
    }

    /**
     * Folds days that can no longer change into the checkpoint and drops their levels.
     *
     * @param judgement by which the cases of these days are settled; empty where there is nothing to judge by
     */
    private static void forget(
            MeterState.Draft draft, long keptFromBefore, DayStore days, Optional<Judgement> judgement) {
        long keptFrom = DayClosing.keptFrom(draft);
        if (keptFrom == NO_DAY || keptFrom == keptFromBefore) {
            return;
        }
        Settling.before(draft, keptFrom, judgement);
        Evidence settled = new Evidence(draft.checkpoint, draft.checkpointDigest)
                .after(List.copyOf(draft.recent.headMap(keptFrom).values()));
        draft.checkpoint = settled.track();
        draft.checkpointDigest = settled.digest();
        draft.recent.headMap(keptFrom).clear();
        if (keptFromBefore != NO_DAY) {
            for (long day = keptFromBefore; day < keptFrom; day++) {
                days.delete(day, Side.TESTED);
                days.delete(day, Side.REFERENCE);
            }
        }
    }

    /** Another reference: evidence against the old one is not mixed with evidence against the new one. */
    private static void adoptReference(MeterState.Draft draft, String referenceMeterId, DayStore days) {
        long keptFrom = DayClosing.keptFrom(draft);
        if (draft.referenceDay != NO_DAY && keptFrom != NO_DAY) {
            for (long day = keptFrom; day <= draft.referenceDay; day++) {
                days.delete(day, Side.REFERENCE);
            }
        }
        draft.referenceMeterId = referenceMeterId;
        draft.referenceDay = NO_DAY;
        draft.pairedBefore = NO_DAY;
        draft.forcedBefore = NO_DAY;
        draft.checkpoint = MeterTrack.start();
        draft.checkpointDigest = "";
        draft.recent.clear();
        Settling.anew(draft);
    }

    private static Step refused(MeterState before, String reason) {
        MeterState.Draft draft = before.draft();
        draft.refusedLevels.merge(reason, 1, Integer::sum);
        return Step.to(draft.freeze(), List.of());
    }

    /** A calibration epoch was opened (or told again). */
    public static Step onCalibration(MeterState before, CalibrationBlock block, long fieldTimeMillis) {
        if (block.equals(before.calibrations().get(block.epoch()))) {
            return Step.NOTHING;
        }
        MeterState.Draft draft = before.draft();
        draft.calibrations.put(block.epoch(), block);
        while (draft.calibrations.size() > CALIBRATIONS_KEPT) {
            draft.calibrations.remove(draft.calibrations.firstKey());
        }
        switch (block.cause()) {
            case FIRST_SEEN, METER_EXCHANGE -> draft.certifiedBlockHex = block.blockHex();
            case UNKNOWN, ORDERED, UNORDERED_CHANGE, FIRMWARE, TRANSFORMER_RATIO -> {}
        }
        List<MeterOutput> outputs = new ArrayList<>();
        CaseKeeping.step(draft, open -> CaseLife.onCalibration(open, block, fieldTimeMillis), outputs);
        Settling.acted(draft);
        return Step.to(draft.freeze(), outputs);
    }

    /** An order was released. */
    public static Step onOrder(MeterState before, CaseLife.Order order) {
        return changed(before, before.draft(), open -> CaseLife.onOrder(open, order));
    }

    /** The outcome of an order arrived. */
    public static Step onOutcome(MeterState before, CaseLife.Outcome outcome) {
        Optional<CalibrationBlock> newest =
                before.calibrations().values().stream().reduce((older, newer) -> newer);
        return changed(before, before.draft(), open -> CaseLife.onOutcome(open, outcome, newest));
    }

    /** A person commands a case; that they are one was judged before. */
    public static Step onCommand(String meterId, MeterState before, CaseKind kind, CaseCommand command) {
        List<MeterOutput> outputs = new ArrayList<>();
        MeterState.Draft draft = before.draft();
        CaseKeeping.onCommand(meterId, draft, kind, command, outputs);
        MeterState after = draft.freeze();
        return new Step(Optional.of(after).filter(next -> !next.equals(before)), outputs);
    }

    /** A command that is not that of an authenticated person, or cannot be understood. Has no effect but to be told. */
    public static Step onRefusedCommand(
            String meterId,
            String commandId,
            String caseId,
            String claimedPrincipal,
            String why,
            long fieldTimeMillis) {
        return new Step(
                Optional.empty(),
                List.of(CaseKeeping.refusal(meterId, commandId, caseId, claimedPrincipal, why, fieldTimeMillis)));
    }

    /** No profile in use names the meter any more. */
    public static Step onReferenceWithdrawn(MeterState before) {
        return changed(before, before.draft(), CaseLife::onReferenceWithdrawn);
    }

    /** Some wall-clock time after start, and again and again: says once what is wrong with the profile. */
    public static Step onReview(String meterId, MeterState before, Pairing pairing) {
        if (pairing instanceof Pairing.Refused refused && !refused.name().equals(before.standingRefusal())) {
            MeterState.Draft draft = before.draft();
            draft.standingRefusal = refused.name();
            return Step.to(
                    draft.freeze(), List.of(new MeterOutput.DriftFound(Judgement.refused(meterId, draft, refused))));
        }
        return Step.NOTHING;
    }

    private static Step changed(MeterState before, MeterState.Draft draft, UnaryOperator<AccuracyCase> step) {
        List<MeterOutput> outputs = new ArrayList<>();
        CaseKeeping.step(draft, step, outputs);
        if (!outputs.isEmpty()) {
            Settling.acted(draft);
        }
        MeterState after = draft.freeze();
        return after.equals(before) ? Step.NOTHING : Step.to(after, outputs);
    }
}
