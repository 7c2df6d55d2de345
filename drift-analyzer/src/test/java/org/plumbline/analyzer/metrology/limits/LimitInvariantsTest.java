// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.analyzer.metrology.limits.ShippedLimitsTest.factor;
import static org.plumbline.analyzer.metrology.limits.ShippedLimitsTest.found;
import static org.plumbline.analyzer.metrology.limits.ShippedLimitsTest.meter;
import static org.plumbline.analyzer.metrology.limits.ShippedLimitsTest.missing;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.analyzer.metrology.limits.LimitLookup.Found;
import org.plumbline.analyzer.metrology.limits.LimitLookup.Reason;
import org.plumbline.analyzer.metrology.limits.LimitRow.ErrorLimit;

/** What holds over whole tables, computed and not transcribed. */
class LimitInvariantsTest {
    private static final LimitTable TABLE = LimitTable.shipped();

    @ParameterizedTest
    @CsvSource({
        "IEC 62053-21, DIRECT, 0.5 1 2",
        "IEC 62053-21, CT, 1 2",
        "IEC 62053-22, CT, 0.1S 0.2S 0.5S",
        "IEC 62053-23, DIRECT, 2 3",
        "IEC 62053-24, CT, 0.5S 1S",
        "MID, DIRECT, C B A",
        "MID, CT, C B A",
        "EN 50470-3, CT, C B A",
        "OIML R 46, DIRECT, D C B A",
        "OIML R 46, CT, D C B A",
        "ANSI C12.20, DIRECT, 0.1 0.2 0.5"
    })
    void limitsGrowWithTheClassAndNeverWithTheCurrent(String standard, Wiring wiring, String finestFirst) {
        int compared = 0;
        for (LoadBalance load : List.of(LoadBalance.BALANCED, LoadBalance.SINGLE_PHASE)) {
            for (String factor : List.of("1", "0.5i", "0.8c", "0.25i", "0.5c", "sin 1", "sin 0.5", "sin 0.25")) {
                for (double celsius : new double[] {-30, -15, 0, 23, 35, 50, 65}) {
                    double[] finer = null;
                    for (String meterClass : finestFirst.split(" ")) {
                        double[] now = limits(meter(standard, meterClass, wiring), load, factor(factor), celsius);
                        for (int k = 0; k < now.length; k++) {
                            compared += Double.isNaN(now[k]) ? 0 : 1;
                            assertFalse(k > 0 && now[k] > now[k - 1], "grows with the current: " + meterClass);
                            assertFalse(
                                    finer != null && now[k] < finer[k], "finer than the finer class: " + meterClass);
                        }
                        finer = now;
                    }
                }
            }
        }
        assertTrue(compared > 100, "compared " + compared);
    }

    /** Limits at 0.005 to 10 Iref, NaN where there is none. */
    private static double[] limits(RatedMeter meter, LoadBalance load, LoadFactor factor, double celsius) {
        return IntStream.rangeClosed(0, 24)
                .mapToDouble(k -> 0.05 * Math.pow(2000, k / 24.0))
                .map(amperes -> switch (TABLE.classLimit(
                        meter, new LoadPoint(Math.min(amperes, 100), factor, load, celsius))) {
                    case Found found -> found.upperPercent();
                    case LimitLookup.NotCovered missing -> Double.NaN;
                })
                .toArray();
    }

    @Test
    void transformerMetersHaveTheRowsOfDirectOnesAtTheirOwnCurrents() {
        for (ErrorLimit row : rowsOf("IEC 62053-21", Wiring.DIRECT)) {
            Currents.Range range = (Currents.Range) row.scope().currents();
            Currents.Range ct = new Currents.Range(atTransformers(range.from()), atTransformers(range.to()));
            long equivalent = rowsOf("IEC 62053-21", Wiring.CT).stream()
                    .filter(other -> other.scope()
                                    .accuracyClass()
                                    .equals(row.scope().accuracyClass())
                            && other.scope().load() == row.scope().load()
                            && other.scope().factors().equals(row.scope().factors())
                            && other.scope().currents().equals(ct)
                            && other.limit().equals(row.limit()))
                    .count();
            assertEquals(row.scope().accuracyClass().equals("0.5") ? 0 : 1, equivalent, row.toString());
        }
    }

