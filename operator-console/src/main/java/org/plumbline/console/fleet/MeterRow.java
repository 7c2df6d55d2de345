// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of meters.
 *
 * @param role TESTED, REFERENCE or UNPAIRED
 * @param errorPercent null where there is no estimate or it was refused, as is what belongs to it
 * @param combinedUncertaintyPercent standard uncertainty u_c, k = 1
 * @param calibrationEpoch of the estimate; 0 without one
 * @param refusal name of the refusal; empty without one
 * @param lastCapture newest capture time by the meter's clock; null before the first reading
 * @param openCaseId empty without one
 */
public record MeterRow(
        String meterId,
        String role,
        String registrationState,
        String meterModel,
        String accuracyClass,
        double limitPercent,
        double maximumPermissibleErrorPercent,
        @Nullable Double errorPercent,
        @Nullable Double combinedUncertaintyPercent,
        @Nullable Double intervalLowPercent,
        @Nullable Double intervalHighPercent,
        String verdict,
        boolean met02,
        boolean adjustCandidate,
        String action,
        int calibrationEpoch,
        int closedDays,
        String refusal,
        long readings,
        @Nullable Instant lastCapture,
        String openCaseId) {}
