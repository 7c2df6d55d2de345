// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.plumbline.simulator.physics.EnergyIntegrator.Coefficients;
import org.plumbline.simulator.physics.EnergyIntegrator.Span;

class EnergyIntegratorPropertyTest {
    private static final long START = 1_767_571_200L; // 2026-01-05T00:00:00Z

    @Property(tries = 60)
    void trueEnergyIsExactlyAdditive(
            @ForAll @LongRange(max = 50) long seed,
            @ForAll @IntRange(max = 200_000) int a,
            @ForAll @IntRange(max = 200_000) int b,
            @ForAll @IntRange(max = 200_000) int c) {
        EnergyIntegrator integrator =
                new EnergyIntegrator(new HouseholdLoad(seed, 3000, 13_800), ErrorCurve.ofGain(0.01), new Climate(1, 0));
        Span whole = integrator.integrate(START + a, START + a + b + c, Coefficients.FACTORY);
        Span first = integrator.integrate(START + a, START + a + b, Coefficients.FACTORY);
        Span second = integrator.integrate(START + a + b, START + a + b + c, Coefficients.FACTORY);
        assertEquals(whole.trueMilliwattHours(), first.trueMilliwattHours() + second.trueMilliwattHours());
        assertEquals(
                whole.measuredMilliwattHours(),
                first.measuredMilliwattHours() + second.measuredMilliwattHours(),
                2.5); // the true energy of a part of a minute is rounded down, the measured one is not
    }

    @Example
    void eachMechanismGivesItsOwnError() {
        Load laboratory = new ConstantLoad(1200, 0.5);
        Climate climate = new Climate(3, 0);
        double celsius = climate.celsiusAt(START + 450);
        assertError(0.01, laboratory, new ErrorCurve(0.01, 0, 0, 0, 0, 0, 10_000, START));
        assertError(2.0 / 1200, laboratory, new ErrorCurve(0, 2, 0, 0, 0, 0, 10_000, START));
        assertError(0.0005, laboratory, new ErrorCurve(0, 0, 0.001, 0, 0, 0, 10_000, START));
        assertError(0.0001 * (celsius - 23), laboratory, new ErrorCurve(0, 0, 0, 0.0001, 0, 0, 10_000, START));
        assertError(0.3 * 0.0144, laboratory, new ErrorCurve(0, 0, 0, 0, 0.3, 0, 10_000, START));
        double years = 450 / (365.25 * 86_400);
        assertError(0.001 * (1 + years), laboratory, new ErrorCurve(0, 0, 0, 0, 0, 0.001, 10_000, START - 31_557_600));
    }

    @Example
    void gainRatioAndOffsetOfTheCoefficientsAct() {
        EnergyIntegrator integrator =
                new EnergyIntegrator(new ConstantLoad(1200, 0), ErrorCurve.ofGain(0.02), new Climate(1, 0));
        assertEquals(300_000 * 1.02 * 0.98, measured(integrator, 0.98, 0), 1e-6);
        assertEquals(300_000 * 1.02 + 125, measured(integrator, 1, 500), 1e-6);
        assertEquals(1200 * 1.02 * 0.98, integrator.measuredWattsAt(START, new Coefficients(0.98, 0, 0)), 1e-9);
    }

    @Example
    void angleOfTheCoefficientsTakesAnAngleErrorAwayAtEveryPowerFactor() {
        ErrorCurve curve = new ErrorCurve(0.01, 0, 0.006, 0, 0, 0, 10_000, START);
        for (double tangent : new double[] {-1, 0, 0.5, Math.sqrt(3)}) {
            EnergyIntegrator integrator =
                    new EnergyIntegrator(new ConstantLoad(1200, tangent), curve, new Climate(1, 0));
            Coefficients turned = new Coefficients(1, -0.006, 0);
            assertEquals(1200 * 1.01, integrator.measuredWattsAt(START, turned), 1e-9);
            assertEquals(
                    300_000 * 1.01,
                    integrator.integrate(START, START + 900, turned).measuredMilliwattHours(),
                    1e-6);
        }
    }

    @Example
    void noLoadNeverCountsBackwards() {
        EnergyIntegrator integrator = new EnergyIntegrator(
                new ConstantLoad(0, 0), new ErrorCurve(0, -1, 0, 0, 0, 0, 100, 0), new Climate(1, 0));
        assertEquals(0, measured(integrator, 1, 0));
        assertEquals(0, integrator.measuredWattsAt(START, Coefficients.FACTORY));
    }

    @Example
    void temperatureMovesSmoothlyAndFollowsTheSeasons() {
        Climate climate = new Climate(7, 1.5);
        double before = climate.celsiusAt(START);
        for (long t = START; t < START + 5 * 86_400; t += 300) {
            double now = climate.celsiusAt(t);
            assertTrue(Math.abs(now - before) < 0.3, "jump at " + t);
            before = now;
        }
        double january = meanCelsius(climate, START);
        double july = meanCelsius(climate, START + 181 * 86_400L);
        assertTrue(july > january + 10, january + " against " + july);
    }

    private static double meanCelsius(Climate climate, long from) {
        double sum = 0;
        for (int hour = 0; hour < 30 * 24; hour++) {
            sum += climate.celsiusAt(from + hour * 3600L);
        }
        return sum / (30 * 24);
    }

    private static void assertError(double expected, Load load, ErrorCurve curve) {
        EnergyIntegrator integrator = new EnergyIntegrator(load, curve, new Climate(3, 0));
        Span span = integrator.integrate(START, START + 900, Coefficients.FACTORY);
        assertEquals(expected, span.measuredMilliwattHours() / span.trueMilliwattHours() - 1, 2e-6);
    }

    private static double measured(EnergyIntegrator integrator, double gainRatio, double offset) {
        return integrator
                .integrate(START, START + 900, new Coefficients(gainRatio, 0, offset))
                .measuredMilliwattHours();
    }
}
