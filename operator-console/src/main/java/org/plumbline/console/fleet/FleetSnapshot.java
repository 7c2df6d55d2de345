// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * The fleet at one moment; immutable.
 *
 * @param version rises with every change of the view
 * @param meters table of meters by meterId
 * @param members by campaignId|meterId
 * @param events the newest of each meter, newest first
 * @param outcomes the newest of each meter
 * @param surveillance by the meter under test
 * @param quantities by meterId|quantity
 * @param standings of certificates, by the reference
 */
public record FleetSnapshot(
        long version,
        FleetCounts counts,
        SortedMap<String, MeterRow> meters,
        SortedMap<String, Registration> registrations,
        SortedMap<String, ReferencePairing> references,
        SortedMap<String, Estimate> estimates,
        SortedMap<String, AccuracyCase> cases,
        SortedMap<String, Campaign> campaigns,
        SortedMap<String, CampaignMember> members,
        SortedMap<String, Hold> holds,
        SortedMap<String, List<MeterEvent>> events,
        SortedMap<String, Outcome> outcomes,
        SortedMap<String, MeterChecks> checks,
        SortedMap<String, Forecast> forecasts,
        SortedMap<String, Surveillance> surveillance,
        SortedMap<String, QuantityEstimate> quantities,
        SortedMap<String, ReferenceStanding> standings) {

    /** Members of one campaign, by meterId. */
    public Collection<CampaignMember> membersOf(String campaignId) {
        return members.subMap(campaignId + "|", campaignId + "}").values();
    }
}
