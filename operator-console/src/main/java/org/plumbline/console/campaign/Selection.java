// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.Registration;

/**
 * Which open cases a campaign takes, as a query. It is answered once, when the campaign is made; what joins the fleet later
 * does not join the campaign. Where cases or meters are named only those are looked at, and each is answered for.
 *
 * @param meterModel meter model; empty = any
 * @param district district; empty = any
 * @param jurisdiction jurisdiction; empty = any
 * @param minimumErrorPercent least size of the error in percent, at least 0
 * @param caseIds only these cases; with {@code meterIds} empty = every open case
 * @param meterIds only open cases of these meters
 */
public record Selection(
        String meterModel,
        String district,
        String jurisdiction,
        double minimumErrorPercent,
        Set<String> caseIds,
        Set<String> meterIds) {

    private static final Set<String> ENDED = Set.of(
            "CORRECTED",
            "RESTORED",
            "ALREADY_CORRECT",
            "REFUSED",
            "CONFLICT",
            "UNREACHABLE",
            "NOT_PROVEN",
            "NEEDS_PERSON",
            "ABORTED",
            "EXPIRED");
    private static final Set<String> ADJUSTING = Set.of("ADJUST_UNVERIFIED", "ADJUST_UNDER_AUTHORITY");

    /**
     * One open case and whether it is taken.
     *
     * @param reason why, in one sentence
     */
    public record Choice(String meterId, String caseId, boolean taken, String reason) {}

    public Selection {
        caseIds = Set.copyOf(caseIds);
        meterIds = Set.copyOf(meterIds);
    }

    /** Looks at every open case it may be about, by caseId; behind them what was named and cannot be looked at. */
    public List<Choice> choices(FleetSnapshot fleet) {
        Set<String> busy = fleet.members().values().stream()
                .filter(member -> !ENDED.contains(member.state()))
                .filter(member -> isGoing(fleet, member))
                .map(CampaignMember::meterId)
                .collect(Collectors.toSet());
        Set<String> takenMeters = new HashSet<>();
        List<Choice> choices = new ArrayList<>();
        for (AccuracyCase found : fleet.cases().values()) {
            if (found.isOpen() && isMeant(found)) {
                String objection = objection(found, fleet, busy);
                boolean taken = objection.isEmpty() && takenMeters.add(found.meterId());
                choices.add(new Choice(
                        found.meterId(),
                        found.caseId(),
                        taken,
                        taken
                                ? "fits the selection"
                                : objection.isEmpty() ? "another case of the meter is taken" : objection));
            }
        }
        addMissing(choices, fleet);
        return choices;
    }

    private boolean isMeant(AccuracyCase found) {
        return (caseIds.isEmpty() && meterIds.isEmpty())
                || caseIds.contains(found.caseId())
                || meterIds.contains(found.meterId());
    }

    private void addMissing(List<Choice> choices, FleetSnapshot fleet) {
        Set<String> meters = choices.stream().map(Choice::meterId).collect(Collectors.toSet());
        for (String caseId : new TreeSet<>(caseIds)) {
            AccuracyCase found = fleet.cases().get(caseId);
            if (found == null) {
                choices.add(new Choice("", caseId, false, "there is no such case"));
            } else if (!found.isOpen()) {
                choices.add(new Choice(found.meterId(), caseId, false, "the case is " + found.state()));
            }
        }
        for (String meterId : new TreeSet<>(meterIds)) {
            if (!meters.contains(meterId)) {
                boolean known = fleet.registrations().containsKey(meterId);
                choices.add(new Choice(
                        meterId, "", false, known ? "the meter has no open case" : "the meter is not registered"));
            }
        }
    }

    private static boolean isGoing(FleetSnapshot fleet, CampaignMember member) {
        var campaign = fleet.campaigns().get(member.campaignId());
        return campaign == null || !campaign.isOver();
    }

    /** Why a case is left out; empty when it is not. */
    private String objection(AccuracyCase found, FleetSnapshot fleet, Set<String> busy) {
        Registration meter = fleet.registrations().get(found.meterId());
        if (meter == null) {
            return "the meter is not registered";
        }
        if (differs(meterModel, meter.meterModel())) {
            return "its meter model is " + meter.meterModel();
        }
        if (differs(district, meter.district())) {
            return "its district is " + meter.district();
        }
        if (differs(jurisdiction, meter.jurisdiction())) {
            return "its jurisdiction is " + meter.jurisdiction();
        }
        if (found.proposal() == null) {
            return "no coefficient is proposed"
                    + (found.proposalRefusal().isEmpty() ? "" : ": " + found.proposalRefusal());
        }
        Estimate newest = fleet.estimates().get(found.meterId());
        Double error = newest == null ? null : newest.errorPercent();
        if (error == null) {
            return "its error is not known now";
        }
        if (!(Math.abs(error) >= minimumErrorPercent)) {
            return "its error is below " + minimumErrorPercent + " %";
        }
        if (!meter.isActive()) {
            return "the meter is " + meter.state();
        }
        if (!ADJUSTING.contains(meter.correctionPolicy())) {
            return "its correction policy is " + meter.correctionPolicy();
        }
        return busy.contains(found.meterId()) ? "another campaign has not done with the meter" : "";
    }

    private static boolean differs(String wanted, String found) {
        return !wanted.isEmpty() && !wanted.equals(found);
    }
}
