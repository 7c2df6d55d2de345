// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.plumbline.simulator.physics.SeededStream;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/**
 * The faults of one meter: those of the script that have not struck yet, with the counts that trigger them, and the
 * random ones of its link. Safe for concurrent use.
 */
public final class MeterFaults {
    private final List<FaultRule> rules;
    private final Map<WriteKind, Integer> writeSteps = new EnumMap<>(WriteKind.class);
    private final LinkFaults link;
    private final long meterLabel;
    private int connections;
    private int requests;

    public MeterFaults(List<FaultRule> rules) {
        this("", rules, new LinkFaults(LinkFaults.Settings.none()));
    }

    public MeterFaults(String meterId, List<FaultRule> rules, LinkFaults link) {
        this.rules = new ArrayList<>(rules);
        this.link = link;
        this.meterLabel = SeededStream.label(meterId);
    }

    /** Adds a fault; its trigger counts what happened before, too. */
    public synchronized void add(FaultRule rule) {
        rules.add(rule);
    }

    /** Counts a connection. */
    public synchronized Optional<FaultAction> onConnection() {
        connections++;
        return take(trigger -> trigger instanceof FaultTrigger.OnConnection(int nth) && nth == connections)
                .or(() -> link.onConnection(meterLabel, connections));
    }

    /** Octets of noise; the same on the same request of a meter. */
    public synchronized byte[] noise(int count) {
        return SeededStream.of(meterLabel, requests).bytes(count);
    }

    /** Counts a request, changing or not. */
    public synchronized Optional<FaultAction> onRequest() {
        requests++;
        return take(trigger -> trigger instanceof FaultTrigger.OnNextRequest
                        || trigger instanceof FaultTrigger.OnRequest(int nth) && nth == requests)
                .or(() -> link.onFrame(meterLabel, requests));
    }

    /** Counts a changing access; a fault on the request itself has been asked for before. */
    public synchronized Optional<FaultAction> onWriteStep(WriteKind step) {
        int count = writeSteps.merge(step, 1, Integer::sum);
        return take(trigger ->
                trigger instanceof FaultTrigger.OnWriteStep(WriteKind kind, int nth) && kind == step && nth == count);
    }

    private Optional<FaultAction> take(Predicate<FaultTrigger> strikes) {
        for (FaultRule rule : rules) {
            if (strikes.test(rule.trigger())) {
                rules.remove(rule);
                return Optional.of(rule.action());
            }
        }
        return Optional.empty();
    }
}
