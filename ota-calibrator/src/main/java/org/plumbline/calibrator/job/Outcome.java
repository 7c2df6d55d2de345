// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;

/**
 * What the gateway says became of an order.
 *
 * @param reasonCode named reason; empty for APPLIED
 * @param repeated true when a stored outcome is sent again
 * @param newEpoch epoch opened by the write; 0 where none was
 * @param fieldTime field time of the result
 */
public record Outcome(
        String orderId,
        Result result,
        String reasonCode,
        String reasonText,
        boolean repeated,
        int newEpoch,
        Instant fieldTime) {

    /** Result of an order. */
    public enum Result {
        UNKNOWN,
        APPLIED,
        ALREADY_APPLIED,
        CONFLICT,
        REFUSED,
        HELD,
        CORRUPT,
        UNREACHABLE,
        FAILED
    }

    /** Reason code of a gateway that received the order too late. */
    static final String EXPIRED = "EXPIRED";

    boolean isWritten() {
        return result == Result.APPLIED || result == Result.ALREADY_APPLIED;
    }

    boolean isExpired() {
        return result == Result.REFUSED && reasonCode.contains(EXPIRED);
    }

    String sentence() {
        return reasonText.isBlank() ? reasonCode : reasonCode + ": " + reasonText;
    }
}
