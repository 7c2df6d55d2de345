// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A user of the console.
 *
 * @param roles as given; {@link #rights} are what they come to
 */
public record Person(String name, Set<String> roles) {

    /** May look at the fleet, cases, campaigns and calibration records, not at interval readings. */
    public static final String VIEWER = "viewer";

    /** May also see and read meters, assign, note, pause, abort and stop. */
    public static final String OPERATOR = "operator";

    /** May also create and run campaigns, decide cases, lift stops and import. */
    public static final String ENGINEER = "engineer";

    /** May look, and approve campaigns of others. */
    public static final String APPROVER = "approver";

    /** May look, manage people and erase. */
    public static final String ADMIN = "admin";

    /** All roles there are, in the order in which they are told. */
    public static final List<String> ROLES = List.of(VIEWER, OPERATOR, ENGINEER, APPROVER, ADMIN);

    private static final Map<String, List<String>> INCLUDED = Map.of(
            VIEWER, List.of(),
            OPERATOR, List.of(VIEWER),
            ENGINEER, List.of(OPERATOR, VIEWER),
            APPROVER, List.of(VIEWER),
            ADMIN, List.of(VIEWER));

    public Person {
        roles = Set.copyOf(roles);
    }

    /** The roles with those that they include. */
    public Set<String> rights() {
        Set<String> rights = new TreeSet<>(roles);
        roles.forEach(role -> rights.addAll(INCLUDED.getOrDefault(role, List.of())));
        return rights;
    }
}
