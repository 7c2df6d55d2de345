// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.forecast.Sample;
import org.plumbline.schema.avro.RegisterReading;

/** Takes out of a reading what a forecast may know: when, in which epoch, how warm. */
public final class ForecastSamples {
    private ForecastSamples() {}

    /**
     * The sample of a reading, whatever its source; empty for one that cannot be true, which is refused where its level is
     * taken.
     *
     * @param key record key
     * @param fieldNow field time
     */
    public static Optional<Sample> sample(@Nullable String key, @Nullable RegisterReading reading, Instant fieldNow) {
        if (reading == null || key == null || !key.equals(reading.getMeterId()) || reading.getCalibrationEpoch() < 0) {
            return Optional.empty();
        }
        Instant capture = reading.getCaptureTime();
        if (capture.isBefore(Instant.EPOCH) || capture.isAfter(fieldNow.plus(ReadingLevels.FUTURE_TOLERANCE))) {
            return Optional.empty();
        }
        OptionalInt tenths = ReadingLevels.temperatureTenths(reading);
        return Optional.of(new Sample(capture.getEpochSecond(), reading.getCalibrationEpoch(), tenths));
    }
}
