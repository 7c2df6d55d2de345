// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;

/**
 * An emergency stop or pause.
 *
 * @param scope campaignId, the rollbacks of a campaign, or {@link #EVERYTHING}
 * @param active true = nothing in scope may be changed on any meter
 * @param stopId the stop that this is, or that it lifts; a lift counts only when it names the newest stop of its scope
 */
public record Hold(
        String scope,
        boolean active,
        String principal,
        Instant authenticatedAt,
        Instant issuedAt,
        String reason,
        String stopId)
        implements FleetRecord {

    /** Scope of the emergency stop. */
    public static final String EVERYTHING = "*";

    private static final String ROLLBACKS = "/rollback";

    /** The campaign that a scope is of: orders that undo its writes have a scope of their own beside it. */
    public static String campaignOf(String scope) {
        return scope.endsWith(ROLLBACKS) ? scope.substring(0, scope.length() - ROLLBACKS.length()) : scope;
    }
}
