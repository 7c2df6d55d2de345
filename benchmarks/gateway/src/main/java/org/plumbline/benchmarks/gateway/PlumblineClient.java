// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.adapter.netty.NettyDlmsTransport;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.InvocationCounters;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.session.DlmsMeterConnector;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.transport.FieldNetworks;
import org.plumbline.simulator.meter.MeterPlan;

/** The gateway's own sessions, on its own transport. */
final class PlumblineClient implements AutoCloseable {

    private static final CosemAttribute ENERGY = new CosemAttribute(3, ObisCode.parse("1.0.1.8.0.255"), 2);
    /** All that a public client may read. */
    private static final CosemAttribute COUNTER = new CosemAttribute(1, ObisCode.parse("0.0.43.1.0.255"), 2);

    private static final FrameGate OPEN = new FrameGate() {
        @Override
        public GateDecision beforeFrame() {
            return new GateDecision.Open();
        }

        @Override
        public GateDecision beforeChange() {
            return new GateDecision.Open();
        }
    };

    private final NettyDlmsTransport transport;
    private final DlmsMeterConnector connector;
    private final int port;

    PlumblineClient(int port) {
        SessionSettings settings = SessionSettings.defaults().withTimeouts(Duration.ofSeconds(30));
        this.port = port;
        this.transport =
                new NettyDlmsTransport(FieldNetworks.parse(List.of("127.0.0.0/8")), settings.maxReceivePdu(), 2);
        this.connector = new DlmsMeterConnector(
                transport, GuruxApduCodec::new, new SecureRandom(), InstantSource.system(), System::nanoTime, settings);
    }

    MeterSession open(MeterPlan plan, boolean ciphered, InvocationCounters counters) {
        MeterTarget target = new MeterTarget(
                plan.meterId(),
                new MeterEndpoint(plan.address(), port, 1, 16, 1),
                ciphered ? plan.rating().serialNumber() : null,
                Octets.ofHex(plan.systemTitle()),
                ciphered ? BenchFleet.keys(plan) : null);
        return connector.open(target, counters, OPEN, NetworkUse.UNCOUNTED);
    }

    static void read(MeterSession session, boolean ciphered) {
        if (!(session.access().get(ciphered ? ENERGY : COUNTER) instanceof AccessOutcome.Done)) {
            throw new IllegalStateException("the register was not read");
        }
    }

    /** Associates, reads serial, firmware and one register, releases. */
    void session(MeterPlan plan, boolean ciphered, InvocationCounters counters) {
        try (MeterSession session = open(plan, ciphered, counters)) {
            read(session, ciphered);
        }
    }

    @Override
    public void close() {
        transport.close();
    }

    /** Counters of one meter, in memory. */
    static final class Counters implements InvocationCounters {
        private final AtomicLong next = new AtomicLong(1_000);

        @Override
        public long next() {
            return next.getAndIncrement();
        }

        @Override
        public long peek() {
            return next.get();
        }

        @Override
        public void raiseAbove(long counter) {
            next.accumulateAndGet(counter + 1, Math::max);
        }

        @Override
        public boolean jumpUnproven() {
            return false;
        }

        @Override
        public void proven() {
            // Nothing is remembered here.
        }
    }
}
