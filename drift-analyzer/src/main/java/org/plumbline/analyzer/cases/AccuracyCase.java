// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.List;

/**
 * A finding about one meter's accuracy and what became of it. Immutable; {@link CaseLife} makes the steps.
 *
 * @param meterId meter
 * @param kind what it is about
 * @param number counts the meter's cases of this kind from 1
 * @param state where it stands
 * @param openedAtMillis field time of opening, milliseconds since 1970-01-01T00:00Z
 * @param updatedAtMillis field time of the last change
 * @param evidence the finding that opened it
 * @param latest the newest finding while open
 * @param plan what is proposed
 * @param campaignId campaign that took it up; empty before
 * @param settledOrders orders of this case whose outcome is known, oldest first, the newest {@value #SETTLED_KEPT}
 */
public record AccuracyCase(
        String meterId,
        CaseKind kind,
        int number,
        CaseState state,
        long openedAtMillis,
        long updatedAtMillis,
        Finding evidence,
        Finding latest,
        Plan plan,
        String campaignId,
        List<String> settledOrders) {
    static final int SETTLED_KEPT = 16;

    /** Copies the list. */
    public AccuracyCase {
        settledOrders = List.copyOf(settledOrders);
    }

    /** The case's id: {@code meterId|kind|number}. */
    public String caseId() {
        return meterId + "|" + kind.code() + "|" + number;
    }

    /** True until it is closed. */
    public boolean isOpen() {
        return !(state instanceof CaseState.Closed);
    }

    AccuracyCase in(CaseState next, long fieldTimeMillis) {
        return with(next, plan, latest, campaignId, settledOrders, fieldTimeMillis);
    }

    AccuracyCase in(CaseState next, Plan nextPlan, long fieldTimeMillis) {
        return with(next, nextPlan, latest, campaignId, settledOrders, fieldTimeMillis);
    }

    AccuracyCase seeing(Finding finding) {
        return with(state, plan, finding, campaignId, settledOrders, finding.fieldTimeMillis());
    }

    AccuracyCase takenUpBy(String campaign) {
        return with(state, plan, latest, campaign, settledOrders, updatedAtMillis);
    }

    AccuracyCase settling(String orderId) {
        List<String> settled = new java.util.ArrayList<>(settledOrders);
        settled.add(orderId);
        int surplus = Math.max(0, settled.size() - SETTLED_KEPT);
        return with(state, plan, latest, campaignId, settled.subList(surplus, settled.size()), updatedAtMillis);
    }

    private AccuracyCase with(
            CaseState nextState,
            Plan nextPlan,
            Finding nextLatest,
            String nextCampaign,
            List<String> nextSettled,
            long fieldTimeMillis) {
        return new AccuracyCase(
                meterId,
                kind,
                number,
                nextState,
                openedAtMillis,
                Math.max(updatedAtMillis, fieldTimeMillis),
                evidence,
                nextLatest,
                nextPlan,
                nextCampaign,
                nextSettled);
    }
}
