// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.MeterEvent;
import org.plumbline.console.fleet.Proposal;
import org.plumbline.console.fleet.Registration;

/**
 * Makes the members of a campaign that puts the last proven block back into meters whose memory failed (ERR-02): the
 * block as it broke, by the newest event of the gateway, and the target of the newest correction that was proven. Whether
 * it may be restored is for the calibrator to decide, by its own record.
 */
public final class RestorePlanner {

    private static final Comparator<CampaignMember> BY_TIME =
            Comparator.comparing(CampaignMember::updatedAt).thenComparing(CampaignMember::key);

    private RestorePlanner() {}

    /**
     * Plans the members.
     *
     * @param draft name, reason and waves; its cases are not looked at
     * @param meterIds meters to be restored
     */
    public static PlanResult plan(CampaignDraft draft, List<String> meterIds, FleetSnapshot fleet) {
        List<String> problems = CampaignPlanner.problemsOf(draft);
        SortedSet<String> sorted = new TreeSet<>(meterIds);
        if (sorted.size() != meterIds.size() || sorted.isEmpty() || sorted.size() > CampaignPlanner.MEMBER_LIMIT) {
            problems.add("restoreMeterIds must hold 1 to " + CampaignPlanner.MEMBER_LIMIT + " meters, each once");
        }
        if (!problems.isEmpty()) {
            return CampaignPlanner.unsuitable(
                    "CAMPAIGN_MALFORMED", String.join("; ", problems), "Correct the request.");
        }
        List<PlannedMember> members = new ArrayList<>(sorted.size());
        for (String meterId : sorted) {
            Registration meter = fleet.registrations().get(meterId);
            if (meter == null) {
                return CampaignPlanner.unsuitable(
                        "METER_UNKNOWN", "There is no meter " + meterId + ".", "Choose among the registered meters.");
            }
            Optional<Map<String, String>> broken = broken(fleet.events().getOrDefault(meterId, List.of()));
            if (broken.isEmpty()) {
                return CampaignPlanner.unsuitable(
                        "BLOCK_NOT_BROKEN",
                        "The newest events of meter " + meterId + " do not say that its coefficient block is broken.",
                        "Leave the meter out; an error bit alone is for a person at the meter.");
            }
            Optional<Proposal> proven = proven(meterId, fleet);
            if (proven.isEmpty()) {
                return CampaignPlanner.unsuitable(
                        "NO_PROVEN_BLOCK",
                        "No correction of meter " + meterId + " is known that was written and proven.",
                        "Leave the meter out and have it examined at the place.");
            }
            int wave = CampaignPlanner.waveOf(members.size(), draft.waveSizes());
            members.add(new PlannedMember(meterId, "", wave, target(broken.get(), proven.get())));
        }
        return new PlanResult.Planned(members);
    }

    /** Evidence of the newest event that tells of a broken block. */
    private static Optional<Map<String, String>> broken(List<MeterEvent> newestFirst) {
        return newestFirst.stream()
                .map(event -> event.evidence().stream()
                        .collect(Collectors.toMap(
                                MeterEvent.NamedText::name, MeterEvent.NamedText::text, (one, other) -> one)))
                .filter(evidence -> evidence.keySet().containsAll(List.of("brokenBlock", "brokenChecksum", "epoch")))
                .findFirst();
    }

    private static Optional<Proposal> proven(String meterId, FleetSnapshot fleet) {
        return fleet.members().values().stream()
                .filter(member -> member.meterId().equals(meterId)
                        && member.state().equals("CORRECTED")
                        && member.target() != null)
                .max(BY_TIME)
                .map(CampaignMember::target);
    }

    private static Proposal target(Map<String, String> broken, Proposal proven) {
        return new Proposal(
                proven.meterModel(),
                Integer.parseInt(broken.getOrDefault("epoch", "")),
                broken.getOrDefault("brokenBlock", ""),
                Long.parseLong(broken.getOrDefault("brokenChecksum", "")),
                proven.targetBlock(),
                proven.targetChecksum(),
                1,
                0);
    }
}
