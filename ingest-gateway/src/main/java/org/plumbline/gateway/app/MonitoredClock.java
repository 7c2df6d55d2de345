// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.port.HeadEndClock;

/**
 * The head-end's clock as the host's monitoring sees it, from a file of one line: the instant of the measurement in
 * ISO 8601 and the offset from true time in seconds, positive when the clock is fast, e.g. {@code 2026-03-01T12:00:00Z
 * -0.004}. Safe for many threads.
 */
final class MonitoredClock implements HeadEndClock {

    private static final Duration OLDEST = Duration.ofMinutes(15);
    private static final BigDecimal LARGEST_SECONDS = BigDecimal.ONE;

    private final Path file;
    private final InstantSource wallTime;

    MonitoredClock(Path file, InstantSource wallTime) {
        this.file = file;
        this.wallTime = wallTime;
    }

    @Override
    public ClockHealth health() {
        try {
            String[] words = Files.readString(file).strip().split("\\s+", -1);
            if (words.length != 2) {
                return new ClockHealth.Unknown("monitoring file does not hold a time and an offset");
            }
            Instant measuredAt = Instant.parse(words[0]);
            BigDecimal seconds = new BigDecimal(words[1]);
            if (Duration.between(measuredAt, wallTime.instant()).abs().compareTo(OLDEST) > 0) {
                return new ClockHealth.Unknown("monitoring measured it last at " + measuredAt);
            }
            return seconds.abs().compareTo(LARGEST_SECONDS) > 0
                    ? new ClockHealth.Suspect("monitoring measured an offset of " + seconds.toPlainString() + " s")
                    : new ClockHealth.Right("monitoring at " + measuredAt, null);
        } catch (IOException | DateTimeException | NumberFormatException unreadable) {
            return new ClockHealth.Unknown("monitoring file cannot be read");
        }
    }

    @Override
    public void observed(String meterId, Duration offset) {
        // Monitoring says what there is to say.
    }
}
