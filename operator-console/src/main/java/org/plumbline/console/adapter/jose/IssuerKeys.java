// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.jose;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an issuer by their ids, from its key set (RFC 7517). Fetched when they are first needed, when they are
 * ten minutes old and when an unknown id comes, but never twice within half a minute. While the server does not answer, the
 * keys it last gave go on for an hour. Time is monotonic nanoseconds. Safe for use by many threads.
 */
public final class IssuerKeys implements AutoCloseable {
    static final Duration REFRESH = Duration.ofMinutes(10);
    static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    static final Duration KEPT = Duration.ofHours(1);
    static final int MOST_OCTETS = 256 << 10;

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_KEYS = 100;
    private static final int FEWEST_RSA_BITS = 2048;
    private static final int HTTP_OK = 200;
    private static final Logger LOGGER = LoggerFactory.getLogger(IssuerKeys.class);

    private record Known(Map<String, Key> byId, long atNanos) {}

    private final URI keySet;
    private final LongSupplier nanoTime;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private volatile Optional<Known> known = Optional.empty();
    private Optional<Long> lastFetchNanos = Optional.empty();

    /** @throws IllegalArgumentException when the address is neither https nor of this machine */
    public IssuerKeys(URI keySet, LongSupplier nanoTime) {
        boolean own = "http".equals(keySet.getScheme())
                && ("127.0.0.1".equals(keySet.getHost()) || "localhost".equals(keySet.getHost()));
        if (!"https".equals(keySet.getScheme()) && !own) {
            throw new IllegalArgumentException("keys must come by https: " + keySet);
        }
        this.keySet = keySet;
        this.nanoTime = nanoTime;
    }

    /** The key with this id; empty when the issuer has none or cannot be asked. May wait some seconds. */
    Optional<Key> find(String id) {
        if (isOlderThan(REFRESH)) {
            fetch();
        }
        Optional<Key> found = look(id);
        if (found.isEmpty()) {
            fetch();
            found = look(id);
        }
        return found;
    }

    private Optional<Key> look(String id) {
        return isOlderThan(KEPT)
                ? Optional.empty()
                : known.map(keys -> keys.byId().get(id));
    }

    private boolean isOlderThan(Duration age) {
        return known.map(keys -> nanoTime.getAsLong() - keys.atNanos() >= age.toNanos())
                .orElse(true);
    }

    private synchronized void fetch() {
        long now = nanoTime.getAsLong();
        if (lastFetchNanos.isPresent() && now - lastFetchNanos.get() < BETWEEN_FETCHES.toNanos()) {
            return;
        }
        lastFetchNanos = Optional.of(now);
        try {
            known = Optional.of(new Known(usable(new JsonWebKeySet(body())), now));
        } catch (IOException | JoseException e) {
            LOGGER.atWarn()
                    .addKeyValue("address", keySet)
                    .addKeyValue("error", e.getMessage())
                    .log("the keys of the issuer of tokens cannot be had; those known go on for an hour");
        }
    }

    private String body() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(keySet)
                .timeout(DEADLINE)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_OCTETS));
        try {
            HttpResponse<byte[]> answer = asked.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != HTTP_OK) {
                throw new IOException("answered with status " + answer.statusCode());
            }
            return new String(answer.body(), StandardCharsets.UTF_8);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + DEADLINE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            asked.cancel(true);
        }
    }

    /** Keys for signing with RS256 or ES256 that have an id; others are left out. */
    private static Map<String, Key> usable(JsonWebKeySet set) throws JoseException {
        if (set.getJsonWebKeys().size() > MOST_KEYS) {
            throw new JoseException("more than " + MOST_KEYS + " keys");
        }
        Map<String, Key> byId = new HashMap<>();
        for (JsonWebKey key : set.getJsonWebKeys()) {
            if (key.getKeyId() != null && (key.getUse() == null || key.getUse().equals("sig")) && isStrong(key)) {
                byId.put(key.getKeyId(), ((PublicJsonWebKey) key).getPublicKey());
            }
        }
        return byId;
    }

    private static boolean isStrong(JsonWebKey key) {
        return switch (key) {
            case RsaJsonWebKey rsa ->
                ((RSAPublicKey) rsa.getPublicKey()).getModulus().bitLength() >= FEWEST_RSA_BITS;
            case EllipticCurveJsonWebKey curve -> "P-256".equals(curve.getCurveName());
            default -> false;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
