// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks names and passwords. A good pair is remembered for a minute (as a keyed digest) so that clients which send it
 * with each request are served at once; failures are limited per name, hash computations to two at a time. Safe for use by
 * many threads.
 */
public final class Logins {

    /** Failures of a name before it is made to wait. */
    public static final int FAILURES = 5;

    /** How long it then waits. */
    public static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int REMEMBERED_PAIRS = 256;
    private static final int KEY_OCTETS = 32;

    private record Good(long atNanos, PasswordHash hash) {}

    private final People people;
    private final LongSupplier nanoTime;
    private final SecretKeySpec digestKey;
    private final PasswordHash decoy;
    private final BiPredicate<PasswordHash, String> matching;
    private final AttemptLimiter limiter = new AttemptLimiter(FAILURES, PAUSE);
    private final Semaphore computations = new Semaphore(2);
    private final Map<String, Good> remembered = new LinkedHashMap<>();

    /**
     * @param people asked at each check
     * @param nanoTime monotonic time in nanoseconds
     * @param random for keys; must be unpredictable
     */
    public Logins(People people, LongSupplier nanoTime, RandomGenerator random) {
        this(people, nanoTime, random, PasswordHash::matches);
    }

    Logins(People people, LongSupplier nanoTime, RandomGenerator random, BiPredicate<PasswordHash, String> matching) {
        this.people = people;
        this.nanoTime = nanoTime;
        this.matching = matching;
        byte[] key = new byte[KEY_OCTETS];
        random.nextBytes(key);
        this.digestKey = new SecretKeySpec(key, "HmacSHA256");
        this.decoy = PasswordHash.ofNothing(random);
    }

    /** Checks a pair; takes about 0.1 s of computing when it is not remembered. */
    public LoginResult check(String name, String password) {
        if (password.length() > People.LONGEST_PASSWORD || name.length() > People.LONGEST_PASSWORD) {
            return new LoginResult.Wrong();
        }
        User user = people.find(name).orElse(null);
        String pair = digest(name, password);
        synchronized (this) {
            if (user != null && isRemembered(pair, user)) {
                return new LoginResult.Accepted(user.person());
            }
            if (!limiter.mayTry(name, nanoTime.getAsLong())) {
                return new LoginResult.TooManyAttempts();
            }
        }
        if (!admitted()) {
            return new LoginResult.TooManyAttempts();
        }
        boolean good = compute(user, password);
        synchronized (this) {
            if (good && user != null) {
                limiter.onSuccess(name);
                remember(pair, user);
                return new LoginResult.Accepted(user.person());
            }
            limiter.onFailure(name, nanoTime.getAsLong());
            return new LoginResult.Wrong();
        }
    }

    private boolean admitted() {
        try {
            return computations.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean compute(@Nullable User user, String password) {
        try {
            // An unknown name costs the same time as a known one.
            return matching.test(user == null ? decoy : user.passwordHash(), password) && user != null;
        } finally {
            computations.release();
        }
    }

    /** A pair is good only as long as the password is the one it was checked against. */
    private boolean isRemembered(String pair, User user) {
        Good good = remembered.get(pair);
        return good != null
                && good.hash().equals(user.passwordHash())
                && nanoTime.getAsLong() - good.atNanos() < REMEMBERED.toNanos();
    }

    private void remember(String pair, User user) {
        remembered.remove(pair);
        remembered.put(pair, new Good(nanoTime.getAsLong(), user.passwordHash()));
        if (remembered.size() > REMEMBERED_PAIRS) {
            remembered.remove(remembered.keySet().iterator().next());
        }
    }

    private String digest(String name, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(digestKey);
            mac.update(name.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
