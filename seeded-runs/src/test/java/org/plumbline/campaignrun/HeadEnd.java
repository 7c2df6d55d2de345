// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.ServiceKeys;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.platform.process.LoopbackPorts;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.kafka.Role;
import org.plumbline.simulator.adapter.file.KeyStoreFile;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * Broker, registry, gateway, analyzer, calibrator and console as they are shipped, each in a process of its own and each with
 * no more rights on the broker than its role has.
 */
final class HeadEnd implements AutoCloseable {
    private static final Duration READY_DEADLINE = Duration.ofMinutes(3);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final int HTTP_OK = 200;
    private static final int HEAP_MEGABYTES = 1_024;

    final LocalPlatform platform;
    final String console;
    private final Path directory;
    private final ProcessGroup processes;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, ChildProcess> services = new LinkedHashMap<>();
    private Instant fieldTime;

    /**
     * Starts broker and registry; the services are started once the fleet is known.
     *
     * @param directory empty
     * @param fieldTime to begin with
     */
    HeadEnd(Path directory, Instant fieldTime) throws InterruptedException, IOException {
        this.directory = directory;
        this.processes = new ProcessGroup(directory.resolve("processes"));
        this.fieldTime = fieldTime;
        this.console = "http://" + LoopbackPorts.HOST + ":" + LoopbackPorts.free();
        writeFieldTime();
        try {
            this.platform = LocalPlatform.start(directory, LocalPlatform.Ports.FREE, Topics.DEFAULT_PREFIX, processes);
        } catch (InterruptedException | RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    /** Starts the services and waits until all are ready. */
    void startServices(List<MeterPlan> meters) throws InterruptedException {
        ServiceKeys keys = ServiceKeys.create(directory.resolve("keys"), Instant.now());
        Path signers = keys.trustedSigners();
        KeyStoreFile.write(directory, meters, new SecureRandom(), 1);
        processes.beginTier();
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("operator-console", URI.create(console).getPort());
        start(
                "operator-console",
                ports,
                Map.of(
                        "plumbline.console.signing-key",
                        keys.console(),
                        "plumbline.console.signing-key-id",
                        ServiceKeys.CONSOLE_KEY_ID,
                        "plumbline.console.users",
                        directory.resolve("users.json"),
                        "plumbline.console.initial-passwords-file",
                        directory.resolve("passwords")));
        start(
                "drift-analyzer",
                ports,
                Map.of("plumbline.analyzer.trusted-signers", signers, "plumbline.analyzer.threads", 2));
        start(
                "ota-calibrator",
                ports,
                Map.of(
                        "plumbline.calibrator.signing-key",
                        keys.calibrator(),
                        "plumbline.calibrator.signing-key-id",
                        ServiceKeys.CALIBRATOR_KEY_ID,
                        "plumbline.calibrator.checkpoint-key",
                        keys.auditor(),
                        "plumbline.calibrator.checkpoint-key-id",
                        ServiceKeys.AUDITOR_KEY_ID,
                        "plumbline.calibrator.trusted-signers",
                        signers));
        Map<String, Object> gateway = new TreeMap<>(Map.of(
                "plumbline.gateway.keystore",
                directory.resolve(KeyStoreFile.STORE),
                "plumbline.gateway.keystore-password-file",
                directory.resolve(KeyStoreFile.PASSWORD),
                "plumbline.gateway.trusted-signers",
                signers,
                "plumbline.gateway.networks",
                "127.0.0.0/8",
                "plumbline.gateway.client-system-title",
                "504C420000000009",
                "plumbline.gateway.max-sessions",
                64,
                "plumbline.gateway.connects-per-second",
                2_000,
                // Loopback bears more than a radio cell.
                "plumbline.gateway.segment.connects-per-second",
                200,
                "plumbline.gateway.reply-timeout",
                "PT5S",
                "plumbline.gateway.backfill",
                "P30D"));
        start("ingest-gateway", ports, gateway);
        for (Map.Entry<String, ChildProcess> service : services.entrySet()) {
            int port = ports.get(service.getKey());
            service.getValue().awaitReady(READY_DEADLINE, () -> isReady(port));
        }
    }

    private void start(String module, Map<String, Integer> ports, Map<String, ?> properties) {
        int port = ports.computeIfAbsent(module, unused -> LoopbackPorts.free());
        Path home = directory.resolve(module);
        JavaCommand command = JavaCommand.ofJar(Checkout.locate().serviceJar(module))
                .heapMegabytes(HEAP_MEGABYTES)
                .flag("-XX:TieredStopAtLevel=4")
                .flag("--enable-native-access=ALL-UNNAMED")
                .property("quarkus.http.host", LoopbackPorts.HOST)
                .property("quarkus.http.port", port)
                .property(
                        "plumbline.kafka.bootstrap-servers", platform.services().bootstrapServers())
                .property(Brokers.FILE_SETTING, platform.services().of(Role.named(module)))
                .property("plumbline.schema-registry.url", platform.registryUrl())
                .property("plumbline.field-time.file", directory.resolve("field-time"))
                .property("plumbline.data-dir", home);
        for (Map.Entry<String, ?> property : properties.entrySet()) {
            command = command.property(property.getKey(), property.getValue());
        }
        services.put(module, processes.add(ChildProcess.start(module, home, command)));
    }

    private boolean isReady(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + LoopbackPorts.HOST + ":" + port + "/q/health/ready"))
                    .timeout(REQUEST_TIMEOUT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == HTTP_OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The people at the console, in the order in which it made them. */
    List<Person> people() throws IOException {
        List<Person> people = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("passwords"))) {
            int equals = line.indexOf('=');
            people.add(new Person(http, console, line.substring(0, equals), line.substring(equals + 1)));
        }
        return people;
    }

    Instant fieldTime() {
        return fieldTime;
    }

    void advance(Duration step) throws IOException {
        fieldTime = fieldTime.plus(step);
        writeFieldTime();
    }

    private void writeFieldTime() throws IOException {
        Path next = Files.writeString(directory.resolve("field-time.next"), fieldTime + "\n");
        Files.move(
                next,
                directory.resolve("field-time"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Processor time of every process so far, in seconds, by its name. */
    Map<String, Double> cpuSeconds() throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        for (String line : Files.readAllLines(directory.resolve("processes"))) {
            String[] parts = line.split(" ", -1);
            ProcessHandle.of(Long.parseLong(parts[1]))
                    .flatMap(handle -> handle.info().totalCpuDuration())
                    .ifPresent(cpu -> seconds.put(parts[0], cpu.toMillis() / 1e3));
        }
        return seconds;
    }

    /** Throws when a process has ended. */
    void requireHealthy() {
        processes.dead().ifPresent(dead -> {
            throw new IllegalStateException(dead.name() + " ended unexpectedly; its log is " + dead.log());
        });
    }

    @Override
    public void close() {
        http.close();
        processes.close();
    }
}
