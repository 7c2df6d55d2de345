// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.plumbline.simulator.meter.MeterModel;

/** The table of the real half in the documentation. */
final class RealFigures {

    private static final Path FIGURES = Path.of("..", "docs", "figures", "crash-matrix.md");

    private RealFigures() {}

    static void write(long seed, List<RealRun> runs, Duration took) throws IOException {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        String rows = Stream.of(Blow.values())
                .map(blow -> row(blow, runs))
                .filter(row -> !row.isEmpty())
                .collect(Collectors.joining());
        long orders = runs.stream().mapToLong(run -> run.orders.size()).sum();
        long deliveries = runs.stream().mapToLong(RealRun::delivered).sum();
        long outcomes = runs.stream().mapToLong(run -> run.outcomes.size()).sum();
        long entries = runs.stream()
                .mapToLong(run -> run.chain.size() + run.chainOfCampaign.size())
                .sum();
        Files.writeString(FIGURES, """
                # Crash matrix, real half

                A correction per case, on a real broker and registry, with gateways and calibrators in processes of their own
                and real sockets to simulated meters; one part is struck at one named point. Processes are killed with
                `kill -9` or stopped with `SIGSTOP` while they stand exactly there. After each run the meter's own ledger, the
                topics and the audit chain are held against each other, and the end against that of the same case in the
                modelled half.

                Command: `mvn -pl seeded-runs test -Dexcluded.test.groups= -Dtest=RealCrashMatrixIT`
                (another seed: `-Dplumbline.seed=N`; a single case: `-Dplumbline.case=NAME`)

                | struck | PLB-ALPHA | PLB-BETA | PLB-GAMMA |
                |---|---|---|---|
                %s
                | what | number |
                |---|---|
                | seed | %d |
                | cases | %d |
                | of these compared with the modelled half, all equal | %d |
                | orders released | %d |
                | deliveries of them | %d |
                | outcomes: one of each order, the others say that they repeat it | %d |
                | entries in the audit chains, all intact | %d |
                | seconds, on %d cores | %d |
                | load average of the last minute | %.1f |
                """.formatted(
                        rows,
                        seed,
                        runs.size(),
                        runs.stream().filter(run -> run.which.modelled()).count(),
                        orders,
                        deliveries,
                        outcomes,
                        entries,
                        machine.getAvailableProcessors(),
                        took.toSeconds(),
                        machine.getSystemLoadAverage()));
    }

    private static String row(Blow blow, List<RealRun> runs) {
        List<Long> counts = Stream.of(MeterModel.values())
                .map(model -> runs.stream()
                        .filter(run -> run.which.which().blow() == blow
                                && run.which.which().model() == model)
                        .count())
                .toList();
        return counts.stream().allMatch(count -> count == 0)
                ? ""
                : counts.stream().map(String::valueOf).collect(Collectors.joining(" | ", "| " + blow + " | ", " |\n"));
    }
}
