// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.plumbline.simulator.port.TruthLedger;

/**
 * A ledger for tests: keeps everything in little memory, answers copies. Asking for one meter costs as much as that
 * meter has entries. Safe for concurrent use.
 */
public final class InMemoryLedger implements TruthLedger {
    private final Map<String, LevelArrays> levels = new HashMap<>();
    private final Map<String, List<Write>> writes = new HashMap<>();
    private final Map<String, CounterArrays> counters = new HashMap<>();
    private final Map<String, List<Connection>> connections = new HashMap<>();
    private final Map<String, List<Happened>> happenings = new HashMap<>();
    private int countersSeen;

    @Override
    public synchronized void levels(String meterId, List<Level> captured) {
        LevelArrays rows = levels.computeIfAbsent(meterId, id -> new LevelArrays());
        captured.forEach(rows::add);
    }

    @Override
    public synchronized void write(Write write) {
        writes.computeIfAbsent(write.meterId(), id -> new ArrayList<>()).add(write);
    }

    @Override
    public synchronized void counter(Counter counter) {
        counters.computeIfAbsent(counter.meterId(), CounterArrays::new).add(counter);
        countersSeen++;
    }

    @Override
    public synchronized void connection(Connection connection) {
        connections
                .computeIfAbsent(connection.meterId(), id -> new ArrayList<>())
                .add(connection);
    }

    @Override
    public synchronized void happened(Happened what) {
        happenings.computeIfAbsent(what.meterId(), id -> new ArrayList<>()).add(what);
    }

    @Override
    public void close() {}

    /** Meters that have captured a row or seen a counter. */
    public synchronized Set<String> meterIds() {
        Set<String> ids = new TreeSet<>(levels.keySet());
        ids.addAll(counters.keySet());
        return ids;
    }

    public synchronized List<Level> levelsOf(String meterId) {
        List<Level> rows = new ArrayList<>();
        forEachLevelOf(meterId, rows::add);
        return List.copyOf(rows);
    }

    /** Gives the rows of a meter one by one, in the order they were captured; the ledger is locked meanwhile. */
    public synchronized void forEachLevelOf(String meterId, Consumer<Level> consumer) {
        LevelArrays rows = levels.get(meterId);
        if (rows != null) {
            rows.forEach(consumer);
        }
    }

    public synchronized int levelCountOf(String meterId) {
        LevelArrays rows = levels.get(meterId);
        return rows == null ? 0 : rows.size();
    }

    public synchronized List<Write> writesOf(String meterId) {
        return List.copyOf(writes.getOrDefault(meterId, List.of()));
    }

    public synchronized List<Counter> countersOf(String meterId) {
        CounterArrays seen = counters.get(meterId);
        return seen == null ? List.of() : seen.all();
    }

    /** Counters entered so far, of all meters. */
    public synchronized int countersSeen() {
        return countersSeen;
    }

    /**
     * Counters that a meter saw more than once under a valid tag with one key, accepted or not; each once, as a frame.
     */
    public synchronized List<Counter> repeatedCountersOf(String meterId) {
        CounterArrays seen = counters.get(meterId);
        return seen == null ? List.of() : seen.repeated();
    }

    public synchronized List<Connection> connectionsOf(String meterId) {
        return List.copyOf(connections.getOrDefault(meterId, List.of()));
    }

    public synchronized List<Happened> happenedTo(String meterId) {
        return List.copyOf(happenings.getOrDefault(meterId, List.of()));
    }

    /** The most associations that were ever open at once on a meter. */
    public synchronized int maximumAssociationsOf(String meterId) {
        return connectionsOf(meterId).stream()
                .mapToInt(Connection::associations)
                .max()
                .orElse(0);
    }
}
