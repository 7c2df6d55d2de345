// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.simulator.port.TruthLedger;

/** A ledger for tests: keeps everything, answers copies. Safe for concurrent use. */
public final class InMemoryLedger implements TruthLedger {
    private final Map<String, List<Level>> levels = new HashMap<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Counter> counters = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    @Override
    public synchronized void levels(String meterId, List<Level> captured) {
        levels.computeIfAbsent(meterId, id -> new ArrayList<>()).addAll(captured);
    }

    @Override
    public synchronized void write(Write write) {
        writes.add(write);
    }

    @Override
    public synchronized void counter(Counter counter) {
        counters.add(counter);
    }

    @Override
    public synchronized void connection(Connection connection) {
        connections.add(connection);
    }

    @Override
    public void close() {}

    public synchronized List<Level> levelsOf(String meterId) {
        return List.copyOf(levels.getOrDefault(meterId, List.of()));
    }

    public synchronized List<Write> writesOf(String meterId) {
        return writes.stream().filter(w -> w.meterId().equals(meterId)).toList();
    }

    public synchronized List<Counter> countersOf(String meterId) {
        return counters.stream().filter(c -> c.meterId().equals(meterId)).toList();
    }

    /** Counters entered so far, of all meters. */
    public synchronized int countersSeen() {
        return counters.size();
    }

    public synchronized List<Connection> connectionsOf(String meterId) {
        return connections.stream().filter(c -> c.meterId().equals(meterId)).toList();
    }

    /** The most associations that were ever open at once on a meter. */
    public synchronized int maximumAssociationsOf(String meterId) {
        return connectionsOf(meterId).stream()
                .mapToInt(Connection::associations)
                .max()
                .orElse(0);
    }
}
