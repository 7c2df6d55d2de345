// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.plumbline.platform.process.LoopbackPorts;
import org.plumbline.schema.kafka.AccessRights;
import org.plumbline.schema.kafka.Role;

/**
 * Everybody's own user at the broker with the rights of its role.
 *
 * @param listener where the broker asks who comes
 * @param clientProperties what each gives its Kafka clients; readable by the owner alone
 */
public record ServiceAccess(BrokerProcess.GuardedListener listener, Map<Role, Path> clientProperties) {
    private static final int PASSWORD_OCTETS = 24;
    private static final long DEADLINE_SECONDS = 30;

    public ServiceAccess {
        clientProperties = Map.copyOf(clientProperties);
    }

    /**
     * Draws passwords and writes the clients' files.
     *
     * @param port of the listener; 0 takes a free one
     */
    public static ServiceAccess create(Path directory, int port, SecureRandom random) {
        Map<String, String> passwords =
                Arrays.stream(Role.values()).collect(Collectors.toMap(Role::id, role -> password(random)));
        Map<Role, Path> files = new EnumMap<>(Role.class);
        try {
            Files.createDirectories(directory);
            for (Role role : Role.values()) {
                Path file = directory.toAbsolutePath().resolve(role.id() + ".properties");
                PrivateFile.write(file, """
                        security.protocol=SASL_PLAINTEXT
                        sasl.mechanism=PLAIN
                        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
                        username="%s" password="%s";
                        """.formatted(role.id(), passwords.get(role.id())));
                files.put(role, file);
            }
        } catch (IOException e) {
            throw new PlatformException("cannot write the clients' files in " + directory, e);
        }
        return new ServiceAccess(new BrokerProcess.GuardedListener(LoopbackPorts.orFree(port), passwords), files);
    }

    /** Where who has such a file connects. */
    public String bootstrapServers() {
        return listener.address();
    }

    /** The file of a role. */
    public Path of(Role role) {
        return Objects.requireNonNull(clientProperties.get(role), role.id());
    }

    /** Grants every role what it needs for the topics of a prefix. */
    public static void grant(String bootstrapServers, String topicPrefix) throws InterruptedException {
        AccessRights rights = new AccessRights(topicPrefix, AccessRights.GATEWAY_GROUP);
        List<AclBinding> bindings = Arrays.stream(Role.values())
                .flatMap(role -> rights.of(role, "User:" + role.id()).stream())
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createAcls(bindings).all().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PlatformException("the broker did not take the access rights: " + e, e);
        }
    }

    private static String password(SecureRandom random) {
        byte[] octets = new byte[PASSWORD_OCTETS];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
