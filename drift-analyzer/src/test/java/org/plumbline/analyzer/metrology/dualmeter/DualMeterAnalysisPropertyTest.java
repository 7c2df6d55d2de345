// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.dualmeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Divergence;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

class DualMeterAnalysisPropertyTest {
    private static final MathContext DIGITS = new MathContext(40);

    /** The same levels give the same bits in any order and with any of them twice. */
    @Property(tries = 60)
    void orderAndDuplicatesDoNotMatter(@ForAll long seed) {
        Random chance = new Random(seed);
        WatchedDay day = anyDay(chance);
        DualMeterDay canonical = day.analysed();
        for (List<RegisterLevel> levels : List.of(day.tested, day.reference)) {
            levels.addAll(List.copyOf(levels.subList(0, levels.size() / 3)));
            Collections.shuffle(levels, chance);
        }
        assertEquals(canonical, day.analysed());
    }

    /** Exchanging the meters exchanges who is silent and changes nothing else. */
    @Property(tries = 60)
    void metersAreEqualBeforeTheRule(@ForAll long seed) {
        WatchedDay day = anyDay(new Random(seed));
        DualMeterDay one = day.analysed();
        DualMeterDay other = DualMeterAnalysis.analyse(
                WatchedDay.DAY,
                WatchedDay.NOMINAL_WATTS,
                day.reference,
                day.tested,
                WatchedDay.FORMAT,
                WatchedDay.FORMAT);
        assertEquals(one.divergence(), other.divergence());
        assertEquals(one.testedSilentIntervals(), other.referenceSilentIntervals());
        assertEquals(one.referenceSilentIntervals(), other.testedSilentIntervals());
        assertEquals(one.reservations(), other.reservations());
    }

    /** The same figures from the raw counts in decimal arithmetic, written down a second time. */
    @Property(tries = 100)
    void agreesWithDecimalArithmetic(@ForAll long seed) {
        WatchedDay day = anyDay(new Random(seed));
        BigDecimal e1 = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal other = BigDecimal.ZERO;
        int compared = 0;
        for (int k = 2; k < 146; k++) {
            BigDecimal p = counts(day.tested, k);
            BigDecimal q = counts(day.reference, k);
            if (isInRange(p) && isInRange(q)) {
                BigDecimal base = p.min(q).min(BigDecimal.valueOf(WatchedDay.FULL));
                e1 = e1.max(p.subtract(q).abs().divide(base, DIGITS));
                sum = sum.add(p);
                other = other.add(q);
                compared++;
            }
        }
        DualMeterDay result = day.analysed();
        assertEquals(compared > 0, result.divergence().isPresent());
        if (compared > 0) {
            Divergence found = result.divergence().orElseThrow();
            BigDecimal base = sum.min(other).min(BigDecimal.valueOf(compared * WatchedDay.FULL));
            BigDecimal e2 = sum.subtract(other).abs().divide(base, DIGITS);
            assertEquals(compared, found.comparedIntervals());
            assertEquals(100 * e1.doubleValue(), found.e1Percent(), 1e-10 * (1 + found.e1Percent()));
            assertEquals(100 * e2.doubleValue(), found.e2Percent(), 1e-9);
            assertTrue(found.meanAbsolutePercent() >= found.e2Percent() - 1e-9);
        }
    }

    private static WatchedDay anyDay(Random chance) {
        double error = 0.02 * chance.nextGaussian();
        int quiet = chance.nextInt(4);
        long[] load = chance.longs(146, 0, 8_000).toArray();
        long[] tested = chance.doubles(146, -3, 3).mapToLong(Math::round).toArray();
        for (int k = 0; k < 146; k++) {
            load[k] = chance.nextInt(4) < quiet ? load[k] / 100 : load[k];
            tested[k] = Math.max(0, Math.round(load[k] * (1 + error)) + tested[k]);
        }
        return new WatchedDay(k -> tested[k + 2], k -> load[k + 2]);
    }

    private static BigDecimal counts(List<RegisterLevel> levels, int interval) {
        long step = levels.get(interval + 1).raw() - levels.get(interval).raw();
        return BigDecimal.valueOf(step < 0 ? step + (1L << 32) : step);
    }

    private static boolean isInRange(BigDecimal wattHours) {
        return wattHours.compareTo(BigDecimal.valueOf(WatchedDay.FULL / 10)) >= 0
                && wattHours.compareTo(BigDecimal.valueOf(WatchedDay.FULL / 10 * 12)) <= 0;
    }
}
