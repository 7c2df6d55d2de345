// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;

/**
 * How far a meter has been read.
 *
 * @param readings number of readings on the topic, counted from its oldest retained record
 * @param lastCaptureTime newest capture time, by the meter's clock
 */
public record ReadingProgress(long readings, Instant lastCaptureTime) {

    ReadingProgress plus(Instant captureTime) {
        return new ReadingProgress(readings + 1, captureTime.isAfter(lastCaptureTime) ? captureTime : lastCaptureTime);
    }
}
