// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/** A test bed around the gateway as it is served: configured by settings, with keys and field time in files. */
public final class ServedBed implements QuarkusTestResourceLifecycleManager {

    static final String PREFIX = "plumbline.topic-prefix";
    static final String PASSWORD = "canary-of-the-keystore";
    static final MeterPlan TRACED = MeterPlan.simple("T-1", "127.55.0.1", MeterModel.PLB_BETA, TestBed.START);
    static final MeterPlan SILENT = MeterPlan.simple("T-2", "127.55.0.2", MeterModel.PLB_ALPHA, TestBed.START);

    private static @Nullable TestBed bed;
    private static @Nullable Path fieldTime;

    static TestBed bed() {
        return Objects.requireNonNull(bed, "not started");
    }

    static void setFieldTime(Instant now) {
        bed().clock.set(now);
        writeFieldTime(now);
    }

    private static void writeFieldTime(Instant now) {
        try {
            Path file = Objects.requireNonNull(fieldTime, "not started");
            Path next = Files.writeString(file.resolveSibling("field-time.next"), now + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        // Kafka finds its classes through the thread; here that is not where they were loaded from.
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(Admin.class.getClassLoader());
        try {
            Instant now = TestBed.START.plus(Duration.ofDays(1));
            TestBed started = new TestBed(now, List.of(TRACED, SILENT));
            bed = started;
            Path folder = TestFolders.create("served");
            fieldTime = folder.resolve("field-time");
            writeFieldTime(now);
            return Map.ofEntries(
                    Map.entry("plumbline.kafka.bootstrap-servers", started.bootstrapServers),
                    Map.entry("plumbline.schema-registry.url", "http://registry.invalid"),
                    Map.entry(PREFIX, started.prefix),
                    Map.entry("plumbline.field-time.file", fieldTime.toString()),
                    Map.entry(
                            "plumbline.gateway.group-id",
                            started.kafkaSettings().groupId()),
                    Map.entry("plumbline.gateway.session-timeout", "PT6S"),
                    Map.entry(
                            "plumbline.gateway.keystore",
                            keystore(folder, started.plans).toString()),
                    Map.entry(
                            "plumbline.gateway.keystore-password-file",
                            Files.writeString(folder.resolve("password"), PASSWORD + "\n")
                                    .toString()),
                    Map.entry(
                            "plumbline.gateway.trusted-signers",
                            started.keys.trustedSigners().toString()),
                    Map.entry("plumbline.gateway.networks", "127.0.0.0/8"),
                    Map.entry(
                            "plumbline.gateway.client-system-title",
                            HexFormat.of().formatHex(TestKeys.CLIENT_TITLE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Path keystore(Path folder, List<MeterPlan> plans) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (MeterPlan plan : plans) {
                String reference = plan.meterId().toLowerCase(Locale.ROOT);
                put(store, reference + ".ek", plan.keys().encryptionKey());
                put(store, reference + ".ak", plan.keys().authenticationKey());
            }
            Path file = folder.resolve("keys.p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(KeyStore store, String alias, byte[] key) throws GeneralSecurityException {
        store.setEntry(
                alias,
                new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")),
                new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
    }

    @Override
    public void stop() {
        if (bed != null) {
            bed.close();
        }
    }
}
