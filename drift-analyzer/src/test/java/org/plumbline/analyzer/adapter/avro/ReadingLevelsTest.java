// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;

class ReadingLevelsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final RegisterValue ENERGY = new RegisterValue("1.0.1.8.0.255", 123_456L, 1, 30);

    private static RegisterReading.Builder reading() {
        return RegisterReading.newBuilder()
                .setMeterId("m")
                .setCaptureTime(Instant.parse("2026-02-28T12:15:00Z"))
                .setSource(ReadingSource.PROFILE)
                .setStatusBits(0x108)
                .setCalibrationEpoch(2)
                .setRegisters(List.of(ENERGY, new RegisterValue("0.0.96.9.0.255", 215L, -1, 9)));
    }

    @Test
    void profileRowBecomesALevel() {
        assertEquals(
                new Level(
                        new RegisterLevel(Instant.parse("2026-02-28T12:15:00Z").getEpochSecond(), 123_456, 1, 8, 2),
                        OptionalInt.of(215)),
                ReadingLevels.level("m", reading().build(), NOW).orElseThrow());
    }

    @Test
    void otherReadingsAndRowsWithoutEnergyAreNoLevels() {
        assertTrue(
                ReadingLevels.level("m", reading().setSource(ReadingSource.POLL).build(), NOW)
                        .isEmpty());
        assertTrue(ReadingLevels.level("m", reading().setRegisters(List.of()).build(), NOW)
                .isEmpty());
    }

    private static RegisterReading.Builder atTheHour(RegisterValue... reactive) {
        List<RegisterValue> registers = new ArrayList<>(List.of(ENERGY));
        registers.addAll(List.of(reactive));
        return reading().setCaptureTime(Instant.parse("2026-02-28T12:00:00Z")).setRegisters(registers);
    }

    @Test
    void bothReactiveRegistersAtAFullHourAreTheNetReactiveEnergy() {
        RegisterValue imported = new RegisterValue("1.0.3.8.0.255", 700L, 0, 32);
        RegisterValue exported = new RegisterValue("1.0.4.8.0.255", 940L, 0, 32);
        RegisterReading.Builder reading = atTheHour(imported, exported);
        assertEquals(Optional.of(new ReactiveLevel(-240, 0)), reactive(reading));
        assertEquals(Optional.empty(), reactive(reading.setCaptureTime(Instant.parse("2026-02-28T12:15:00Z"))));
    }

    @Test
    void oneReactiveRegisterOrAnOddOneTellsNothingAndHarmsNothing() {
        RegisterValue imported = new RegisterValue("1.0.3.8.0.255", 700L, 0, 32);
        assertEquals(Optional.empty(), reactive(atTheHour(imported)));
        for (RegisterValue odd : List.of(
                new RegisterValue("1.0.4.8.0.255", 940L, 1, 32),
                new RegisterValue("1.0.4.8.0.255", 940L, 0, 30),
                new RegisterValue("1.0.4.8.0.255", -1L, 0, 32))) {
            assertEquals(Optional.empty(), reactive(atTheHour(imported, odd)));
        }
    }

    private static Optional<ReactiveLevel> reactive(RegisterReading.Builder reading) {
        return ReadingLevels.level("m", reading.build(), NOW).orElseThrow().reactive();
    }

    @Test
    void oddTemperatureCountsAsNotMeasured() {
        for (RegisterValue odd : List.of(
                new RegisterValue("0.0.96.9.0.255", 30_000L, -1, 9),
                new RegisterValue("0.0.96.9.0.255", 21L, -1, 30),
                new RegisterValue("0.0.96.9.0.255", 21L, 3, 9))) {
            assertEquals(
                    OptionalInt.empty(),
                    ReadingLevels.level(
                                    "m",
                                    reading().setRegisters(List.of(ENERGY, odd)).build(),
                                    NOW)
                            .orElseThrow()
                            .temperatureTenths());
        }
        assertEquals(
                OptionalInt.of(-50),
                ReadingLevels.level(
                                "m",
                                reading()
                                        .setRegisters(List.of(ENERGY, new RegisterValue("0.0.96.9.0.255", -5L, 0, 9)))
                                        .build(),
                                NOW)
                        .orElseThrow()
                        .temperatureTenths());
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                fault("CAPTURE_IN_FUTURE", reading -> reading.setCaptureTime(NOW.plusSeconds(3 * 86_400))),
                fault("CAPTURE_TIME", reading -> reading.setCaptureTime(Instant.EPOCH.minusSeconds(1))),
                fault("NEGATIVE", reading -> reading.setCalibrationEpoch(-1)),
                fault("NEGATIVE", reading -> reading.setRegisters(List.of(with(-5, 0, 30)))),
                fault("REGISTER_UNIT", reading -> reading.setRegisters(List.of(with(5, 0, 27)))),
                fault("REGISTER_UNIT", reading -> reading.setRegisters(List.of(with(5, 100, 30)))),
                fault("REGISTER_UNIT", reading -> reading.setRegisters(List.of(with(5, Integer.MIN_VALUE, 30)))),
                fault("KEY_MISMATCH", reading -> reading.setMeterId("another")));
    }

    private static Arguments fault(String name, Consumer<RegisterReading.Builder> change) {
        return Arguments.of(name, change);
    }

    private static RegisterValue with(long raw, int scaler, int unit) {
        return new RegisterValue("1.0.1.8.0.255", raw, scaler, unit);
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void impossibleReadingIsRefusedByName(String name, Consumer<RegisterReading.Builder> change) {
        RegisterReading.Builder reading = reading();
        change.accept(reading);
        RefusedRecordException refusal =
                assertThrows(RefusedRecordException.class, () -> ReadingLevels.level("m", reading.build(), NOW));
        assertTrue(refusal.getMessage().startsWith(name + ":"), refusal.getMessage());
    }
}
