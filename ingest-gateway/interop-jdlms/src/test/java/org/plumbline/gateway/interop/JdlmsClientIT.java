// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openmuc.jdlms.AccessResultCode;
import org.openmuc.jdlms.AttributeAddress;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.DlmsConnection;
import org.openmuc.jdlms.GetResult;
import org.openmuc.jdlms.ObisCode;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.SecuritySuite.EncryptionMechanism;
import org.openmuc.jdlms.SecuritySuite.SecurityPolicy;
import org.openmuc.jdlms.SelectiveAccessDescription;
import org.openmuc.jdlms.SetParameter;
import org.openmuc.jdlms.TcpConnectionBuilder;
import org.openmuc.jdlms.datatypes.DataObject;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.port.TruthLedger.Level;

/** The simulated meter under a client that nobody here wrote: what the gateway's tests lean on is no dialect. */
class JdlmsClientIT {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-08T00:00:10Z");
    private static final int ROWS = 400;
    private static final AttributeAddress CLOCK = new AttributeAddress(8, "0.0.1.0.0.255", 2);
    private static final AttributeAddress ENERGY = new AttributeAddress(3, "1.0.1.8.0.255", 2);
    private static final AttributeAddress SCALER = new AttributeAddress(3, "1.0.1.8.0.255", 3);
    private static final AttributeAddress SERIAL = new AttributeAddress(1, "0.0.96.1.0.255", 2);
    private static final AttributeAddress NOWHERE = new AttributeAddress(3, "1.0.99.8.0.255", 2);
    private static final AttributeAddress PENDING_BLOCK = new AttributeAddress(1, "0.128.96.14.81.255", 2);

    private static InMemoryLedger ledger;
    private static SimulatorServer server;
    private static long frameCounter = 1_000;

