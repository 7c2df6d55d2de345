// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.PlatformException;
import org.plumbline.platform.ServiceKeys;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.platform.process.LoopbackPorts;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Role;
import org.plumbline.schema.serde.SchemaRegistration;

/** Everything that runs beside the driver, and the driver's ends of it. */
final class Stage implements AutoCloseable {
    private static final Duration FLEET_DEADLINE = Duration.ofSeconds(90);
    private static final Instant HISTORY_FROM = Instant.parse("2026-03-02T00:00:00Z");
    /** Ends between two quarter hours: then no meter's clock, some seconds off, decides which row is the last. */
    private static final Duration HISTORY = Duration.ofDays(60).plusHours(2).plusMinutes(7);

    private static final int SIMULATOR_HEAP_MEGABYTES = 1_024;
    private static final String GATEWAY_SYSTEM_TITLE = "504C420000000001";

    private final Checkout checkout;
    private final DemoSettings settings;
    private final RunFiles files;
    private final ProcessGroup processes;
    private final Narrator narrator;
    private final TopicView view;
    private final List<AutoCloseable> ends = new ArrayList<>();

    /** What the story is played with. */
    record Ready(
            DemoFleet fleet,
            FieldTimeFile fieldTime,
            TopicWatcher watcher,
            OrderRedelivery redelivery,
            Patience patience,
            ConsoleClient author,
            ConsoleClient approver,
            String consoleAddress,
            Map<String, String> passwords) {}

    Stage(
            Checkout checkout,
            DemoSettings settings,
            RunFiles files,
            ProcessGroup processes,
            Narrator narrator,
            TopicView view) {
        this.checkout = checkout;
        this.settings = settings;
        this.files = files;
        this.processes = processes;
        this.narrator = narrator;
        this.view = view;
    }

    Ready start(long seed, int pairs) throws InterruptedException {
        LoopbackPorts.requireFree(settings.ports());
        narrator.chapter("Drawing the fleet; starting a Kafka broker and a schema registry");
        ChildProcess generator = generateFleet(seed, pairs);
        LocalPlatform platform =
                LocalPlatform.start(files.directory(), settings.platformPorts(), Topics.DEFAULT_PREFIX, processes);
        narrator.tell("broker %s, schema registry %s", platform.bootstrapServers(), platform.registryUrl());
        generator.awaitSuccess(FLEET_DEADLINE);
        DemoFleet fleet = DemoFleet.read(files.fleet().resolve("fleet.json"));
        FieldTimeFile fieldTime = new FieldTimeFile(files.fieldTime(), HISTORY_FROM.plus(HISTORY));
        SchemaRegistryClient registry = SchemaRegistration.client(platform.registryUrl());
        new Registrar(platform.bootstrapServers(), registry, Topics.DEFAULT_PREFIX).register(fleet);
        narrator.tell(
                "%d meters and %d reference profiles registered on their topics",
                fleet.meters().size(), fleet.profiles().size());

        narrator.chapter("Starting the meters and the services");
        TopicWatcher watcher = new TopicWatcher(platform.bootstrapServers(), registry, Topics.DEFAULT_PREFIX, view);
        ends.add(watcher);
        watcher.start();
        processes.beginTier();
        startSimulator(fieldTime);
        processes.beginTier();
        String console = "http://" + LoopbackPorts.HOST + ":" + settings.port(DemoSettings.CONSOLE_PORT);
        new ServiceFleet(checkout, files.directory(), platform, fieldTime).start(services(platform), processes);
        files.writeEndpoints(
                platform, console, "http://" + LoopbackPorts.HOST + ":" + settings.port(DemoSettings.GATEWAY_PORT));
        narrator.tell("gateway, analyzer, calibrator and console are ready");

        HttpClient http = HttpClient.newHttpClient();
        ends.add(http);
        OrderRedelivery redelivery = new OrderRedelivery(platform.bootstrapServers(), view);
        ends.add(redelivery);
        Patience patience = new Patience(processes, watcher, narrator);
        patience.doMeanwhile(redelivery::step);
        Map<String, String> passwords = passwords();
        List<ConsoleClient> people = passwords.entrySet().stream()
                .map(person -> new ConsoleClient(http, console, person.getKey(), person.getValue()))
                .toList();
        if (people.size() < 2) {
            throw new PlatformException("the console made fewer than two users: " + passwords.keySet());
        }
        return new Ready(
                fleet, fieldTime, watcher, redelivery, patience, people.get(0), people.get(1), console, passwords);
    }

    private ChildProcess generateFleet(long seed, int pairs) {
        return ChildProcess.start(
                "fleet",
                files.directory().resolve("simulator"),
                simulator(
                        "fleet",
                        "--seed=" + seed,
                        "--pairs=" + pairs,
                        "--double-metered",
                        "--out=" + files.fleet(),
                        "--start=" + HISTORY_FROM,
                        "--port=" + settings.port(DemoSettings.SIMULATOR_PORT)));
    }

