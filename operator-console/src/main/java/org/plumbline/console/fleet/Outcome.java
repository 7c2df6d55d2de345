// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.List;

/**
 * What became of an order.
 *
 * @param result APPLIED, ALREADY_APPLIED, CONFLICT, REFUSED, HELD, CORRUPT, UNREACHABLE or FAILED
 * @param reasonCode empty for APPLIED
 * @param repeated true when the gateway sent a stored outcome again
 * @param newEpoch 0 where none was opened
 */
public record Outcome(
        String orderId,
        String meterId,
        long sequence,
        String campaignId,
        String caseId,
        String result,
        String reasonCode,
        String reasonText,
        boolean repeated,
        String asFoundBlock,
        String asLeftBlock,
        int newEpoch,
        int attempts,
        Instant fieldTime,
        Instant wallTime,
        List<Step> steps)
        implements FleetRecord {

    public Outcome {
        steps = List.copyOf(steps);
    }

    /** One step of the write procedure. */
    public record Step(String name, Instant wallTime, String text) {}
}
