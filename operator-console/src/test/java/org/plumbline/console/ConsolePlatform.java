// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.schema.Topics;
import org.plumbline.schema.signing.SigningKey;

/** A real broker with the topics, a signing key and an empty folder for the users, for the console under test. */
public final class ConsolePlatform implements QuarkusTestResourceLifecycleManager {
    static final String SIGNERS = "test.signers";
    static final String PASSWORDS = "plumbline.console.initial-passwords-file";
    private static final short ONE_REPLICA = 1;

    private Path directory;
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
            return Map.of(
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
                    signers.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
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
