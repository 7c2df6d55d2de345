// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.forecast.Sample;
import org.plumbline.analyzer.forecast.SelfTestValue;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;

/** Takes out of a reading what a forecast may know: when, in which epoch, how warm, and what the self-test says. */
public final class ForecastSamples {
    /** Critical error, clock invalid, data not valid, clock adjusted, power down. */
    private static final int UNFIT = 0b1010_0111;

    private static final int LARGEST_SCALER = 18;

    private ForecastSamples() {}

    /**
     * The sample of a reading, whatever its source; empty for one that cannot be true, which is refused where its level is
     * taken.
     *
     * @param key record key
     * @param selfTestRegister logical name of the self-test register; empty where there is none
     * @param fieldNow field time
     */
    public static Optional<Sample> sample(
            @Nullable String key, @Nullable RegisterReading reading, String selfTestRegister, Instant fieldNow) {
        if (reading == null || key == null || !key.equals(reading.getMeterId()) || reading.getCalibrationEpoch() < 0) {
            return Optional.empty();
        }
        Instant capture = reading.getCaptureTime();
        if (capture.isBefore(Instant.EPOCH) || capture.isAfter(fieldNow.plus(ReadingLevels.FUTURE_TOLERANCE))) {
            return Optional.empty();
        }
        return Optional.of(new Sample(
                capture.getEpochSecond(),
                reading.getCalibrationEpoch(),
                ReadingLevels.temperatureTenths(reading),
                selfTest(reading, selfTestRegister)));
    }

    private static Optional<SelfTestValue> selfTest(RegisterReading reading, String register) {
        RegisterValue value = register.isEmpty() || (reading.getStatusBits() & UNFIT) != 0
                ? null
                : ReadingLevels.register(reading, register);
        return value == null || Math.abs(value.getScaler()) > LARGEST_SCALER
                ? Optional.empty()
                : Optional.of(new SelfTestValue(
                        reading.getCaptureTime().getEpochSecond(), value.getRaw(), value.getScaler()));
    }
}
