// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private final Random random = new Random(1);
    private final List<String> told = new ArrayList<>();
    private List<String> stored = List.of();
    private final People people = new People(
            Map.of("root", user("root", Person.ADMIN)),
            users -> {
                told.add("stored");
                stored = users.stream().map(user -> user.person().name()).toList();
            },
            random);

    private User user(String name, String... roles) {
        return new User(new Person(name, Set.of(roles)), PasswordHash.ofNothing(random));
    }

    private void announce() {
        told.add("announced");
    }

    @Test
    void whatIsAddedIsAnnouncedAndStoredAndMayLogIn() {
        PeopleChange.NewPassword added = assertInstanceOf(
                PeopleChange.NewPassword.class, people.add("carl", Set.of(Person.VIEWER), this::announce));
        assertEquals(List.of("announced", "stored"), told);
        assertEquals(List.of("carl", "root"), stored);
        assertTrue(people.find("carl").orElseThrow().passwordHash().matches(added.password()));
        assertFalse(added.toString().contains(added.password()));
    }

    @Test
    void namesThatLookLikeOneAnotherAreOnePerson() {
        for (String name : List.of("Root", "ROOT", "root")) {
            assertEquals("NAME_TAKEN", refusal(people.add(name, Set.of(Person.VIEWER), this::announce)));
        }
        for (String name : List.of("", " root", "rооt", "a b", "a|b", "x".repeat(65), ".x", "a\nb", "ｒoot")) {
            assertEquals("NAME_MALFORMED", refusal(people.add(name, Set.of(Person.VIEWER), this::announce)), name);
        }
        assertEquals(List.of(), told);
    }

    @Test
    void lastAdminStaysAdmin() {
        assertEquals("LAST_ADMIN", refusal(people.remove("root", this::announce)));
        assertEquals("LAST_ADMIN", refusal(people.setRoles("root", Set.of(Person.VIEWER), this::announce)));
        assertInstanceOf(PeopleChange.NewPassword.class, people.add("second", Set.of(Person.ADMIN), this::announce));
        assertInstanceOf(PeopleChange.Done.class, people.remove("root", this::announce));
        assertEquals("LAST_ADMIN", refusal(people.remove("second", this::announce)));
    }

    @Test
    void whatCannotBeAnnouncedOrStoredChangesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> people.add("carl", Set.of(Person.VIEWER), () -> {
                    throw new IllegalStateException("no log");
                }));
        People unstored = new People(
                Map.of("root", user("root", Person.ADMIN)),
                users -> {
                    throw new IllegalStateException("disk full");
                },
                random);
        assertThrows(IllegalStateException.class, () -> unstored.add("carl", Set.of(Person.VIEWER), () -> {}));
        assertTrue(people.find("carl").isEmpty());
        assertTrue(unstored.find("carl").isEmpty());
        assertEquals(List.of(), told);
    }

    @Test
    void unknownRolesAndPeopleAreRefused() {
        assertEquals("ROLES_UNKNOWN", refusal(people.add("carl", Set.of(), this::announce)));
        assertEquals("ROLES_UNKNOWN", refusal(people.add("carl", Set.of("boss"), this::announce)));
        assertEquals("ROLES_UNKNOWN", refusal(people.setRoles("root", Set.of("boss"), this::announce)));
        assertEquals("NOT_FOUND", refusal(people.setRoles("Root", Set.of(Person.ADMIN), this::announce)));
        assertEquals("NOT_FOUND", refusal(people.resetPassword("nobody", this::announce)));
        assertEquals("PASSWORD_LENGTH", refusal(people.setPassword("root", "short", this::announce)));
    }

    @Test
    void oldPasswordIsWorthNothingAtOnceThoughItWasJustUsed() {
        People real = new People(Map.of("root", user("root", Person.ADMIN)), users -> {}, random);
        PeopleChange.NewPassword first =
                assertInstanceOf(PeopleChange.NewPassword.class, real.add("carl", Set.of(Person.VIEWER), () -> {}));
        Logins logins = new Logins(real, new AtomicLong()::get, random);
        assertInstanceOf(LoginResult.Accepted.class, logins.check("carl", first.password()));
        real.resetPassword("carl", () -> {});
        assertInstanceOf(LoginResult.Wrong.class, logins.check("carl", first.password()));
        real.remove("carl", () -> {});
        assertInstanceOf(LoginResult.Wrong.class, logins.check("carl", first.password()));
    }

    @Test
    void rolesIncludeWhatTheTableSays() {
        assertEquals(Set.of("engineer", "operator", "viewer"), new Person("x", Set.of(Person.ENGINEER)).rights());
        assertEquals(Set.of("approver", "viewer"), new Person("x", Set.of(Person.APPROVER)).rights());
        assertEquals(Set.of("admin", "viewer"), new Person("x", Set.of(Person.ADMIN)).rights());
        assertEquals(Set.of(), new Person("x", Set.of()).rights());
    }

    private static String refusal(PeopleChange change) {
        return assertInstanceOf(PeopleChange.Refused.class, change).code();
    }
}
