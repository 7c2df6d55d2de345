// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.jose;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** An issuer of tokens with a real key set behind a real HTTP server on loopback. */
final class Issuer implements AutoCloseable {
    static final String NAME = "https://issuer.example/realms/grid";
    static final String AUDIENCE = "plumbline";
    private static final int PORT_OF_CHOICE = 0;

    final PublicJsonWebKey rsa;
    final PublicJsonWebKey curve;
    final List<PublicJsonWebKey> published = new ArrayList<>();
    int asked;
    boolean down;
    String instead = "";
    private final HttpServer server;

    Issuer(PublicJsonWebKey rsa, PublicJsonWebKey curve) throws IOException {
        this.rsa = rsa;
        this.curve = curve;
        published.add(rsa);
        published.add(curve);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT_OF_CHOICE), 0);
        server.createContext("/keys", exchange -> {
            asked++;
            byte[] body = (instead.isEmpty() ? keySet() : instead).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(down ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    private String keySet() {
        return new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** Claims that are in order, of anna-by-token at a time in seconds. */
    static JwtClaims claims(long nowSeconds) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAt(NumericDate.fromSeconds(nowSeconds));
        claims.setExpirationTime(NumericDate.fromSeconds(nowSeconds + 300));
        claims.setClaim("preferred_username", "tina");
        claims.setClaim("roles", List.of("operator"));
        return claims;
    }

    String token(PublicJsonWebKey key, String algorithm, JwtClaims claims) {
        return signed(claims, signature -> {
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(algorithm);
        });
    }

    static String signed(JwtClaims claims, Consumer<JsonWebSignature> how) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        how.accept(signature);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
