// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.platform.process.LoopbackPorts;

/**
 * One Apache Kafka broker in KRaft mode (broker and controller in one), in a process of its own, on loopback.
 *
 * <p>In a test: {@code try (var kafka = BrokerProcess.start(temporaryDirectory)) { … kafka.bootstrapServers() … }}.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration FORMAT_DEADLINE = Duration.ofSeconds(30);
    private static final Duration READY_DEADLINE = Duration.ofSeconds(60);
    private static final int HEAP_MEGABYTES = 512;
    private static final int REQUEST_TIMEOUT_MILLIS = 2_000;

    private final ChildProcess process;
    private final String bootstrapServers;

    /**
     * A second listener, where the broker asks who comes (SASL/PLAIN) and grants what the access control lists say. Who
     * comes to the first one is nobody in particular and may do everything: it is for tests and for the operator of a
     * platform that lives on loopback.
     *
     * @param port 0 takes a free one
     * @param passwords by user
     */
    public record GuardedListener(int port, Map<String, String> passwords) {
        public GuardedListener {
            passwords = Map.copyOf(passwords);
        }

        String address() {
            return LoopbackPorts.HOST + ":" + port;
        }

        @Override
        public String toString() {
            return address() + " for " + passwords.keySet();
        }
    }

    private BrokerProcess(ChildProcess process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts a broker on free ports and waits until it answers; its data, settings and log are in {@code directory}. */
    public static BrokerProcess start(Path directory) throws InterruptedException {
        return start(directory, 0, 0, child -> {});
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param port of the clients' listener; 0 takes a free one
     * @param controllerPort of the controller's listener; 0 takes a free one
     * @param onSpawn told of the process as soon as it exists
     * @throws PlatformException when it does not answer in time
     */
    public static BrokerProcess start(Path directory, int port, int controllerPort, Consumer<ChildProcess> onSpawn)
            throws InterruptedException {
        return start(directory, port, controllerPort, Optional.empty(), onSpawn);
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param port of the clients' listener; 0 takes a free one
     * @param controllerPort of the controller's listener; 0 takes a free one
     * @param guarded second listener; its port must be one that is free
     * @param onSpawn told of the process as soon as it exists
     * @throws PlatformException when it does not answer in time
     */
    public static BrokerProcess start(
            Path directory,
            int port,
            int controllerPort,
            Optional<GuardedListener> guarded,
            Consumer<ChildProcess> onSpawn)
            throws InterruptedException {
        int clientPort = LoopbackPorts.orFree(port);
        Path data = directory.toAbsolutePath().resolve("broker-data");
        Path settings = writeSettings(directory, data, clientPort, LoopbackPorts.orFree(controllerPort), guarded);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(directory, settings);
        }
        ChildProcess process = ChildProcess.start("broker", directory, command("kafka.Kafka", settings.toString()));
        onSpawn.accept(process);
        BrokerProcess broker = new BrokerProcess(process, LoopbackPorts.HOST + ":" + clientPort);
        try {
            process.awaitReady(READY_DEADLINE, () -> LoopbackPorts.isListening(clientPort) && broker.answers());
            return broker;
        } catch (InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS))) {
            return admin.describeCluster().nodes().get().size() == 1;
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void format(Path directory, Path settings) throws InterruptedException {
        JavaCommand format = command(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                settings.toString());
        try (ChildProcess process = ChildProcess.start("broker-format", directory, format)) {
            process.awaitSuccess(FORMAT_DEADLINE);
        }
    }

    private static JavaCommand command(String mainClass, String... arguments) {
        return JavaCommand.ofMain(JavaCommand.ownClassPath(), mainClass, arguments)
                .heapMegabytes(HEAP_MEGABYTES)
                .property("org.slf4j.simpleLogger.defaultLogLevel", "warn")
                .property("org.slf4j.simpleLogger.showDateTime", true);
    }

    private static Path writeSettings(
            Path directory, Path data, int port, int controllerPort, Optional<GuardedListener> guarded) {
        String clients = "PLAINTEXT://" + LoopbackPorts.HOST + ":" + port;
        String controller = LoopbackPorts.HOST + ":" + controllerPort;
        Map<String, Object> settings = new HashMap<>(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", 1),
                Map.entry("listeners", clients + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", clients),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@" + controller),
                Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("log.dirs", data),
                Map.entry("auto.create.topics.enable", false),
                Map.entry("offsets.topic.num.partitions", 4),
                Map.entry("offsets.topic.replication.factor", 1),
                Map.entry("transaction.state.log.num.partitions", 4),
                Map.entry("transaction.state.log.replication.factor", 1),
                Map.entry("transaction.state.log.min.isr", 1),
                Map.entry("share.coordinator.state.topic.num.partitions", 1),
                Map.entry("share.coordinator.state.topic.replication.factor", 1),
                Map.entry("share.coordinator.state.topic.min.isr", 1),
                Map.entry("group.initial.rebalance.delay.ms", 0),
                Map.entry("num.network.threads", 2),
                Map.entry("num.io.threads", 4),
                Map.entry("background.threads", 2),
                Map.entry("log.cleaner.dedupe.buffer.size", 16 << 20),
                Map.entry("log.index.size.max.bytes", 1 << 20)));
        guarded.ifPresent(listener -> guard(settings, clients, controller, listener));
        String text = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            Path file = Files.createDirectories(directory).toAbsolutePath().resolve("broker.properties");
            PrivateFile.write(file, text);
            return file;
        } catch (IOException e) {
            throw new PlatformException("cannot write the broker's settings in " + directory, e);
        }
    }

    private static void guard(
            Map<String, Object> settings, String clients, String controller, GuardedListener guarded) {
        String users = guarded.passwords().entrySet().stream()
                .map(user -> "user_" + user.getKey() + "=\"" + user.getValue() + "\"")
                .sorted()
                .collect(Collectors.joining(" "));
        String listeners = clients + ",GUARDED://" + guarded.address();
        settings.put("listeners", listeners + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", listeners);
        settings.put(
                "listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,GUARDED:SASL_PLAINTEXT");
        settings.put("listener.name.guarded.sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                "listener.name.guarded.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required " + users + ";");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", false);
        settings.put("super.users", "User:ANONYMOUS");
    }
}
