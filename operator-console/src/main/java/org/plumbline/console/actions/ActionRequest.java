// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of one meter.
 *
 * @param reason why, as the person says it
 * @param registers READ: OBIS codes; empty = those registered
 * @param from BACKFILL: first capture time, by the meter's clock; null otherwise
 * @param to BACKFILL: last capture time, inclusive; null otherwise
 */
public record ActionRequest(
        ActionKind kind,
        String reason,
        List<String> registers,
        @Nullable Instant from,
        @Nullable Instant to) {

    public ActionRequest {
        registers = List.copyOf(registers);
    }
}
