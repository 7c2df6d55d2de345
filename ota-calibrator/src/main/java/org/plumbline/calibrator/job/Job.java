// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.Terms;

/**
 * One meter's part in one campaign. Immutable.
 *
 * @param membersDigest digest under which the member was enlisted
 * @param terms what the campaign's plan asks
 * @param deadline field time after which it ends unless an order is out or something was written; null before a permit
 * @param permittedAt wall-clock time since which orders are permitted; null while they are not
 * @param aborted true once the campaign is aborted
 * @param orders orders released, oldest first
 * @param failedAttempts orders that did not reach the meter
 */
public record Job(
        String campaignId,
        String membersDigest,
        Member member,
        Terms terms,
        @Nullable Instant deadline,
        @Nullable Instant permittedAt,
        boolean aborted,
        List<ReleasedOrder> orders,
        int failedAttempts,
        JobState state) {

    /**
     * An order that was released.
     *
     * @param rollback true when it puts the block from before the write back
     */
    public record ReleasedOrder(String orderId, long sequence, boolean rollback) {}

    /** Copies the list. */
    public Job {
        orders = List.copyOf(orders);
    }

    static Job enlisted(String campaignId, String membersDigest, Member member, Terms terms, JobState state) {
        return new Job(campaignId, membersDigest, member, terms, null, null, false, List.of(), 0, state);
    }

    /** The newest order; null before the first. */
    public @Nullable ReleasedOrder lastOrder() {
        return orders.isEmpty() ? null : orders.getLast();
    }

    boolean isRollback(String orderId) {
        return orders.stream()
                .anyMatch(order -> order.rollback() && order.orderId().equals(orderId));
    }

    boolean knows(String orderId) {
        return orders.stream().anyMatch(order -> order.orderId().equals(orderId));
    }

    /** True while it may take the meter before another job. */
    boolean isPermitted() {
        return permittedAt != null && !aborted;
    }

    boolean isPast(Instant fieldNow) {
        return deadline != null && fieldNow.isAfter(deadline);
    }

    boolean isOpen() {
        return !(state instanceof JobState.Ended);
    }

    Job to(JobState next) {
        return new Job(
                campaignId, membersDigest, member, terms, deadline, permittedAt, aborted, orders, failedAttempts, next);
    }

    Job permitted(Instant since, Instant until) {
        return new Job(campaignId, membersDigest, member, terms, until, since, aborted, orders, failedAttempts, state);
    }

    Job suspended() {
        return new Job(
                campaignId, membersDigest, member, terms, deadline, null, aborted, orders, failedAttempts, state);
    }

    /** Waiting again, as when it was enlisted; the orders it had are not forgotten. */
    Job again(JobState waiting) {
        return new Job(campaignId, membersDigest, member, terms, null, null, aborted, orders, 0, waiting);
    }

    Job aborting() {
        return new Job(campaignId, membersDigest, member, terms, deadline, null, true, orders, failedAttempts, state);
    }

    Job withOrder(ReleasedOrder order) {
        List<ReleasedOrder> all = new ArrayList<>(orders);
        all.add(order);
        return new Job(
                campaignId, membersDigest, member, terms, deadline, permittedAt, aborted, all, failedAttempts, state);
    }

    /** Attempts are counted anew: what follows is another write. */
    Job withoutFailedAttempts() {
        return new Job(campaignId, membersDigest, member, terms, deadline, permittedAt, aborted, orders, 0, state);
    }

    Job withFailedAttempt() {
        return new Job(
                campaignId,
                membersDigest,
                member,
                terms,
                deadline,
                permittedAt,
                aborted,
                orders,
                failedAttempts + 1,
                state);
    }
}
