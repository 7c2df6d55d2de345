// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.SchemaRegistration;

/**
 * A broker and a registry with every topic created and every schema registered under its compatibility.
 *
 * @param bootstrapServers of the broker, where everybody may do everything
 * @param registryUrl base address of the Confluent-compatible API
 * @param services how the services come to the broker: each by its own user, with the rights of its role
 */
public record LocalPlatform(String bootstrapServers, String registryUrl, ServiceAccess services) {
    private static final long DEADLINE_SECONDS = 90;
    private static final short REPLICAS = 1;

    /**
     * Where the platform listens; 0 takes a free port.
     *
     * @param broker clients' listener of the broker
     * @param guarded listener of the broker for the services
     * @param controller controller's listener of the broker
     * @param registry API of the registry
     * @param registryManagement health and metrics of the registry
     */
    public record Ports(int broker, int guarded, int controller, int registry, int registryManagement) {
        public static final Ports FREE = new Ports(0, 0, 0, 0, 0);
    }

    /**
     * Starts both at once under {@code directory} and puts them in charge of {@code processes}.
     *
     * @throws PlatformException when one of them does not come up
     */
    public static LocalPlatform start(Path directory, Ports ports, String topicPrefix, ProcessGroup processes)
            throws InterruptedException {
        ServiceAccess access =
                ServiceAccess.create(directory.resolve("kafka-clients"), ports.guarded(), new SecureRandom());
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> broker = both.submit(() -> {
                BrokerProcess process = BrokerProcess.start(
                        directory.resolve("broker"),
                        ports.broker(),
                        ports.controller(),
                        Optional.of(access.listener()),
                        processes::add);
                createTopics(process.bootstrapServers(), topicPrefix);
                ServiceAccess.grant(process.bootstrapServers(), topicPrefix);
                return process.bootstrapServers();
            });
            Future<String> registry = both.submit(() -> {
                RegistryProcess process = RegistryProcess.start(
                        directory.resolve("registry"), ports.registry(), ports.registryManagement(), processes::add);
                registerSchemas(process.url(), topicPrefix);
                return process.url();
            });
            return new LocalPlatform(outcome(broker), outcome(registry), access);
        }
    }

    /** Creates every topic of the contract that is absent; returns when every partition has a leader. */
    public static void createTopics(String bootstrapServers, String topicPrefix) throws InterruptedException {
        List<NewTopic> topics = Topics.ALL.stream()
                .map(topic -> new NewTopic(topic.prefixed(topicPrefix), Topics.DEFAULT_PARTITIONS, REPLICAS)
                        .configs(topic.brokerSettings()))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var existing = admin.listTopics().names().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            admin.createTopics(topics.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .toList())
                    .all()
                    .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            awaitLeaders(admin, topics.stream().map(NewTopic::name).toList());
        } catch (ExecutionException | TimeoutException e) {
            throw new PlatformException("the broker did not create the topics: " + e, e);
        }
    }

    private static void awaitLeaders(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!everyPartitionIsLed(admin, topics)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("partitions without a leader after " + DEADLINE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static boolean everyPartitionIsLed(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return admin
                    .describeTopics(topics)
                    .allTopicNames()
                    .get(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** Registers every schema of the contract with its compatibility. */
    public static void registerSchemas(String registryUrl, String topicPrefix) {
        SchemaRegistryClient registry = SchemaRegistration.client(registryUrl);
        SchemaRegistration.registerAll(registry, topicPrefix);
    }

    private static <T> T outcome(Future<T> start) throws InterruptedException {
        try {
            return start.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PlatformException fault) {
                throw fault;
            }
            throw new PlatformException("the platform did not start: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new PlatformException("the platform did not start within " + DEADLINE_SECONDS + " s", e);
        }
    }
}
