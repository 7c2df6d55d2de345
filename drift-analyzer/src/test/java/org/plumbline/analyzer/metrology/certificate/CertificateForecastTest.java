// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;

class CertificateForecastTest {
    private static final long CALIBRATED = 18_000;

    static ForecastTerms terms(double error, double calibration, double drift, double upper, double lower) {
        return new ForecastTerms(
                new AsLeft(error, calibration, CALIBRATED, "certificate 1"),
                new DriftPrior(drift, "stated"),
                HeatHistory.DEFAULT_ACTIVATION_ENERGY,
                new Limit(upper, lower, true, "policy"),
                ForecastTerms.DEFAULT_RISK);
    }

    /** As found 0.3 % and certificate 0.1 %: due where a simulation of the same model has it, to its rounding. */
    @ParameterizedTest
    @CsvSource({"0.05, 1, 8", "0.1, 1, 4", "0.2, 1, 2", "0.05, 2, 19", "0.1, 2, 9.75", "0.2, 2, 5"})
    void calibrationIsDueWhenSimulatedMetersPassTheRisk(double drift, double limit, double years) {
        ForecastTerms terms = terms(0, Math.hypot(0.3, 0.1), drift, limit, limit);
        long due = due(terms, HeatHistory.none());
        assertEquals(years, (due - CALIBRATED) / 365.25, 0.04 * years);
    }

    private static long due(ForecastTerms terms, HeatHistory heat) {
        return CertificateForecast.of(terms, heat, CALIBRATED).dueDay().orElseThrow();
    }

    @Test
    void probabilityAgreesWithAnIntegralOfTheDensity() {
        ForecastTerms terms = terms(0.4, 0.1, 0.1, 1, 0.7);
        CertificateForecast forecast = CertificateForecast.of(terms, HeatHistory.none(), CALIBRATED + 1461);
        double u = Math.sqrt(0.01 + 0.16 + 1e-4 * 4);
        assertEquals(u, forecast.standardUncertaintyPercent(), 1e-12);
        assertEquals(1 - between(-0.7, 1, 0.4, u), forecast.exceedanceProbability(), 1e-9);
    }

    /** Simpson's rule with 2,000 intervals. */
    private static double between(double from, double to, double mean, double deviation) {
        int steps = 2_000;
        double h = (to - from) / steps;
        double sum = 0;
        for (int k = 0; k <= steps; k++) {
            double z = (from + k * h - mean) / deviation;
            double weight = k == 0 || k == steps ? 1 : k % 2 == 0 ? 2 : 4;
            sum += weight * Math.exp(-z * z / 2);
        }
        return sum * h / 3 / deviation / Math.sqrt(2 * Math.PI);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.158655253931457",
        "1.959963984540054, 0.025",
        "3, 0.00134989803163010",
        "3.6, 1.59108590157534e-4",
        "5, 2.86651571879194e-7",
        "-2, 0.977249868051821"
    })
    void upperTailIsThatOfTables(double z, double expected) {
        assertEquals(expected, NormalDistribution.upperTail(z), 1e-14);
        assertEquals(0, NormalDistribution.upperTail(Double.POSITIVE_INFINITY));
    }

    @Test
    void dueDayIsTheFirstOnWhichTheRiskIsExceeded() {
        ForecastTerms terms = terms(-0.35, 0.1, 0.08, 1, 0.8);
        long due = due(terms, HeatHistory.none());
        assertTrue(CertificateForecast.of(terms, HeatHistory.none(), due).exceedanceProbability() > terms.risk());
        assertTrue(CertificateForecast.of(terms, HeatHistory.none(), due - 1).exceedanceProbability() <= terms.risk());
    }

    @Test
    void meterLeftBeyondItsLimitIsDueAtOnceAndASteadyOneNotWithinTheHorizon() {
        assertEquals(CALIBRATED, due(terms(1.1, 0.05, 0.02, 1, 1), HeatHistory.none()));
        assertEquals(
                OptionalLong.empty(),
                CertificateForecast.of(terms(0, 0.05, 0.01, 2, 2), HeatHistory.none(), CALIBRATED)
                        .dueDay());
    }

    @Test
    void heatBringsTheDueDateForwardByTheAccelerationAndColdNeverPutsItOff() {
        ForecastTerms terms = terms(0, 0.1, 0.1, 1, 1);
        long usual = due(terms, HeatHistory.none());
        double acceleration = year(400).acceleration(terms.activationEnergyElectronvolts());
        assertTrue(acceleration > 4);
        assertTrue(due(terms, year(400)) - CALIBRATED < (usual - CALIBRATED) / acceleration + 1);
        assertEquals(1, year(50).acceleration(terms.activationEnergyElectronvolts()));
        assertTrue(due(terms, year(50)) <= usual);
    }

    private static HeatHistory year(int tenths) {
        return HeatHistory.none().plus(Collections.nCopies(365 * HeatHistory.SLOTS_PER_DAY, tenths));
    }

    /** exp(Ea/k (1/T1 - 1/T2)) with 40 digits, by the series of exp. */
    @ParameterizedTest
    @CsvSource({"30, 0.7", "40, 0.7", "50, 0.7", "60, 0.9"})
    void accelerationIsThatOfArrhenius(int celsius, String electronvolts) {
        MathContext digits = new MathContext(40);
        BigDecimal from = new BigDecimal("296.15");
        BigDecimal to = new BigDecimal("273.15").add(BigDecimal.valueOf(celsius));
        BigDecimal exponent = new BigDecimal(electronvolts)
                .divide(new BigDecimal("8.617333262e-5"), digits)
                .multiply(BigDecimal.ONE.divide(from, digits).subtract(BigDecimal.ONE.divide(to, digits)));
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n < 80; n++) {
            term = term.multiply(exponent, digits).divide(BigDecimal.valueOf(n), digits);
            sum = sum.add(term);
        }
        double actual = year(10 * celsius).acceleration(Double.parseDouble(electronvolts));
        assertEquals(sum.doubleValue(), actual, sum.doubleValue() * 1e-12);
    }

    @Test
    void tenKelvinAroundFortyDegreesMoreThanDoubleAgeing() {
        double ratio = year(450).acceleration(0.7) / year(350).acceleration(0.7);
        assertEquals(2.3, ratio, 0.05);
    }

    @Test
    void heatIsNotBelievedBeforeThirtyDays() {
        List<Integer> slots = new ArrayList<>(Collections.nCopies(30 * HeatHistory.SLOTS_PER_DAY - 1, 450));
        assertEquals(1, HeatHistory.none().plus(slots).acceleration(0.7));
        slots.add(450);
        assertTrue(HeatHistory.none().plus(slots).acceleration(0.7) > 1);
    }

    @Test
    void impossibleTermsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> terms(0, 0, 0.1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> terms(0, 0.1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> terms(0, 0.1, 0.1, 0, 1));
    }
}
