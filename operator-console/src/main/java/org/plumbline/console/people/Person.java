// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.util.Set;

/** A user of the console. */
public record Person(String name, Set<String> roles) {

    /** May create, approve and run campaigns, stop and lift a stop. */
    public static final String ENGINEER = "engineer";

    /** May look, pause, abort and stop. */
    public static final String OPERATOR = "operator";

    /** May look. */
    public static final String VIEWER = "viewer";

    /** All roles there are. */
    public static final Set<String> ROLES = Set.of(ENGINEER, OPERATOR, VIEWER);

    public Person {
        roles = Set.copyOf(roles);
    }
}
