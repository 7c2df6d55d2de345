// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.PhaseAngle;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;

/** Reactive registers of the reference's load profile on their way to the estimate of the active energy. */
class PhaseTopologyTest {
    private static final int DAYS = 15;
    private static final double DEGREES = 0.3;

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Levels that a profile calls for afterwards come out of the history, with their reactive energy. */
    @Test
    void angleReachesTheEstimateWhetherReadingsOrProfileCameFirst() {
        bench.register(Fleet.registration("m"));
        bench.register(Fleet.registration("m-ref"));
        bench.readings(readings(List.of("1.0.3.8.0.255", "1.0.4.8.0.255")));
        bench.profile(Fleet.profile("m"));
        DriftEstimate estimate = bench.latest().get("m");
        PhaseAngle angle = estimate.getPhaseAngle();
        assertEquals("MEASURED", angle.getState(), angle::getText);
        assertEquals(DEGREES, angle.getAngleDegrees(), 0.05);
        assertTrue(Math.abs(angle.getAngleDegrees() - DEGREES) < 2 * angle.getAngleStandardUncertaintyDegrees());
        assertFalse(angle.getByTested());
        assertEquals(estimate.getErrorPercent(), angle.getSharePercent() + angle.getUnityErrorPercent(), 1e-9);
        assertEquals(0, angle.getUnityErrorPercent(), 0.05);
    }

    @Test
    void oneReactiveRegisterAloneTellsNoAngle() {
        bench.profile(Fleet.profile("m"));
        bench.register(Fleet.registration("m"));
        bench.register(Fleet.registration("m-ref"));
        bench.readings(readings(List.of("1.0.3.8.0.255")));
        assertNull(bench.latest().get("m").getPhaseAngle());
    }

    private static List<RegisterReading> readings(List<String> reactiveRegisters) {
        SplittableRandom chance = new SplittableRandom(5);
        List<RegisterReading> readings = new ArrayList<>();
        double theta = Math.toRadians(DEGREES);
        double reference = 50_000;
        double tested = 60_000;
        double reactive = 9_000;
        double tangent = 0.3;
        for (int k = 0; k <= DAYS * Fleet.STEPS; k++) {
            Instant capture = Fleet.day(Fleet.FIRST_DAY).plusSeconds(86_400L / Fleet.STEPS * k);
            readings.add(Fleet.reading("m", capture, (long) tested, 1));
            readings.add(
                    with(reactiveRegisters, (long) reactive, Fleet.reading("m-ref", capture, (long) reference, 1)));
            if (capture.getEpochSecond() % 3_600 == 0) {
                tangent = chance.nextInt(3) == 0 ? 1.4 : 0.3;
            }
            double wattHours = 300 + chance.nextInt(2_000);
            reference += wattHours;
            reactive += wattHours * tangent;
            tested += wattHours * (Math.cos(theta) + Math.sin(theta) * tangent);
        }
        return readings;
    }

    /** Import runs; export stands still. */
    private static RegisterReading with(List<String> reactiveRegisters, long imported, RegisterReading plain) {
        List<RegisterValue> registers = new ArrayList<>(plain.getRegisters());
        for (String obis : reactiveRegisters) {
            registers.add(new RegisterValue(obis, obis.startsWith("1.0.3") ? imported : 4_000, 0, 32));
        }
        return RegisterReading.newBuilder(plain).setRegisters(registers).build();
    }
}
