// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sessions of the page, kept in memory: a restart ends them all. Each ends after half an hour without a request and after
 * twelve hours at the latest; the oldest gives way when there are too many. Safe for use by many threads.
 */
public final class Sessions {

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int LIMIT = 1_000;
    private static final int TOKEN_OCTETS = 32;

    /** A person's session and the wall-clock time of the login. */
    public record Session(Person person, Instant authenticatedAt) {}

    private record Entry(Session session, Instant lastUsed) {}

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Entry> byToken = new LinkedHashMap<>();

    /** @param random for tokens; must be unpredictable */
    public Sessions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Opens a session and returns its token, 256 random bits. */
    public synchronized String open(Person person) {
        byte[] octets = new byte[TOKEN_OCTETS];
        random.nextBytes(octets);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        Instant now = clock.instant();
        byToken.values().removeIf(entry -> isOver(entry, now));
        byToken.put(token, new Entry(new Session(person, now), now));
        if (byToken.size() > LIMIT) {
            byToken.remove(byToken.keySet().iterator().next());
        }
        return token;
    }

    /** The session of a token while it lasts; using it keeps it from ending idle. */
    public synchronized Optional<Session> use(String token) {
        Entry entry = byToken.get(token);
        Instant now = clock.instant();
        if (entry == null || isOver(entry, now)) {
            byToken.remove(token);
            return Optional.empty();
        }
        byToken.put(token, new Entry(entry.session(), now));
        return Optional.of(entry.session());
    }

    /** Ends all sessions of a person and returns how many there were. */
    public synchronized int closeAllOf(String name) {
        int before = byToken.size();
        byToken.values().removeIf(entry -> entry.session().person().name().equals(name));
        return before - byToken.size();
    }

    /** How many sessions a person has. */
    public synchronized int countOf(String name) {
        Instant now = clock.instant();
        byToken.values().removeIf(entry -> isOver(entry, now));
        return (int) byToken.values().stream()
                .filter(entry -> entry.session().person().name().equals(name))
                .count();
    }

    /** Ends a session. */
    public synchronized void close(String token) {
        byToken.remove(token);
    }

    private static boolean isOver(Entry entry, Instant now) {
        return now.isAfter(entry.lastUsed().plus(IDLE))
                || now.isAfter(entry.session().authenticatedAt().plus(LONGEST));
    }
}
