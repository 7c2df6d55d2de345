// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.plumbline.analyzer.QuietLog;
import org.plumbline.analyzer.adapter.micrometer.AnalyzerMetrics;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.serde.SchemaRegistration;

/** The analyzer in a process of its own, with a registry in memory that gives every schema the same id as the test's. */
public final class AnalyzerChild {
    private AnalyzerChild() {}

    /** @param arguments bootstrap servers, topic prefix, data directory */
    public static void main(String[] arguments) throws InterruptedException {
        QuietLog.set();
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        SchemaRegistration.registerAll(registry, arguments[1]);
        AnalyzerProcess process = AnalyzerProcess.start(
                new AnalyzerSettings(
                        Brokers.plain(arguments[0]),
                        "unused",
                        arguments[1],
                        Path.of(arguments[2]),
                        1,
                        1,
                        null,
                        null,
                        Duration.ofHours(12),
                        null,
                        Set.of()),
                registry,
                new AnalyzerMetrics(new SimpleMeterRegistry()));
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        new CountDownLatch(1).await();
    }
}
