// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.app;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.jose.IssuerKeys;
import org.plumbline.console.adapter.jose.JwtCheck;
import org.plumbline.console.people.People;
import org.plumbline.console.people.TokenCheck;
import org.plumbline.console.people.TokenClaims;

/** Makes the check of bearer tokens from the settings; without a key set no token is taken. */
@ApplicationScoped
public class TokenWiring {
    private static final String PREFIX = "setting plumbline.console.tokens.";
    private static final Duration MOST_LEEWAY = Duration.ofMinutes(5);

    private final ConsoleConfig.Tokens settings;
    private @Nullable IssuerKeys keys;

    TokenWiring(ConsoleConfig config) {
        this.settings = config.console().tokens();
    }

    @Produces
    @Singleton
    TokenCheck tokens(People people, InstantSource wallClock) {
        if (settings.keySet().isEmpty()) {
            return TokenCheck.NONE;
        }
        JwtCheck.Terms terms = new JwtCheck.Terms(
                needed("issuer", settings.issuer()), needed("audience", settings.audience()), leeway(), claims());
        IssuerKeys made = keys(settings.keySet().get());
        keys = made;
        return new JwtCheck(terms, made, people::isTaken, wallClock);
    }

    @PreDestroy
    void close() {
        if (keys != null) {
            keys.close();
        }
    }

    private static IssuerKeys keys(URI keySet) {
        try {
            return new IssuerKeys(keySet, System::nanoTime);
        } catch (IllegalArgumentException e) {
            throw new ConsoleException(PREFIX + "key-set: " + e.getMessage(), e);
        }
    }

    private TokenClaims claims() {
        try {
            return new TokenClaims(settings.nameClaim(), settings.rolesClaim(), settings.roles());
        } catch (IllegalArgumentException e) {
            throw new ConsoleException(PREFIX + "roles: " + e.getMessage(), e);
        }
    }

    private int leeway() {
        if (settings.leeway().isNegative() || settings.leeway().compareTo(MOST_LEEWAY) > 0) {
            throw new ConsoleException(PREFIX + "leeway: it must be 0 to 5 minutes, not " + settings.leeway());
        }
        return (int) settings.leeway().toSeconds();
    }

    private static String needed(String name, Optional<String> given) {
        return given.filter(text -> !text.isBlank())
                .orElseThrow(() -> new ConsoleException(
                        PREFIX + name + " is missing; a key set alone would take tokens meant for others"));
    }
}
