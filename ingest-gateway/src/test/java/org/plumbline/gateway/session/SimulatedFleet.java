// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.adapter.netty.NettyDlmsTransport;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.transport.FieldNetworks;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/** Three simulated meters, one of each model, and a connector to them. */
final class SimulatedFleet implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final byte[] CLIENT_TITLE = HexFormat.of().parseHex("504c420000000001");

    final InMemoryLedger ledger = new InMemoryLedger();
    final SettableFieldClock clock;
    final SimulatorServer server;
    final DlmsMeterConnector connector;
    private final NettyDlmsTransport transport;

    SimulatedFleet(Instant fieldNow) {
        this(
                fieldNow,
                List.of(
                        MeterPlan.simple("A-1", "127.40.0.1", MeterModel.PLB_ALPHA, START),
                        MeterPlan.simple("B-1", "127.40.0.2", MeterModel.PLB_BETA, START)
                                .withClockSkewSeconds(17),
                        MeterPlan.simple("G-1", "127.40.0.3", MeterModel.PLB_GAMMA, START)
                                .withRegisterScaler(1)));
    }

    SimulatedFleet(Instant fieldNow, List<MeterPlan> plans) {
        this(fieldNow, plans, settings());
    }

    SimulatedFleet(Instant fieldNow, List<MeterPlan> plans, SessionSettings settings) {
        clock = new SettableFieldClock(fieldNow);
        server = SimulatorServer.start(plans, SimulatorOptions.of(clock, ledger));
        transport = new NettyDlmsTransport(FieldNetworks.parse(List.of("127.0.0.0/8")), settings.maxReceivePdu(), 1);
        connector = new DlmsMeterConnector(
                transport, GuruxApduCodec::new, new SecureRandom(), clock::now, System::nanoTime, settings);
    }

    static SessionSettings settings() {
        return settings(Duration.ofSeconds(15));
    }

    static SessionSettings settings(Duration exchangeTimeout) {
        SessionSettings defaults = SessionSettings.defaults();
        return new SessionSettings(
                Duration.ofSeconds(15),
                exchangeTimeout,
                Duration.ofMillis(500),
                4_096,
                defaults.limits(),
                defaults.maxProfileRows(),
                defaults.maxCounterJump(),
                defaults.counterMargin());
    }

    MeterTarget target(String meterId) {
        return target(meterId, keys(meterId));
    }

    MeterTarget target(String meterId, SecurityContext security) {
        MeterPlan plan = server.meter(meterId).plan();
        return new MeterTarget(
                meterId,
                new MeterEndpoint(plan.address(), server.port(), 1, 16, 1),
                security == null ? null : plan.rating().serialNumber(),
                Octets.ofHex(plan.systemTitle()),
                security);
    }

    SecurityContext keys(String meterId) {
        MeterPlan plan = server.meter(meterId).plan();
        return new SecurityContext(
                CLIENT_TITLE, plan.keys().encryptionKey(), plan.keys().authenticationKey());
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }
}
