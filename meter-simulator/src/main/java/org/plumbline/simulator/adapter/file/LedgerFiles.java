// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.port.TruthLedger.Counter;
import org.plumbline.simulator.port.TruthLedger.CounterUse;
import org.plumbline.simulator.port.TruthLedger.Happened;

/**
 * Reads a ledger that {@link CsvLedger} writes or has written, also in another process: lines one by one; they
 * are whole because every append is one write of whole lines.
 */
public final class LedgerFiles {
    private final Path directory;

    /**
     * One captured row.
     *
     * @param captureEpochSecond time in the row (meter clock)
     * @param registerRaw register content, 0..2^32-1
     * @param trueMilliwattHours true energy since the meter's start
     */
    public record Row(
            long captureEpochSecond,
            long registerRaw,
            long trueMilliwattHours,
            long registeredMilliwattHours,
            long changeCounter,
            int status) {}

    public LedgerFiles(Path directory) {
        this.directory = directory;
    }

    /** Gives the rows of a meter in the order they were captured; none for a meter that has captured none. */
    public void forEachRowOf(String meterId, Consumer<Row> consumer) {
        Path file = directory.resolve("levels").resolve(meterId + ".csv");
        if (!Files.exists(file)) {
            return;
        }
        forEachLine(
                file,
                6,
                fields -> consumer.accept(new Row(
                        Long.parseLong(fields[0]),
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3]),
                        Long.parseLong(fields[4]),
                        Integer.parseInt(fields[5]))));
    }

    /** Gives every counter seen under a valid tag. */
    public void forEachCounter(Consumer<Counter> consumer) {
        forEachLine(
                directory.resolve("counters.csv"),
                5,
                fields -> consumer.accept(new Counter(
                        fields[0],
                        fields[1],
                        Long.parseLong(fields[2]),
                        CounterUse.valueOf(fields[3]),
                        fields[4].equals("ACCEPTED") ? "" : "refused")));
    }

    /** Every sighting of a (key, counter) that had been seen before, accepted or not. */
    public List<Counter> repeatedCounters() {
        Set<String> seen = new HashSet<>();
        List<Counter> repeated = new ArrayList<>();
        forEachCounter(counter -> {
            if (!seen.add(counter.keyFingerprint() + counter.counter())) {
                repeated.add(counter);
            }
        });
        return repeated;
    }

    /** Everything that happened by script, in the order of the files. */
    public List<Happened> happenings() {
        List<Happened> happenings = new ArrayList<>();
        forEachLine(
                directory.resolve("happenings.csv"),
                4,
                fields -> happenings.add(new Happened(Instant.parse(fields[1]), fields[2], fields[3])));
        return happenings;
    }

    private static void forEachLine(Path file, int fields, Consumer<String[]> consumer) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine(); // names of the columns
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                consumer.accept(line.split(",", fields));
            }
        } catch (IOException | NumberFormatException e) {
            throw new SimulatorException("cannot read the ledger file " + file + ": " + e.getMessage(), e);
        }
    }
}
