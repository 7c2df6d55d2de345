// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.Happening.MemoryCorrupted;
import org.plumbline.simulator.meter.Happening.Part;
import org.plumbline.simulator.physics.ConstantLoad;

/** A meter whose coefficients' memory loses bits: what it shows, how it counts, and what makes it sound again. */
class MemoryCorruptionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long NV_MEMORY_ERROR = 0x400;
    private static final int CRITICAL_ERROR = 0x01;
    private static final double GAIN = 1.25;

    private final SettableFieldClock clock = new SettableFieldClock(START);

    static Stream<Arguments> faults() {
        return Stream.of(MeterModel.values())
                .flatMap(model -> Stream.of(
                        Arguments.of(model, new MemoryCorrupted(Part.BLOCK, 0, 0x01)),
                        Arguments.of(model, new MemoryCorrupted(Part.BLOCK, 5, 0x40)),
                        Arguments.of(model, new MemoryCorrupted(Part.CHECKSUM, 0, 0x80))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theMeterSaysSoAndCountsWithNominalCoefficientsUntilASoundBlockIsActivated(
            MeterModel model, MemoryCorrupted fault) {
        SimulatedMeter meter = meter(model);
        byte[] sound = meter.activeBlockBytes();
        long counter = meter.changeCounter();
        int rows = meter.state(MeterState::certificationLog).size();
        assertEquals(GAIN, countedOverTruth(meter), 1e-4);

        meter.happen(fault);

        byte[] broken = meter.activeBlockBytes();
        assertTrue(meter.activeChecksum() != model.checksum(broken)
                || model.decode(broken) instanceof CoefficientBlock.Decoded.Invalid);
        assertEquals(fault.part() == Part.CHECKSUM && model == MeterModel.PLB_ALPHA, Arrays.equals(sound, broken));
        assertEquals(counter, meter.changeCounter());
        assertEquals(rows, meter.state(MeterState::certificationLog).size());
        assertEquals(NV_MEMORY_ERROR, meter.state(MeterState::errorRegister));
        assertEquals(NV_MEMORY_ERROR, meter.state(MeterState::alarmRegister));
        assertEquals(
                MeterEvent.NV_MEMORY_ERROR.code(),
                meter.state(MeterState::standardLog).getLast().code());
        assertEquals(1, countedOverTruth(meter), 1e-4);
        assertTrue((meter.rowsByTime(0, Long.MAX_VALUE).getLast().status() & CRITICAL_ERROR) != 0);

        meter.reboot();
        assertEquals(1, countedOverTruth(meter), 1e-4);
        assertArrayEquals(broken, meter.activeBlockBytes());

        long shown = meter.activeChecksum();
        write(meter, sound);

        assertArrayEquals(sound, meter.activeBlockBytes());
        assertEquals(model.checksum(sound), meter.activeChecksum());
        assertEquals(counter + 1, meter.changeCounter());
        assertEquals(0, meter.state(MeterState::errorRegister));
        MeterState.ProtectedChange row =
                meter.state(MeterState::certificationLog).getLast();
        assertEquals(List.of(shown, model.checksum(sound)), List.of(row.before(), row.after()));
        assertEquals(GAIN, countedOverTruth(meter), 1e-4);
        assertFalse((meter.rowsByTime(0, Long.MAX_VALUE).getLast().status() & CRITICAL_ERROR) != 0);
    }

    @Test
    void aPowerFailureInTheWriteLeavesTheBrokenBlock() {
        SimulatedMeter meter = meter(MeterModel.PLB_ALPHA);
        byte[] sound = meter.activeBlockBytes();
        meter.happen(new MemoryCorrupted(Part.BLOCK, 3, 0x10));
        byte[] broken = meter.activeBlockBytes();
        long shown = meter.activeChecksum();
        meter.storePending(sound);
        meter.failPowerInNextWrite(9);

        try {
            meter.storePendingChecksum((int) MeterModel.PLB_ALPHA.checksum(sound));
        } catch (PowerFailureException torn) {
            meter.reboot();
        }

        assertArrayEquals(broken, meter.activeBlockBytes());
        assertEquals(shown, meter.activeChecksum());
        assertNotEquals(0, meter.state(MeterState::errorRegister));
    }

    @Test
    void anErrorBitOfAnotherCauseIsNotClearedWithIt() {
        SimulatedMeter meter = meter(MeterModel.PLB_BETA);
        byte[] sound = meter.activeBlockBytes();
        meter.happen(new Happening.ErrorBits(0x200));
        meter.happen(new MemoryCorrupted(Part.BLOCK, 4, 0x01));

        write(meter, sound);

        assertEquals(0x200, meter.state(MeterState::errorRegister));
    }

    private SimulatedMeter meter(MeterModel model) {
        MeterPlan plan = MeterPlan.simple("M", "127.0.0.9", model, START).withLoad(new ConstantLoad(3600, 0));
        SimulatedMeter meter = new SimulatedMeter(plan, clock, new InMemoryLedger());
        write(meter, model.blockOfGain(GAIN).canonicalBytes());
        return meter;
    }

    /** Over an hour. */
    private double countedOverTruth(SimulatedMeter meter) {
        SimulatedMeter.Snapshot from = meter.snapshot();
        clock.advance(Duration.ofHours(1));
        SimulatedMeter.Snapshot to = meter.snapshot();
        return (double) (to.registeredMilliwattHours() - from.registeredMilliwattHours())
                / (to.trueMilliwattHours() - from.trueMilliwattHours());
    }

    private static void write(SimulatedMeter meter, byte[] block) {
        switch (meter.plan().model()) {
            case PLB_ALPHA -> {
                meter.storePending(block);
                meter.storePendingChecksum((int) MeterModel.PLB_ALPHA.checksum(block));
            }
            case PLB_BETA -> {
                meter.storePending(block);
                meter.activatePending();
            }
            case PLB_GAMMA -> {
                meter.initiateImage(new byte[] {1}, block.length);
                for (int at = 0; at < block.length; at += ImageTransfer.BLOCK_OCTETS) {
                    meter.storeImageBlock(
                            at / ImageTransfer.BLOCK_OCTETS,
                            Arrays.copyOfRange(block, at, Math.min(block.length, at + ImageTransfer.BLOCK_OCTETS)));
                }
                meter.verifyImage();
                meter.activateImage();
            }
        }
    }
}
