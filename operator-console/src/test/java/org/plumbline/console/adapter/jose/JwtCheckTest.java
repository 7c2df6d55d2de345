// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.console.people.Person;
import org.plumbline.console.people.PersonName;
import org.plumbline.console.people.TokenClaims;
import org.plumbline.console.people.TokenResult;

/** Real tokens, signed with real keys, against a real server of keys. */
class JwtCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();

    private final AtomicLong nanos = new AtomicLong();
    private static PublicJsonWebKey rsa;
    private static PublicJsonWebKey curve;
    private Issuer issuer;
    private IssuerKeys keys;

    @BeforeAll
    static void makeKeys() throws JoseException {
        rsa = RsaJwkGenerator.generateJwk(2048);
        rsa.setKeyId("rsa-1");
        curve = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        curve.setKeyId("ec-1");
    }

    @BeforeEach
    void start() throws Exception {
        issuer = new Issuer(rsa, curve);
        keys = new IssuerKeys(issuer.address(), nanos::get);
    }

    @AfterEach
    void stop() {
        keys.close();
        issuer.close();
    }

    private TokenResult check(String token) {
        return check(token, new TokenClaims("preferred_username", "roles", Map.of()));
    }

    private TokenResult check(String token, TokenClaims claims) {
        return new JwtCheck(
                        new JwtCheck.Terms(Issuer.NAME, Issuer.AUDIENCE, 30, claims),
                        keys,
                        name -> PersonName.isSame(name, "anna"),
                        () -> NOW)
                .check(token);
    }

    private String refusal(String token) {
        return assertInstanceOf(TokenResult.Refused.class, check(token)).code();
    }

    private String refusal(JwtClaims claims) {
        return refusal(issuer.token(issuer.rsa, "RS256", claims));
    }

    @Test
    void goodTokensOfBothAlgorithmsNameAPersonWithRoles() {
        TokenResult tina = new TokenResult.Accepted(new Person("tina", Set.of("operator")), NOW);
        assertEquals(tina, check(issuer.token(issuer.rsa, "RS256", Issuer.claims(SECONDS))));
        assertEquals(tina, check(issuer.token(issuer.curve, "ES256", Issuer.claims(SECONDS))));
        assertEquals(1, issuer.asked, "keys are kept");
        JwtClaims earlier = Issuer.claims(SECONDS);
        earlier.setClaim("auth_time", SECONDS - 3_600);
        assertEquals(
                NOW.minusSeconds(3_600),
                assertInstanceOf(TokenResult.Accepted.class, check(issuer.token(issuer.rsa, "RS256", earlier)))
                        .authenticatedAt());
    }

    @Test
    void tokensWithoutSignatureOrSignedOtherwiseAreRefused() throws Exception {
        String none = Issuer.signed(Issuer.claims(SECONDS), signature -> {
            signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            signature.setKeyIdHeaderValue("rsa-1");
            signature.setAlgorithmHeaderValue("none");
        });
        assertEquals("NOT_A_TOKEN_SIGNED_AS_AGREED", refusal(none));
        byte[] publicKey = issuer.rsa.getPublicKey().getEncoded();
        String hmac = Issuer.signed(Issuer.claims(SECONDS), signature -> {
            signature.setKey(new HmacKey(publicKey));
            signature.setKeyIdHeaderValue("rsa-1");
            signature.setAlgorithmHeaderValue("HS256");
        });
        assertEquals("NOT_A_TOKEN_SIGNED_AS_AGREED", refusal(hmac));
        assertEquals(
                "NOT_A_TOKEN_SIGNED_AS_AGREED", refusal(issuer.token(issuer.rsa, "RS512", Issuer.claims(SECONDS))));
        PublicJsonWebKey stranger = RsaJwkGenerator.generateJwk(2048);
        stranger.setKeyId("rsa-1");
        assertEquals("SIGNATURE_WRONG", refusal(issuer.token(stranger, "RS256", Issuer.claims(SECONDS))));
        String good = issuer.token(issuer.rsa, "RS256", Issuer.claims(SECONDS));
        String[] parts = good.split("\\.");
        String forged = new String(java.util.Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("operator", "admin");
        assertEquals(
                "SIGNATURE_WRONG",
                refusal(parts[0] + "."
                        + java.util.Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(forged.getBytes(StandardCharsets.UTF_8))
                        + "." + parts[2]));
        for (String garbage : List.of("", "x", "a.b.c", "....", good.substring(0, good.length() / 2))) {
            assertInstanceOf(TokenResult.Refused.class, check(garbage), garbage);
        }
        assertEquals("TOO_LONG", refusal("x".repeat(9_000)));
    }

    @Test
    void tokensForOthersOrOfOthersOrOfAnotherTimeAreRefused() {
        JwtClaims claims = Issuer.claims(SECONDS);
        claims.setIssuer("https://issuer.example/realms/other");
        assertEquals("ISSUER_WRONG", refusal(claims));
        claims = Issuer.claims(SECONDS);
        claims.setAudience("another-service");
        assertEquals("AUDIENCE_WRONG", refusal(claims));
        claims = Issuer.claims(SECONDS);
        claims.unsetClaim("aud");
        assertEquals("AUDIENCE_WRONG", refusal(claims));
        assertEquals("EXPIRED", refusal(Issuer.claims(SECONDS - 331)));
        assertInstanceOf(
                TokenResult.Accepted.class,
                check(issuer.token(issuer.rsa, "RS256", Issuer.claims(SECONDS - 320))),
                "within the leeway");
        claims = Issuer.claims(SECONDS);
        claims.setNotBefore(NumericDate.fromSeconds(SECONDS + 60));
        assertEquals("NOT_YET_VALID", refusal(claims));
        claims = Issuer.claims(SECONDS);
        claims.unsetClaim("exp");
        assertEquals("EXPIRY_MISSING", refusal(claims));
        claims = Issuer.claims(SECONDS);
        claims.setExpirationTime(NumericDate.fromSeconds(SECONDS + 90_000));
        assertEquals("VALID_TOO_LONG", refusal(claims));
        claims = Issuer.claims(SECONDS);
        claims.unsetClaim("iat");
        assertEquals("ISSUED_AT_MISSING", refusal(claims));
    }

    @Test
    void nobodyByTokenIsALocalUserInWhateverSpelling() {
        for (String name : List.of("anna", "Anna", "ANNA")) {
            JwtClaims claims = Issuer.claims(SECONDS);
            claims.setClaim("preferred_username", name);
            assertEquals("NAME_IS_OF_A_LOCAL_USER", refusal(claims));
        }
        for (Object name : new Object[] {"аnna", " anna", "", "a|b", 7, List.of("tina")}) {
            JwtClaims claims = Issuer.claims(SECONDS);
            claims.setClaim("preferred_username", name);
            assertEquals("NAME_MALFORMED", refusal(claims), name.toString());
        }
    }

    @Test
    void rolesAreMappedAndOthersGiveNothing() {
        JwtClaims claims = Issuer.claims(SECONDS);
        claims.setClaim("realm_access", Map.of("roles", List.of("grid-approvers", "engineer", "offline_access")));
        claims.setClaim("https://example.org/roles", "operator viewer");
        String token = issuer.token(issuer.rsa, "RS256", claims);
        assertEquals(
                Set.of("approver"),
                roles(
                        token,
                        new TokenClaims(
                                "preferred_username",
                                "realm_access.roles",
                                Map.of("approver", List.of("grid-approvers")))));
        assertEquals(
                Set.of("engineer"),
                roles(token, new TokenClaims("preferred_username", "realm_access.roles", Map.of())));
        assertEquals(
                Set.of("operator", "viewer"),
                roles(token, new TokenClaims("preferred_username", "https://example.org/roles", Map.of())));
        assertEquals(Set.of(), roles(token, new TokenClaims("preferred_username", "nothing.here", Map.of())));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TokenClaims("preferred_username", "roles", Map.of("boss", List.of("x"))));
    }

    private Set<String> roles(String token, TokenClaims claims) {
        return assertInstanceOf(TokenResult.Accepted.class, check(token, claims))
                .person()
                .roles();
    }

    @Test
    void anUnknownKeyIsAskedForOnceInHalfAMinuteAndThenKnown() throws Exception {
        assertInstanceOf(TokenResult.Accepted.class, check(issuer.token(issuer.rsa, "RS256", Issuer.claims(SECONDS))));
        PublicJsonWebKey next = RsaJwkGenerator.generateJwk(2048);
        next.setKeyId("rsa-2");
        String token = issuer.token(next, "RS256", Issuer.claims(SECONDS));
        for (int i = 0; i < 5; i++) {
            assertEquals("KEY_UNKNOWN", refusal(token));
        }
        assertEquals(1, issuer.asked, "a stranger must not make us ask the issuer at will");
        issuer.published.clear();
        issuer.published.add(next);
        nanos.addAndGet(IssuerKeys.BETWEEN_FETCHES.toNanos());
        assertInstanceOf(TokenResult.Accepted.class, check(token));
        assertEquals(2, issuer.asked);
        assertEquals("KEY_UNKNOWN", refusal(issuer.token(issuer.rsa, "RS256", Issuer.claims(SECONDS))), "taken back");
    }

    @Test
    void whileTheServerIsDownTheKeysKnownGoOnForAnHourAndNoLonger() {
        String token = issuer.token(issuer.curve, "ES256", Issuer.claims(SECONDS));
        assertInstanceOf(TokenResult.Accepted.class, check(token));
        issuer.down = true;
        nanos.addAndGet(IssuerKeys.KEPT.minus(Duration.ofMinutes(1)).toNanos());
        assertInstanceOf(TokenResult.Accepted.class, check(token));
        assertEquals(2, issuer.asked, "it was asked for new ones");
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertEquals("KEY_UNKNOWN", refusal(token));
        issuer.down = false;
        nanos.addAndGet(IssuerKeys.BETWEEN_FETCHES.toNanos());
        assertInstanceOf(TokenResult.Accepted.class, check(token));
    }

    @Test
    void answersThatAreTooLargeOrNoKeySetAreNotTaken() {
        String token = issuer.token(issuer.rsa, "RS256", Issuer.claims(SECONDS));
        issuer.instead = "{\"keys\":[]," + "\"padding\":\"" + "x".repeat(IssuerKeys.MOST_OCTETS) + "\"}";
        assertEquals("KEY_UNKNOWN", refusal(token));
        issuer.instead = "<html>";
        nanos.addAndGet(IssuerKeys.BETWEEN_FETCHES.toNanos());
        assertEquals("KEY_UNKNOWN", refusal(token));
        issuer.instead = "";
        nanos.addAndGet(IssuerKeys.BETWEEN_FETCHES.toNanos());
        assertInstanceOf(TokenResult.Accepted.class, check(token));
        assertThrows(
                IllegalArgumentException.class,
                () -> new IssuerKeys(URI.create("http://issuer.example/keys"), nanos::get));
    }
}
