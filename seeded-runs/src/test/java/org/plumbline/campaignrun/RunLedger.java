// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.simulator.port.TruthLedger;

/**
 * The truth behind the run, as small as can be: of every meter the energies at the first and the last row under each state of
 * its coefficients, and every changing access. Safe for concurrent use.
 */
final class RunLedger implements TruthLedger {

    /** Between two rows under the same coefficients. */
    static final class Span {
        private final Level first;
        private Level last;

        private Span(Level first) {
            this.first = first;
            this.last = first;
        }

        int hours() {
            return (int) ((last.captureEpochSecond() - first.captureEpochSecond()) / 3600);
        }

        /** Error of the energy, in percent. */
        double errorPercent() {
            double truth = last.trueMilliwattHours() - first.trueMilliwattHours();
            double registered = last.registeredMilliwattHours() - first.registeredMilliwattHours();
            return 100 * (registered / truth - 1);
        }
    }

    private final Map<String, List<Span>> spans = new HashMap<>();
    private final Map<String, List<Write>> writes = new HashMap<>();
    private final LongAdder frames = new LongAdder();
    private final LongAdder connections = new LongAdder();

    @Override
    public synchronized void levels(String meterId, List<Level> captured) {
        List<Span> own = spans.computeIfAbsent(meterId, id -> new ArrayList<>());
        for (Level level : captured) {
            if (own.isEmpty() || own.getLast().last.changeCounter() != level.changeCounter()) {
                own.add(new Span(level));
            } else {
                own.getLast().last = level;
            }
        }
    }

    @Override
    public synchronized void write(Write write) {
        writes.computeIfAbsent(write.meterId(), id -> new ArrayList<>()).add(write);
    }

    /** Every frame under a valid tag has one. */
    @Override
    public void counter(Counter counter) {
        if (counter.use() == CounterUse.FRAME) {
            frames.increment();
        }
    }

    @Override
    public void connection(Connection connection) {
        if (connection.event() == ConnectionEvent.OPENED) {
            connections.increment();
        }
    }

    /** Ciphered requests so far, of all meters. */
    long frames() {
        return frames.sum();
    }

    long connections() {
        return connections.sum();
    }

    /** Under the coefficients of the factory first. */
    synchronized List<Span> spans(String meterId) {
        return List.copyOf(spans.getOrDefault(meterId, List.of()));
    }

    synchronized List<Write> writes(String meterId) {
        return List.copyOf(writes.getOrDefault(meterId, List.of()));
    }

    @Override
    public void close() {}
}
