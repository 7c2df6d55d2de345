// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fleet in numbers.
 *
 * @param meters registered and active
 * @param references active meters that serve as a reference
 * @param polled active meters with at least one reading
 * @param estimates meters with an estimate that was not refused
 * @param refusals meters by the name of the refusal
 * @param met02Open open cases of kind MET-02
 * @param lastFieldTime newest field time seen on any topic; null before the first
 * @param unreadableRecords records that could not be decoded and were left out
 * @param beyondLimits records left out because a table of the view is full
 */
public record FleetCounts(
        int meters,
        int references,
        int polled,
        int estimates,
        Map<String, Integer> refusals,
        Map<String, Integer> verdicts,
        int met02Open,
        Map<String, Integer> casesByState,
        Map<String, Integer> campaignsByState,
        int activeHolds,
        long readings,
        @Nullable Instant lastFieldTime,
        long unreadableRecords,
        long beyondLimits) {}