    private static List<ErrorLimit> rowsOf(String standard, Wiring wiring) {
        return TABLE.rows().stream()
                .filter(ErrorLimit.class::isInstance)
                .map(ErrorLimit.class::cast)
                .filter(row -> row.regime().equals(standard) && row.scope().wiring() == wiring)
                .toList();
    }

    /** 0.05 Ib, 0.1 Ib, 0.2 Ib and Ib become 0.02 In, 0.05 In, 0.1 In and In. */
    private static CurrentBound atTransformers(CurrentBound direct) {
        if (direct.name() != CurrentName.IREF || direct.factor() == 1) {
            return direct;
        }
        return new CurrentBound(direct.factor() == 0.05 ? 0.02 : direct.factor() / 2, CurrentName.IREF);
    }

    @Test
    void widerBandsOfTemperatureAreNeverNarrowerInLimit() {
        double[] outwards = {23, 35, 50, 65};
        for (String meterClass : List.of("A", "B", "C")) {
            RatedMeter meter = meter("MID", meterClass, Wiring.DIRECT);
            double before = 0;
            for (double celsius : outwards) {
                double now = found(TABLE.classLimit(
                                meter, new LoadPoint(10, LoadFactor.UNITY, LoadBalance.BALANCED, celsius)))
                        .upperPercent();
                assertTrue(now >= before, meterClass + " at " + celsius);
                before = now;
            }
        }
    }

    @Test
    void whatIsNotCoveredSaysWhy() {
        RatedMeter meter = meter("MID", "B", Wiring.DIRECT);
        assertEquals(Reason.REGIME, reason(meter("IEC 99", "B", Wiring.DIRECT), LoadPoint.of(1)));
        assertEquals(Reason.CLASS, reason(meter("MID", "D", Wiring.DIRECT), LoadPoint.of(1)));
        assertEquals(Reason.WIRING, reason(meter("IEC 62053-22", "0.2S", Wiring.DIRECT), LoadPoint.of(1)));
        assertEquals(
                Reason.LOAD,
                reason(
                        meter("OIML R 46", "B", Wiring.DIRECT),
                        new LoadPoint(1, LoadFactor.UNITY, LoadBalance.SINGLE_PHASE, 23)));
        assertEquals(
                Reason.POWER_FACTOR,
                reason(meter, new LoadPoint(1, LoadFactor.inductive(0.4), LoadBalance.BALANCED, 23)));
        assertEquals(
                Reason.POWER_FACTOR, reason(meter, new LoadPoint(1, LoadFactor.reactive(1), LoadBalance.BALANCED, 23)));
        assertEquals(Reason.TEMPERATURE, reason(meter, new LoadPoint(1, LoadFactor.UNITY, LoadBalance.BALANCED, 71)));
        assertEquals(Reason.CURRENT, reason(meter, LoadPoint.of(100.001)));
        assertEquals(Reason.CURRENT, reason(meter, LoadPoint.of(0.499)));
        assertTrue(missing(TABLE.classLimit(meter("MID", "D", Wiring.DIRECT), LoadPoint.of(1)))
                .sentence()
                .contains("A; B; C"));
    }

    private static Reason reason(RatedMeter meter, LoadPoint point) {
        return missing(TABLE.classLimit(meter, point)).reason();
    }

    @Test
    void minimumCurrentThatIsNotStatedIsTheLargestItMayBeAndThatIsSaid() {
        RatedMeter unstated = new RatedMeter("MID", "B", Rating.of(Wiring.DIRECT, 10, 100));
        Found low = found(TABLE.classLimit(unstated, LoadPoint.of(0.5)));
        assertEquals(2.0, low.upperPercent());
        assertFalse(low.confirmed(), "the bound of Imin is not confirmed: " + low.source());
        assertEquals(Reason.CURRENT_NOT_STATED, reason(unstated, LoadPoint.of(0.49)));
        assertTrue(found(TABLE.classLimit(unstated, LoadPoint.of(1))).confirmed());

        RatedMeter recommended = new RatedMeter("OIML R 46", "B", Rating.of(Wiring.DIRECT, 10, 100));
        assertEquals(
                1.5, found(TABLE.classLimit(recommended, LoadPoint.of(0.8))).upperPercent());
        assertEquals(Reason.CURRENT_NOT_STATED, reason(recommended, LoadPoint.of(0.7)));
    }
}
