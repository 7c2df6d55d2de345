// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.time.Instant;

/** Result of presenting a bearer token. */
public sealed interface TokenResult {

    /**
     * It is good.
     *
     * @param authenticatedAt wall-clock time at which the person authenticated where the token comes from
     */
    record Accepted(Person person, Instant authenticatedAt) implements TokenResult {}

    /** It is not. @param code why, for the log; never a part of the token */
    record Refused(String code) implements TokenResult {}
}
