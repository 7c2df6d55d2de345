// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.console.fleet.FleetRecords.campaign;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.console.fleet.Campaign;
import org.plumbline.console.people.Person;

class CampaignRulesTest {
    private static final Person ANNA = new Person("anna", Set.of(Person.ENGINEER, Person.APPROVER));
    private static final Person BEN = new Person("ben", Set.of(Person.ENGINEER, Person.APPROVER));

    @Test
    void authorInAnotherSpellingIsTheAuthor() {
        Campaign waiting = campaign("c1", Campaign.State.AWAITING_APPROVAL);
        for (String spelling : new String[] {"Anna", "ANNA", " anna", "ａnna"}) {
            Person again = new Person(spelling, BEN.roles());
            assertFalse(CampaignRules.offered(waiting, again).contains(CampaignAction.APPROVE), spelling);
            assertEquals(
                    Optional.of("FOUR_EYES"),
                    CampaignRules.objection(waiting, CampaignAction.APPROVE, again, "d1")
                            .map(Refusal::code),
                    spelling);
        }
    }

    @Test
    void nothingIsOfferedThatTheRolesDoNotAllow() {
        Campaign waiting = campaign("c1", Campaign.State.AWAITING_APPROVAL);
        assertEquals(Set.of(), CampaignRules.offered(waiting, new Person("vera", Set.of(Person.VIEWER))));
        assertEquals(
                Set.of(CampaignAction.ABORT),
                CampaignRules.offered(waiting, new Person("eva", Set.of(Person.ENGINEER))));
        assertEquals(
                Set.of(CampaignAction.APPROVE),
                CampaignRules.offered(waiting, new Person("carl", Set.of(Person.APPROVER))));
    }

    @ParameterizedTest
    @EnumSource(Campaign.State.class)
    void authorIsNeverOfferedTheApproval(Campaign.State state) {
        assertFalse(CampaignRules.offered(campaign("c1", state), ANNA).contains(CampaignAction.APPROVE));
        assertEquals(
                Optional.of("FOUR_EYES"),
                CampaignRules.objection(campaign("c1", state), CampaignAction.APPROVE, ANNA, "d1")
                        .map(Refusal::code));
    }

    @ParameterizedTest
    @EnumSource(Campaign.State.class)
    void whatIsOfferedIsNotObjectedTo(Campaign.State state) {
        Campaign campaign = campaign("c1", state);
        for (CampaignAction action : CampaignAction.values()) {
            boolean offered = CampaignRules.offered(campaign, BEN).contains(action);
            boolean objected =
                    CampaignRules.objection(campaign, action, BEN, "d1").isPresent();
            assertEquals(offered, !objected, state + " " + action);
        }
    }

    @ParameterizedTest
    @EnumSource(Campaign.State.class)
    void campaignThatIsNotOverCanAlwaysBeAborted(Campaign.State state) {
        Campaign campaign = campaign("c1", state);
        assertEquals(!campaign.isOver(), CampaignRules.offered(campaign, BEN).contains(CampaignAction.ABORT));
    }

    @Test
    void approvalMustNameTheMembersItSaw() {
        Campaign waiting = campaign("c1", Campaign.State.AWAITING_APPROVAL);
        assertEquals(
                Optional.of("MEMBERS_DIGEST"),
                CampaignRules.objection(waiting, CampaignAction.APPROVE, BEN, "other")
                        .map(Refusal::code));
        assertTrue(CampaignRules.objection(waiting, CampaignAction.APPROVE, BEN, "d1")
                .isEmpty());
    }
}
