// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.identity.SecurityIdentity;
import org.plumbline.console.people.Person;
import org.plumbline.console.tables.TableShape;

/** Rights that hang on what is asked, not on the address alone. */
final class Rights {

    private Rights() {}

    /** Interval readings tell of people's lives; they are for those who work on meters. */
    static void requireForPersonalData(TableShape shape, SecurityIdentity identity) {
        if (shape == TableShape.READINGS) {
            require(Person.OPERATOR, "see readings", identity);
        }
    }

    static void require(String role, String deed, SecurityIdentity identity) {
        if (!identity.hasRole(role)) {
            throw new Problem(
                            "FORBIDDEN",
                            "Only the role " + role + " may " + deed + ".",
                            "Ask somebody who has it, or an admin for the role.")
                    .exception(403);
        }
    }
}
