// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

import java.time.Instant;

/** What a campaign tells the jobs of one of its meters. */
public sealed interface Directive {

    /** The campaign. */
    String campaignId();

    /**
     * The meter is a member; nothing may be done yet.
     *
     * @param membersDigest digest of plan and members of the campaign
     * @param terms what the campaign's plan asks
     */
    record Enlist(String campaignId, String membersDigest, Member member, Terms terms) implements Directive {}

    /**
     * The meter was not reached, or not in time, and goes again; nothing may be done yet.
     *
     * @param membersDigest digest of plan and members of the campaign
     * @param terms what the campaign's plan asks
     */
    record Retry(String campaignId, String membersDigest, Member member, Terms terms) implements Directive {}

    /**
     * The campaign runs and the meter's wave has started.
     *
     * @param membersDigest digest that was approved; worth nothing for a member enlisted under another
     * @param deadline field time after which what is not written leaves the campaign
     */
    record Permit(String campaignId, String membersDigest, Instant deadline) implements Directive {}

    /** The campaign is paused: no new order. */
    record Suspend(String campaignId, String reason) implements Directive {}

    /** The campaign, or the part of it to which the meter belongs, is over: no new order ever. */
    record Abort(String campaignId, String reason) implements Directive {}
}
