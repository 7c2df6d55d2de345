// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

/** One thing a topic tells about the fleet; the input of {@link FleetView}. */
public sealed interface FleetRecord
        permits Registration,
                ReferencePairing,
                ReadingSeen,
                MeterEvent,
                Estimate,
                AccuracyCase,
                Campaign,
                CampaignMember,
                Hold,
                Outcome,
                MeterChecks,
                Forecast,
                PointDay,
                ReferenceStanding,
                QuantityEstimate,
                FleetRecord.Removed {

    /** What a key belongs to. */
    enum Kind {
        REGISTRATION,
        REFERENCE,
        ESTIMATE,
        CASE,
        CAMPAIGN,
        MEMBER,
        HOLD,
        CHECKS,
        FORECAST,
        STANDING,
        QUANTITY
    }

    /** A key that its topic no longer holds. */
    record Removed(Kind kind, String key) implements FleetRecord {}
}
