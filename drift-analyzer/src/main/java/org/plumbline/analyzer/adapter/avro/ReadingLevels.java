// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.meter.EnergyQuantity;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;

/** Takes the energy level out of a reading. */
public final class ReadingLevels {
    private static final String ACTIVE_ENERGY_IMPORT = "1.0.1.8.0.255";
    private static final String TEMPERATURE = "0.0.96.9.0.255";
    private static final int WATT_HOURS = 30;
    private static final int CELSIUS = 9;
    private static final int LARGEST_SCALER = 18;
    private static final long LARGEST_RAW = 1L << 60;
    private static final long HOUR_SECONDS = 3_600;

    /** A clock may be this far ahead of field time; a meter further ahead is not believed. */
    static final Duration FUTURE_TOLERANCE = Duration.ofDays(2);

    private ReadingLevels() {}

    /**
     * The level of a load profile row; empty for other readings and rows without the energy register.
     *
     * @param key record key
     * @param fieldNow field time
     * @throws RefusedRecordException when the reading cannot be true
     */
    public static Optional<Level> level(@Nullable String key, @Nullable RegisterReading reading, Instant fieldNow) {
        return level(key, reading, fieldNow, ACTIVE_ENERGY_IMPORT, WATT_HOURS)
                .map(level -> new Level(
                        level.register(),
                        level.temperatureTenths(),
                        reading == null ? Optional.empty() : netReactive(reading)));
    }

    /**
     * Net reactive energy of a row at a full hour of the meter's clock; of other rows it would cost more state than it
     * tells. Empty where one of the registers is missing or cannot be what it should be: active energy does not depend on it.
     */
    private static Optional<ReactiveLevel> netReactive(RegisterReading reading) {
        if (reading.getCaptureTime().getEpochSecond() % HOUR_SECONDS != 0) {
            return Optional.empty();
        }
        RegisterValue imported = register(reading, EnergyQuantity.REACTIVE_IMPORT.obis());
        RegisterValue exported = register(reading, EnergyQuantity.REACTIVE_EXPORT.obis());
        if (imported == null || exported == null) {
            return Optional.empty();
        }
        return isReactive(imported) && isReactive(exported) && imported.getScaler() == exported.getScaler()
                ? Optional.of(new ReactiveLevel(imported.getRaw() - exported.getRaw(), imported.getScaler()))
                : Optional.empty();
    }

    private static boolean isReactive(RegisterValue value) {
        return value.getUnit() == EnergyQuantity.REACTIVE_IMPORT.unit()
                && value.getRaw() >= 0
                && value.getRaw() <= LARGEST_RAW
                && Math.abs(value.getScaler()) <= LARGEST_SCALER;
    }

    /** The same of another energy. */
    public static Optional<Level> level(
            @Nullable String key, @Nullable RegisterReading reading, Instant fieldNow, EnergyQuantity quantity) {
        return level(key, reading, fieldNow, quantity.obis(), quantity.unit());
    }

    private static Optional<Level> level(
            @Nullable String key, @Nullable RegisterReading reading, Instant fieldNow, String obis, int unit) {
        if (reading == null || key == null || !key.equals(reading.getMeterId())) {
            throw new RefusedRecordException("KEY_MISMATCH: the record key is not the meterId of the reading");
        }
        if (reading.getSource() != ReadingSource.PROFILE) {
            return Optional.empty();
        }
        RegisterValue energy = register(reading, obis);
        if (energy == null) {
            return Optional.empty();
        }
        Instant capture = reading.getCaptureTime();
        if (capture.isBefore(Instant.EPOCH)) {
            throw new RefusedRecordException("CAPTURE_TIME: captured before 1970");
        }
        if (capture.isAfter(fieldNow.plus(FUTURE_TOLERANCE))) {
            throw new RefusedRecordException(
                    "CAPTURE_IN_FUTURE: captured more than " + FUTURE_TOLERANCE.toDays() + " days ahead of field time");
        }
        if (energy.getUnit() != unit || energy.getScaler() < -LARGEST_SCALER || energy.getScaler() > LARGEST_SCALER) {
            throw new RefusedRecordException("REGISTER_UNIT: unit " + energy.getUnit() + ", scaler "
                    + energy.getScaler() + " of " + obis + " is no energy in unit " + unit);
        }
        if (energy.getRaw() < 0 || reading.getCalibrationEpoch() < 0) {
            throw new RefusedRecordException("NEGATIVE: a register or calibration epoch is negative");
        }
        return Optional.of(new Level(
                new RegisterLevel(
                        capture.getEpochSecond(),
                        energy.getRaw(),
                        energy.getScaler(),
                        reading.getStatusBits() & 0xFF,
                        reading.getCalibrationEpoch()),
                temperatureTenths(register(reading, TEMPERATURE))));
    }

    /** The temperature at the meter in tenths of a degree Celsius; empty where the reading has none. */
    static OptionalInt temperatureTenths(RegisterReading reading) {
        return temperatureTenths(register(reading, TEMPERATURE));
    }

    static @Nullable RegisterValue register(RegisterReading reading, String obis) {
        for (RegisterValue value : reading.getRegisters()) {
            if (value.getObis().equals(obis)) {
                return value;
            }
        }
        return null;
    }

    /** A temperature in whole or tenths of a degree between -100 and 200; anything else counts as not measured. */
    private static OptionalInt temperatureTenths(@Nullable RegisterValue value) {
        if (value == null || value.getUnit() != CELSIUS || value.getScaler() < -1 || value.getScaler() > 0) {
            return OptionalInt.empty();
        }
        long raw = value.getRaw();
        if (raw < -1_000 || raw > 2_000) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) (value.getScaler() == 0 ? raw * 10 : raw));
    }
}
