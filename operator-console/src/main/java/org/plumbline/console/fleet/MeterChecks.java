// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the registers of one meter say of each other, as last told.
 *
 * @param settledDay UTC day by the meter's clock up to which readings count
 * @param calibrationEpoch 0 where it is unknown
 * @param refusedReadings readings that were not used since watching began, by reason
 */
public record MeterChecks(
        String meterId,
        LocalDate settledDay,
        int calibrationEpoch,
        List<RefusedReadings> refusedReadings,
        List<Check> checks)
        implements FleetRecord {

    /** Readings not used for one reason. */
    public record RefusedReadings(String reason, String readings) {}

    /**
     * One check.
     *
     * @param state NOT_CHECKED, OK, WATCH or FAILED
     * @param code of the event vocabulary that a failure stands for; empty where it has none
     * @param statistic in the unit; null where there is none, see refusal
     * @param standardUncertainty k = 1
     * @param threshold largest distance from the baseline that a healthy meter shows
     * @param text one sentence: what was found and what to do
     */
    public record Check(
            String name,
            String state,
            LocalDate sinceDay,
            String code,
            @Nullable Double statistic,
            double standardUncertainty,
            double baseline,
            double threshold,
            String unit,
            int readings,
            String refusal,
            String text,
            String sees,
            String cannotSee) {}

    public MeterChecks {
        refusedReadings = List.copyOf(refusedReadings);
        checks = List.copyOf(checks);
    }
}
