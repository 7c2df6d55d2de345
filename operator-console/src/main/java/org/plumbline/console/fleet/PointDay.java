// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the surveillance of a double-metered point found on one UTC day, or why it is refused.
 *
 * @param meterId meter under test, one of the two
 * @param refusal name of the condition that is not met; empty = the day was analysed. Figures then mean nothing
 * @param day begin of the UTC day
 * @param e1Percent largest divergence of a compared interval; null = none was compared, as is e2
 * @param e2Percent divergence of the energies of all compared intervals
 * @param testedSilentIntervals longest run in which the meter under test was silent while the other was not
 * @param anomalies what of the rule the day exceeds
 * @param reservations why figures of the day are not judged
 * @param findingSince first day of the finding that is open after this day; null = none is open
 * @param dueTime by when a meter of the point has to be tested or repaired; null = no finding is open
 */
public record PointDay(
        String meterId,
        String referenceMeterId,
        String mode,
        String refusal,
        String refusalText,
        Instant day,
        int intervals,
        int comparedIntervals,
        @Nullable Double e1Percent,
        @Nullable Double e2Percent,
        int testedSilentIntervals,
        int referenceSilentIntervals,
        List<String> anomalies,
        List<String> reservations,
        @Nullable Instant findingSince,
        @Nullable Instant dueTime)
        implements FleetRecord {

    public PointDay {
        anomalies = List.copyOf(anomalies);
        reservations = List.copyOf(reservations);
    }

    boolean isRefused() {
        return !refusal.isEmpty();
    }
}
