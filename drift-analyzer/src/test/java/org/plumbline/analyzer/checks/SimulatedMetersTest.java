// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.Verdict;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.physics.CommercialLoad;
import org.plumbline.simulator.physics.ConstantLoad;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.physics.HouseholdLoad;

/** What the checks say of meters with real loads: healthy for a year, and with one planted fault each. */
class SimulatedMetersTest {
    private static final int FAULT_DAY = 30;

    static Stream<Arguments> healthy() {
        return Stream.of(
                Arguments.of(home("H-1", 0), 365),
                Arguments.of(shop("S-1", -0.015), 150),
                Arguments.of(home("H-2", 0.03), 60),
                Arguments.of(home("H-10", 0).withRegisterScaler(1), 60));
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void healthyMeterStaysSilentWhateverItsSensorsErr(MeterPlan plan, int days) {
        FollowedMeter meter = new FollowedMeter().take(new SimulatedReadings(plan).untilDay(days));
        assertEquals(List.of(), meter.everIn(Verdict.State.WATCH));
        assertEquals(List.of(), meter.everIn(Verdict.State.FAILED));
        boolean single = plan.rating().phases() == 1;
        List<CheckKind> checked = single
                ? List.of(
                        CheckKind.POWER_PATH,
                        CheckKind.POWER_OFFSET,
                        CheckKind.TARIFF_SUM,
                        CheckKind.REGISTER_PROFILE,
                        CheckKind.NEUTRAL_CURRENT,
                        CheckKind.STANDSTILL)
                : List.of(
                        CheckKind.POWER_PATH,
                        CheckKind.PHASE_SUM,
                        CheckKind.TARIFF_SUM,
                        CheckKind.REGISTER_PROFILE,
                        CheckKind.STANDSTILL);
        checked.forEach(kind -> assertEquals(Verdict.State.OK, meter.stateOf(kind), kind.name()));
        assertTrue(meter.reports.size() <= 20, "reports: " + meter.reports.size());
        assertTrue(meter.largestState <= 2_048, "octets: " + meter.largestState);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(home("F-1", 0), new Happening.EnergyPathCorrupted(1.01, 0), CheckKind.POWER_PATH, 6),
                Arguments.of(shop("F-2", 0), new Happening.EnergyPathCorrupted(0.995, 0), CheckKind.POWER_PATH, 9),
                Arguments.of(home("F-3", 0), new Happening.EnergyPathCorrupted(1, 10_000), CheckKind.POWER_OFFSET, 15),
                Arguments.of(
                        shop("F-4", 0),
                        new Happening.RegisterStuck(EnergyQuantity.ACTIVE_IMPORT_L2, true),
                        CheckKind.PHASE_SUM,
                        4),
                Arguments.of(
                        home("F-5", 0),
                        new Happening.RegisterStuck(EnergyQuantity.ACTIVE_IMPORT_TARIFF_1, true),
                        CheckKind.TARIFF_SUM,
                        4),
                Arguments.of(home("F-6", 0), new Happening.ProfileShifted(900_000), CheckKind.REGISTER_PROFILE, 4),
                Arguments.of(home("F-7", 0), new Happening.NeutralSensorDrifts(0.001), CheckKind.NEUTRAL_CURRENT, 25),
                Arguments.of(
                        home("F-8", 0),
                        new Happening.RegisterStuck(EnergyQuantity.ACTIVE_IMPORT, true),
                        CheckKind.STANDSTILL,
                        4));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void plantedFaultFailsItsCheckWithinDays(MeterPlan plan, Happening fault, CheckKind kind, int days) {
        SimulatedReadings readings = new SimulatedReadings(plan);
        readings.schedule(FAULT_DAY, fault);
        FollowedMeter meter = new FollowedMeter().take(readings.untilDay(FAULT_DAY + 2));
        assertEquals(List.of(), meter.everIn(Verdict.State.FAILED), "before the fault is settled");
        meter.take(readings.untilDay(FAULT_DAY + days + 2));
        assertEquals(Verdict.State.FAILED, meter.stateOf(kind));
        assertTrue(
                meter.everIn(Verdict.State.FAILED).stream().allMatch(found -> found == kind || follows(found, kind)),
                () -> meter.everIn(Verdict.State.FAILED).toString());
    }

    /** Twenty meter years: the rates of docs/metrology.md allow less than one false alarm in ten thousand of them. */
    @Test
    @Tag("full")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void fleetStaysSilentForAYear() {
        for (int k = 0; k < 10; k++) {
            for (MeterPlan plan : List.of(home("FH-" + k, 0.004 * (k - 5)), shop("FS-" + k, 0.004 * (k - 5)))) {
                FollowedMeter meter = new FollowedMeter().take(new SimulatedReadings(plan).untilDay(365));
                assertEquals(List.of(), meter.everIn(Verdict.State.WATCH), plan.meterId());
                assertEquals(List.of(), meter.everIn(Verdict.State.FAILED), plan.meterId());
            }
        }
    }

    @Test
    void creepOfAMeterWithoutLoadIsSeen() {
        MeterPlan vacant = home("F-9", 0).withLoad(new ConstantLoad(0, 0));
        SimulatedReadings readings = new SimulatedReadings(vacant);
        readings.schedule(FAULT_DAY, new Happening.EnergyPathCorrupted(1, 25_000));
        FollowedMeter meter = new FollowedMeter().take(readings.untilDay(FAULT_DAY));
        assertEquals(Verdict.State.OK, meter.stateOf(CheckKind.CREEP));
        meter.take(readings.untilDay(FAULT_DAY + 4));
        assertEquals(Verdict.State.FAILED, meter.stateOf(CheckKind.CREEP));
    }

    @Test
    void sensorDriftIsWhatPowerAgainstCurrentCannotSee() {
        MeterPlan ageing = home("B-1", 0).withErrorCurve(new ErrorCurve(0, 0, 0, 0, 0, 0.3, 13_800, 1_767_225_600L));
        FollowedMeter meter = new FollowedMeter().take(new SimulatedReadings(ageing).untilDay(90));
        assertEquals(Verdict.State.OK, meter.stateOf(CheckKind.POWER_PATH));
    }

    /** What a planted fault shows in besides. */
    private static boolean follows(CheckKind found, CheckKind planted) {
        return switch (planted) {
            case STANDSTILL -> found == CheckKind.TARIFF_SUM; // the total is part of the sum
            case POWER_OFFSET -> found == CheckKind.POWER_PATH; // ten watts are part of every load
            default -> false;
        };
    }

    private static MeterPlan home(String meterId, double gainError) {
        return MeterPlan.simple(meterId, "127.0.0.9", MeterModel.PLB_ALPHA, SimulatedReadings.START)
                .withLoad(new HouseholdLoad(meterId.hashCode(), 3_500, 13_800))
                .withErrorCurve(ErrorCurve.ofGain(gainError));
    }

    private static MeterPlan shop(String meterId, double gainError) {
        return MeterPlan.simple(meterId, "127.0.0.9", MeterModel.PLB_GAMMA, SimulatedReadings.START)
                .withLoad(new CommercialLoad(meterId.hashCode(), 40_000, 41_400))
                .withErrorCurve(ErrorCurve.ofGain(gainError));
    }
}
