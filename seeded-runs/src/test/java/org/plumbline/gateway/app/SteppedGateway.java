// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.gateway.adapter.kafka.KafkaSettings;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.orders.OrderSettings;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.pacing.SegmentLimits;
import org.plumbline.gateway.polling.Backoff;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.DlmsTransport;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.gateway.transport.FieldNetworks;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.TrustedSigners;
import org.plumbline.seeded.StepChannel;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/** A gateway as shipped, in a process of its own, whose link to the meters stops at named points to be struck there. */
public final class SteppedGateway {

    private static final byte[] CLIENT_TITLE = {0x50, 0x4C, 0x42, 0, 0, 0, 0, 9};
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    private SteppedGateway() {}

    /** Arguments: bootstrap servers, registry, prefix, trusted signers, field time. */
    public static void main(String[] arguments) throws Exception {
        StepChannel steps = StepChannel.open();
        SettableFieldClock clock = new SettableFieldClock(Instant.parse(arguments[4]));
        try (Gateway gateway = Gateway.start(
                settings(arguments[0], arguments[2], Path.of(arguments[3]), clock),
                SchemaRegistration.client(arguments[1]),
                SILENT,
                transport -> new SteppedTransport(transport, steps))) {
            steps.ready();
            steps.serve(clock::set);
        }
    }

    private static GatewaySettings settings(
            String bootstrapServers, String prefix, Path signers, SettableFieldClock clock) {
        SessionSettings sessions = SessionSettings.defaults();
        SegmentLimits wide = new SegmentLimits(64, 1_000);
        return new GatewaySettings(
                KafkaSettings.of(bootstrapServers, prefix, prefix + "gateway")
                        .withSessionTimeout(Duration.ofSeconds(6)),
                PollingSettings.defaults().withBackoff(BACKOFF),
                ClockSettings.defaults(),
                new TrustedClock(),
                new OrderSettings(4, Duration.ofSeconds(40), BACKOFF, Duration.ofSeconds(3)),
                new SessionSettings(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(500),
                        sessions.maxReceivePdu(),
                        sessions.limits(),
                        sessions.maxProfileRows(),
                        sessions.maxCounterJump(),
                        sessions.counterMargin()),
                FieldNetworks.parse(List.of("127.0.0.0/8")),
                reference -> Optional.of(keysOf(reference)),
                TrustedSigners.load(signers, TrustedSigners.Purpose.ORDERS),
                TrustedSigners.load(signers, TrustedSigners.Purpose.COMMANDS),
                new PacingSettings(wide, wide, Map.of()),
                50,
                clock::now);
    }

    /** The keys of a simulated meter follow from its id. */
    private static SecurityContext keysOf(String meterId) {
        var keys = MeterPlan.simple(meterId, "127.0.0.1", MeterModel.PLB_ALPHA, Instant.EPOCH)
                .keys();
        return new SecurityContext(CLIENT_TITLE, keys.encryptionKey(), keys.authenticationKey());
    }

    /** Links that stop before and after each exchange with a meter, told by its address. */
    private record SteppedTransport(DlmsTransport transport, StepChannel steps) implements DlmsTransport {
        @Override
        public DlmsLink connect(MeterEndpoint endpoint, int clientSap, Duration timeout, NetworkUse use) {
            return new SteppedLink(transport.connect(endpoint, clientSap, timeout, use), endpoint.host(), steps);
        }
    }

    private record SteppedLink(DlmsLink link, String host, StepChannel steps) implements DlmsLink {
        @Override
        public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
            String step = steps.exchange(host, phase);
            steps.reach(host, "before " + step);
            byte[] reply = link.exchange(apdu, phase, deadline);
            steps.reach(host, "after " + step);
            return reply;
        }

        @Override
        public void close() {
            link.close();
        }
    }

    private static final WorkObserver SILENT = new WorkObserver() {
        @Override
        public void pollEnded(String outcome, int rows) {
            // The topics tell.
        }

        @Override
        public void orderEnded(OrderResult result) {
            // The topics tell.
        }
    };
}
