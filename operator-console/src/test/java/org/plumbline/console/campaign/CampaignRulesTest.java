// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.console.fleet.FleetRecords.campaign;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.console.fleet.Campaign;

class CampaignRulesTest {

    @ParameterizedTest
    @EnumSource(Campaign.State.class)
    void authorIsNeverOfferedTheApproval(Campaign.State state) {
        assertFalse(CampaignRules.offered(campaign("c1", state), "anna").contains(CampaignAction.APPROVE));
        assertEquals(
                Optional.of("FOUR_EYES"),
                CampaignRules.objection(campaign("c1", state), CampaignAction.APPROVE, "anna", "d1")
                        .map(Refusal::code));
    }

    @ParameterizedTest
    @EnumSource(Campaign.State.class)
    void whatIsOfferedIsNotObjectedTo(Campaign.State state) {
        Campaign campaign = campaign("c1", state);
        for (CampaignAction action : CampaignAction.values()) {
            boolean offered = CampaignRules.offered(campaign, "ben").contains(action);
            boolean objected =
                    CampaignRules.objection(campaign, action, "ben", "d1").isPresent();
            assertEquals(offered, !objected, state + " " + action);
        }
    }

    @ParameterizedTest
    @EnumSource(Campaign.State.class)
    void campaignThatIsNotOverCanAlwaysBeAborted(Campaign.State state) {
        Campaign campaign = campaign("c1", state);
        assertEquals(!campaign.isOver(), CampaignRules.offered(campaign, "ben").contains(CampaignAction.ABORT));
    }

    @Test
    void approvalMustNameTheMembersItSaw() {
        Campaign waiting = campaign("c1", Campaign.State.AWAITING_APPROVAL);
        assertEquals(
                Optional.of("MEMBERS_DIGEST"),
                CampaignRules.objection(waiting, CampaignAction.APPROVE, "ben", "other")
                        .map(Refusal::code));
        assertTrue(CampaignRules.objection(waiting, CampaignAction.APPROVE, "ben", "d1")
                .isEmpty());
    }
}