    @BeforeAll
    static void start() {
        ledger = new InMemoryLedger();
        server = SimulatorServer.start(
                List.of(MeterPlan.simple("A-1", "127.41.0.1", MeterModel.PLB_ALPHA, START)),
                SimulatorOptions.of(new SettableFieldClock(NOW), ledger));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void publicClientReadsTheClockAndNothingElse() throws Exception {
        try (DlmsConnection connection = publicClient()) {
            assertEquals(NOW, instant(octets(connection.get(CLOCK))));
            assertEquals(AccessResultCode.SUCCESS, connection.get(CLOCK).getResultCode());
            assertTrue(connection.get(SERIAL).getResultCode() != AccessResultCode.SUCCESS);
        }
    }

    @Test
    void managementClientReadsRegisterScalerAndSerial() throws Exception {
        try (DlmsConnection connection = managementClient(encryptionKey())) {
            long raw = connection.get(ENERGY).getResultData().<Number>getValue().longValue();
            assertTrue(raw > 0, "a week of load");
            List<DataObject> scalerUnit = connection.get(SCALER).getResultData().getValue();
            assertEquals(0, scalerUnit.get(0).<Number>getValue().intValue());
            assertEquals(30, scalerUnit.get(1).<Number>getValue().intValue());
            assertEquals(serial(), new String(octets(connection.get(SERIAL)), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void managementClientReadsAListWithARefusalInItsPlace() throws Exception {
        try (DlmsConnection connection = managementClient(encryptionKey())) {
            List<GetResult> results = connection.get(List.of(ENERGY, NOWHERE, SERIAL, CLOCK));

            assertEquals(
                    List.of(
                            AccessResultCode.SUCCESS,
                            AccessResultCode.OBJECT_UNDEFINED,
                            AccessResultCode.SUCCESS,
                            AccessResultCode.SUCCESS),
                    results.stream().map(GetResult::getResultCode).toList());
            assertEquals(serial(), new String(octets(results.get(2)), StandardCharsets.US_ASCII));
            assertEquals(NOW, instant(octets(results.get(3))));
        }
    }

    @Test
    void managementClientReadsTheProfileByRangeRowByRow() throws Exception {
        Instant first = START;
        Instant last = first.plusSeconds((ROWS - 1) * 900L);
        try (DlmsConnection connection = managementClient(encryptionKey())) {
            List<DataObject> rows = connection
                    .get(new AttributeAddress(7, "1.0.99.1.0.255", 2, range(first, last)))
                    .getResultData()
                    .getValue();

            List<Level> truth = ledger.levelsOf("A-1").subList(0, ROWS);
            assertEquals(ROWS, rows.size());
            for (int row = 0; row < ROWS; row++) {
                List<DataObject> cells = rows.get(row).getValue();
                assertEquals(
                        truth.get(row).captureEpochSecond(),
                        instant(cells.get(0).getValue()).getEpochSecond());
                assertEquals(
                        truth.get(row).registerRaw(),
                        cells.get(2).<Number>getValue().longValue());
            }
        }
    }

    @Test
    void managementClientWritesAndReadsBack() throws Exception {
        byte[] block = server.meter("A-1").activeBlockBytes();
        try (DlmsConnection connection = managementClient(encryptionKey())) {
            assertEquals(
                    AccessResultCode.SUCCESS,
                    connection.set(new SetParameter(PENDING_BLOCK, DataObject.newOctetStringData(block))));
            assertArrayEquals(block, octets(connection.get(PENDING_BLOCK)));
            assertEquals(
                    AccessResultCode.READ_WRITE_DENIED,
                    connection.set(new SetParameter(SERIAL, DataObject.newOctetStringData(block))));
        }
        assertEquals(0, server.meter("A-1").changeCounter(), "a pending block is not active");
    }

    @Test
    void wrongKeyOpensNothing() {
        byte[] wrong = encryptionKey();
        wrong[0] ^= 1;

        assertThrows(IOException.class, () -> managementClient(wrong).close());
    }

    private static DlmsConnection publicClient() throws IOException {
        return builder(16)
                .setSecuritySuite(SecuritySuite.builder()
                        .setAuthenticationMechanism(AuthenticationMechanism.NONE)
                        .build())
                .build();
    }

    private static DlmsConnection managementClient(byte[] encryptionKey) throws IOException {
        frameCounter += 1_000;
        return builder(1)
                .setSystemTitle("PLB", 1)
                .setFrameCounter(frameCounter)
                .setSecuritySuite(SecuritySuite.builder()
                        .setAuthenticationMechanism(AuthenticationMechanism.HLS5_GMAC)
                        .setEncryptionMechanism(EncryptionMechanism.AES_GCM_128)
                        .setSecurityPolicy(SecurityPolicy.AUTHENTICATED_AND_ENCRYPTED)
                        .setGlobalUnicastEncryptionKey(encryptionKey)
                        .setAuthenticationKey(server.meter("A-1").plan().keys().authenticationKey())
                        .build())
                .build();
    }

    private static TcpConnectionBuilder builder(int clientId) throws IOException {
        return new TcpConnectionBuilder(InetAddress.getByName("127.41.0.1"))
                .setPort(server.port())
                .useWrapper()
                .setClientId(clientId)
                .setLogicalDeviceId(1)
                .setResponseTimeout(20_000);
    }

    private static byte[] encryptionKey() {
        return server.meter("A-1").plan().keys().encryptionKey().clone();
    }

    private static String serial() {
        return server.meter("A-1").plan().rating().serialNumber();
    }

    private static SelectiveAccessDescription range(Instant first, Instant last) {
        DataObject clock = DataObject.newStructureData(
                DataObject.newUInteger16Data(8),
                DataObject.newOctetStringData(new ObisCode("0.0.1.0.0.255").bytes()),
                DataObject.newInteger8Data((byte) 2),
                DataObject.newUInteger16Data(0));
        return new SelectiveAccessDescription(
                1,
                DataObject.newStructureData(
                        clock, JdlmsMeter.time(first), JdlmsMeter.time(last), DataObject.newArrayData(List.of())));
    }

    private static byte[] octets(GetResult result) {
        return result.getResultData().getValue();
    }

    /** Year, month, day, weekday, hour, minute, second; the meter's deviation is 0. */
    private static Instant instant(byte[] at) {
        return LocalDateTime.of((at[0] & 0xFF) << 8 | at[1] & 0xFF, at[2], at[3], at[5], at[6], at[7])
                .toInstant(ZoneOffset.UTC);
    }
}
