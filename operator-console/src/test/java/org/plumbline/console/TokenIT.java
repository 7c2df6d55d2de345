// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignState;

/** People who come by a token to the running console. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class TokenIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.ISSUER_KEY)
    String issuerKey;

    private Api by(String name, Instant at, String... roles) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ConsolePlatform.ISSUER);
        claims.setAudience("plumbline");
        claims.setIssuedAt(NumericDate.fromSeconds(at.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(at.getEpochSecond() + 300));
        claims.setClaim("preferred_username", name);
        claims.setClaim("roles", List.of(roles));
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(issuerKey);
            token.setKey(key.getPrivateKey());
            token.setKeyIdHeaderValue(key.getKeyId());
            token.setAlgorithmHeaderValue("ES256");
            return Api.anonymous(address).with("Authorization", "Bearer " + token.getCompactSerialization());
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void approverByTokenApprovesWhatAnotherCreatedAndNobodyElsesNameIsTaken() {
        try (FleetTopicWriter topics = new FleetTopicWriter(registry, bootstrapServers)) {
            for (String author : List.of("tina", "anna")) {
                topics.write(
                        Topics.CAMPAIGNS,
                        "by-" + author,
                        Campaign.newBuilder()
                                .setCampaignId("by-" + author)
                                .setState(CampaignState.AWAITING_APPROVAL)
                                .setAuthor(author)
                                .setMembersDigest("d1")
                                .setMemberCount(1)
                                .setCreatedAt(Instant.EPOCH)
                                .setUpdatedAt(Instant.EPOCH)
                                .setWaves(List.of())
                                .build());
            }
        }
        Api tina = by("tina", Instant.now(), "grid-approvers", "engineer", "offline_access");
        Api.Answer me = tina.ask("/api/me");
        assertEquals("tina", me.body().path("name").asText(), me.whole().body());
        assertEquals(
                List.of("approver", "viewer"),
                me.body().path("roles").valueStream().map(role -> role.asText()).toList(),
                "a role of ours in the token is not one where roles are mapped");
        await().atMost(SOON)
                .until(() -> tina.ask("/api/campaigns/by-anna").status() == 200
                        && tina.ask("/api/campaigns/by-tina").status() == 200);
        Map<String, String> approval = Map.of("membersDigest", "d1", "reason", "looks right");
        assertEquals(
                "FOUR_EYES",
                by("Tina", Instant.now(), "grid-approvers")
                        .post("/api/campaigns/by-tina/approve", approval)
                        .code());
        assertEquals(
                401,
                by("ANNA", Instant.now(), "grid-approvers")
                        .post("/api/campaigns/by-anna/approve", approval)
                        .status());
        assertEquals(403, tina.post("/api/campaigns/by-anna/start", approval).status());
        assertEquals(202, tina.post("/api/campaigns/by-anna/approve", approval).status());
    }

    @Test
    void tokenThatIsOverIsRefusedByItsOwnChallenge() {
        Api.Answer over = by("tina", Instant.now().minus(Duration.ofHours(1)), "grid-approvers")
                .ask("/api/me");
        assertEquals(401, over.status());
        assertEquals("UNAUTHENTICATED", over.code());
        assertTrue(
                over.whole().headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
        assertEquals(403, by("nils", Instant.now()).ask("/api/fleet").status(), "a person without a role sees nothing");
    }
}
