// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.schema.Topics;
import org.plumbline.schema.signing.SigningKey;

/** A real broker with the topics, a signing key and an empty folder for the users, for the console under test. */
public final class ConsolePlatform implements QuarkusTestResourceLifecycleManager {
    static final String SIGNERS = "test.signers";
    static final String PASSWORDS = "plumbline.console.initial-passwords-file";
    private static final short ONE_REPLICA = 1;

    static final String ISSUER = "https://issuer.example/realms/grid";
    static final String ISSUER_KEY = "test.issuer-key";

    private Path directory;
    private HttpServer issuer;
    private BrokerProcess broker;

    @Override
    public Map<String, String> start() {
        // Kafka finds its classes through the thread; here that is not where they were loaded from.
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(Admin.class.getClassLoader());
        try {
            return startBroker();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private Map<String, String> startBroker() {
        try {
            directory = Files.createTempDirectory("console-test");
            broker = BrokerProcess.start(directory);
            createTopics();
            Path key = directory.resolve("console-key.pem");
            Path signers = directory.resolve("signers.json");
            Files.writeString(signers, """
                    [{"keyId": "console-1", "algorithm": "Ed25519", "publicKey": "%s", "purpose": "COMMANDS",
                      "validFrom": "2020-01-01T00:00:00Z", "validUntil": "2100-01-01T00:00:00Z", "revoked": false}]
                    """.formatted(SigningKey.generate(key)));
            Path fieldTime =
                    Files.writeString(directory.resolve("field-time"), Instant.parse("2026-03-02T00:00:00Z") + "\n");
            Map<String, String> settings = new HashMap<>(issuer());
            settings.putAll(Map.of(
                    "plumbline.kafka.bootstrap-servers",
                    broker.bootstrapServers(),
                    "plumbline.schema-registry.url",
                    "http://registry.invalid",
                    "plumbline.field-time.file",
                    fieldTime.toString(),
                    "plumbline.console.signing-key",
                    key.toString(),
                    "plumbline.console.signing-key-id",
                    "console-1",
                    "plumbline.console.users",
                    directory.resolve("users.json").toString(),
                    PASSWORDS,
                    directory.resolve("passwords").toString(),
                    SIGNERS,
                    signers.toString()));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server with the key of an issuer of tokens, and the settings by which the console takes them. */
    private Map<String, String> issuer() throws IOException {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("issuer-1");
            byte[] keys = new JsonWebKeySet(key)
                    .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                    .getBytes(StandardCharsets.UTF_8);
            issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            issuer.createContext("/keys", exchange -> {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            issuer.start();
            return Map.of(
                    "plumbline.console.tokens.key-set",
                    "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                    "plumbline.console.tokens.issuer",
                    ISSUER,
                    "plumbline.console.tokens.audience",
                    "plumbline",
                    "plumbline.console.tokens.roles.approver",
                    "grid-approvers,grid-owners",
                    ISSUER_KEY,
                    key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.stop(0);
        }
        if (broker != null) {
            broker.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createTopics() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = Topics.ALL.stream()
                    .map(topic -> new NewTopic(topic.prefixed(Topics.DEFAULT_PREFIX), 2, ONE_REPLICA))
                    .toList();
            admin.createTopics(topics).all().get();
        }
    }
}
