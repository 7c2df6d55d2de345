// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether what a signed command says of its author is that of a person who may act now. */
public final class Authentications {

    /** Clocks of console and verifier may differ by this. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private Authentications() {}

    /**
     * Judges name and time of authentication.
     *
     * @param now wall-clock time
     * @param maximumAge older authentications command nothing
     * @return PRINCIPAL_MISSING, AUTHENTICATED_IN_THE_FUTURE or AUTHENTICATION_TOO_OLD; empty when the person may act
     */
    public static Optional<String> refusal(
            String principal, Instant authenticatedAt, Instant now, Duration maximumAge) {
        if (principal.isBlank()) {
            return Optional.of("PRINCIPAL_MISSING");
        }
        if (authenticatedAt.isAfter(now.plus(CLOCK_TOLERANCE))) {
            return Optional.of("AUTHENTICATED_IN_THE_FUTURE");
        }
        return authenticatedAt.isBefore(now.minus(maximumAge))
                ? Optional.of("AUTHENTICATION_TOO_OLD")
                : Optional.empty();
    }
}
