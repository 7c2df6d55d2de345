// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.openmuc.jdlms.DlmsConnection;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * Kept-open GETs and whole sessions, public and ciphered: ours, jDLMS's client with a pool of threads, and Netty alone.
 * Rounds are interleaved, so that what disturbs the machine disturbs all three; warm-up is counted in operations.
 */
public final class SessionFigures {

    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 7;
    private static final long WARM_UP_GETS = 300_000;
    private static final long GETS = 100_000;
    private static final long WARM_UP_SESSIONS = 15_000;
    private static final long SESSIONS = 3_000;

    /** Octets of APDU, as IEC 62056-5-3 makes them: tag, control, counter and GCM tag cost a ciphered frame 19. */
    private static final FloorClient.Exchange PUBLIC_GET = new FloorClient.Exchange(13, 9);

    private static final FloorClient.Exchange CIPHERED_GET = new FloorClient.Exchange(32, 28);
    private static final List<FloorClient.Exchange> PUBLIC_SESSION = List.of(
            new FloorClient.Exchange(31, 43),
            new FloorClient.Exchange(13, 16),
            new FloorClient.Exchange(13, 16),
            PUBLIC_GET,
            new FloorClient.Exchange(5, 5));
    static final List<FloorClient.Exchange> CIPHERED_SESSION = List.of(
            new FloorClient.Exchange(95, 110),
            new FloorClient.Exchange(51, 44),
            new FloorClient.Exchange(32, 35),
            new FloorClient.Exchange(32, 35),
            CIPHERED_GET,
            new FloorClient.Exchange(5, 5));

    private final List<MeterPlan> plans = BenchFleet.plans(4 * CONNECTIONS);
    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
    private final int meterPort;
    private final int floorPort;
    private final PrintStream out;

    private SessionFigures(int meterPort, int floorPort, PrintStream out) {
        this.meterPort = meterPort;
        this.floorPort = floorPort;
        this.out = out;
    }

    /** Arguments are ignored; prints rows for benchmarks/RESULTS.md. */
    public static void main(String[] arguments) throws Exception {
        try (Field field = Field.start(4 * CONNECTIONS)) {
            new SessionFigures(field.meterPort(), field.floorPort(), System.out).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        out.println("| operation | client | CPU us/op | x floor | allocated B/op | wall us/op |");
        out.println("|---|---|---|---|---|---|");
        for (boolean ciphered : new boolean[] {false, true}) {
            keptOpen(ciphered);
        }
        for (boolean ciphered : new boolean[] {false, true}) {
            sessions(ciphered);
        }
    }

    private List<MeterPlan> group(int number) {
        return plans.subList(number * CONNECTIONS, (number + 1) * CONNECTIONS);
    }

    private void keptOpen(boolean ciphered) throws Exception {
        try (FloorClient floor = new FloorClient(floorPort, CONNECTIONS);
                PlumblineClient ours = new PlumblineClient(meterPort)) {
            List<MeterSession> sessions = new ArrayList<>();
            for (MeterPlan plan : group(ciphered ? 1 : 0)) {
                sessions.add(ours.open(plan, ciphered, new PlumblineClient.Counters()));
            }
            List<DlmsConnection> connections = new ArrayList<>();
            for (MeterPlan plan : group(ciphered ? 3 : 2)) {
                connections.add(new JdlmsClient(plan, meterPort, ciphered).open());
            }
            Map<String, Cost.Work> clients = new LinkedHashMap<>();
            clients.put("Netty alone", operations -> floor.exchange(ciphered ? CIPHERED_GET : PUBLIC_GET, operations));
            clients.put(
                    "Plumbline",
                    operations -> spread(virtual, sessions, operations, each -> PlumblineClient.read(each, ciphered)));
            clients.put(
                    "jDLMS, pool",
                    operations -> spread(pool, connections, operations, each -> JdlmsClient.read(each, ciphered)));
            compare("kept-open GET, " + (ciphered ? "HLS5" : "public"), clients, WARM_UP_GETS, GETS);
            sessions.forEach(MeterSession::close);
            for (DlmsConnection connection : connections) {
                connection.close();
            }
        }
    }

    private void sessions(boolean ciphered) throws Exception {
        try (FloorClient floor = new FloorClient(floorPort, CONNECTIONS);
                PlumblineClient ours = new PlumblineClient(meterPort)) {
            Map<MeterPlan, PlumblineClient.Counters> counters = new LinkedHashMap<>();
            group(ciphered ? 1 : 0).forEach(plan -> counters.put(plan, new PlumblineClient.Counters()));
            counters.values().forEach(each -> each.raiseAbove(10_000_000));
            List<JdlmsClient> theirs = group(ciphered ? 3 : 2).stream()
                    .map(plan -> new JdlmsClient(plan, meterPort, ciphered).keepOpen())
                    .toList();
            Map<String, Cost.Work> clients = new LinkedHashMap<>();
            clients.put(
                    "Netty alone",
                    operations -> floor.sessions(ciphered ? CIPHERED_SESSION : PUBLIC_SESSION, operations));
            clients.put(
                    "Plumbline",
                    operations -> spread(
                            virtual,
                            List.copyOf(counters.entrySet()),
                            operations,
                            each -> ours.session(each.getKey(), ciphered, each.getValue())));
            clients.put("jDLMS, pool", operations -> spread(pool, theirs, operations, JdlmsClient::session));
            compare("whole session, " + (ciphered ? "HLS5" : "public"), clients, WARM_UP_SESSIONS, SESSIONS);
        }
    }

    /** One operation on one connection. */
    private interface Operation<T> {
        void on(T connection) throws Exception;
    }

    private static <T> void spread(ExecutorService threads, List<T> connections, long operations, Operation<T> work)
            throws InterruptedException, ExecutionException {
        AtomicLong left = new AtomicLong(operations);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (T connection : connections) {
            tasks.add(() -> {
                while (left.getAndDecrement() > 0) {
                    work.on(connection);
                }
                return null;
            });
        }
        for (Future<Void> ended : threads.invokeAll(tasks)) {
            ended.get();
        }
    }

    private void compare(String operation, Map<String, Cost.Work> clients, long warmUp, long operations)
            throws Exception {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (Map.Entry<String, Cost.Work> client : clients.entrySet()) {
            client.getValue().run(warmUp);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Cost.Work> client : clients.entrySet()) {
                Cost cost = Cost.of(client.getValue(), operations);
                costs.computeIfAbsent(client.getKey(), name -> new ArrayList<>())
                        .add(cost);
            }
        }
        double floor = Cost.medianOf(costs.values().iterator().next()).cpuMicros();
        costs.forEach((client, rounds) -> {
            Cost median = Cost.medianOf(rounds);
            out.printf(
                    "| %s | %s | %.1f | %.2f | %.0f | %.1f |%n",
                    operation,
                    client,
                    median.cpuMicros(),
                    median.cpuMicros() / floor,
                    median.allocatedOctets(),
                    median.wallMicros());
        });
    }

    /** The field process while it runs. */
    record Field(Process process, int meterPort, int floorPort) implements AutoCloseable {

        static Field start(int meters, String... fieldTimeFile) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx1g",
                    "-XX:+UseParallelGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FieldProcess.class.getName(),
                    Integer.toString(meters)));
            command.addAll(List.of(fieldTimeFile));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) {
                throw new IllegalStateException("the field process did not start");
            }
            String[] ports = line.split(" ", -1);
            return new Field(process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
        }

        @Override
        public void close() throws IOException {
            process.outputWriter(StandardCharsets.UTF_8).close();
        }
    }
}
