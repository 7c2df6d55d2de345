// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.console.actions.MeterAction;
import org.plumbline.console.campaign.CampaignAction;
import org.plumbline.console.campaign.PlannedMember;
import org.plumbline.console.casework.CaseRequest;
import org.plumbline.console.fleet.CampaignPlan;

/**
 * Sends what a person asked for, signed, to whoever decides. Each call returns when the log has it durably.
 *
 * <p>All throw {@link CommandNotSentException} when that is not known to be so.
 */
public interface CommandSink {

    /**
     * Who asks.
     *
     * @param authenticatedAt wall-clock time at which the person authenticated
     * @param firstAskedAt wall-clock time of the command where it may have been sent before: the same content at the same time
     *     is the same command; empty = now
     */
    record Author(String principal, Instant authenticatedAt, Optional<Instant> firstAskedAt) {
        public Author(String principal, Instant authenticatedAt) {
            this(principal, authenticatedAt, Optional.empty());
        }
    }

    /**
     * What identifies a campaign sent; equal content gives equal values.
     *
     * @param membersDigest SHA-256 over plan and members, hexadecimal: what an approval covers
     */
    record CampaignReceipt(String campaignId, String membersDigest, int memberCount) {}

    /** True once nothing but the log itself is needed to send a command or a stop. Never waits. */
    boolean isReady();

    /** Creates a campaign. @param members strictly rising by meterId */
    CampaignReceipt create(Author author, String name, String reason, CampaignPlan plan, List<PlannedMember> members);

    /**
     * Asks something of a campaign. A RESUME carries the lift of the campaign's stop, which the calibrator passes on when it
     * takes the command.
     *
     * @param membersDigest what an approval covers; empty for other actions
     */
    void command(Author author, String campaignId, CampaignAction action, String reason, String membersDigest);

    /** Asks to resume, with the lift of the campaign's stop. @param stopId the stop meant; empty when none is in force */
    void resume(Author author, String campaignId, String stopId, String reason);

    /** Asks something of a case. */
    void caseCommand(Author author, String meterId, String caseId, CaseRequest request);

    /** Asks the gateway to do something with one meter out of turn; unsigned, since it changes no coefficient. */
    void act(MeterAction action);

    /** Sets a stop. @param scope campaignId or {@code *} */
    void stop(Author author, String scope, String reason);

    /** Lifts a stop. @param scope campaignId or {@code *} @param stopId the stop meant; no other is lifted */
    void lift(Author author, String scope, String stopId, String reason);
}
