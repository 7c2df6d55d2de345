// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

/** Result of presenting a name and a password. */
public sealed interface LoginResult {

    /** They belong together. */
    record Accepted(Person person) implements LoginResult {}

    /** They do not; which of the two is wrong is not said. */
    record Wrong() implements LoginResult {}

    /** Not looked at: too many failures of late. */
    record TooManyAttempts() implements LoginResult {}
}
