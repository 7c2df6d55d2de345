// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;

/**
 * Which levels can be of one register that only counts up, no faster than its meter can, and across at most one rollover
 * from level to level. A level that its neighbours on both sides deny is a spike; levels that fit each other but not the
 * rest mean that the register was reset, set or exchanged.
 *
 * @param kept which levels make the longest chain of plausible steps
 * @param exclusions levels left out, by reason
 * @param isBroken whether there are levels of another register before or after the chain
 */
record Continuity(BitSet kept, Map<ExclusionReason, Integer> exclusions, boolean isBroken) {
    /** A register may run this much faster than maximum power. */
    private static final double POWER_MARGIN = 1.2;

    private static final double SECONDS_PER_HOUR = 3600;

    /** With more spikes than one level in ten nothing tells which levels are the true ones. */
    private static final int LEVELS_PER_SPIKE = 10;

    /** @param levels of one scaler, in order of capture, each time once; not empty */
    static Continuity of(List<RegisterLevel> levels, RegisterFormat format) {
        boolean plausible = fits(levels.getFirst(), format);
        for (int k = 1; k < levels.size() && plausible; k++) {
            plausible = step(levels.get(k - 1), levels.get(k), format) >= 0;
        }
        if (!plausible) {
            return chained(levels, format);
        }
        BitSet all = new BitSet(levels.size());
        all.set(0, levels.size());
        return new Continuity(all, Map.of(), false);
    }

    private static Continuity chained(List<RegisterLevel> levels, RegisterFormat format) {
        BitSet kept = longestChain(levels, format);
        Map<ExclusionReason, Integer> exclusions = new EnumMap<>(ExclusionReason.class);
        int first = kept.nextSetBit(0);
        int last = kept.length() - 1;
        int spikes = 0;
        for (int k = kept.nextClearBit(0); k < levels.size(); k = kept.nextClearBit(k + 1)) {
            ExclusionReason reason = ExclusionReason.SPIKE;
            if (first < 0) {
                reason = ExclusionReason.OTHER_REGISTER;
            } else if (k < first) {
                reason = outside(levels.get(k), levels.get(first));
            } else if (k > last) {
                reason = outside(levels.get(last), levels.get(k));
            }
            spikes += reason == ExclusionReason.SPIKE ? 1 : 0;
            exclusions.merge(reason, 1, Integer::sum);
        }
        boolean others = kept.cardinality() + spikes < levels.size();
        return new Continuity(kept, exclusions, others || spikes * LEVELS_PER_SPIKE > levels.size());
    }

    /** Why a level before or after the chain is not of it. */
    private static ExclusionReason outside(RegisterLevel from, RegisterLevel to) {
        return to.raw() < from.raw() ? ExclusionReason.NEGATIVE_INTERVAL : ExclusionReason.OTHER_REGISTER;
    }

    /** The longest chain of plausible steps; of equals the one that ends last. */
    private static BitSet longestChain(List<RegisterLevel> levels, RegisterFormat format) {
        int n = levels.size();
        int[] length = new int[n];
        int[] before = new int[n];
        int end = -1;
        for (int k = 0; k < n; k++) {
            before[k] = -1;
            length[k] = fits(levels.get(k), format) ? 1 : 0;
            for (int j = 0; j < k && length[k] > 0; j++) {
                if (length[j] >= length[k] && step(levels.get(j), levels.get(k), format) >= 0) {
                    length[k] = length[j] + 1;
                    before[k] = j;
                }
            }
            end = length[k] > 0 && (end < 0 || length[k] >= length[end]) ? k : end;
        }
        BitSet chain = new BitSet(n);
        for (int k = end; k >= 0; k = before[k]) {
            chain.set(k);
        }
        return chain;
    }

    private static boolean fits(RegisterLevel level, RegisterFormat format) {
        return level.raw() >= 0 && level.raw() < format.modulus();
    }

    /** Register counts from one level to the next across at most one rollover; -1 when that is not plausible. */
    static long step(RegisterLevel from, RegisterLevel to, RegisterFormat format) {
        if (!fits(from, format) || !fits(to, format)) {
            return -1;
        }
        long counts = Math.floorMod(to.raw() - from.raw(), format.modulus());
        double hours = (to.captureEpochSecond() - from.captureEpochSecond()) / SECONDS_PER_HOUR;
        double mostCounts = POWER_MARGIN * format.maximumPowerWatts() * hours / wattHours(1, from.scaler()) + 1;
        return counts <= mostCounts ? counts : -1;
    }

    static double wattHours(long counts, int scaler) {
        return scaler >= 0 ? (double) counts * powerOfTen(scaler) : (double) counts / powerOfTen(-scaler);
    }

    static long powerOfTen(int exponent) {
        long power = 1;
        for (int k = 0; k < exponent; k++) {
            power *= 10;
        }
        return power;
    }
}
