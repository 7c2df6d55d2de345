// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.analyzer.metrology.limits.LimitLookup.Found;
import org.plumbline.analyzer.metrology.limits.LimitLookup.NotCovered;
import org.plumbline.analyzer.metrology.limits.LimitLookup.Reason;
import org.plumbline.analyzer.metrology.limits.LimitRow.Average;
import org.plumbline.analyzer.metrology.limits.LimitRow.TestPoint;

/**
 * The shipped limits against a second transcription, written from the public record and not from the files: each line
 * holds the limits along one row of a printed table. Reference current 10 A, maximum current 100 A.
 */
class ShippedLimitsTest {
    private static final LimitTable TABLE = LimitTable.shipped();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                # standard | wiring | load | amperes of the limits | factor | class | limits
                IEC 62053-21 | DIRECT | BALANCED | 0.5 0.99 1 50 100 | 1 | 1 | 1.5 1.5 1 1 1
                IEC 62053-21 | DIRECT | BALANCED | 0.5 0.99 1 50 100 | 1 | 2 | 2.5 2.5 2 2 2
                IEC 62053-21 | DIRECT | BALANCED | 1 1.99 2 100 | 0.5i | 1 | 1.5 1.5 1 1
                IEC 62053-21 | DIRECT | BALANCED | 1 1.99 2 100 | 0.8c | 1 | 1.5 1.5 1 1
                IEC 62053-21 | DIRECT | BALANCED | 1 1.99 2 100 | 0.5i | 2 | 2.5 2.5 2 2
                IEC 62053-21 | DIRECT | BALANCED | 2 10 | 0.25i | 1 | 3.5 3.5
                IEC 62053-21 | DIRECT | BALANCED | 2 10 | 0.5c | 1 | 2.5 2.5
                IEC 62053-21 | DIRECT | SINGLE_PHASE | 1 100 | 1 | 1 | 2 2
                IEC 62053-21 | DIRECT | SINGLE_PHASE | 2 100 | 0.5i | 1 | 2 2
                IEC 62053-21 | DIRECT | SINGLE_PHASE | 1 100 | 1 | 2 | 3 3
                IEC 62053-21 | DIRECT | SINGLE_PHASE | 2 100 | 0.5i | 2 | 3 3
                IEC 62053-21 | CT | BALANCED | 0.2 0.49 0.5 12 | 1 | 1 | 1.5 1.5 1 1
                IEC 62053-21 | CT | BALANCED | 0.5 0.99 1 12 | 0.8c | 1 | 1.5 1.5 1 1
                IEC 62053-21 | CT | SINGLE_PHASE | 0.5 12 | 1 | 2 | 3 3
                IEC 62053-21 | DIRECT | BALANCED | 0.5 1 100 | 1 | 0.5 | 1 0.5 0.5
                IEC 62053-21 | DIRECT | BALANCED | 1 2 100 | 0.5i | 0.5 | 1 0.6 0.6
                IEC 62053-22 | CT | BALANCED | 0.1 0.49 0.5 100 | 1 | 0.1S | 0.2 0.2 0.1 0.1
                IEC 62053-22 | CT | BALANCED | 0.1 0.49 0.5 100 | 1 | 0.2S | 0.4 0.4 0.2 0.2
                IEC 62053-22 | CT | BALANCED | 0.1 0.49 0.5 100 | 1 | 0.5S | 1 1 0.5 0.5
                IEC 62053-22 | CT | BALANCED | 0.2 0.99 1 100 | 0.5i | 0.2S | 0.5 0.5 0.3 0.3
                IEC 62053-22 | CT | BALANCED | 0.2 0.99 1 100 | 0.8c | 0.1S | 0.25 0.25 0.15 0.15
                IEC 62053-22 | CT | BALANCED | 0.2 0.99 1 100 | 0.8c | 0.5S | 1 1 0.6 0.6
                IEC 62053-22 | CT | BALANCED | 1 100 | 0.25i | 0.2S | 0.5 0.5
                IEC 62053-22 | CT | BALANCED | 1 100 | 0.5c | 0.5S | 1 1
                IEC 62053-22 | CT | SINGLE_PHASE | 0.5 100 | 1 | 0.2S | 0.3 0.3
                IEC 62053-22 | CT | SINGLE_PHASE | 1 100 | 0.5i | 0.5S | 1 1
                IEC 62053-22 | CT | SINGLE_PHASE | 1 100 | 0.5i | 0.1S | 0.2 0.2
                IEC 62053-23 | DIRECT | BALANCED | 0.5 0.99 1 100 | sin 1 | 2 | 2.5 2.5 2 2
                IEC 62053-23 | DIRECT | BALANCED | 1 1.99 2 100 | sin 0.5 | 3 | 4 4 3 3
                IEC 62053-23 | CT | BALANCED | 0.5 0.99 1 100 | sin 0.5 | 2 | 2.5 2.5 2 2
                IEC 62053-23 | CT | BALANCED | 1 100 | sin 0.25 | 3 | 4 4
                IEC 62053-24 | CT | BALANCED | 0.1 0.5 100 | sin 1 | 0.5S | 1 0.5 0.5
                IEC 62053-24 | CT | BALANCED | 0.5 1 100 | sin 0.5 | 1S | 1.5 1 1
                IEC 62053-24 | CT | BALANCED | 1 100 | sin 0.25 | 1S | 2 2
                IEC 62053-24 | DIRECT | BALANCED | 0.5 1 100 | sin 1 | 1 | 1.5 1 1
                EN 50470-3 | DIRECT | BALANCED | 0.5 0.99 | 1 | A | 2.5 2.5
                EN 50470-3 | DIRECT | BALANCED | 1 100 | 0.9c | B | 1 1
                EN 50470-3 | DIRECT | SINGLE_PHASE | 1 100 | 0.5i | C | 1 1
                OIML R 46 | DIRECT | BALANCED | 0.6 0.99 1 100 | 1 | A | 2.5 2.5 2 2
                OIML R 46 | DIRECT | BALANCED | 0.6 0.99 1 100 | 0.7i | B | 1.8 1.8 1.5 1.5
                OIML R 46 | DIRECT | BALANCED | 0.6 0.99 1 100 | 1 | C | 1 1 0.5 0.5
                OIML R 46 | DIRECT | BALANCED | 0.6 0.99 1 100 | 0.8c | D | 0.5 0.5 0.3 0.3
                OIML R 46 | DIRECT | BALANCED | 0.125 0.25 0.5 | 1 | D | 1.6 0.8 0.4
                OIML R 46 | DIRECT | BALANCED | 0.125 0.25 0.5 | 0.5i | B | 7.2 3.6 1.8
                ANSI C12.20 | DIRECT | BALANCED | 0.5 1 100 | 1 | 0.2 | 0.4 0.2 0.2
                ANSI C12.20 | DIRECT | BALANCED | 0.5 1 100 | 0.5i | 0.5 | 1 0.6 0.6
                """)
    void errorLimits(
            String standard,
            Wiring wiring,
            LoadBalance load,
            String amperes,
            String factor,
            String meterClass,
            String limits) {
        List<Double> currents = numbers(amperes);
        List<Double> expected = numbers(limits);
        for (int k = 0; k < currents.size(); k++) {
            LoadPoint point = new LoadPoint(currents.get(k), factor(factor), load, 23);
            Found found = found(TABLE.classLimit(meter(standard, meterClass, wiring), point));
            assertEquals(expected.get(k), found.upperPercent(), 1e-9, point + " " + found);
            assertEquals(expected.get(k), found.lowerPercent(), 1e-9);
            assertEquals(meterClass.equals("0.2S"), found.confirmed(), found.source());
        }
    }

    /** Directive 2014/32/EU, annex V, table 2: classes A, B, C in each band of temperature. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                5 23 30       | 3.5 2 1   | 3.5 2 0.7   | 4 2.5 1
                -10 4.9 30.1 40   | 5 2.5 1.3 | 4.5 2.5 1   | 5 3 1.3
                -25 -10.1 40.1 55 | 7 3.5 1.7 | 7 3.5 1.3   | 7 4 1.7
                -40 -25.1 55.1 70 | 9 4 2     | 9 4 1.5     | 9 4.5 2
                """)
    void midInEveryBand(String celsius, String low, String high, String singlePhase) {
        for (double each : numbers(celsius)) {
            for (Wiring wiring : List.of(Wiring.DIRECT, Wiring.CT)) {
                double transition = wiring == Wiring.DIRECT ? 1 : 0.5;
                for (int k = 0; k < 3; k++) {
                    RatedMeter meter = meter("MID", List.of("A", "B", "C").get(k), wiring);
                    for (LoadFactor factor :
                            List.of(LoadFactor.UNITY, LoadFactor.inductive(0.5), LoadFactor.capacitive(0.8))) {
                        assertMid(
                                numbers(low).get(k),
                                true,
                                meter,
                                0.99 * transition,
                                factor,
                                LoadBalance.BALANCED,
                                each);
                        assertMid(numbers(high).get(k), true, meter, transition, factor, LoadBalance.BALANCED, each);
                        assertMid(
                                numbers(singlePhase).get(k), false, meter, 100, factor, LoadBalance.SINGLE_PHASE, each);
                    }
                }
            }
        }
    }

    private static void assertMid(
            double expected,
            boolean confirmed,
            RatedMeter meter,
            double amperes,
            LoadFactor factor,
            LoadBalance load,
            double celsius) {
        Found found = found(TABLE.classLimit(meter, new LoadPoint(amperes, factor, load, celsius)));
        assertEquals(expected, found.upperPercent(), found.source());
        assertEquals(confirmed, found.confirmed(), found.source());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                # quantity | factor | 0.1S 0.2S 0.5S 1 2 (- = no limit)
                TEMPERATURE           | 1    | 0.005 0.01 0.03 0.05 0.1
                TEMPERATURE           | 0.5i | - 0.02 0.05 0.07 0.15
                VOLTAGE               | 1    | 0.05 0.1 0.2 0.7 1
                VOLTAGE               | 0.5i | - 0.2 0.4 1 1.5
                SEVERE_VOLTAGE        | 1    | 0.15 0.3 0.6 2.1 3
                SEVERE_VOLTAGE        | 0.5i | - 0.6 1.2 3 4.5
                FREQUENCY             | 1    | 0.05 0.1 0.2 0.5 0.8
                FREQUENCY             | 0.5i | - 0.1 0.2 0.7 1
                PHASE_SEQUENCE        | 1    | - 0.05 0.1 1.5 1.5
                VOLTAGE_UNBALANCE     | 1    | - 0.5 1 2 4
                HARMONICS             | 1    | - 0.4 0.5 0.8 1
                SUB_HARMONICS         | 1    | - 0.6 1.5 3 6
                DC_AND_EVEN_HARMONICS | 1    | - - - 3 6
                DC_INDUCTION          | 1    | - 2 2 2 3
                AC_INDUCTION          | 1    | - 0.5 1 2 3
                RF_FIELDS             | 1    | - 1 2 2 3
                CONDUCTED_RF          | 1    | - 1 2 2 3
                BURSTS                | 1    | - 1 2 4 6
                OSCILLATORY_WAVES     | 1    | - 1 2 2 3
                UNDER_VOLTAGE         | 1    | 10 10 10 10 10
                LOAD_BALANCE          | 1    | 0.2 0.4 1 1.5 2.5
                SELF_HEATING          | 1    | 0.05 0.1 0.2 - -
                SELF_HEATING          | 0.5i | 0.05 0.1 0.2 - -
                OVER_CURRENT          | 1    | - 0.05 0.05 1.5 -
                REPEATABILITY         | 1    | 0.01 0.02 0.05 - -
                """)
    void influenceLimits(Influence quantity, String factor, String limits) {
        String[] expected = limits.split(" ");
        List<String> classes = List.of("0.1S", "0.2S", "0.5S", "1", "2");
        for (int k = 0; k < classes.size(); k++) {
            boolean ct = k < 3;
            RatedMeter meter =
                    meter(ct ? "IEC 62053-22" : "IEC 62053-21", classes.get(k), ct ? Wiring.CT : Wiring.DIRECT);
            LimitLookup lookup = TABLE.influence(meter, quantity, factor(factor));
            if (expected[k].equals("-")) {
                assertInstanceOf(NotCovered.class, lookup);
            } else {
                assertEquals(Double.parseDouble(expected[k]), found(lookup).upperPercent());
                assertEquals(
                        classes.get(k).equals("0.2S") && quantity != Influence.OVER_CURRENT,
                        found(lookup).confirmed());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IEC 62053-23, DIRECT, TEMPERATURE, sin 1, 2 3, 0.10 0.15",
        "IEC 62053-23, DIRECT, TEMPERATURE, sin 0.5, 2 3, 0.15 0.25",
        "IEC 62053-23, CT, VOLTAGE, sin 1, 2 3, 1.0 2.0",
        "IEC 62053-23, CT, VOLTAGE, sin 0.5, 2 3, 1.5 3.0",
        "IEC 62053-23, CT, FREQUENCY, sin 1, 2 3, 2.5 2.5",
        "EN 50470-3, DIRECT, TEMPERATURE, 1, A B C, 0.1 0.05 0.03",
        "EN 50470-3, DIRECT, TEMPERATURE, 0.5i, A B C, 0.15 0.07 0.05",
        "OIML R 46, DIRECT, TEMPERATURE, 1, A B C D, 0.1 0.05 0.03 0.01",
        "OIML R 46, DIRECT, TEMPERATURE, 0.5i, A B C D, 0.15 0.07 0.05 0.02",
        "OIML R 46, DIRECT, VOLTAGE, 1, A B C D, 1 0.7 0.2 0.1",
        "OIML R 46, DIRECT, VOLTAGE, 0.5i, A B C D, 1.5 1 0.4 0.2",
        "OIML R 46, DIRECT, FREQUENCY, 1, A B C D, 0.8 0.5 0.2 0.1",
        "OIML R 46, DIRECT, FREQUENCY, 0.5i, A B C D, 1 0.7 0.2 0.1",
        "OIML R 46, DIRECT, SELF_HEATING, 1, A B C D, 1 0.5 0.25 0.1",
        "OIML R 46, DIRECT, LOAD_BALANCE, 1, A B C D, 1.5 1 0.7 0.3"
    })
    void otherInfluenceLimits(
            String standard, Wiring wiring, Influence quantity, String factor, String classes, String limits) {
        String[] all = classes.split(" ");
        for (int k = 0; k < all.length; k++) {
            Found found = found(TABLE.influence(meter(standard, all[k], wiring), quantity, factor(factor)));
            assertEquals(numbers(limits).get(k), found.upperPercent());
            assertFalse(found.confirmed());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "France, MID, A, 8, 8, true",
        "France, MID, B, 4.5, 4.5, true",
        "France, MID, C, 2.5, 2.5, true",
        "France, IEC 62053-22, 0.2S, 1, 1, false",
        "Germany, MID, A, 7, 7, true",
        "Germany, MID, B, 4, 4, true",
        "Germany, MID, C, 1.4, 1.4, true",
        "Germany, IEC 62053-21, 2, 4, 4, false",
        "United Kingdom, MID, B, 2.5, 3.5, true",
        "Northern Ireland, MID, B, 1, 1, true",
        "default, MID, B, 4, 4, false",
        "'', IEC 62053-21, 1, 2, 2, false"
    })
    void inServiceLimitsAtReferenceCurrent(
            String jurisdiction, String standard, String meterClass, double upper, double lower, boolean confirmed) {
        Found found = found(TABLE.inService(jurisdiction, meter(standard, meterClass, Wiring.CT), LoadPoint.of(10)));
        assertEquals(upper, found.upperPercent(), 1e-12);
        assertEquals(lower, found.lowerPercent(), 1e-12);
        assertEquals(confirmed, found.confirmed(), found.source());
    }

    @Test
    void northernIrelandKnowsWiringAndLoad() {
        RatedMeter direct = meter("MID", "B", Wiring.DIRECT);
        LoadPoint onePhase = new LoadPoint(10, LoadFactor.UNITY, LoadBalance.SINGLE_PHASE, 20);
        assertEquals(
                1.5,
                found(TABLE.inService("Northern Ireland", direct, LoadPoint.of(10)))
                        .upperPercent());
        Found skewed = found(TABLE.inService("Northern Ireland", direct, onePhase));
        assertEquals(1.7, skewed.upperPercent());
        assertEquals(2.7, skewed.lowerPercent());
    }

    @Test
    void weightedAveragesOfTheUnitedStates() {
        RatedMeter meter = meter("ANSI C12.20", "0.5", Wiring.DIRECT);
        assertEquals(
                Reason.AVERAGE_ONLY,
                missing(TABLE.inService("USA", meter, LoadPoint.of(10))).reason());
        assertEquals(2, found(TABLE.averageInService("USA", meter)).upperPercent());
        LimitLookup heavy = TABLE.inService("USA, North Carolina", meter, LoadPoint.of(10));
        LimitLookup light = TABLE.inService("USA, North Carolina", meter, LoadPoint.of(1));
        assertEquals(2, found(heavy).upperPercent());
        assertEquals(4, found(light).upperPercent());
        assertEquals(
                Reason.CURRENT,
                missing(TABLE.inService("USA, North Carolina", meter, LoadPoint.of(5)))
                        .reason());
        Map<TestPoint, Double> errors =
                Map.of(TestPoint.FULL_LOAD, 1.0, TestPoint.LIGHT_LOAD, -2.0, TestPoint.POWER_FACTOR, 4.0);
        Map<String, Double> averages = TABLE.rows().stream()
                .filter(Average.class::isInstance)
                .map(Average.class::cast)
                .collect(Collectors.toMap(Average::name, each -> each.of(errors)));
        assertEquals(Map.of("4 to 1", 0.4, "mean of two", -0.5, "single point", 1.0, "4 to 2 to 1", 4.0 / 7), averages);
    }

    @Test
    void australiaHoldsItsClassAtFullLoad() {
        assertEquals(
                1.5,
                found(TABLE.inService("Australia", meter("IEC 62053-21", "1", Wiring.DIRECT), LoadPoint.of(100)))
                        .upperPercent());
        assertEquals(
                2,
                found(TABLE.inService("Australia", meter("IEC 62053-21", "type 6", Wiring.DIRECT), LoadPoint.of(3)))
                        .upperPercent());
    }

    @Test
    void confirmedIsWhatWasReadAndNothingElse() {
        Map<String, Long> confirmed = TABLE.rows().stream()
                .filter(row -> row instanceof LimitRow.ErrorLimit && row.basis().confirmed())
                .collect(Collectors.groupingBy(LimitRow::regime, Collectors.counting()));
        assertEquals(
                Map.of(
                        "IEC 62053-22", 10L,
                        "MID", 24L,
                        "France", 4L,
                        "Germany", 1L,
                        "United Kingdom", 1L,
                        "Northern Ireland", 2L,
                        "USA", 1L,
                        "USA, North Carolina", 3L),
                confirmed);
    }

    @Test
    void everyRowOfThePrintedTablesIsThere() {
        Map<String, Long> rows = TABLE.rows().stream()
                .filter(LimitRow.ErrorLimit.class::isInstance)
                .collect(Collectors.groupingBy(LimitRow::regime, Collectors.counting()));
        // Class 1: 2 + 4 + 2 + 2 rows; class 2: 2 + 2 + 2; both wirings. Class 0.5: 6.
        assertEquals(2 * (10 + 6) + 6, rows.get("IEC 62053-21"));
        assertEquals(3 * (2 + 2 * 2 + 2 + 2), rows.get("IEC 62053-22"));
        assertEquals(2 * 2 * 5, rows.get("IEC 62053-23"));
        assertEquals(3 * 5, rows.get("IEC 62053-24"));
        assertEquals(3 * 4 * 3, rows.get("MID"));
        assertEquals(3 * 3, rows.get("EN 50470-3"));
        assertEquals(4 * 6, rows.get("OIML R 46"));
        assertEquals(3 * 4, rows.get("ANSI C12.20"));
    }

    @Test
    void gapsAreNamed() {
        assertTrue(
                TABLE.gaps().stream()
                        .anyMatch(gap -> gap.contains("power factor 0.25i") && gap.contains("from Iref on")),
                TABLE.gaps()::toString);
        // Only the rows that apply on the user's request end below Imax.
        assertEquals(4, TABLE.gaps().size(), TABLE.gaps()::toString);
    }

    static RatedMeter meter(String standard, String meterClass, Wiring wiring) {
        OptionalDouble minimum = OptionalDouble.of(wiring == Wiring.DIRECT ? 0.5 : 0.2);
        return new RatedMeter(standard, meterClass, new Rating(wiring, 10, 100, minimum, OptionalDouble.of(0.02)));
    }

    static LoadFactor factor(String text) {
        if (text.startsWith("sin ")) {
            return LoadFactor.reactive(Double.parseDouble(text.substring(4)));
        }
        double number = Double.parseDouble(text.replaceAll("[ic]", ""));
        return text.endsWith("c") ? LoadFactor.capacitive(number) : LoadFactor.inductive(number);
    }

    static List<Double> numbers(String text) {
        return List.of(text.strip().split(" +")).stream().map(Double::valueOf).toList();
    }

    static Found found(LimitLookup lookup) {
        return assertInstanceOf(Found.class, lookup, lookup::toString);
    }

    static NotCovered missing(LimitLookup lookup) {
        return assertInstanceOf(NotCovered.class, lookup, lookup::toString);
    }
}
