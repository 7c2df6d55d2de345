// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.platform.process.LoopbackPorts;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.kafka.Role;

/** Starts the services, each in a process of its own with a folder of its own, all at once. */
final class ServiceFleet {
    private static final Duration READY_DEADLINE = Duration.ofSeconds(90);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final int HTTP_OK = 200;

    /**
     * A service.
     *
     * @param module folder of the checkout
     * @param port where it answers
     * @param heapMegabytes largest heap
     * @param properties its own settings beside those all services share
     */
    record Service(String module, int port, int heapMegabytes, Map<String, String> properties) {}

    private final Checkout checkout;
    private final Path directory;
    private final LocalPlatform platform;
    private final FieldTimeFile fieldTime;

    ServiceFleet(Checkout checkout, Path directory, LocalPlatform platform, FieldTimeFile fieldTime) {
        this.checkout = checkout;
        this.directory = directory;
        this.platform = platform;
        this.fieldTime = fieldTime;
    }

    /** Starts all and waits until every one says that it is ready. */
    void start(List<Service> services, ProcessGroup processes) throws InterruptedException {
        List<ChildProcess> started = new ArrayList<>();
        for (Service service : services) {
            Path home = directory.resolve(service.module());
            started.add(processes.add(ChildProcess.start(service.module(), home, command(service, home))));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < services.size(); i++) {
                int port = services.get(i).port();
                started.get(i).awaitReady(READY_DEADLINE, () -> isReady(client, port));
            }
        }
    }

    private JavaCommand command(Service service, Path home) {
        JavaCommand command = JavaCommand.ofJar(checkout.serviceJar(service.module()))
                .heapMegabytes(service.heapMegabytes())
                .flag("--enable-native-access=ALL-UNNAMED")
                .property("quarkus.http.host", LoopbackPorts.HOST)
                .property("quarkus.http.port", service.port())
                .property(
                        "plumbline.kafka.bootstrap-servers", platform.services().bootstrapServers())
                .property(Brokers.FILE_SETTING, platform.services().of(Role.named(service.module())))
                .property("plumbline.schema-registry.url", platform.registryUrl())
                .property("plumbline.field-time.file", fieldTime.path())
                .property("plumbline.data-dir", home);
        for (Map.Entry<String, String> property : service.properties().entrySet()) {
            command = command.property(property.getKey(), property.getValue());
        }
        return command;
    }

    private static boolean isReady(HttpClient client, int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + LoopbackPorts.HOST + ":" + port + "/q/health/ready"))
                    .timeout(REQUEST_TIMEOUT)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == HTTP_OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
