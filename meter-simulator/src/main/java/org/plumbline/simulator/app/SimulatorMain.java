// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.adapter.file.CsvLedger;
import org.plumbline.simulator.adapter.file.FaultFile;
import org.plumbline.simulator.adapter.file.FaultScript;
import org.plumbline.simulator.adapter.file.FieldTimeFile;
import org.plumbline.simulator.adapter.file.FleetDirectory;
import org.plumbline.simulator.fleet.DoubleMeteredPoint;
import org.plumbline.simulator.fleet.FleetPlan;
import org.plumbline.simulator.fleet.FleetPlanner;
import org.plumbline.simulator.port.FieldClock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the simulator. Exit codes: 0 done, 1 refused with a reason, 2 wrong usage. */
@Command(
        name = "meter-simulator",
        description = "A fleet of simulated DLMS/COSEM meters on loopback addresses.",
        mixinStandardHelpOptions = true,
        subcommands = {SimulatorMain.Fleet.class, SimulatorMain.Run.class})
public final class SimulatorMain implements Callable<Integer> {
    private static final int EXIT_REFUSED = 1;
    private static final int EXIT_USAGE = 2;
    private static final long SETTLE_CHECK_MILLIS = 100;

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        // Plain buffers are fast enough here, and the JDK warns on every start about the memory access Netty prefers.
        System.setProperty("io.netty.noUnsafe", "true");
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new SimulatorMain())
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    if (exception instanceof SimulatorException) {
                        line.getErr().println("meter-simulator: " + exception.getMessage());
                        return EXIT_REFUSED;
                    }
                    throw exception;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.err);
        return EXIT_USAGE;
    }

    /** Draws a fleet and writes it to a directory. */
    @Command(name = "fleet", description = "Draw a fleet from a seed and write it to a directory.")
    static final class Fleet implements Callable<Integer> {
        @Option(names = "--seed", required = true, description = "Chooses everything: keys, loads, errors, plants.")
        private long seed;

        @Option(names = "--pairs", defaultValue = "100", description = "Pairs of sub-meter and check meter.")
        private int pairs;

        @Option(names = "--out", required = true, description = "Directory to write to.")
        private @Nullable Path out;

        @Option(names = "--start", required = true, description = "First field instant, ISO-8601, whole quarter hour.")
        private @Nullable Instant start;

        @Option(names = "--port", defaultValue = "4059", description = "TCP port of all meters.")
        private int port;

        @Option(
                names = "--double-metered",
                description = "Add a delivery point with two meters whose profiles have ten minutes.")
        private boolean doubleMetered;

        @Override
        public Integer call() {
            FleetPlan drawn = FleetPlanner.plan(seed, pairs, required(start));
            FleetPlan plan = doubleMetered ? DoubleMeteredPoint.addedTo(drawn) : drawn;
            new FleetDirectory(required(out)).write(plan, port, new SecureRandom());
            System.out.println("fleet of " + plan.meters().size() + " meters written to " + out);
            return 0;
        }
    }

    /** Runs a fleet until the process is told to end. */
    @Command(name = "run", description = "Run the fleet of a directory until interrupted.")
    static final class Run implements Callable<Integer> {
        @Option(names = "--fleet", required = true, description = "Directory written by the command 'fleet'.")
        private @Nullable Path fleet;

        @Option(names = "--field-time-file", description = "File with the field instant; absent: wall clock.")
        private @Nullable Path fieldTimeFile;

        @Option(names = "--ledger", required = true, description = "Directory for the ledger of the truth; new.")
        private @Nullable Path ledger;

        @Option(names = "--port", description = "TCP port of all meters; default: as in the fleet.")
        private @Nullable Integer port;

        @Option(names = "--inactivity-seconds", defaultValue = "30", description = "Silent connections are closed.")
        private int inactivitySeconds;

        @Option(names = "--settle-file", description = "While this file exists, the random link faults rest.")
        private @Nullable Path settleFile;

        @Override
        public Integer call() throws InterruptedException {
            FleetDirectory.Loaded loaded = new FleetDirectory(required(fleet)).read();
            InstantSource wall = InstantSource.system();
            FieldClock clock =
                    fieldTimeFile == null ? wall::instant : new FieldTimeFile(fieldTimeFile, System::nanoTime);
            FaultScript script =
                    Files.exists(loaded.faultScript()) ? FaultFile.read(loaded.faultScript()) : FaultScript.empty();
            SimulatorOptions options = SimulatorOptions.of(clock, new CsvLedger(required(ledger), wall))
                    .withPort(port == null ? loaded.port() : port)
                    .withFaults(script.faults())
                    .withHappenings(script.happenings())
                    .withLinkFaults(script.linkFaults())
                    .withInactivityTimeout(Duration.ofSeconds(inactivitySeconds));
            CountDownLatch told = new CountDownLatch(1);
            SimulatorServer server = SimulatorServer.start(loaded.plan().meters(), options);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                server.close();
                told.countDown();
            }));
            System.out.println(
                    "simulator ready: " + loaded.plan().meters().size() + " meters on 127.10.0.0/16:" + server.port());
            while (!told.await(SETTLE_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                server.restLinkFaults(settleFile != null && Files.exists(settleFile));
            }
            return 0;
        }
    }

    private static <T> T required(@Nullable T option) {
        if (option == null) {
            throw new SimulatorException("a required option is missing");
        }
        return option;
    }
}
