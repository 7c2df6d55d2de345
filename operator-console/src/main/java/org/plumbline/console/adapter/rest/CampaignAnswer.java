// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Set;
import org.plumbline.console.campaign.CampaignAction;
import org.plumbline.console.campaign.CampaignRules;
import org.plumbline.console.fleet.Campaign;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.Hold;
import org.plumbline.console.people.Person;

/**
 * A campaign as one person sees it.
 *
 * @param offeredActions what the person may ask of it now
 * @param held true while a stop covers it
 */
public record CampaignAnswer(@JsonUnwrapped Campaign campaign, Set<CampaignAction> offeredActions, boolean held) {

    static CampaignAnswer of(Campaign campaign, FleetSnapshot fleet, Person asker) {
        return new CampaignAnswer(
                campaign,
                CampaignRules.offered(campaign, asker),
                isActive(fleet.holds().get(campaign.campaignId()))
                        || isActive(fleet.holds().get(Hold.EVERYTHING)));
    }

    private static boolean isActive(@org.jspecify.annotations.Nullable Hold hold) {
        return hold != null && hold.active();
    }
}
