// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.plumbline.console.fleet.FleetRecords.T0;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.FleetRecords;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.MeterEvent;
import org.plumbline.console.fleet.MeterEvent.NamedText;
import org.plumbline.console.fleet.Proposal;

class RestorePlannerTest {

    private final FleetView view = new FleetView(FleetView.Limits.defaults());

    @Test
    void theNewestBrokenBlockIsTheBaseAndTheNewestProvenOneTheTarget() {
        meter("m2", "0a", 7);
        event("m2", "first", "09", 6);
        event("m2", "second", "0b", 8);
        member("m2", "c-1", "CORRECTED", "01", T0);
        member("m2", "c-2", "CORRECTED", "02", T0.plusSeconds(1));
        member("m2", "c-3", "NOT_PROVEN", "03", T0.plusSeconds(2));
        meter("m1", "0c", 9);
        member("m1", "c-1", "CORRECTED", "04", T0);

        List<PlannedMember> members = planned(List.of("m2", "m1"));

        assertEquals(
                List.of(
                        new PlannedMember("m1", "", 1, new Proposal("PLB-ALPHA", 9, "0c", 77, "04", 5, 1, 0)),
                        new PlannedMember("m2", "", 2, new Proposal("PLB-ALPHA", 8, "0b", 77, "02", 5, 1, 0))),
                members);
    }

    @Test
    void aWriteThatWasNeverProvenIsNoBlockToRestore() {
        meter("m1", "0c", 9);
        member("m1", "c-1", "VERIFYING", "04", T0);
        assertEquals("NO_PROVEN_BLOCK", refused(List.of("m1")));
    }

    @Test
    void anErrorBitAloneIsForAPerson() {
        view.apply(FleetRecords.meter("m1"));
        view.apply(new MeterEvent(
                "e", "m1", "ERR-02", T0, T0, "reports", List.of(new NamedText("register", "ERROR_REGISTER"))));
        member("m1", "c-1", "CORRECTED", "04", T0);
        assertEquals("BLOCK_NOT_BROKEN", refused(List.of("m1")));
    }

    @Test
    void everyOtherMistakeHasItsName() {
        meter("m1", "0c", 9);
        assertEquals("METER_UNKNOWN", refused(List.of("nobody")));
        assertEquals("CAMPAIGN_MALFORMED", refused(List.of("m1", "m1")));
        assertEquals("CAMPAIGN_MALFORMED", refused(List.of()));
    }

    private void meter(String meterId, String block, int epoch) {
        view.apply(FleetRecords.meter(meterId));
        event(meterId, "broke", block, epoch);
    }

    private void event(String meterId, String eventId, String block, int epoch) {
        view.apply(new MeterEvent(
                meterId + eventId,
                meterId,
                "ERR-02",
                T0,
                T0,
                "broken",
                List.of(
                        new NamedText("brokenBlock", block),
                        new NamedText("brokenChecksum", "77"),
                        new NamedText("epoch", Integer.toString(epoch)))));
    }

    private void member(String meterId, String campaignId, String state, String target, Instant at) {
        Proposal written = new Proposal("PLB-ALPHA", 1, "00", 1, target, 5, 0.985, 0);
        view.apply(new CampaignMember(campaignId, meterId, meterId + "|MET-02|1", 1, state, "", "o", 1, written, at));
    }

    private List<PlannedMember> planned(List<String> meterIds) {
        return assertInstanceOf(PlanResult.Planned.class, plan(meterIds)).members();
    }

    private String refused(List<String> meterIds) {
        return assertInstanceOf(PlanResult.Refused.class, plan(meterIds))
                .refusal()
                .code();
    }

    private PlanResult plan(List<String> meterIds) {
        return RestorePlanner.plan(
                new CampaignDraft("name", "reason", List.of(), List.of(1)), meterIds, view.snapshot());
    }
}
