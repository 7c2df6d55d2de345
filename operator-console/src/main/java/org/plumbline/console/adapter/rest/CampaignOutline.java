// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.campaign.CampaignDraft;
import org.plumbline.console.campaign.CampaignPlanner;
import org.plumbline.console.campaign.PlanResult;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.campaign.RestorePlanner;
import org.plumbline.console.campaign.Selection;
import org.plumbline.console.fleet.CampaignPlan;
import org.plumbline.console.fleet.FleetSnapshot;

/** A campaign made out of a request, not sent. */
record CampaignOutline(
        CampaignDraft draft, PlanResult.Planned planned, CampaignPlan plan, List<Selection.Choice> choices) {

    /** @throws ProblemException when the request cannot become a campaign, with the member of it that is wrong */
    static CampaignOutline of(CampaignResource.@Nullable NewCampaign asked, FleetSnapshot fleet) {
        if (asked == null) {
            throw new Problem("BODY_MISSING", "The request has no body.", "Send name, reason and caseIds.")
                    .exception(400);
        }
        List<String> caseIds = CampaignResource.withoutGaps(asked.caseIds());
        CampaignResource.SelectionRequest selection = asked.selection();
        List<String> restored = CampaignResource.withoutGaps(asked.restoreMeterIds());
        if ((selection == null ? 0 : 1) + (caseIds.isEmpty() ? 0 : 1) + (restored.isEmpty() ? 0 : 1) > 1) {
            throw new Problem(
                            "SELECTION_TWICE",
                            "More than one of caseIds, selection and restoreMeterIds is given.",
                            "Send one of them.")
                    .of("selection")
                    .exception(422);
        }
        List<Selection.Choice> choices =
                selection == null ? List.of() : selection.selection().choices(fleet);
        CampaignDraft draft = new CampaignDraft(
                Objects.requireNonNullElse(asked.name(), "").strip(),
                Objects.requireNonNullElse(asked.reason(), "").strip(),
                selection == null
                        ? caseIds
                        : choices.stream()
                                .filter(Selection.Choice::taken)
                                .map(Selection.Choice::caseId)
                                .toList(),
                CampaignResource.withoutGaps(asked.waveSizes()));
        PlanResult result = restored.isEmpty()
                ? CampaignPlanner.plan(draft, fleet.cases())
                : RestorePlanner.plan(draft, restored, fleet);
        return switch (result) {
            case PlanResult.Refused refused -> throw malformed(refused.refusal());
            case PlanResult.Planned planned ->
                new CampaignOutline(draft, planned, plan(asked.plan(), planned), choices);
        };
    }

    /** Sentences about a member of the request begin with it. */
    private static String fieldOf(String sentence) {
        return sentence.substring(0, sentence.indexOf(' '));
    }

    private static ProblemException malformed(Refusal refusal) {
        return refusal.code().equals("CAMPAIGN_MALFORMED")
                ? new Problem(refusal.code(), refusal.message(), refusal.remedy())
                        .of(fieldOf(refusal.message()))
                        .exception(422)
                : Problem.refused(refusal);
    }

    private static CampaignPlan plan(@Nullable PlanRequest asked, PlanResult.Planned planned) {
        List<Integer> membersByWave = planned.membersByWave();
        CampaignPlan plan =
                Objects.requireNonNullElse(asked, PlanRequest.NOTHING).completed(membersByWave.size());
        List<String> problems = plan.problems(membersByWave);
        if (!problems.isEmpty()) {
            throw new Problem("PLAN_MALFORMED", String.join("; ", problems), "Correct the plan.")
                    .of(fieldOf(problems.getFirst()))
                    .exception(422);
        }
        return plan;
    }
}
