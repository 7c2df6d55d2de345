// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.plumbline.console.people.PeopleChange.Kind;

/**
 * The local users. A change is stored before it is in force; one that cannot be stored changes nothing. There is always
 * one with the role admin once there was. Each change takes what announces it: that runs when nothing speaks against the
 * change, before it is stored; when it throws, nothing is changed. Safe for use by many threads.
 */
public final class People {

    /** Most local users; more belong to an identity provider. */
    public static final int LIMIT = 1_000;

    /** Fewest characters of a password that a person chooses. */
    public static final int SHORTEST_PASSWORD = 12;

    /** Most characters of a password. */
    public static final int LONGEST_PASSWORD = 256;

    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int PASSWORD_CHARACTERS = 20;

    /** Where users are kept. */
    @FunctionalInterface
    public interface Store {
        /** Returns when they are stored as a whole. @throws RuntimeException when they are not; then nothing is changed */
        void save(Collection<User> users);
    }

    private final Store store;
    private final RandomGenerator random;
    private volatile Map<String, User> users;

    /**
     * @param users by name
     * @param random for passwords and salts; must be unpredictable
     */
    public People(Map<String, User> users, Store store, RandomGenerator random) {
        this.users = Map.copyOf(users);
        this.store = store;
        this.random = random;
    }

    /** The user of exactly this name. */
    public Optional<User> find(String name) {
        return Optional.ofNullable(users.get(name));
    }

    /** Whether somebody has this name, in whatever spelling. */
    public boolean isTaken(String name) {
        return users.keySet().stream().anyMatch(taken -> PersonName.isSame(taken, name));
    }

    /** All, by name. */
    public List<Person> all() {
        return new TreeMap<>(users).values().stream().map(User::person).toList();
    }

    /** Adds somebody, with a password made here. */
    public synchronized PeopleChange add(String name, Set<String> roles, Runnable announced) {
        if (!PersonName.isSound(name)) {
            return new PeopleChange.Refused(
                    Kind.UNSUITABLE,
                    "NAME_MALFORMED",
                    "name",
                    "The name is malformed.",
                    "Use " + PersonName.RULE + ".");
        }
        if (isTaken(name)) {
            return new PeopleChange.Refused(
                    Kind.CONFLICT,
                    "NAME_TAKEN",
                    "name",
                    "There is somebody of this name, if in another spelling.",
                    "Choose another name.");
        }
        if (users.size() >= LIMIT) {
            return new PeopleChange.Refused(
                    Kind.CONFLICT,
                    "TOO_MANY_PEOPLE",
                    "",
                    "There are " + LIMIT + " local users.",
                    "Remove some, or use an identity provider.");
        }
        return rolesRefusal(roles).<PeopleChange>map(refused -> refused).orElseGet(() -> {
            String password = password(random);
            User added = new User(new Person(name, roles), PasswordHash.of(password, random));
            put(added, announced);
            return new PeopleChange.NewPassword(added.person(), password);
        });
    }

    /** Gives somebody other roles. */
    public synchronized PeopleChange setRoles(String name, Set<String> roles, Runnable announced) {
        User user = users.get(name);
        if (user == null) {
            return unknown(name);
        }
        Optional<PeopleChange.Refused> refusal = rolesRefusal(roles);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!roles.contains(Person.ADMIN) && isLastAdmin(user)) {
            return lastAdmin(name);
        }
        User changed = new User(new Person(name, roles), user.passwordHash());
        put(changed, announced);
        return new PeopleChange.Done(changed.person());
    }

    /** Gives somebody a new password, made here. */
    public synchronized PeopleChange resetPassword(String name, Runnable announced) {
        User user = users.get(name);
        if (user == null) {
            return unknown(name);
        }
        String password = password(random);
        put(new User(user.person(), PasswordHash.of(password, random)), announced);
        return new PeopleChange.NewPassword(user.person(), password);
    }

    /** Takes a password that a person chose; whether they knew the old one is for the caller to see. */
    public synchronized PeopleChange setPassword(String name, String password, Runnable announced) {
        User user = users.get(name);
        if (user == null) {
            return unknown(name);
        }
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            return new PeopleChange.Refused(
                    Kind.UNSUITABLE,
                    "PASSWORD_LENGTH",
                    "password",
                    "The new password has " + password.length() + " characters.",
                    "Choose one of " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters.");
        }
        put(new User(user.person(), PasswordHash.of(password, random)), announced);
        return new PeopleChange.Done(user.person());
    }

    /** Takes somebody away. */
    public synchronized PeopleChange remove(String name, Runnable announced) {
        User user = users.get(name);
        if (user == null) {
            return unknown(name);
        }
        if (isLastAdmin(user)) {
            return lastAdmin(name);
        }
        Map<String, User> left = new LinkedHashMap<>(users);
        left.remove(name);
        replace(left, announced);
        return new PeopleChange.Done(user.person());
    }

    /** A password that nobody guesses: 20 characters, 116 bits. */
    public static String password(RandomGenerator random) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_CHARACTERS; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    private void put(User user, Runnable announced) {
        Map<String, User> next = new LinkedHashMap<>(users);
        next.put(user.person().name(), user);
        replace(next, announced);
    }

    private void replace(Map<String, User> next, Runnable announced) {
        announced.run();
        store.save(new ArrayList<>(new TreeMap<>(next).values()));
        users = Map.copyOf(next);
    }

    private boolean isLastAdmin(User user) {
        return user.person().roles().contains(Person.ADMIN)
                && users.values().stream()
                                .filter(each -> each.person().roles().contains(Person.ADMIN))
                                .count()
                        == 1;
    }

    private static PeopleChange.Refused lastAdmin(String name) {
        return new PeopleChange.Refused(
                Kind.CONFLICT,
                "LAST_ADMIN",
                "",
                name + " is the last with the role " + Person.ADMIN + ".",
                "Give somebody else the role first.");
    }

    private static PeopleChange.Refused unknown(String name) {
        return new PeopleChange.Refused(
                Kind.UNKNOWN, "NOT_FOUND", "", "There is no local user " + name + ".", "Look at the list again.");
    }

    private static Optional<PeopleChange.Refused> rolesRefusal(Set<String> roles) {
        return !roles.isEmpty() && Person.ROLES.containsAll(roles)
                ? Optional.empty()
                : Optional.of(new PeopleChange.Refused(
                        Kind.UNSUITABLE,
                        "ROLES_UNKNOWN",
                        "roles",
                        "The roles are " + roles + ".",
                        "Give one or more of " + Person.ROLES + "."));
    }
}
