// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetRecords;
import org.plumbline.console.fleet.Proposal;

class PredictionPropertyTest {

    @Property(tries = 200)
    void membersWithTheFactorOfTheirErrorComeToZeroAndOthersStay(
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = -3, max = 3) Double> errors) {
        List<Estimate> estimates = new ArrayList<>();
        List<PlannedMember> members = new ArrayList<>();
        double rest = 0;
        int beyond = 0;
        int beyondThen = 0;
        for (int i = 0; i < errors.size(); i++) {
            double error = errors.get(i);
            estimates.add(FleetRecords.estimate("m" + i, error));
            beyond += Math.abs(error) > 1 ? 1 : 0;
            if (i % 2 == 0) {
                members.add(member("m" + i, 1 / (1 + error / 100)));
            } else {
                rest += error;
                beyondThen += Math.abs(error) > 1 ? 1 : 0;
            }
        }
        estimates.add(FleetRecords.refused("unknown", "TOO_FEW_DAYS"));
        Prediction prediction = Prediction.of(estimates, members);
        assertEquals(errors.size(), prediction.before().meters());
        assertEquals(errors.size(), prediction.after().meters());
        assertEquals(rest / errors.size(), prediction.after().meanPercent(), 1e-9);
        assertEquals(beyond, prediction.before().beyondLimit());
        assertEquals(beyondThen, prediction.after().beyondLimit());
    }

    @Property(tries = 200)
    void distributionIsThatOfTheTextbook(
            @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = -3, max = 3) Double> errors) {
        double mean = errors.stream().mapToDouble(x -> x).average().orElseThrow();
        double sumOfSquares = errors.stream().mapToDouble(x -> x * x).sum();
        Prediction.Distribution found = Prediction.Distribution.of(errors, 0);
        assertEquals(mean, found.meanPercent(), 1e-9);
        double variance = (sumOfSquares - errors.size() * mean * mean) / (errors.size() - 1);
        assertEquals(variance, Math.pow(found.standardDeviationPercent(), 2), 1e-9);
        long within = errors.stream()
                .filter(x -> Math.abs(x) <= found.highSizePercent())
                .count();
        long below = errors.stream()
                .filter(x -> Math.abs(x) < found.highSizePercent())
                .count();
        assertTrue(within >= 0.95 * errors.size() && below < 0.95 * errors.size());
    }

    @Property(tries = 50)
    void memberWhoseErrorWouldGrowIsNamed(@ForAll @DoubleRange(min = 0.1, max = 3) double error) {
        Prediction prediction =
                Prediction.of(List.of(FleetRecords.estimate("m", error)), List.of(member("m", 1 + error / 100)));
        assertEquals(List.of("m"), prediction.worse());
    }

    private static PlannedMember member(String meterId, double factor) {
        return new PlannedMember(
                meterId, meterId + "|MET-02|1", 1, new Proposal("PLB-ALPHA", 1, "00", 1, "01", 2, factor, 0));
    }
}
