// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.List;
import java.util.Optional;

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
 * @param handling what people did about it
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
        Handling handling,
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

    /** True until it is closed or dismissed. */
    public boolean isOpen() {
        return switch (state) {
            case CaseState.Opened opened -> true;
            case CaseState.Confirmed confirmed -> true;
            case CaseState.Proposed proposed -> true;
            case CaseState.InCorrection correcting -> true;
            case CaseState.Verifying verifying -> true;
            case CaseState.Closed closed -> false;
            case CaseState.Dismissed dismissed -> false;
        };
    }

    /** Without a coefficient to propose: opened, or confirmed where a person said so. */
    AccuracyCase waiting(String reason, Plan nextPlan, long fieldTimeMillis) {
        CaseState next =
                handling.confirmed().isPresent() ? new CaseState.Confirmed(reason) : new CaseState.Opened(reason);
        return in(next, nextPlan, fieldTimeMillis);
    }

    /** Readings that came since show that it would not have been opened. */
    public AccuracyCase withdrawn() {
        String reason = "withdrawn: readings that came since do not show what opened it";
        return in(
                new CaseState.Closed(reason, CaseState.Closed.Cause.WITHDRAWN, "", Optional.empty()),
                new Plan.NoAdjustment(Plan.Action.NONE, reason),
                updatedAtMillis);
    }

    AccuracyCase in(CaseState next, long fieldTimeMillis) {
        return with(next, plan, latest, campaignId, handling, settledOrders, fieldTimeMillis);
    }

    AccuracyCase in(CaseState next, Plan nextPlan, long fieldTimeMillis) {
        return with(next, nextPlan, latest, campaignId, handling, settledOrders, fieldTimeMillis);
    }

    AccuracyCase seeing(Finding finding) {
        return with(state, plan, finding, campaignId, handling, settledOrders, finding.fieldTimeMillis());
    }

    AccuracyCase takenUpBy(String campaign) {
        return with(state, plan, latest, campaign, handling, settledOrders, updatedAtMillis);
    }

    AccuracyCase handled(Handling next, long fieldTimeMillis) {
        return with(state, plan, latest, campaignId, next, settledOrders, fieldTimeMillis);
    }

    AccuracyCase settling(String orderId) {
        List<String> settled = new java.util.ArrayList<>(settledOrders);
        settled.add(orderId);
        int surplus = Math.max(0, settled.size() - SETTLED_KEPT);
        return with(
                state, plan, latest, campaignId, handling, settled.subList(surplus, settled.size()), updatedAtMillis);
    }

    private AccuracyCase with(
            CaseState nextState,
            Plan nextPlan,
            Finding nextLatest,
            String nextCampaign,
            Handling nextHandling,
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
                nextHandling,
                nextSettled);
    }
}
