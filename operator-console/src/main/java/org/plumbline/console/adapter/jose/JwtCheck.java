// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.jose;

import java.security.Key;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;
import org.plumbline.console.people.Person;
import org.plumbline.console.people.TokenCheck;
import org.plumbline.console.people.TokenClaims;
import org.plumbline.console.people.TokenResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks JSON Web Tokens (RFC 7519, RFC 8725): signed with RS256 or ES256 by a key of the issuer, for us, valid now and not
 * for longer than a day. A token never names somebody who is a local user: author and approver would be one name for two.
 */
public final class JwtCheck implements TokenCheck {
    private static final int LONGEST_TOKEN = 8 << 10;
    private static final int LONGEST_VALIDITY_MINUTES = 24 * 60;
    private static final Logger LOGGER = LoggerFactory.getLogger(JwtCheck.class);

    /**
     * What a token must say.
     *
     * @param issuer who made it
     * @param audience whom it is for: us
     * @param leewaySeconds by which clocks may differ
     */
    public record Terms(String issuer, String audience, int leewaySeconds, TokenClaims claims) {}

    private final Terms terms;
    private final IssuerKeys keys;
    private final Predicate<String> isLocal;
    private final InstantSource wallClock;

    /** @param isLocal whether a local user has the name, in whatever spelling */
    public JwtCheck(Terms terms, IssuerKeys keys, Predicate<String> isLocal, InstantSource wallClock) {
        this.terms = terms;
        this.keys = keys;
        this.isLocal = isLocal;
        this.wallClock = wallClock;
    }

    @Override
    public TokenResult check(String token) {
        TokenResult result = token.length() > LONGEST_TOKEN ? new TokenResult.Refused("TOO_LONG") : judged(token);
        if (result instanceof TokenResult.Refused refused) {
            LOGGER.atInfo().addKeyValue("code", refused.code()).log("token refused");
        }
        return result;
    }

    private TokenResult judged(String token) {
        try {
            return person(consumer(wallClock.instant()).processToClaims(token));
        } catch (InvalidJwtException e) {
            return new TokenResult.Refused(code(e));
        } catch (MalformedClaimException e) {
            return new TokenResult.Refused("CLAIM_MALFORMED");
        }
    }

    private JwtConsumer consumer(Instant now) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setVerificationKeyResolver((signature, nesting) -> key(signature))
                .setExpectedIssuer(true, terms.issuer())
                .setExpectedAudience(true, terms.audience())
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setAllowedClockSkewInSeconds(terms.leewaySeconds())
                .setMaxFutureValidityInMinutes(LONGEST_VALIDITY_MINUTES)
                .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                .build();
    }

    private Key key(JsonWebSignature signature) throws UnresolvableKeyException {
        String id = signature.getKeyIdHeaderValue();
        if (id == null) {
            throw new UnresolvableKeyException("no kid");
        }
        return keys.find(id).orElseThrow(() -> new UnresolvableKeyException("unknown kid"));
    }

    private TokenResult person(JwtClaims claims) throws MalformedClaimException {
        String name = terms.claims().name(claims.getClaimsMap());
        if (name == null) {
            return new TokenResult.Refused("NAME_MALFORMED");
        }
        if (isLocal.test(name)) {
            return new TokenResult.Refused("NAME_IS_OF_A_LOCAL_USER");
        }
        NumericDate authenticated = claims.getNumericDateClaimValue("auth_time");
        Set<String> roles = terms.claims().roles(claims.getClaimsMap());
        return new TokenResult.Accepted(
                new Person(name, roles),
                Instant.ofEpochSecond((authenticated == null ? claims.getIssuedAt() : authenticated).getValue()));
    }

    /** The exception's own words quote the token; they are not for the log. */
    private static String code(InvalidJwtException e) {
        if (e.getCause() instanceof UnresolvableKeyException) {
            return "KEY_UNKNOWN";
        }
        record Named(int code, String name) {}
        for (Named each : new Named[] {
            new Named(ErrorCodes.EXPIRED, "EXPIRED"),
            new Named(ErrorCodes.NOT_YET_VALID, "NOT_YET_VALID"),
            new Named(ErrorCodes.ISSUER_INVALID, "ISSUER_WRONG"),
            new Named(ErrorCodes.ISSUER_MISSING, "ISSUER_WRONG"),
            new Named(ErrorCodes.AUDIENCE_INVALID, "AUDIENCE_WRONG"),
            new Named(ErrorCodes.AUDIENCE_MISSING, "AUDIENCE_WRONG"),
            new Named(ErrorCodes.SIGNATURE_INVALID, "SIGNATURE_WRONG"),
            new Named(ErrorCodes.EXPIRATION_MISSING, "EXPIRY_MISSING"),
            new Named(ErrorCodes.EXPIRATION_TOO_FAR_IN_FUTURE, "VALID_TOO_LONG"),
            new Named(ErrorCodes.ISSUED_AT_MISSING, "ISSUED_AT_MISSING")
        }) {
            if (e.hasErrorCode(each.code())) {
                return each.name();
            }
        }
        return "NOT_A_TOKEN_SIGNED_AS_AGREED";
    }
}
