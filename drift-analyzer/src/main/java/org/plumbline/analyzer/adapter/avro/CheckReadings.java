// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.checks.CheckInput;
import org.plumbline.analyzer.metrology.checks.HourLevel;
import org.plumbline.analyzer.metrology.checks.PollSample;
import org.plumbline.analyzer.metrology.checks.Quantity;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;

/** Takes out of a reading what the checks look at. What it says depends on the reading alone. */
public final class CheckReadings {
    /** AMR profile status bit 1: the clock is invalid. */
    static final String CLOCK_INVALID = "CLOCK_INVALID";

    /** AMR profile status bit 2: data not valid. */
    static final String DATA_NOT_VALID = "DATA_NOT_VALID";

    /** The meter's clock was far from the session's field time. */
    static final String CAPTURE_TIME = "CAPTURE_TIME";

    private static final int CLOCK_INVALID_BIT = 0x02;
    private static final int DATA_NOT_VALID_BIT = 0x04;
    /** Critical error, clock invalid, data not valid, clock adjusted. */
    private static final int UNUSABLE_ROW = 0x27;

    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(2);
    private static final int LARGEST_SCALER = 9;
    private static final long LARGEST_RAW = 1L << 50;
    private static final String POWER_IMPORT = "1.0.1.7.0.255";
    private static final String POWER_EXPORT = "1.0.2.7.0.255";
    private static final Map<String, Quantity> BY_OBIS = byObis();

    private CheckReadings() {}

    /**
     * What a reading is to the checks.
     *
     * @param key record key; a reading of another meter is of no interest, the levels refuse it
     */
    public static CheckInput of(@Nullable String key, @Nullable RegisterReading reading) {
        if (reading == null || key == null || !key.equals(reading.getMeterId())) {
            return new CheckInput.Nothing();
        }
        return switch (reading.getSource()) {
            case POLL -> poll(reading);
            case PROFILE -> level(reading);
            case UNKNOWN, ON_DEMAND, PUSH -> new CheckInput.Nothing();
        };
    }

    private static CheckInput poll(RegisterReading reading) {
        if ((reading.getStatusBits() & CLOCK_INVALID_BIT) != 0) {
            return new CheckInput.Unusable(CLOCK_INVALID);
        }
        if ((reading.getStatusBits() & DATA_NOT_VALID_BIT) != 0) {
            return new CheckInput.Unusable(DATA_NOT_VALID);
        }
        if (isFarFromSession(reading)) {
            return new CheckInput.Unusable(CAPTURE_TIME);
        }
        Map<Quantity, PollSample.Register> registers = new EnumMap<>(Quantity.class);
        for (RegisterValue value : reading.getRegisters()) {
            Quantity quantity = BY_OBIS.get(value.getObis());
            if (quantity != null && isUsable(value, quantity)) {
                registers.put(quantity, new PollSample.Register(value.getRaw(), value.getScaler()));
            }
        }
        if (!registers.containsKey(Quantity.POWER)) {
            addPowerByDirection(reading, registers);
        }
        return new CheckInput.Poll(PollSample.of(
                reading.getCaptureTime().getEpochSecond(), Math.max(0, reading.getCalibrationEpoch()), registers));
    }

    private static CheckInput level(RegisterReading reading) {
        long second = reading.getCaptureTime().getEpochSecond();
        if (Math.floorMod(second, (long) HourLevel.STEP_SECONDS) != 0
                || reading.getCaptureTime().getNano() != 0) {
            return new CheckInput.Nothing();
        }
        RegisterValue energy = register(reading, Quantity.IMPORT.obis());
        if (energy == null || !isUsable(energy, Quantity.IMPORT)) {
            return new CheckInput.Nothing();
        }
        if (isAheadOfSession(reading)) {
            return new CheckInput.Unusable(CAPTURE_TIME);
        }
        return new CheckInput.Level(new HourLevel(
                second,
                energy.getRaw(),
                energy.getScaler(),
                Math.max(0, reading.getCalibrationEpoch()),
                (reading.getStatusBits() & UNUSABLE_ROW) == 0));
    }

    /** Import less export where the meter does not give the signed power. */
    private static void addPowerByDirection(RegisterReading reading, Map<Quantity, PollSample.Register> registers) {
        RegisterValue in = register(reading, POWER_IMPORT);
        RegisterValue out = register(reading, POWER_EXPORT);
        if (in == null || !isUsable(in, Quantity.POWER)) {
            return;
        }
        if (out != null && (!isUsable(out, Quantity.POWER) || out.getScaler() != in.getScaler())) {
            return;
        }
        long net = in.getRaw() - (out == null ? 0 : out.getRaw());
        registers.put(Quantity.POWER, new PollSample.Register(net, in.getScaler()));
    }

    private static @Nullable RegisterValue register(RegisterReading reading, String obis) {
        for (RegisterValue value : reading.getRegisters()) {
            if (value.getObis().equals(obis)) {
                return value;
            }
        }
        return null;
    }

    private static boolean isUsable(RegisterValue value, Quantity quantity) {
        return value.getUnit() == quantity.unit()
                && Math.abs(value.getScaler()) <= LARGEST_SCALER
                && Math.abs(value.getRaw()) <= LARGEST_RAW
                && (value.getRaw() >= 0 || !Quantity.ENERGIES.contains(quantity));
    }

    private static boolean isFarFromSession(RegisterReading reading) {
        Instant session = reading.getSessionFieldTime();
        return isAheadOfSession(reading)
                || (!session.equals(Instant.EPOCH)
                        && reading.getCaptureTime().isBefore(session.minus(CLOCK_TOLERANCE)));
    }

    private static boolean isAheadOfSession(RegisterReading reading) {
        Instant session = reading.getSessionFieldTime();
        return reading.getCaptureTime().isBefore(Instant.EPOCH)
                || (!session.equals(Instant.EPOCH) && reading.getCaptureTime().isAfter(session.plus(CLOCK_TOLERANCE)));
    }

    private static Map<String, Quantity> byObis() {
        Map<String, Quantity> known = new HashMap<>();
        for (Quantity quantity : Quantity.values()) {
            known.put(quantity.obis(), quantity);
        }
        return Map.copyOf(known);
    }
}
