// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * A whole fleet, drawn from a seed.
 *
 * @param start when all meters begin to count
 * @param meters sub-meters and check meters, pair by pair
 * @param plants truth about the planted errors
 * @param meanErrorPercent mean error of every meter under its own load over the first 60 days
 * @param faults scripted write faults of two plants
 */
public record FleetPlan(
        long seed,
        Instant start,
        List<MeterPlan> meters,
        List<PairPlan> pairs,
        List<Plant> plants,
        Map<String, Double> meanErrorPercent,
        List<FaultRule> faults) {
    public FleetPlan {
        meters = List.copyOf(meters);
        pairs = List.copyOf(pairs);
        plants = List.copyOf(plants);
        meanErrorPercent = Map.copyOf(meanErrorPercent);
        faults = List.copyOf(faults);
    }
}
