// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.adapter.netty.MeterListener;
import org.plumbline.simulator.dlms.MeterEndpoint;
import org.plumbline.simulator.dlms.ObjectModels;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.fault.MeterFaults;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.port.TruthLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running fleet of simulated meters: one wildcard TCP listener, every meter on its own loopback address. Started in
 * process by tests and by the command line. Safe for concurrent use.
 */
public final class SimulatorServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SimulatorServer.class);
    private static final long CLOSE_SECONDS = 5;

    private final Map<String, MeterEndpoint> endpoints;
    private final TruthLedger ledger;
    private final MeterListener listener;
    private final LinkFaults linkFaults;
    private final ScheduledExecutorService capturing;

    private SimulatorServer(
            Map<String, MeterEndpoint> endpoints, TruthLedger ledger, MeterListener listener, LinkFaults linkFaults) {
        this.endpoints = endpoints;
        this.ledger = ledger;
        this.listener = listener;
        this.linkFaults = linkFaults;
        this.capturing = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("meter-capture").factory());
    }

    /**
     * Starts the meters; they answer when this returns, and all rows due by then are captured.
     *
     * @throws SimulatorException if the port is taken, two meters share an address or an id, or a fault or
     *     happening names a meter that is not there
     */
    public static SimulatorServer start(List<MeterPlan> meters, SimulatorOptions options) {
        Map<String, MeterEndpoint> endpoints = new LinkedHashMap<>();
        SecureRandom random = new SecureRandom();
        IntFunction<byte[]> randomOctets = count -> {
            byte[] octets = new byte[count];
            random.nextBytes(octets);
            return octets;
        };
        ObjectModels models = new ObjectModels();
        LinkFaults linkFaults = new LinkFaults(options.linkFaults());
        for (MeterPlan plan : meters) {
            SimulatedMeter meter = new SimulatedMeter(plan, options.fieldClock(), options.ledger());
            MeterEndpoint endpoint = new MeterEndpoint(
                    meter,
                    models,
                    new MeterFaults(plan.meterId(), List.of(), linkFaults),
                    options.ledger(),
                    randomOctets);
            if (endpoints.put(plan.meterId(), endpoint) != null) {
                throw new SimulatorException("two meters share the id " + plan.meterId());
            }
        }
        options.faults()
                .forEach(rule -> endpoint(endpoints, rule.meterId()).faults().add(rule));
        options.happenings()
                .forEach(happening ->
                        endpoint(endpoints, happening.meterId()).meter().schedule(happening.at(), happening.what()));
        MeterListener listener = MeterListener.start(
                new ArrayList<>(endpoints.values()), options.segments(), options.port(), options.inactivityTimeout());
        SimulatorServer server = new SimulatorServer(endpoints, options.ledger(), listener, linkFaults);
        server.captureDueRows();
        long interval = options.ledgerInterval().toMillis();
        var unused = server.capturing.scheduleWithFixedDelay(
                server::captureOrReport, interval, interval, TimeUnit.MILLISECONDS);
        return server;
    }

    /** The TCP port all meters listen on. */
    public int port() {
        return listener.port();
    }

    /** The meter itself, to look at the truth or to move it. */
    public SimulatedMeter meter(String meterId) {
        return endpoint(endpoints, meterId).meter();
    }

    /** Adds a fault; its trigger counts what the meter has seen before, too. */
    public void addFault(FaultRule rule) {
        endpoint(endpoints, rule.meterId()).faults().add(rule);
    }

    /** Puts the random link faults to rest, so that a run can settle, or lets them strike again. */
    public void restLinkFaults(boolean rest) {
        linkFaults.rest(rest);
    }

    /** Captures every row that is due on every meter and writes it to the ledger. */
    public void captureDueRows() {
        endpoints.values().forEach(endpoint -> endpoint.meter().advance());
    }

    /** Stops listening, closes all connections, captures what is due and closes the ledger. */
    @Override
    public void close() {
        capturing.shutdown();
        listener.close();
        try {
            if (!capturing.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warn("capturing did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        captureOrReport();
        ledger.close();
    }

    private void captureOrReport() {
        try {
            captureDueRows();
        } catch (RuntimeException e) {
            // Tried again at the next interval; requests to the meter fail with the same error meanwhile.
            LOGGER.atError().addKeyValue("error", e.toString()).setCause(e).log("capturing rows failed");
        }
    }

    private static MeterEndpoint endpoint(Map<String, MeterEndpoint> endpoints, String meterId) {
        MeterEndpoint endpoint = endpoints.get(meterId);
        if (endpoint == null) {
            throw new SimulatorException("no meter " + meterId + " in this fleet");
        }
        return endpoint;
    }
}
