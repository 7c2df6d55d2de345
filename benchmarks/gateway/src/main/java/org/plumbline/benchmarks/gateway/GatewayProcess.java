// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.platform.process.LoopbackPorts;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.simulator.meter.MeterPlan;

/** A gateway as it is run, in a process of its own, with what its JVM says of itself. */
final class GatewayProcess implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern METERS = Pattern.compile("^plumbline_gateway_meters ([0-9.E]+)", Pattern.MULTILINE);
    private static final Pattern COMPLETED =
            Pattern.compile("(?m)^plumbline_gateway_polls_total\\{[^}]*outcome=\"completed\"[^}]*} ([0-9.E]+)");
    private static final String KEY_PASSWORD = "bench";

    private final ChildProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private GatewayProcess(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param prefix of topics that exist */
    static GatewayProcess start(Path directory, LocalPlatform platform, String prefix, List<MeterPlan> plans)
            throws IOException, GeneralSecurityException, InterruptedException {
        Files.createDirectories(directory);
        int port = LoopbackPorts.free();
        Path signers = directory.resolve("signers.json");
        String publicKey = SigningKey.generate(directory.resolve("signer.pem"));
        Files.writeString(
                signers, "[" + signer("c", publicKey, "COMMANDS") + "," + signer("o", publicKey, "ORDERS") + "]");
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
                .property("plumbline.gateway.keystore", keystore(directory, plans))
                .property("plumbline.gateway.keystore-password-file", directory.resolve("password"))
                .property("plumbline.gateway.trusted-signers", signers)
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

    private static String signer(String keyId, String publicKey, String purpose) {
        return """
                {"keyId":"%s","algorithm":"Ed25519","publicKey":"%s","purpose":"%s",
                 "validFrom":"2020-01-01T00:00:00Z","validUntil":"2100-01-01T00:00:00Z","revoked":false}""".formatted(keyId, publicKey, purpose);
    }

    private static Path keystore(Path directory, List<MeterPlan> plans) throws IOException, GeneralSecurityException {
        System.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var protection = new KeyStore.PasswordProtection(KEY_PASSWORD.toCharArray());
        for (MeterPlan plan : plans) {
            store.setEntry(
                    plan.meterId() + ".ek",
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(plan.keys().encryptionKey(), "AES")),
                    protection);
            store.setEntry(
                    plan.meterId() + ".ak",
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(plan.keys().authenticationKey(), "AES")),
                    protection);
        }
        Path file = directory.resolve("keys.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, KEY_PASSWORD.toCharArray());
        }
        Files.writeString(directory.resolve("password"), KEY_PASSWORD + "\n");
        return file;
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
