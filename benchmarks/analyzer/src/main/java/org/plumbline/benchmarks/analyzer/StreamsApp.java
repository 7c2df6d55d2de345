// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.plumbline.platform.Checkout;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.platform.process.LoopbackPorts;

/** The analyzer as it is run, or the pass-through, in a process of its own; both with the same JVM. */
final class StreamsApp implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 1_024;

    private final ChildProcess process;
    private final Path home;

    private StreamsApp(ChildProcess process, Path home) {
        this.process = process;
        this.home = home;
    }

    /** @param home of this instance; what is in it is found again */
    static StreamsApp analyzer(Path home, LocalPlatform platform, String prefix) {
        return start(
                "analyzer",
                home,
                JavaCommand.ofJar(Checkout.locate().serviceJar("drift-analyzer"))
                        .property("quarkus.http.port", LoopbackPorts.free())
                        .property("quarkus.http.host", "127.0.0.1")
                        .property("plumbline.kafka.bootstrap-servers", platform.bootstrapServers())
                        .property("plumbline.schema-registry.url", platform.registryUrl())
                        .property("plumbline.topic-prefix", prefix)
                        .property("plumbline.data-dir", home));
    }

    /** @param sizes of what the analyzer writes */
    static StreamsApp passThrough(Path home, LocalPlatform platform, String prefix, WriteSizes sizes) {
        return start(
                "pass-through",
                home,
                JavaCommand.ofMain(
                                JavaCommand.ownClassPath(),
                                PassThrough.class.getName(),
                                arguments(home, platform, prefix, sizes))
                        .property("org.slf4j.simpleLogger.defaultLogLevel", "warn"));
    }

    private static String[] arguments(Path home, LocalPlatform platform, String prefix, WriteSizes sizes) {
        return List.of(platform.bootstrapServers(), prefix, home.toString(), sizes.toArgument())
                .toArray(String[]::new);
    }

    private static StreamsApp start(String name, Path home, JavaCommand command) {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new IllegalStateException("cannot make " + home, e);
        }
        return new StreamsApp(
                ChildProcess.start(
                        name,
                        home,
                        command.heapMegabytes(HEAP_MEGABYTES)
                                .flag("-XX:TieredStopAtLevel=4")
                                .flag("-XX:-UseSerialGC")
                                .flag("-XX:+UseParallelGC")
                                // Without it the process does not tell where its metrics are.
                                .flag("-XX:+UsePerfData")),
                home);
    }

    ChildProcess process() {
        return process;
    }

    /** Processor time used so far by all its threads. */
    Duration cpu() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow();
    }

    /** Where its stores are. */
    Path stores() {
        return home.resolve("streams");
    }

    @Override
    public void close() {
        process.close();
    }
}
