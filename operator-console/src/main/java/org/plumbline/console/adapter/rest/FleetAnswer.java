// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.FleetCounts;

/**
 * The fleet in numbers, and field time.
 *
 * @param fieldTime now, by the console's source of field time; null where it has none yet
 */
public record FleetAnswer(
        @JsonUnwrapped FleetCounts counts, @Nullable Instant fieldTime, boolean caughtUp) {}
