// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * What a whole gateway costs, as its own process against a real broker, a real registry and simulated meters: processor
 * time of a meter's cycle (association, clock, profile slice, publication, cursor committed), and heap per registered
 * meter.
 */
public final class GatewayFigures {

    private static final int CYCLE_METERS = 200;
    private static final int WARM_UP_ROUNDS = 8;
    private static final int ROUNDS = 7;
    private static final int SLOTS_PER_ROUND = 10;
    private static final long FLOOR_SESSIONS = 2_000;
    private static final int[] FLEETS = {1_000, 10_000, 100_000};

    private final Path directory;
    private final LocalPlatform platform;
    private final PrintStream out;

    private GatewayFigures(Path directory, LocalPlatform platform, PrintStream out) {
        this.directory = directory;
        this.platform = platform;
        this.out = out;
    }

    /** @param arguments {@code cycle}, {@code heap} or both; prints rows for benchmarks/RESULTS.md */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("gateway-figures");
        List<String> figures = arguments.length == 0 ? List.of("cycle", "heap") : List.of(arguments);
        try (ProcessGroup processes = new ProcessGroup(directory.resolve("pids"))) {
            LocalPlatform platform = LocalPlatform.start(directory, LocalPlatform.Ports.FREE, "unused.", processes);
            GatewayFigures run = new GatewayFigures(directory, platform, System.out);
            if (figures.contains("cycle")) {
                run.cycle();
            }
            if (figures.contains("heap")) {
                run.heap();
            }
        }
        System.exit(0);
    }

    private String topics(String prefix) throws InterruptedException {
        LocalPlatform.createTopics(platform.bootstrapServers(), prefix);
        LocalPlatform.registerSchemas(platform.registryUrl(), prefix);
        return prefix;
    }

    private void cycle() throws Exception {
        Path home = Files.createDirectories(directory.resolve("cycle"));
        Instant now = BenchFleet.START.plus(Duration.ofDays(1)).plusSeconds(420);
        GatewayProcess.step(home, now);
        List<MeterPlan> plans = BenchFleet.plans(CYCLE_METERS);
        try (SessionFigures.Field field = SessionFigures.Field.start(
                CYCLE_METERS, home.resolve("field-time").toString())) {
            String prefix = topics("cycle.");
            Registrar.register(platform, prefix, plans, field.meterPort(), MeterState.INITIAL);
            try (GatewayProcess gateway = GatewayProcess.start(home, platform, prefix, plans);
                    FloorClient floor = new FloorClient(field.floorPort(), 32)) {
                long polls = CYCLE_METERS;
                gateway.awaitPolls(polls);
                List<Cost> floors = new ArrayList<>();
                List<Double> cycles = new ArrayList<>();
                for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                    Cost alone = Cost.of(
                            operations -> floor.sessions(SessionFigures.CIPHERED_SESSION, operations), FLOOR_SESSIONS);
                    Duration before = gateway.cpu();
                    for (int slot = 0; slot < SLOTS_PER_ROUND; slot++) {
                        now = now.plusSeconds(MeterPlan.CAPTURE_PERIOD_SECONDS);
                        GatewayProcess.step(home, now);
                        polls += CYCLE_METERS;
                        gateway.awaitPolls(polls);
                    }
                    double used = gateway.cpu().minus(before).toNanos() / 1e3 / (SLOTS_PER_ROUND * CYCLE_METERS);
                    if (round >= 0) {
                        floors.add(alone);
                        cycles.add(used);
                    }
                }
                double floorMicros = Cost.medianOf(floors).cpuMicros();
                double cycleMicros = Cost.median(cycles);
                out.println("| figure | CPU us | x Netty alone, whole HLS5 session |");
                out.println("|---|---|---|");
                out.printf("| Netty alone, whole HLS5 session | %.0f | 1.00 |%n", floorMicros);
                out.printf("| meter cycle | %.0f | %.2f |%n", cycleMicros, cycleMicros / floorMicros);
            }
        }
    }

    private void heap() throws IOException, GeneralSecurityException, InterruptedException {
        out.println("| registered meters | live heap MB | octets per meter |");
        out.println("|---|---|---|");
        long empty = liveHeap(0);
        out.printf("| 0 | %.1f | |%n", empty / 1e6);
        for (int meters : FLEETS) {
            long octets = liveHeap(meters);
            out.printf("| %,d | %.1f | %,d |%n", meters, octets / 1e6, (octets - empty) / meters);
        }
    }

    /** No meter is due: what is remembered says that the slot has been served. */
    private long liveHeap(int meters) throws IOException, GeneralSecurityException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("heap-" + meters));
        Instant now = BenchFleet.START.plus(Duration.ofDays(1));
        GatewayProcess.step(home, now);
        List<MeterPlan> plans = BenchFleet.plans(meters);
        String prefix = topics("heap" + meters + ".");
        MeterState served = MeterState.INITIAL.withLastSlot(now).withCursor(now);
        Registrar.register(platform, prefix, plans, 1, served);
        try (GatewayProcess gateway = GatewayProcess.start(home, platform, prefix, plans)) {
            return gateway.liveHeapOctets();
        }
    }
}
