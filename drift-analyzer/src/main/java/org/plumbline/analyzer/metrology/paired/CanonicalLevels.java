// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;

/**
 * Puts the levels of a day into canonical order: by capture time, each time once, usable rows only, tested and
 * reference paired. Names and counts what it leaves out. Not thread-safe; used once.
 */
final class CanonicalLevels {
    static final long DAY_SECONDS = 86_400;

    /** Across levels left out as spikes both registers must agree to this share of the energy. */
    private static final double AGREEMENT = 0.2;

    /** Beside so many steps of both registers. */
    private static final double AGREEMENT_STEPS = 3;

    private final Map<ExclusionReason, Integer> exclusions = new EnumMap<>(ExclusionReason.class);
    private final PairedDay day;
    private boolean broken;

    CanonicalLevels(PairedDay day) {
        this.day = day;
    }

    /** Both meters' levels at one time. */
    record Pair(RegisterLevel tested, RegisterLevel reference) {
        boolean sameEpochs(Pair other) {
            return tested.calibrationEpoch() == other.tested.calibrationEpoch()
                    && reference.calibrationEpoch() == other.reference.calibrationEpoch();
        }

        long second() {
            return tested.captureEpochSecond();
        }

        double stepsWattHours() {
            return Continuity.wattHours(1, tested.scaler()) + Continuity.wattHours(1, reference.scaler());
        }
    }

    SortedMap<ExclusionReason, Integer> exclusions() {
        return new TreeMap<>(exclusions);
    }

    int excluded(ExclusionReason reason) {
        return exclusions.getOrDefault(reason, 0);
    }

    /** True when {@link #plausible} found that a register was reset, set or exchanged. */
    boolean isBroken() {
        return broken;
    }

    /** All pairs of usable rows, in time order. */
    List<Pair> pairs() {
        CapturedRows testedRows = CapturedRows.of(day.tested(), day.epochDay());
        CapturedRows referenceRows = CapturedRows.of(day.reference(), day.epochDay());
        testedRows.exclusions().forEach(this::count);
        referenceRows.exclusions().forEach(this::count);
        count(
                ExclusionReason.MISSING,
                testedRows.times().with(referenceRows.times()).missing());
        return paired(testedRows.usable(), referenceRows.usable());
    }

    private List<Pair> paired(List<RegisterLevel> tested, List<RegisterLevel> reference) {
        List<Pair> pairs = new ArrayList<>(tested.size());
        int t = 0;
        int r = 0;
        while (t < tested.size() && r < reference.size()) {
            long difference =
                    tested.get(t).captureEpochSecond() - reference.get(r).captureEpochSecond();
            if (difference == 0) {
                pairs.add(new Pair(tested.get(t), reference.get(r)));
            }
            t += difference <= 0 ? 1 : 0;
            r += difference >= 0 ? 1 : 0;
        }
        count(ExclusionReason.UNPAIRED, tested.size() + reference.size() - 2 * pairs.size());
        return pairs;
    }

    /** The longest run of pairs of one calibration epoch of each meter; of equals the latest. */
    List<Pair> longestRun(List<Pair> pairs) {
        int bestFrom = 0;
        int bestTo = 0;
        int from = 0;
        for (int to = 1; to <= pairs.size(); to++) {
            if (to == pairs.size() || !pairs.get(to).sameEpochs(pairs.get(from))) {
                if (to - from >= bestTo - bestFrom) {
                    bestFrom = from;
                    bestTo = to;
                }
                from = to;
            }
        }
        count(ExclusionReason.OTHER_EPOCH, pairs.size() - (bestTo - bestFrom));
        return pairs.subList(bestFrom, bestTo);
    }

    /** The pairs of a run, of one scaler per register, without spikes of either register. */
    List<Pair> plausible(List<Pair> run) {
        BitSet kept = kept(run.stream().map(Pair::tested).toList(), day.testedRegister());
        kept.and(kept(run.stream().map(Pair::reference).toList(), day.referenceRegister()));
        if (kept.cardinality() == run.size()) {
            return run;
        }
        List<Pair> plausible = new ArrayList<>();
        int before = -1;
        for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
            broken |= before >= 0 && k > before + 1 && !agree(run.get(before), run.get(k));
            plausible.add(run.get(k));
            before = k;
        }
        return plausible;
    }

    private BitSet kept(List<RegisterLevel> levels, RegisterFormat format) {
        Continuity continuity = Continuity.of(levels, format);
        continuity.exclusions().forEach(this::count);
        broken |= continuity.isBroken();
        return (BitSet) continuity.kept().clone();
    }

    /** What looks like a spike may be a register that was set back a little: then the other one counted on meanwhile. */
    private boolean agree(Pair from, Pair to) {
        double tested = energy(from.tested(), to.tested(), day.testedRegister());
        double reference = energy(from.reference(), to.reference(), day.referenceRegister());
        return Math.abs(tested - reference)
                <= AGREEMENT * Math.max(tested, reference) + AGREEMENT_STEPS * from.stepsWattHours();
    }

    private static double energy(RegisterLevel from, RegisterLevel to, RegisterFormat format) {
        return Continuity.wattHours(Continuity.step(from, to, format), to.scaler());
    }

    /**
     * The most intervals in a row in which one register stood still while the other counted, 0 where it was fewer than
     * three: for each of them more than a hundredth of maximum power, and in all more than a few steps of the registers
     * (after the rule for absent readings of annexe 8 of the French arrete of 1 August 2013).
     */
    int standstill(List<Pair> run) {
        int most = Math.max(
                Standstill.longest(run, Pair::tested, Pair::reference, day.referenceRegister()),
                Standstill.longest(run, Pair::reference, Pair::tested, day.testedRegister()));
        count(ExclusionReason.ZERO_INTERVAL, most);
        return most;
    }

    private void count(ExclusionReason reason, int more) {
        if (more > 0) {
            exclusions.merge(reason, more, Integer::sum);
        }
    }
}
