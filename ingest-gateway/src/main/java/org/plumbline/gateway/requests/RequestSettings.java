// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.requests;

import java.time.Duration;
import org.plumbline.gateway.polling.Backoff;

/**
 * Bounds of the execution of one request.
 *
 * @param attempts most sessions, at least 1
 * @param backoff between sessions
 */
public record RequestSettings(int attempts, Backoff backoff) {

    public RequestSettings {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
        }
    }

    public static RequestSettings defaults() {
        return new RequestSettings(4, new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(20)));
    }
}
