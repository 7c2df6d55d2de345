// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.adapter.netty.NettyDlmsTransport;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.InvocationCounters;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.session.DlmsMeterConnector;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.transport.FieldNetworks;

/** The gateway's sessions against a meter that nobody here wrote. */
class JdlmsReadIT {

    private static final byte[] ENCRYPTION_KEY = HexFormat.of().parseHex("8f1d3ac06e5b47299b0c7ad1e2f35468");
    private static final byte[] AUTHENTICATION_KEY = HexFormat.of().parseHex("31c5a2e47f0896bdd20e4b6a98f71c53");
    private static final ObisCode ENERGY = ObisCode.parse("1.0.1.8.0.255");
    private static final ObisCode EXPORT = ObisCode.parse("1.0.2.8.0.255");
    private static final int OBJECT_UNDEFINED = 4;
    private static final ObisCode PROFILE = ObisCode.parse("1.0.99.1.0.255");
    private static final Instant FIELD_TIME = Instant.parse("2026-01-31T22:15:03Z");

    private static JdlmsMeter meter;
    private static NettyDlmsTransport transport;
    private static DlmsMeterConnector connector;

    @BeforeAll
    static void start() throws Exception {
        meter = new JdlmsMeter(ENCRYPTION_KEY, AUTHENTICATION_KEY);
        SessionSettings defaults = SessionSettings.defaults();
        SessionSettings settings = new SessionSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                1_024,
                defaults.limits(),
                500,
                defaults.maxCounterJump(),
                defaults.counterMargin());
        transport = new NettyDlmsTransport(FieldNetworks.parse(List.of("127.0.0.0/8")), settings.maxReceivePdu(), 1);
        connector = new DlmsMeterConnector(
                transport,
                GuruxApduCodec::new,
                new SecureRandom(),
                InstantSource.fixed(FIELD_TIME),
                System::nanoTime,
                settings);
    }

    @AfterAll
    static void stop() throws Exception {
        transport.close();
        meter.close();
    }

    @Test
    void publicClientReadsRegisterAndProfile() {
        try (MeterSession session =
                connector.open(target(null), new CountingCounters(), new OpenGate(), NetworkUse.UNCOUNTED)) {
            readsEverything(session);
        }
    }

    @Test
    void managementClientReadsRegisterAndProfileOverHls5Gmac() {
        CountingCounters counters = new CountingCounters();
        try (MeterSession session =
                connector.open(target(keys(ENCRYPTION_KEY)), counters, new OpenGate(), NetworkUse.UNCOUNTED)) {
            readsEverything(session);
        }
        assertTrue(counters.peek() > 10, "every frame took a counter of its own");
    }

    @Test
    void wrongEncryptionKeyIsANamedFault() {
        byte[] wrong = ENCRYPTION_KEY.clone();
        wrong[0] ^= 1;

        MeterFaultException refused = assertThrows(
                MeterFaultException.class,
                () -> connector.open(
                        target(keys(wrong)), new CountingCounters(), new OpenGate(), NetworkUse.UNCOUNTED));

        // jDLMS closes the connection without a word; that it serves the public client says whom it refuses
        assertEquals(EventCode.SECURITY, refused.fault().eventCode());
        assertTrue(refused.fault().evidence().contains("AARE"), refused.fault().evidence());
    }

    private static void readsEverything(MeterSession session) {
        assertEquals(JdlmsMeter.SERIAL, session.identity().serial());
        assertEquals(Duration.ofSeconds(-3), session.clock().offset());
        RegisterValue energy = new RegisterValue(ENERGY, JdlmsMeter.ENERGY_RAW, new ScalerUnit(1, 30));
        assertEquals(energy, session.register(ENERGY));
        readsAList(session, energy);

        ProfileLayout layout = session.profileLayout(PROFILE);
        assertEquals(Duration.ofSeconds(JdlmsMeter.PERIOD_SECONDS), layout.capturePeriod());
        assertEquals(new ScalerUnit(1, 30), layout.registers().getFirst().scalerUnit());

        Instant last = JdlmsMeter.FIRST_ROW.plusSeconds((long) (JdlmsMeter.ROWS - 1) * JdlmsMeter.PERIOD_SECONDS);
        List<ProfileRow> rows = new ArrayList<>();
        Instant from = JdlmsMeter.FIRST_ROW;
        while (!from.isAfter(last)) {
            ProfileSlice slice = session.profile(layout, from, last);
            rows.addAll(slice.rows());
            from = slice.coveredTo().plus(layout.capturePeriod());
        }
        assertEquals(JdlmsMeter.ROWS, rows.size());
        assertEquals(
                LongStream.range(0, JdlmsMeter.ROWS)
                        .mapToObj(row -> JdlmsMeter.ENERGY_RAW + row)
                        .toList(),
                rows.stream().map(row -> row.values().getFirst()).toList());
        assertEquals(JdlmsMeter.FIRST_ROW, rows.getFirst().captureTime());
        assertEquals(last, rows.getLast().captureTime());
    }

    /** The refused one between the others keeps its place. */
    private static void readsAList(MeterSession session, RegisterValue energy) {
        Snapshot snapshot = session.read(new Snapshot.Request(
                List.of(new CosemAttribute(1, ObisCode.parse("0.0.96.1.0.255"), 2)),
                List.of(ENERGY, EXPORT, ENERGY),
                Map.of()));

        byte[] serial = JdlmsMeter.SERIAL.getBytes(StandardCharsets.US_ASCII);
        assertEquals(List.of(new AccessOutcome.Done(CosemValue.OctetString.of(serial))), snapshot.objects());
        assertEquals(JdlmsMeter.FIRST_ROW, snapshot.meterTime());
        assertEquals(
                List.of(
                        new RegisterOutcome.Read(energy),
                        new RegisterOutcome.Refused(EXPORT, OBJECT_UNDEFINED),
                        new RegisterOutcome.Read(energy)),
                snapshot.registers());
    }

    private static MeterTarget target(SecurityContext security) {
        Octets title = security == null ? null : Octets.ofHex("4752580000000007");
        return new MeterTarget(
                "M-1", new MeterEndpoint("127.0.0.1", meter.port(), 1, 16, 1), JdlmsMeter.SERIAL, title, security);
    }

    private static SecurityContext keys(byte[] encryptionKey) {
        return new SecurityContext(HexFormat.of().parseHex("504c420000000001"), encryptionKey, AUTHENTICATION_KEY);
    }

    private static final class OpenGate implements FrameGate {
        @Override
        public GateDecision beforeFrame() {
            return new GateDecision.Open();
        }

        @Override
        public GateDecision beforeChange() {
            return new GateDecision.Open();
        }
    }

    private static final class CountingCounters implements InvocationCounters {
        private long next;

        @Override
        public long next() {
            return next++;
        }

        @Override
        public long peek() {
            return next;
        }

        @Override
        public void raiseAbove(long counter) {
            next = Math.max(next, counter + 1);
        }

        @Override
        public boolean jumpUnproven() {
            return false;
        }

        @Override
        public void proven() {
            // nothing jumps here
        }
    }
}
