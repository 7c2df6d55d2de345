// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the claims of a token, whose signature holds, become a person.
 *
 * @param nameClaim claim with the name
 * @param rolesClaim claim with the roles: a list or a text with blanks between them; a claim inside of others is named with
 *     dots between
 * @param namesByRole what the issuer calls each role; empty = as we do
 */
public record TokenClaims(String nameClaim, String rolesClaim, Map<String, List<String>> namesByRole) {

    private static final int MOST_ROLES = 1_000;

    public TokenClaims {
        namesByRole = Map.copyOf(namesByRole);
        if (!Set.copyOf(Person.ROLES).containsAll(namesByRole.keySet())) {
            throw new IllegalArgumentException("roles are " + Person.ROLES + ", not " + namesByRole.keySet());
        }
    }

    /** The person's name; null when there is none or it is not as {@link PersonName#RULE} says. */
    public @Nullable String name(Map<String, Object> claims) {
        return claims.get(nameClaim) instanceof String name && PersonName.isSound(name) ? name : null;
    }

    /** The person's roles; what the issuer names besides is left out. */
    public Set<String> roles(Map<String, Object> claims) {
        List<String> given = given(claims);
        Set<String> roles = new TreeSet<>();
        for (String role : Person.ROLES) {
            if (namesByRole.isEmpty()
                    ? given.contains(role)
                    : namesByRole.getOrDefault(role, List.of()).stream().anyMatch(given::contains)) {
                roles.add(role);
            }
        }
        return roles;
    }

    private List<String> given(Map<String, Object> claims) {
        Object found = claims.get(rolesClaim);
        if (found == null) {
            found = claims;
            for (String step : rolesClaim.split("\\.")) {
                found = found instanceof Map<?, ?> inside ? inside.get(step) : null;
            }
        }
        List<String> given = new ArrayList<>();
        if (found instanceof String text) {
            given.addAll(List.of(text.split(" ")));
        } else if (found instanceof Collection<?> list) {
            list.stream().limit(MOST_ROLES).forEach(each -> given.add(String.valueOf(each)));
        }
        return given;
    }
}
