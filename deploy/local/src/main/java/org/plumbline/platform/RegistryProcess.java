// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.platform.process.LoopbackPorts;

/**
 * One Apicurio Registry in a process of its own, on loopback, with its content in memory: it lives and dies with the
 * broker beside it.
 *
 * <p>In a test: {@code try (var registry = RegistryProcess.start(temporaryDirectory)) { … registry.url() … }}.
 */
public final class RegistryProcess implements AutoCloseable {
    private static final Duration READY_DEADLINE = Duration.ofSeconds(60);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final int HEAP_MEGABYTES = 384;
    private static final int HTTP_OK = 200;

    private final ChildProcess process;
    private final String url;

    private RegistryProcess(ChildProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts a registry on free ports and waits until it answers; its log is in {@code directory}. */
    public static RegistryProcess start(Path directory) throws InterruptedException {
        return start(directory, 0, 0, child -> {});
    }

    /**
     * Starts a registry and waits until it answers.
     *
     * @param port of the API; 0 takes a free one
     * @param managementPort of health and metrics; 0 takes a free one
     * @param onSpawn told of the process as soon as it exists
     * @throws PlatformException when it does not answer in time
     */
    public static RegistryProcess start(Path directory, int port, int managementPort, Consumer<ChildProcess> onSpawn)
            throws InterruptedException {
        int apiPort = LoopbackPorts.orFree(port);
        JavaCommand command = JavaCommand.ofJar(Checkout.locate().registryJar())
                .heapMegabytes(HEAP_MEGABYTES)
                .property("quarkus.http.host", LoopbackPorts.HOST)
                .property("quarkus.http.port", apiPort)
                .property("quarkus.management.host", LoopbackPorts.HOST)
                .property("quarkus.management.port", LoopbackPorts.orFree(managementPort))
                .property("quarkus.http.access-log.enabled", false)
                .property("quarkus.otel.sdk.disabled", true);
        ChildProcess process = ChildProcess.start("registry", directory, command);
        onSpawn.accept(process);
        RegistryProcess registry =
                new RegistryProcess(process, "http://" + LoopbackPorts.HOST + ":" + apiPort + "/apis/ccompat/v7");
        try {
            process.awaitReady(READY_DEADLINE, () -> LoopbackPorts.isListening(apiPort) && registry.answers());
            return registry;
        } catch (InterruptedException | RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** The base address of the Confluent-compatible API. */
    public String url() {
        return url;
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects"))
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
