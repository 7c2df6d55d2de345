// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.console.fleet.FleetRecords.found;
import static org.plumbline.console.fleet.FleetRecords.withoutProposal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.plumbline.console.fleet.AccuracyCase;

class CampaignPlannerTest {
    private final Map<String, AccuracyCase> cases = new TreeMap<>();

    @Test
    void membersAreSortedByMeterAndFillTheWavesInOrder() {
        List<PlannedMember> members =
                planned(plan(List.of(open("m3"), open("m1"), open("m2"), open("m4")), List.of(1, 2)));
        assertEquals(
                List.of("m1", "m2", "m3", "m4"),
                members.stream().map(PlannedMember::meterId).toList());
        assertEquals(
                List.of(1, 2, 2, 3), members.stream().map(PlannedMember::wave).toList());
    }

    @Test
    void withoutWaveSizesThereIsOneWave() {
        assertTrue(planned(plan(List.of(open("m1"), open("m2")), List.of())).stream()
                .allMatch(each -> each.wave() == 1));
    }

    @Test
    void caseWithoutProposalIsNamedWithItsReason() {
        cases.put("m9|MET-02|1", withoutProposal("m9"));
        Refusal refusal = refused(plan(List.of(open("m1"), "m9|MET-02|1"), List.of(2)));
        assertEquals("CASE_WITHOUT_PROPOSAL", refusal.code());
        assertTrue(refusal.message().contains("m9|MET-02|1"), refusal.message());
        assertTrue(refusal.message().contains("Beyond the step cap."), refusal.message());
    }

    @Test
    void everyOtherMistakeHasItsName() {
        cases.put("m2|MET-02|1", found("m2", 1, AccuracyCase.State.CLOSED));
        cases.put("m3|MET-02|1", found("m3", 1, AccuracyCase.State.OPENED));
        cases.put("m3|MET-02|2", found("m3", 2, AccuracyCase.State.OPENED));
        assertEquals(
                "CASE_UNKNOWN", refused(plan(List.of("nothing"), List.of())).code());
        assertEquals(
                "CASE_TWICE",
                refused(plan(List.of(open("m1"), open("m1")), List.of())).code());
        assertEquals(
                "METER_TWICE",
                refused(plan(List.of("m3|MET-02|1", "m3|MET-02|2"), List.of())).code());
        assertEquals(
                "CASE_NOT_OPEN",
                refused(plan(List.of("m2|MET-02|1"), List.of())).code());
        assertEquals("CAMPAIGN_MALFORMED", refused(plan(List.of(), List.of())).code());
        assertEquals(
                "CAMPAIGN_MALFORMED",
                refused(plan(List.of(open("m1")), List.of(0))).code());
        assertEquals(
                "CAMPAIGN_MALFORMED",
                refused(CampaignPlanner.plan(new CampaignDraft("", " ", List.of(open("m1")), List.of()), cases))
                        .code());
    }

    private String open(String meterId) {
        AccuracyCase opened = found(meterId, 1, AccuracyCase.State.PROPOSED);
        cases.put(opened.caseId(), opened);
        return opened.caseId();
    }

    private PlanResult plan(List<String> caseIds, List<Integer> waveSizes) {
        return CampaignPlanner.plan(new CampaignDraft("spring", "drift", caseIds, waveSizes), cases);
    }

    private static List<PlannedMember> planned(PlanResult result) {
        return assertInstanceOf(PlanResult.Planned.class, result).members();
    }

    private static Refusal refused(PlanResult result) {
        return assertInstanceOf(PlanResult.Refused.class, result).refusal();
    }
}
