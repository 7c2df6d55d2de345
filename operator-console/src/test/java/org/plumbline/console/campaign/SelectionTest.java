// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.plumbline.console.fleet.FleetRecords.PROPOSAL;
import static org.plumbline.console.fleet.FleetRecords.T0;
import static org.plumbline.console.fleet.FleetRecords.campaign;
import static org.plumbline.console.fleet.FleetRecords.estimate;
import static org.plumbline.console.fleet.FleetRecords.found;
import static org.plumbline.console.fleet.FleetRecords.refused;
import static org.plumbline.console.fleet.FleetRecords.withoutProposal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.Campaign;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.Registration;

class SelectionTest {

    private static final Selection ALL = new Selection("", "", "", 0, Set.of(), Set.of());

    private final FleetView view = new FleetView(new FleetView.Limits(20, 20, 2, 20, 2, 2));

    @Test
    void everyOpenCaseIsInOrOutForAReason() {
        open("m1", "PLB-ALPHA", "north", "ACTIVE", "ADJUST_UNVERIFIED", 1.5);
        open("m2", "PLB-BETA", "north", "ACTIVE", "ADJUST_UNVERIFIED", 1.5);
        open("m3", "PLB-ALPHA", "south", "ACTIVE", "ADJUST_UNVERIFIED", 1.5);
        open("m4", "PLB-ALPHA", "north", "ACTIVE", "OBSERVE", 1.5);
        open("m5", "PLB-ALPHA", "north", "SUSPENDED", "ADJUST_UNVERIFIED", 1.5);
        open("m6", "PLB-ALPHA", "north", "ACTIVE", "ADJUST_UNVERIFIED", -0.9);
        view.apply(meter("m7", "PLB-ALPHA", "north", "ACTIVE", "ADJUST_UNVERIFIED"));
        view.apply(withoutProposal("m7"));
        view.apply(found("m8", 1, AccuracyCase.State.PROPOSED));
        open("m9", "PLB-ALPHA", "north", "ACTIVE", "ADJUST_UNVERIFIED", 1.5);
        view.apply(refused("m9", "TOO_FEW_DAYS"));
        view.apply(found("ma", 1, AccuracyCase.State.CLOSED));
        Map<String, String> expected = new TreeMap<>(Map.of(
                "m1", "fits the selection",
                "m2", "its meter model is PLB-BETA",
                "m3", "its district is south",
                "m4", "its correction policy is OBSERVE",
                "m5", "the meter is SUSPENDED",
                "m6", "its error is below 1.0 %",
                "m7", "no coefficient is proposed: Beyond the step cap.",
                "m8", "the meter is not registered",
                "m9", "its error is not known now"));
        assertEquals(expected, reasons(new Selection("PLB-ALPHA", "north", "", 1, Set.of(), Set.of())));
    }

    @Test
    void meterOfACampaignUnderWayIsOutUntilThatHasDoneWithIt() {
        open("m1", "PLB-ALPHA", "", "ACTIVE", "ADJUST_UNVERIFIED", 1.5);
        view.apply(campaign("c1", Campaign.State.RUNNING));
        view.apply(member("WAITING"));
        assertEquals(Map.of("m1", "another campaign has not done with the meter"), reasons(ALL));
        view.apply(member("UNREACHABLE"));
        assertEquals(Map.of("m1", "fits the selection"), reasons(ALL));
        view.apply(member("VERIFYING"));
        view.apply(campaign("c1", Campaign.State.ABORTED));
        assertEquals(Map.of("m1", "fits the selection"), reasons(ALL));
    }

    @Test
    void ofTwoCasesOfAMeterOneIsTaken() {
        open("m1", "PLB-ALPHA", "", "ACTIVE", "ADJUST_UNVERIFIED", 1.5);
        view.apply(found("m1", 2, AccuracyCase.State.PROPOSED));
        assertEquals(
                1,
                ALL.choices(view.snapshot()).stream()
                        .filter(Selection.Choice::taken)
                        .count());
    }

    @Test
    void whatIsNamedIsAnsweredForAndNothingElseIsLookedAt() {
        open("m1", "PLB-ALPHA", "", "ACTIVE", "ADJUST_UNVERIFIED", 1.5);
        open("m2", "PLB-ALPHA", "", "ACTIVE", "ADJUST_UNVERIFIED", 1.5);
        open("m3", "PLB-ALPHA", "", "ACTIVE", "OBSERVE", 1.5);
        view.apply(meter("m4", "PLB-ALPHA", "", "ACTIVE", "ADJUST_UNVERIFIED"));
        view.apply(found("m5", 1, AccuracyCase.State.DISMISSED));
        Selection named = new Selection(
                "", "", "", 0, Set.of("m1|MET-02|1", "m5|MET-02|1", "m9|MET-02|1"), Set.of("m3", "m4", "m8"));
        assertEquals(
                List.of(
                        new Selection.Choice("m1", "m1|MET-02|1", true, "fits the selection"),
                        new Selection.Choice("m3", "m3|MET-02|1", false, "its correction policy is OBSERVE"),
                        new Selection.Choice("m5", "m5|MET-02|1", false, "the case is DISMISSED"),
                        new Selection.Choice("", "m9|MET-02|1", false, "there is no such case"),
                        new Selection.Choice("m4", "", false, "the meter has no open case"),
                        new Selection.Choice("m8", "", false, "the meter is not registered")),
                named.choices(view.snapshot()));
    }

    private Map<String, String> reasons(Selection selection) {
        Map<String, String> reasons = new TreeMap<>();
        for (Selection.Choice choice : selection.choices(view.snapshot())) {
            assertEquals(choice.reason().equals("fits the selection"), choice.taken());
            assertFalse(reasons.containsKey(choice.meterId()));
            reasons.put(choice.meterId(), choice.reason());
        }
        return reasons;
    }

    private void open(String meterId, String model, String district, String state, String policy, double error) {
        view.apply(meter(meterId, model, district, state, policy));
        view.apply(estimate(meterId, error));
        view.apply(found(meterId, 1, AccuracyCase.State.PROPOSED));
    }

    private static Registration meter(String meterId, String model, String district, String state, String policy) {
        return new Registration(
                meterId, state, model, "1", "", "DIRECT", 1, 5, 60, 900, district, "", "", policy, "", "CLASS", 1, 1);
    }

    private static CampaignMember member(String state) {
        return new CampaignMember("c1", "m1", "m1|MET-02|1", 1, state, "", "", 0, PROPOSAL, T0);
    }
}
