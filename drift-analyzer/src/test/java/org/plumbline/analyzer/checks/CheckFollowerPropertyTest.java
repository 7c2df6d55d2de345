// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.plumbline.analyzer.adapter.avro.CheckReadings;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.DayFinding;
import org.plumbline.analyzer.metrology.checks.PollSample;
import org.plumbline.analyzer.metrology.checks.Quantity;
import org.plumbline.analyzer.state.StateFormatException;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.physics.CommercialLoad;

class CheckFollowerPropertyTest {
    private static final long DAY = 86_400;
    private static final int DAYS = 22;
    private static final List<CheckInput> INPUTS = inputs();
    private static final byte[] IN_ORDER = follow(INPUTS);

    /** Two days at a time in any order, some readings twice: no reading is later than it may be. */
    @Property(tries = 6)
    void anyOrderOfArrivalAndRepetitionGivesTheSameOctets(@ForAll long seed) {
        Random random = new Random(seed);
        Map<Long, List<CheckInput>> byDay =
                INPUTS.stream().collect(Collectors.groupingBy(CheckFollowerPropertyTest::dayOf));
        List<CheckInput> arrived = new ArrayList<>();
        for (long day = firstDay(); day < firstDay() + DAYS; day += 2) {
            List<CheckInput> two = new ArrayList<>(byDay.getOrDefault(day, List.of()));
            two.addAll(byDay.getOrDefault(day + 1, List.of()));
            two.addAll(two.subList(0, two.size() / 3));
            Collections.shuffle(two, random);
            arrived.addAll(two);
        }
        assertArrayEquals(IN_ORDER, follow(arrived));
    }

    /** Ten, a hundred, a thousand times the current and power: the same ratio, uncertainty and states. */
    @Property(tries = 3)
    void ratioDoesNotDependOnTheSizeOfTheLoad(@ForAll @IntRange(min = 1, max = 3) int digits) {
        FollowedMeter plain = new FollowedMeter();
        FollowedMeter scaled = new FollowedMeter();
        for (CheckInput input : INPUTS) {
            plain.take(input);
            scaled.take(
                    input instanceof CheckInput.Poll(var sample) ? new CheckInput.Poll(larger(sample, digits)) : input);
        }
        for (CheckKind kind : CheckKind.values()) {
            assertEquals(plain.stateOf(kind), scaled.stateOf(kind), kind.name());
        }
        List<PollSample> any = List.of(sampleWithAll());
        DayFinding.Measured one = (DayFinding.Measured) plain.state().powerPath.ratioFinding(any);
        DayFinding.Measured other =
                (DayFinding.Measured) scaled.state().powerPath.ratioFinding(any);
        assertEquals(one.statistic(), other.statistic(), 1e-9);
        assertEquals(one.standardUncertainty(), other.standardUncertainty(), 1e-9);
        assertEquals(one.threshold(), other.threshold(), 1e-9);
    }

    @Property(tries = 300)
    void octetsThatAreNoStateAreRefused(@ForAll byte[] garbage, @ForAll @IntRange(min = 0, max = 2_000) int cut) {
        assertThrows(StateFormatException.class, () -> CheckStateCodec.decode(garbage));
        byte[] torn = Arrays.copyOf(IN_ORDER, Math.min(cut, IN_ORDER.length - 1));
        assertThrows(StateFormatException.class, () -> CheckStateCodec.decode(torn));
    }

    private static byte[] follow(List<CheckInput> inputs) {
        FollowedMeter meter = new FollowedMeter();
        inputs.forEach(meter::take);
        assertEquals(Map.of(), meter.state().refusedReadings());
        return meter.octets();
    }

    private static PollSample larger(PollSample sample, int digits) {
        Map<Quantity, PollSample.Register> registers = sample.registers();
        registers.replaceAll((quantity, register) -> switch (quantity) {
            case POWER, CURRENT_L1, CURRENT_L2, CURRENT_L3 ->
                new PollSample.Register(register.raw(), register.scaler() + digits);
            default -> register;
        });
        return PollSample.of(sample.second(), sample.epoch(), registers);
    }

    private static PollSample sampleWithAll() {
        return INPUTS.stream()
                .filter(CheckInput.Poll.class::isInstance)
                .map(input -> ((CheckInput.Poll) input).sample())
                .findFirst()
                .orElseThrow();
    }

    private static List<CheckInput> inputs() {
        MeterPlan plan = MeterPlan.simple("P-1", "127.0.0.9", MeterModel.PLB_GAMMA, SimulatedReadings.START)
                .withLoad(new CommercialLoad(4, 40_000, 41_400));
        return new SimulatedReadings(plan)
                .untilDay(DAYS).stream()
                        .map(reading -> CheckReadings.of(reading.getMeterId(), reading))
                        .filter(input -> !(input instanceof CheckInput.Nothing))
                        .toList();
    }

    /** Midnight belongs to the day it ends. */
    private static long dayOf(CheckInput input) {
        return switch (input) {
            case CheckInput.Poll(var sample) -> Math.floorDiv(sample.second(), DAY);
            case CheckInput.Level(var level) -> Math.floorDiv(level.second() - 1, DAY);
            case CheckInput.Unusable unusable -> 0;
            case CheckInput.Nothing nothing -> 0;
        };
    }

    private static long firstDay() {
        return SimulatedReadings.START.getEpochSecond() / DAY;
    }
}