    private void startSimulator(FieldTimeFile fieldTime) throws InterruptedException {
        int port = settings.port(DemoSettings.SIMULATOR_PORT);
        ChildProcess simulator = processes.add(ChildProcess.start(
                "simulator",
                files.directory().resolve("simulator"),
                simulator(
                        "run",
                        "--fleet=" + files.fleet(),
                        "--field-time-file=" + fieldTime.path(),
                        "--ledger=" + files.ledger())));
        simulator.awaitReady(FLEET_DEADLINE, () -> LoopbackPorts.isListening(port));
        narrator.tell("every meter answers on its own loopback address, port %d", port);
    }

    private JavaCommand simulator(String... arguments) {
        return JavaCommand.ofMain(checkout.simulatorClassPath(), "org.plumbline.simulator.app.SimulatorMain", arguments)
                .heapMegabytes(SIMULATOR_HEAP_MEGABYTES)
                .flag("--enable-native-access=ALL-UNNAMED");
    }

    private List<ServiceFleet.Service> services(LocalPlatform platform) {
        ServiceKeys keys = ServiceKeys.create(files.keys(), Instant.now());
        String signers = keys.trustedSigners().toString();
        return List.of(
                new ServiceFleet.Service(
                        "ingest-gateway",
                        settings.port(DemoSettings.GATEWAY_PORT),
                        1_024,
                        Map.of(
                                "plumbline.gateway.keystore",
                                files.fleet().resolve("meter-keys.p12").toString(),
                                "plumbline.gateway.keystore-password-file",
                                files.fleet().resolve("meter-keys.password").toString(),
                                "plumbline.gateway.trusted-signers",
                                signers,
                                "plumbline.gateway.networks",
                                RunFiles.FIELD_NETWORKS,
                                "plumbline.gateway.client-system-title",
                                GATEWAY_SYSTEM_TITLE,
                                // Loopback bears more than a radio cell; field time runs ahead of wall time.
                                "plumbline.gateway.segments.loopback.max-sessions",
                                "32",
                                "plumbline.gateway.segments.loopback.connects-per-second",
                                "200",
                                "plumbline.gateway.backfill",
                                "P62D")),
                new ServiceFleet.Service(
                        "drift-analyzer",
                        settings.port(DemoSettings.ANALYZER_PORT),
                        768,
                        Map.of("plumbline.analyzer.trusted-signers", signers)),
                new ServiceFleet.Service(
                        "ota-calibrator",
                        settings.port(DemoSettings.CALIBRATOR_PORT),
                        512,
                        Map.of(
                                "plumbline.calibrator.signing-key",
                                keys.calibrator().toString(),
                                "plumbline.calibrator.signing-key-id",
                                ServiceKeys.CALIBRATOR_KEY_ID,
                                "plumbline.calibrator.checkpoint-key",
                                keys.auditor().toString(),
                                "plumbline.calibrator.checkpoint-key-id",
                                ServiceKeys.AUDITOR_KEY_ID,
                                // A run lasts minutes; each shall have some.
                                "plumbline.calibrator.checkpoint-period",
                                "PT15S",
                                "plumbline.calibrator.trusted-signers",
                                signers)),
                new ServiceFleet.Service(
                        "operator-console",
                        settings.port(DemoSettings.CONSOLE_PORT),
                        384,
                        Map.of(
                                "plumbline.console.signing-key", keys.console().toString(),
                                "plumbline.console.signing-key-id", ServiceKeys.CONSOLE_KEY_ID,
                                "plumbline.console.users",
                                        files.keys()
                                                .resolve("console-users.json")
                                                .toString(),
                                "plumbline.console.replay-client-properties",
                                        platform.services().of(Role.REPLAYER).toString(),
                                "plumbline.console.read-model.url",
                                        "jdbc:h2:file:"
                                                + files.directory()
                                                        .toAbsolutePath()
                                                        .resolve("operator-console")
                                                        .resolve("read-model"),
                                "plumbline.console.initial-passwords-file",
                                        files.passwords().toString())));
    }

    private Map<String, String> passwords() {
        try {
            Map<String, String> passwords = new LinkedHashMap<>();
            for (String line : Files.readAllLines(files.passwords())) {
                int equals = line.indexOf('=');
                passwords.put(line.substring(0, equals), line.substring(equals + 1));
            }
            return passwords;
        } catch (IOException e) {
            throw new PlatformException("the console left no passwords of its first users", e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable end : ends.reversed()) {
            try {
                end.close();
            } catch (Exception e) {
                narrator.tell("could not close %s: %s", end, e);
            }
        }
        ends.clear();
    }
}
