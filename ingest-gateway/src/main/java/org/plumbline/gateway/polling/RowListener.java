// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;

/** Hears of every profile row beyond the cursor that a poll publishes, by rising capture time. */
public interface RowListener {

    void published(Instant captureTime, Duration capturePeriod);
}
