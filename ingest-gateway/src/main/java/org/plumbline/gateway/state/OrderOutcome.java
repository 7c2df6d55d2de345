// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.BlockState;

/**
 * How an order ended.
 *
 * @param reasonCode stable name; empty for APPLIED
 * @param reasonText one sentence with the remedy; empty for APPLIED
 * @param asFound null when the meter was not read
 * @param asLeft null when nothing was written
 * @param newEpoch epoch opened by the write; 0 where none was
 * @param attempts sessions it took, 0 when the meter was not spoken to
 */
public record OrderOutcome(
        OrderResult result,
        String reasonCode,
        String reasonText,
        @Nullable BlockState asFound,
        @Nullable BlockState asLeft,
        int newEpoch,
        int attempts,
        Instant fieldTime,
        Instant wallTime,
        List<Step> steps) {

    /** More steps than this are not kept. */
    public static final int MAX_STEPS = 64;

    public OrderOutcome {
        steps = List.copyOf(steps.size() > MAX_STEPS ? steps.subList(steps.size() - MAX_STEPS, steps.size()) : steps);
    }

    /** One thing done, with the wall-clock time of the session in which it was done. */
    public record Step(String name, Instant wallTime, String text) {}
}
