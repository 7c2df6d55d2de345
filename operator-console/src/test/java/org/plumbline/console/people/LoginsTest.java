// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoginsTest {
    private static final Person ANNA = new Person("anna", Set.of(Person.ENGINEER));

    private final AtomicLong nanos = new AtomicLong();
    private final Random random = new Random(1);
    private final PasswordHash annas = PasswordHash.ofNothing(random);
    private final Logins logins = new Logins(
            new People(Map.of("anna", new User(ANNA, annas)), users -> {}, random),
            nanos::get,
            random,
            (hash, password) -> hash.equals(annas) && password.equals("correct"));

    @Test
    void rightPasswordIsAcceptedAndWrongOnesAreNot() {
        assertEquals(new LoginResult.Accepted(ANNA), logins.check("anna", "correct"));
        assertEquals(new LoginResult.Wrong(), logins.check("anna", "Correct"));
        assertEquals(new LoginResult.Wrong(), logins.check("nobody", "correct"));
        assertEquals(new LoginResult.Wrong(), logins.check("anna", "x".repeat(10_000)));
    }

    @Test
    void afterFiveFailuresNotEvenTheRightPasswordIsLookedAtUntilThePauseIsOver() {
        for (int i = 0; i < Logins.FAILURES; i++) {
            assertEquals(new LoginResult.Wrong(), logins.check("anna", "guess" + i));
        }
        assertEquals(new LoginResult.TooManyAttempts(), logins.check("anna", "correct"));
        nanos.addAndGet(Logins.PAUSE.toNanos());
        assertEquals(new LoginResult.Accepted(ANNA), logins.check("anna", "correct"));
    }

    @Test
    void guessesByOthersDoNotLockOutWhoJustLoggedIn() {
        logins.check("anna", "correct");
        for (int i = 0; i <= Logins.FAILURES; i++) {
            logins.check("anna", "guess" + i);
        }
        assertEquals(new LoginResult.Accepted(ANNA), logins.check("anna", "correct"));
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertEquals(new LoginResult.TooManyAttempts(), logins.check("anna", "guess"));
    }

    @Test
    void weakHashesAreRefused() {
        PasswordHash good = PasswordHash.of("x", random);
        assertTrue(good.matches("x"));
        assertFalse(good.matches("y"));
        assertThrows(IllegalArgumentException.class, () -> new PasswordHash(good.salt(), 1_000, good.hash()));
        String shortSalt = Base64.getEncoder().encodeToString(new byte[8]);
        assertThrows(IllegalArgumentException.class, () -> new PasswordHash(shortSalt, good.iterations(), good.hash()));
        assertFalse(good.toString().contains(good.hash()));
    }

    @Test
    void sessionsEndIdleAndAfterTwelveHoursAndOnLogout() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Sessions sessions = new Sessions(now::get, random);
        String token = sessions.open(ANNA);
        String other = sessions.open(ANNA);
        assertNotEquals(token, other);
        for (int i = 0; i < 28; i++) {
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(25)));
            assertEquals(Instant.EPOCH, sessions.use(token).orElseThrow().authenticatedAt());
        }
        assertTrue(sessions.use(other).isEmpty(), "an idle session lives on");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(25)));
        assertTrue(sessions.use(token).isEmpty(), "a session lives longer than twelve hours");
        String third = sessions.open(ANNA);
        sessions.close(third);
        assertTrue(sessions.use(third).isEmpty());
        assertTrue(sessions.use("made up").isEmpty());
    }
}
