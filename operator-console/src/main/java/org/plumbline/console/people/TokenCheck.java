// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

/** Tells who presents a bearer token. Safe for use by many threads. */
@FunctionalInterface
public interface TokenCheck {

    /** What is checked where no tokens are configured. */
    TokenCheck NONE = token -> new TokenResult.Refused("NOT_CONFIGURED");

    /** Checks a token; may wait some seconds for the keys of its issuer. */
    TokenResult check(String token);
}
