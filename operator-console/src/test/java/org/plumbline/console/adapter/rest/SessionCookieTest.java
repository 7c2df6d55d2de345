// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

    @Test
    void cookieIsForThisSiteForNoScriptAndByTlsForTlsAlone() {
        for (String scheme : new String[] {"http", "https"}) {
            NewCookie cookie = SessionResource.cookie("token", NewCookie.DEFAULT_MAX_AGE, at(scheme));
            assertTrue(cookie.isHttpOnly());
            assertEquals(NewCookie.SameSite.STRICT, cookie.getSameSite());
            assertEquals("/", cookie.getPath());
            assertEquals(NewCookie.DEFAULT_MAX_AGE, cookie.getMaxAge(), "it outlives the browser");
            assertEquals(scheme.equals("https"), cookie.isSecure());
        }
    }

    private static UriInfo at(String scheme) {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> URI.create(scheme + "://console.example/api/login"));
    }
}
