// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes table rows and the counts over them. */
final class MeterRows {

    private MeterRows() {}

    static MeterRow row(
            Registration meter,
            String role,
            @Nullable Estimate estimate,
            @Nullable ReadingProgress read,
            String openCaseId) {
        Estimate.Uncertainty uncertainty = estimate == null ? null : estimate.uncertainty();
        return new MeterRow(
                meter.meterId(),
                role,
                meter.state(),
                meter.meterModel(),
                meter.accuracyClass(),
                meter.limitPercent(),
                meter.maximumPermissibleErrorPercent(),
                estimate == null ? null : estimate.errorPercent(),
                uncertainty == null ? null : uncertainty.combinedPercent(),
                estimate == null ? null : estimate.intervalLowPercent(),
                estimate == null ? null : estimate.intervalHighPercent(),
                estimate == null ? "NONE" : estimate.verdict(),
                estimate != null && estimate.met02(),
                estimate != null && estimate.adjustCandidate(),
                estimate == null ? "NONE" : estimate.action(),
                estimate == null ? 0 : estimate.calibrationEpoch(),
                estimate == null ? 0 : estimate.closedDays(),
                estimate == null ? "" : estimate.refusal(),
                read == null ? 0 : read.readings(),
                read == null ? null : read.lastCaptureTime(),
                openCaseId);
    }

    static FleetCounts counts(
            Collection<MeterRow> rows,
            Collection<AccuracyCase> cases,
            Collection<Campaign> campaigns,
            Collection<Hold> holds,
            long readings,
            @Nullable Instant lastFieldTime,
            long unreadable,
            long beyondLimits) {
        int meters = 0;
        int references = 0;
        int polled = 0;
        int estimates = 0;
        Map<String, Integer> refusals = new TreeMap<>();
        Map<String, Integer> verdicts = new TreeMap<>();
        for (MeterRow row : rows) {
            if (row.registrationState().equals("ACTIVE")) {
                meters++;
                references += row.role().equals("REFERENCE") ? 1 : 0;
                polled += row.readings() > 0 ? 1 : 0;
            }
            if (row.errorPercent() != null) {
                estimates++;
                verdicts.merge(row.verdict(), 1, Integer::sum);
            }
            if (!row.refusal().isEmpty()) {
                refusals.merge(row.refusal(), 1, Integer::sum);
            }
        }
        int met02Open = 0;
        Map<String, Integer> casesByState = new TreeMap<>();
        for (AccuracyCase found : cases) {
            casesByState.merge(found.state().name(), 1, Integer::sum);
            met02Open += found.isOpen() && found.kind().equals("MET-02") ? 1 : 0;
        }
        Map<String, Integer> campaignsByState = new TreeMap<>();
        campaigns.forEach(campaign -> campaignsByState.merge(campaign.state().name(), 1, Integer::sum));
        int activeHolds = (int) holds.stream().filter(Hold::active).count();
        return new FleetCounts(
                meters,
                references,
                polled,
                estimates,
                refusals,
                verdicts,
                met02Open,
                casesByState,
                campaignsByState,
                activeHolds,
                readings,
                lastFieldTime,
                unreadable,
                beyondLimits);
    }
}
