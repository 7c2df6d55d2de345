// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.plumbline.console.fleet.Campaign;
import org.plumbline.console.people.Person;
import org.plumbline.console.people.PersonName;

/**
 * What a person can sensibly ask of a campaign as it was last seen. It spares people a round trip; the calibrator judges
 * every command again and alone decides.
 */
public final class CampaignRules {

    private CampaignRules() {}

    /** Actions worth offering to the person. */
    public static Set<CampaignAction> offered(Campaign campaign, Person asker) {
        Set<CampaignAction> offered = takenInState(campaign);
        offered.removeIf(action -> !asker.rights().contains(action.role()));
        if (PersonName.isSame(campaign.author(), asker.name())) {
            offered.remove(CampaignAction.APPROVE);
        }
        return offered;
    }

    private static Set<CampaignAction> takenInState(Campaign campaign) {
        return switch (campaign.state()) {
            case AWAITING_APPROVAL -> EnumSet.of(CampaignAction.APPROVE, CampaignAction.ABORT);
            case APPROVED -> EnumSet.of(CampaignAction.START, CampaignAction.ABORT);
            case RUNNING -> EnumSet.of(CampaignAction.PAUSE, CampaignAction.ABORT);
            case PAUSED -> EnumSet.of(CampaignAction.RESUME, CampaignAction.ABORT);
            case UNKNOWN, RECEIVING_MEMBERS -> EnumSet.of(CampaignAction.ABORT);
            case COMPLETED ->
                hasUnreached(campaign) ? EnumSet.of(CampaignAction.RETRY) : EnumSet.noneOf(CampaignAction.class);
            case ABORTED, REFUSED -> EnumSet.noneOf(CampaignAction.class);
        };
    }

    private static boolean hasUnreached(Campaign campaign) {
        return campaign.waves().stream()
                .flatMap(wave -> wave.counts().stream())
                .anyMatch(count -> count.members() > 0
                        && (count.state().equals("UNREACHABLE") || count.state().equals("EXPIRED")));
    }

    /**
     * @param membersDigest the digest an approver names; empty for other actions
     * @return why the command would be refused; empty when it is worth sending
     */
    public static Optional<Refusal> objection(
            Campaign campaign, CampaignAction action, Person asker, String membersDigest) {
        if (action == CampaignAction.APPROVE && PersonName.isSame(campaign.author(), asker.name())) {
            return conflict(
                    "FOUR_EYES",
                    "Campaign " + campaign.campaignId() + " was created by " + campaign.author() + ".",
                    "Another person must approve it.");
        }
        if (!takenInState(campaign).contains(action)) {
            return conflict(
                    "CAMPAIGN_STATE",
                    "Campaign " + campaign.campaignId() + " is " + campaign.state() + "; it cannot take " + action
                            + " now.",
                    "Look at the campaign again.");
        }
        if (action == CampaignAction.APPROVE && !campaign.membersDigest().equals(membersDigest)) {
            return conflict(
                    "MEMBERS_DIGEST",
                    "The approval names other members than campaign " + campaign.campaignId() + " holds.",
                    "Look at the members again and approve their digest " + campaign.membersDigest() + ".");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> conflict(String code, String message, String remedy) {
        return Optional.of(new Refusal(Refusal.Kind.CONFLICT, code, message, remedy));
    }
}
