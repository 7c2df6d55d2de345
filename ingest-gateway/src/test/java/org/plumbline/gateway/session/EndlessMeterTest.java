// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.adapter.netty.NettyDlmsTransport;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.guard.GuardLimits;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.transport.FieldNetworks;

/** A meter on a real socket that answers every request with one more block, or not at all. */
class EndlessMeterTest {

    private static final ObisCode ENERGY = ObisCode.parse("1.0.1.8.0.255");
    private static final Duration TRANSFER = Duration.ofMillis(400);
    private static final String AARE =
            "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F040000101001F40007";

    private final CountDownLatch cut = new CountDownLatch(1);
    private NettyDlmsTransport transport;
    private ServerSocket server;
    private volatile boolean silentAfterTheFirstBlock;

    @BeforeEach
    void listen() throws IOException {
        transport = new NettyDlmsTransport(FieldNetworks.parse(List.of("127.0.0.0/8")), 512, 1);
        server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        transport.close();
    }

    @Test
    void blocksThatNeverEndAreCutOffByTheClock() throws Exception {
        MeterFault fault = faultOf(new GuardLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, TRANSFER));

        assertEquals(
                TRANSFER,
                assertInstanceOf(MeterFault.TransferTimeout.class, fault).after());
        assertTrue(cut.await(15, TimeUnit.SECONDS), "the connection is closed");
    }

    @Test
    void blocksThatNeverEndAreCutOffByTheirNumber() throws Exception {
        MeterFault fault = faultOf(new GuardLimits(256, Integer.MAX_VALUE, Duration.ofMinutes(1)));

        assertEquals(
                GuardRule.TRANSFER_SIZE,
                assertInstanceOf(MeterFault.GuardViolated.class, fault).rule());
        assertTrue(cut.await(15, TimeUnit.SECONDS), "the connection is closed");
    }

    @Test
    void meterThatFallsSilentIsCutOffWithTheTransfer() throws Exception {
        silentAfterTheFirstBlock = true;
        MeterFault fault = faultOf(new GuardLimits(256, Integer.MAX_VALUE, TRANSFER));

        assertTrue(
                assertInstanceOf(MeterFault.TransferTimeout.class, fault)
                        .phase()
                        .endsWith("block 2"),
                fault::evidence);
        assertTrue(cut.await(15, TimeUnit.SECONDS), "the connection is closed");
    }

    private MeterFault faultOf(GuardLimits limits) {
        SessionSettings defaults = SimulatedFleet.settings();
        SessionSettings settings = new SessionSettings(
                defaults.connectTimeout(),
                defaults.exchangeTimeout(),
                defaults.releaseTimeout(),
                512,
                limits,
                defaults.maxProfileRows(),
                defaults.maxCounterJump(),
                defaults.counterMargin());
        MeterTarget target = new MeterTarget(
                "M-1", new MeterEndpoint("127.0.0.1", server.getLocalPort(), 1, 16, 1), null, null, null);
        DlmsMeterConnector connector = new DlmsMeterConnector(
                transport, GuruxApduCodec::new, new Random(5), InstantSource.system(), System::nanoTime, settings);
        try (MeterSession session =
                connector.open(target, new CountingCounters(0), new ManualGate(), NetworkUse.UNCOUNTED)) {
            return assertThrows(MeterFaultException.class, () -> session.register(ENERGY))
                    .fault();
        }
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (int block = 0; ; ) {
                byte[] header = in.readNBytes(8);
                if (header.length < 8) {
                    return;
                }
                byte[] request = in.readNBytes((header[6] & 0xFF) << 8 | header[7] & 0xFF);
                boolean firmwareOrSerial = request[0] == (byte) 0xC0 && request[1] == 1 && request[4] == 1;
                if (request[0] == 0x60) {
                    send(out, AARE);
                } else if (firmwareOrSerial) {
                    send(out, "c401%02x0104".formatted(request[2] & 0xFF));
                } else if (!silentAfterTheFirstBlock || block == 0) {
                    block++;
                    send(out, "c402%02x00%08x000109".formatted(request[2] & 0xFF, block));
                }
            }
        } catch (IOException closed) {
            // the test judges what the gateway saw
        } finally {
            cut.countDown();
        }
    }

    private static void send(DataOutputStream out, String apdu) throws IOException {
        byte[] octets = HexFormat.of().parseHex(apdu);
        out.write(HexFormat.of().parseHex("000100010010%04x".formatted(octets.length)));
        out.write(octets);
        out.flush();
    }
}
