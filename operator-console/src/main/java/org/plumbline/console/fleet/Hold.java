// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;

/**
 * An emergency stop or pause.
 *
 * @param scope campaignId, or {@link #EVERYTHING}
 * @param active true = nothing in scope may be changed on any meter
 */
public record Hold(
        String scope, boolean active, String principal, Instant authenticatedAt, Instant issuedAt, String reason)
        implements FleetRecord {

    /** Scope of the emergency stop. */
    public static final String EVERYTHING = "*";
}
