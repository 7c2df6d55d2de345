// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.plumbline.console.fleet.FleetRecords;
import org.plumbline.console.fleet.Proposal;

class MemberForecastPropertyTest {
    /** Of the estimates in {@link FleetRecords}. */
    private static final double U = 0.05;

    private static final int STEPS = 4_000;

    @Property(tries = 100)
    void probabilityIsTheShareOfTrueErrorsThatGrow(
            @ForAll @DoubleRange(min = -0.3, max = 0.3) double error,
            @ForAll @DoubleRange(min = -0.5, max = 0.5) double changePercent) {
        double factor = 1 + changePercent / 100;
        double width = 16 * U / STEPS;
        double share = 0;
        for (int i = 0; i < STEPS; i++) {
            double deviation = -8 * U + (i + 0.5) * width;
            double truth = error + deviation;
            double then = ((1 + truth / 100) * factor - 1) * 100;
            double density = Math.exp(-deviation * deviation / (2 * U * U)) / (U * Math.sqrt(2 * Math.PI));
            share += Math.abs(then) > Math.abs(truth) + 1e-12 ? density * width : 0;
        }
        assertEquals(share, forecast(error, factor, error).probabilityWorse(), 0.005);
    }

    @Property(tries = 100)
    void smallerCorrectionOfTheSameErrorIsLessLikelyToHarm(
            @ForAll @DoubleRange(min = 0.01, max = 3) double error,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
        double whole = forecast(error, 1 / (1 + error / 100), 0).probabilityWorse();
        assertTrue(forecast(error, 1 / (1 + share * error / 100), 0).probabilityWorse() <= whole + 1e-15);
    }

    @Example
    void figuresOfTheTextbook() {
        assertEquals(0.5, MemberForecast.below(0));
        assertEquals(0.975, MemberForecast.below(1.959963984540054), 1e-13);
        assertEquals(0.022750131948179, MemberForecast.below(-2), 1e-13);
        assertEquals(0, MemberForecast.below(Double.NEGATIVE_INFINITY));
        assertEquals(1, MemberForecast.below(Double.POSITIVE_INFINITY));
    }

    @Example
    void shiftOfAnotherCoefficientHarmsOnTheFarSideOfItsHalf() {
        assertEquals(MemberForecast.below(-0.1 / U), forecast(0.2, 1, 0).probabilityWorse(), 1e-12);
        assertEquals(0, forecast(0.2, 1, 0.2).probabilityWorse(), "nothing changes");
    }

    @Example
    void expectedNumberIsTheSumAndMetersWithoutErrorAreInNone() {
        Prediction prediction = Prediction.of(
                List.of(
                        FleetRecords.estimate("m2", 0.1),
                        FleetRecords.estimate("m1", -0.1),
                        FleetRecords.refused("m3", "TOO_FEW_DAYS")),
                List.of(member("m1", 1 / 0.999, 0), member("m2", 1 / 1.001, 0), member("m3", 0.9, 0)));
        assertEquals(
                List.of("m1", "m2"),
                prediction.members().stream().map(MemberForecast::meterId).toList());
        assertEquals(2 * MemberForecast.below(-1), prediction.expectedWorse(), 1e-3);
    }

    private static MemberForecast forecast(double error, double factor, double errorAfter) {
        return MemberForecast.of(FleetRecords.estimate("m", error), member("m", factor, errorAfter))
                .orElseThrow();
    }

    private static PlannedMember member(String meterId, double factor, double errorAfter) {
        return new PlannedMember(
                meterId, meterId + "|MET-02|1", 1, new Proposal("PLB-ALPHA", 1, "00", 1, "01", 2, factor, errorAfter));
    }
}
