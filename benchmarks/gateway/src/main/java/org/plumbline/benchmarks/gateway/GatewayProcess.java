// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.ServiceKeys;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.platform.process.LoopbackPorts;
import org.plumbline.simulator.adapter.file.KeyStoreFile;
import org.plumbline.simulator.meter.MeterPlan;

/** A gateway as it is run, in a process of its own, with what its JVM says of itself. */
final class GatewayProcess implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern METERS = Pattern.compile("^plumbline_gateway_meters ([0-9.E]+)", Pattern.MULTILINE);
    private static final Pattern COMPLETED =
            Pattern.compile("(?m)^plumbline_gateway_polls_total\\{[^}]*outcome=\"completed\"[^}]*} ([0-9.E]+)");

    private final ChildProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private GatewayProcess(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param prefix of topics that exist */
    static GatewayProcess start(Path directory, LocalPlatform platform, String prefix, List<MeterPlan> plans)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        int port = LoopbackPorts.free();
        KeyStoreFile.write(directory, plans, new SecureRandom(), 1);
        JavaCommand command = JavaCommand.ofJar(Checkout.locate().serviceJar("ingest-gateway"))
                .heapMegabytes(2_048)
                .flag("-XX:TieredStopAtLevel=4")
                .flag("-XX:-UseSerialGC")
                .flag("-XX:+UseParallelGC")
                .property("quarkus.http.port", port)
                .property("quarkus.http.host", "127.0.0.1")
                .property("plumbline.kafka.bootstrap-servers", platform.bootstrapServers())
                .property("plumbline.schema-registry.url", platform.registryUrl())
                .property("plumbline.topic-prefix", prefix)
                .property("plumbline.field-time.file", directory.resolve("field-time"))
                .property("plumbline.gateway.keystore", directory.resolve(KeyStoreFile.STORE))
                .property("plumbline.gateway.keystore-password-file", directory.resolve(KeyStoreFile.PASSWORD))
                .property(
                        "plumbline.gateway.trusted-signers",
                        ServiceKeys.create(directory, Instant.now()).trustedSigners())
                .property("plumbline.gateway.networks", "127.0.0.0/8")
                .property("plumbline.gateway.client-system-title", "504C420000000007")
                .property("plumbline.gateway.max-sessions", 64)
                .property("plumbline.gateway.connects-per-second", 100_000)
                .property("plumbline.gateway.segment.max-sessions", 64)
                .property("plumbline.gateway.segment.connects-per-second", 100_000)
                .property("plumbline.gateway.backfill", "PT1H");
        GatewayProcess gateway = new GatewayProcess(ChildProcess.start("gateway", directory, command), port);
        gateway.process.awaitReady(START_DEADLINE, () -> gateway.meters() == plans.size());
        return gateway;
    }

    /** Meters owned; 0 while none is. */
    private long meters() {
        return counted(METERS);
    }

    /** Polls that ended well since the start. */
    long completedPolls() {
        return counted(COMPLETED);
    }

    private long counted(Pattern metric) {
        Matcher found = metric.matcher(get("/q/metrics"));
        return found.find() ? (long) Double.parseDouble(found.group(1)) : 0;
    }

    void awaitPolls(long count) throws InterruptedException {
        process.awaitReady(START_DEADLINE, () -> completedPolls() >= count);
    }

    private String get(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Processor time used so far. */
    Duration cpu() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow();
    }

    /** Octets of reachable objects, after a full collection. */
    long liveHeapOctets() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean unusedEnded = jcmd.waitFor(1, TimeUnit.MINUTES);
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException(
                    "jcmd says: " + histogram.lines().limit(3).toList());
        }
        return Long.parseLong(total.group(1));
    }

    @Override
    public void close() {
        process.close();
    }

    /** Field time as both processes read it; replaced whole. */
    static void step(Path directory, Instant to) throws IOException {
        Path next = Files.writeString(directory.resolve("field-time.next"), to + "\n");
        Files.move(
                next,
                directory.resolve("field-time"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
