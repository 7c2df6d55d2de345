// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.transport.FieldNetworks;

class NettyDlmsTransportTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final int MAX_PDU = 256;
    private static final byte[] REQUEST = {(byte) 0xC0, 1, 2, 3};

    private static NettyDlmsTransport transport;
    private ServerSocket server;

    @BeforeAll
    static void open() {
        transport = new NettyDlmsTransport(FieldNetworks.parse(List.of("127.0.0.0/8")), MAX_PDU, 1);
    }

    @AfterAll
    static void shut() {
        transport.close();
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void apduTravelsInTheWrapperBothWays() throws Exception {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        meter((in, out) -> {
            received.complete(in.readNBytes(12));
            out.write(frame("0001 0001 0001", "c40101"));
        });

        try (DlmsLink link = connect()) {
            assertArrayEquals(hex("c40101"), link.exchange(REQUEST, "GET", LONG));
        }
        assertArrayEquals(hex("0001 0001 0001 0004 c0010203"), received.get(15, TimeUnit.SECONDS));
    }

    @Test
    void replyThatArrivesInPiecesIsPutTogether() throws Exception {
        meter((in, out) -> {
            in.readNBytes(12);
            for (byte octet : frame("0001 0001 0001", "c401010203")) {
                out.write(octet);
                out.flush();
            }
        });
        try (DlmsLink link = connect()) {
            assertArrayEquals(hex("c401010203"), link.exchange(REQUEST, "GET", LONG));
        }
    }

    @Test
    void meterThatDripsOctetsIsCutOffAtTheDeadline() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        meter((in, out) -> {
            in.readNBytes(12);
            byte[] frame = frame("0001 0001 0001", "00".repeat(200));
            try {
                for (byte octet : frame) {
                    out.write(octet);
                    out.flush();
                    Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                }
            } catch (IOException closed) {
                cut.countDown();
            }
        });
        DlmsLink link = connect();

        MeterFault fault = faultOf(() -> link.exchange(REQUEST, "GET clock", SHORT));

        assertEquals(new MeterFault.ExchangeTimeout("GET clock", SHORT), fault);
        assertTrue(cut.await(15, TimeUnit.SECONDS), "the connection is closed");
    }

    @Test
    void frameLongerThanAgreedClosesTheLink() throws Exception {
        meter((in, out) -> {
            in.readNBytes(12);
            out.write(hex("0001 0001 0001 ffff"));
            out.flush();
            in.read();
        });
        DlmsLink link = connect();

        assertWrapperViolation(faultOf(() -> link.exchange(REQUEST, "GET", LONG)));
    }

    @Test
    void replyFromAnotherLogicalDeviceIsRefused() throws Exception {
        meter((in, out) -> {
            in.readNBytes(12);
            out.write(frame("0001 0002 0001", "c40101"));
            in.read();
        });
        assertWrapperViolation(faultOf(() -> connect().exchange(REQUEST, "GET", LONG)));
    }

    @Test
    void replyForAnotherClientIsRefused() throws Exception {
        meter((in, out) -> {
            in.readNBytes(12);
            out.write(frame("0001 0001 0010", "c40101"));
            in.read();
        });
        assertWrapperViolation(faultOf(() -> connect().exchange(REQUEST, "GET", LONG)));
    }

    @Test
    void anotherWrapperVersionIsRefused() throws Exception {
        meter((in, out) -> {
            in.readNBytes(12);
            out.write(frame("0002 0001 0001", "c40101"));
            in.read();
        });
        assertWrapperViolation(faultOf(() -> connect().exchange(REQUEST, "GET", LONG)));
    }

    @Test
    void emptyApduIsRefused() throws Exception {
        meter((in, out) -> {
            in.readNBytes(12);
            out.write(frame("0001 0001 0001", ""));
            in.read();
        });
        assertWrapperViolation(faultOf(() -> connect().exchange(REQUEST, "GET", LONG)));
    }

    @Test
    void frameThatNobodyAskedForClosesTheLink() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        meter((in, out) -> {
            out.write(frame("0001 0001 0001", "c40101"));
            out.flush();
            if (in.read() < 0) {
                closed.countDown();
            }
        });
        DlmsLink link = connect();
        assertTrue(closed.await(15, TimeUnit.SECONDS));

        assertWrapperViolation(faultOf(() -> link.exchange(REQUEST, "GET", LONG)));
    }

    @Test
    void twoFramesForOneRequestCloseTheLink() throws Exception {
        meter((in, out) -> {
            in.readNBytes(12);
            byte[] frame = frame("0001 0001 0001", "c40101");
            byte[] twice = java.util.Arrays.copyOf(frame, 2 * frame.length);
            System.arraycopy(frame, 0, twice, frame.length, frame.length);
            out.write(twice);
            out.flush();
            in.read();
        });
        assertWrapperViolation(faultOf(() -> connect().exchange(REQUEST, "GET", LONG)));
    }

    @Test
    void closedConnectionIsNamedWithWhatWasAsked() throws Exception {
        meter((in, out) -> in.readNBytes(12));

        MeterFault fault = faultOf(() -> connect().exchange(REQUEST, "GET clock", LONG));

        assertEquals(new MeterFault.ConnectionLost("GET clock"), fault);
    }

    @Test
    void refusedPortIsNamed() throws Exception {
        server.close();

        assertInstanceOf(MeterFault.ConnectionRefused.class, faultOf(this::connect));
    }

    @Test
    void addressOutsideTheFieldNetworksIsNeverConnected() {
        MeterFault fault = faultOf(
                () -> transport.connect(new MeterEndpoint("192.0.2.1", 4059, 1, 16, 1), 1, LONG, NetworkUse.UNCOUNTED));

        assertInstanceOf(MeterFault.AddressNotAllowed.class, fault);
        assertEquals("CONF-01", fault.eventCode().code());
    }

    @Test
    void closedLinkAnswersNothingMore() throws Exception {
        meter((in, out) -> in.read());
        DlmsLink link = connect();
        link.close();
        link.close();

        assertInstanceOf(MeterFault.ConnectionLost.class, faultOf(() -> link.exchange(REQUEST, "GET", LONG)));
    }

    private DlmsLink connect() {
        return transport.connect(
                new MeterEndpoint("127.0.0.1", server.getLocalPort(), 1, 16, 1), 1, LONG, NetworkUse.UNCOUNTED);
    }

    private static MeterFault faultOf(Runnable action) {
        return assertThrows(MeterFaultException.class, action::run).fault();
    }

    private static void assertWrapperViolation(MeterFault fault) {
        assertEquals(
                GuardRule.WRAPPER,
                assertInstanceOf(MeterFault.GuardViolated.class, fault, fault::evidence)
                        .rule());
    }

    private interface Behaviour {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    /** One connection; closed when the behaviour ends. */
    private void meter(Behaviour behaviour) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                behaviour.serve(socket.getInputStream(), socket.getOutputStream());
            } catch (IOException expectedWhenTheTestEnds) {
                // the test judges what the gateway saw
            }
        });
    }

    private static byte[] frame(String header, String apdu) {
        byte[] content = hex(apdu);
        byte[] frame = java.util.Arrays.copyOf(hex(header), 8 + content.length);
        frame[6] = (byte) (content.length >> 8);
        frame[7] = (byte) content.length;
        System.arraycopy(content, 0, frame, 8, content.length);
        return frame;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
