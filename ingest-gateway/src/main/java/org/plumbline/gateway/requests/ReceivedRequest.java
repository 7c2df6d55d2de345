// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.requests;

import java.time.Instant;
import java.util.List;

/**
 * A read request as received, unchecked; {@link RequestRules} judges it.
 *
 * @param requestId chosen by the asker
 * @param registers OBIS codes; empty = those of the registration
 * @param from first capture time of the rows asked for, by the meter's clock
 * @param to last capture time, inclusive
 * @param expiresAt wall-clock time after which it is refused
 */
public record ReceivedRequest(
        String requestId, Kind kind, List<String> registers, Instant from, Instant to, Instant expiresAt) {

    public ReceivedRequest {
        registers = List.copyOf(registers);
    }

    /** What is asked for. */
    public enum Kind {
        REGISTERS,
        PROFILE,
        CLOCK_SYNC,
        UNKNOWN
    }
}
