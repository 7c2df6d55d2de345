// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.Proposal;

/**
 * Makes the members of a campaign from the proposals of its cases: sorted by meterId, waves filled in that order. Whether
 * the campaign may run is for the calibrator to decide.
 */
public final class CampaignPlanner {

    /** Longest name and reason, in characters. */
    public static final int TEXT_LIMIT = 500;

    /** Most members of one campaign. */
    public static final int MEMBER_LIMIT = 50_000;

    /** Most waves of one campaign. */
    public static final int WAVE_LIMIT = 100;

    private CampaignPlanner() {}

    /** @param cases all cases known, by caseId */
    public static PlanResult plan(CampaignDraft draft, Map<String, AccuracyCase> cases) {
        List<String> problems = problemsOf(draft);
        if (draft.caseIds().isEmpty() || draft.caseIds().size() > MEMBER_LIMIT) {
            problems.add("caseIds must hold 1 to " + MEMBER_LIMIT + " cases");
        }
        if (!problems.isEmpty()) {
            return unsuitable("CAMPAIGN_MALFORMED", String.join("; ", problems), "Correct the request.");
        }
        List<AccuracyCase> chosen = new ArrayList<>();
        Set<String> caseIds = new HashSet<>();
        Map<String, String> caseByMeter = new HashMap<>();
        for (String caseId : draft.caseIds()) {
            AccuracyCase found = cases.get(caseId);
            if (found == null) {
                return unsuitable("CASE_UNKNOWN", "There is no case " + caseId + ".", "Choose among the open cases.");
            }
            if (!caseIds.add(caseId)) {
                return unsuitable("CASE_TWICE", "Case " + caseId + " is named twice.", "Name each case once.");
            }
            String other = caseByMeter.put(found.meterId(), caseId);
            if (other != null) {
                return unsuitable(
                        "METER_TWICE",
                        "Cases " + other + " and " + caseId + " are of the same meter " + found.meterId() + ".",
                        "A campaign holds each meter once; choose one of the cases.");
            }
            chosen.add(found);
        }
        chosen.sort(Comparator.comparing(AccuracyCase::meterId));
        return members(chosen, draft.waveSizes());
    }

    /** What is wrong with name, reason and waves; may be added to. */
    static List<String> problemsOf(CampaignDraft draft) {
        List<String> problems = new ArrayList<>();
        requireText(problems, "name", draft.name());
        requireText(problems, "reason", draft.reason());
        if (draft.waveSizes().size() > WAVE_LIMIT
                || draft.waveSizes().stream().anyMatch(size -> size < 1 || size > MEMBER_LIMIT)) {
            problems.add("waveSizes must hold at most " + WAVE_LIMIT + " numbers of 1 to " + MEMBER_LIMIT);
        }
        return problems;
    }

    private static void requireText(List<String> problems, String field, String text) {
        if (text.isBlank() || text.length() > TEXT_LIMIT) {
            problems.add(field + " must hold 1 to " + TEXT_LIMIT + " characters");
        }
    }

    private static PlanResult members(List<AccuracyCase> chosen, List<Integer> waveSizes) {
        List<PlannedMember> members = new ArrayList<>(chosen.size());
        for (AccuracyCase found : chosen) {
            Proposal proposal = found.proposal();
            if (!found.isOpen()) {
                return unsuitable(
                        "CASE_NOT_OPEN",
                        "Case " + found.caseId() + " is " + found.state() + ".",
                        "Choose among the open cases.");
            }
            if (proposal == null) {
                return unsuitable(
                        "CASE_WITHOUT_PROPOSAL",
                        "Case " + found.caseId() + " proposes no coefficient: " + whyNot(found),
                        "Leave the case out; its action is " + found.action() + ".");
            }
            members.add(
                    new PlannedMember(found.meterId(), found.caseId(), waveOf(members.size(), waveSizes), proposal));
        }
        return new PlanResult.Planned(members);
    }

    /**
     * The wave, from 1, of the member with that number, from 0.
     *
     * @param waveSizes of all waves but the last, which takes the rest
     */
    static int waveOf(int index, List<Integer> waveSizes) {
        long before = 0;
        for (int i = 0; i < waveSizes.size(); i++) {
            before += waveSizes.get(i);
            if (index < before) {
                return i + 1;
            }
        }
        return waveSizes.size() + 1;
    }

    private static String whyNot(AccuracyCase found) {
        return found.proposalRefusal().isEmpty() ? "no reason is given." : found.proposalRefusal();
    }

    static PlanResult unsuitable(String code, String message, String remedy) {
        return new PlanResult.Refused(new Refusal(Refusal.Kind.UNSUITABLE, code, message, remedy));
    }
}
