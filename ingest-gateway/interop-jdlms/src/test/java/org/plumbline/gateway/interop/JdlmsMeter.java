// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.interop;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.openmuc.jdlms.AttributeAccessMode;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.CosemAttribute;
import org.openmuc.jdlms.CosemClass;
import org.openmuc.jdlms.CosemInterfaceObject;
import org.openmuc.jdlms.DlmsServer;
import org.openmuc.jdlms.LogicalDevice;
import org.openmuc.jdlms.ObisCode;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.SecuritySuite.EncryptionMechanism;
import org.openmuc.jdlms.SecuritySuite.SecurityPolicy;
import org.openmuc.jdlms.SelectiveAccessDescription;
import org.openmuc.jdlms.datatypes.CosemDateTime;
import org.openmuc.jdlms.datatypes.DataObject;

/** A meter on jDLMS's server: public client 16, HLS5-GMAC client 1, a register and a load profile. */
final class JdlmsMeter implements AutoCloseable {

    static final String SERIAL = "JDLMS-0001";
    static final String SYSTEM_TITLE = "GRX";
    static final long ENERGY_RAW = 123_456_789L;
    static final Instant FIRST_ROW = Instant.parse("2026-01-31T22:15:00Z");
    static final int ROWS = 700;
    static final int PERIOD_SECONDS = 900;

    private final DlmsServer server;
    private final int port;

    JdlmsMeter(byte[] encryptionKey, byte[] authenticationKey) throws IOException {
        LogicalDevice device = new LogicalDevice(1, "GRX0000001", SYSTEM_TITLE, 7);
        device.setMasterKey(new byte[16]);
        device.addRestriction(
                16,
                SecuritySuite.builder()
                        .setAuthenticationMechanism(AuthenticationMechanism.NONE)
                        .build());
        device.addRestriction(
                1,
                SecuritySuite.builder()
                        .setAuthenticationMechanism(AuthenticationMechanism.HLS5_GMAC)
                        .setEncryptionMechanism(EncryptionMechanism.AES_GCM_128)
                        .setSecurityPolicy(SecurityPolicy.AUTHENTICATED_AND_ENCRYPTED)
                        .setGlobalUnicastEncryptionKey(encryptionKey)
                        .setAuthenticationKey(authenticationKey)
                        .build());
        device.registerCosemObject(
                new Text("0.0.96.1.0.255", SERIAL), new MeterClock(), new EnergyRegister(), new LoadProfile());
        this.port = freePort();
        this.server = DlmsServer.tcpServerBuilder(port)
                .registerLogicalDevice(device)
                .setInactivityTimeout(30_000)
                .build();
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    static DataObject time(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return DataObject.newOctetStringData(new CosemDateTime(
                        utc.getYear(),
                        utc.getMonthValue(),
                        utc.getDayOfMonth(),
                        utc.getDayOfWeek().getValue(),
                        utc.getHour(),
                        utc.getMinute(),
                        utc.getSecond(),
                        0,
                        0)
                .encode());
    }

    /** Class 1 with an octet-string. */
    @CosemClass(id = 1)
    public static final class Text extends CosemInterfaceObject {
        @CosemAttribute(id = 2, accessMode = AttributeAccessMode.READ_ONLY)
        private final DataObject value;

        Text(String obis, String text) {
            super(obis);
            this.value = DataObject.newOctetStringData(text.getBytes(StandardCharsets.US_ASCII));
        }

        public DataObject getValue() {
            return value;
        }
    }

    /** Class 8; shows the time of the first profile row. */
    @CosemClass(id = 8)
    public static final class MeterClock extends CosemInterfaceObject {
        @CosemAttribute(id = 2, accessMode = AttributeAccessMode.READ_ONLY)
        private final DataObject time = time(FIRST_ROW);

        MeterClock() {
            super("0.0.1.0.0.255");
        }

        public DataObject getTime() {
            return time;
        }
    }

    /** Class 3, energy in 10 Wh. */
    @CosemClass(id = 3)
    public static final class EnergyRegister extends CosemInterfaceObject {
        @CosemAttribute(id = 2, accessMode = AttributeAccessMode.READ_ONLY)
        private final DataObject value = DataObject.newUInteger32Data(ENERGY_RAW);

        @CosemAttribute(id = 3, accessMode = AttributeAccessMode.READ_ONLY)
        private final DataObject scalerUnit =
                DataObject.newStructureData(DataObject.newInteger8Data((byte) 1), DataObject.newEnumerateData(30));

        EnergyRegister() {
            super("1.0.1.8.0.255");
        }

        public DataObject getValue() {
            return value;
        }

        public DataObject getScalerUnit() {
            return scalerUnit;
        }
    }

    /** Class 7 with range access on the clock. */
    @CosemClass(id = 7, version = 1)
    public static final class LoadProfile extends CosemInterfaceObject {
        @CosemAttribute(
                id = 2,
                accessMode = AttributeAccessMode.READ_ONLY,
                selector = {1})
        @SuppressWarnings("UnusedVariable") // jDLMS finds the getter by the annotated field
        private DataObject buffer;

        @CosemAttribute(id = 3, accessMode = AttributeAccessMode.READ_ONLY)
        private final DataObject captureObjects =
                DataObject.newArrayData(List.of(column(8, "0.0.1.0.0.255"), column(3, "1.0.1.8.0.255")));

        @CosemAttribute(id = 4, accessMode = AttributeAccessMode.READ_ONLY)
        private final DataObject capturePeriod = DataObject.newUInteger32Data(PERIOD_SECONDS);

        LoadProfile() {
            super("1.0.99.1.0.255");
        }

        public DataObject getCaptureObjects() {
            return captureObjects;
        }

        public DataObject getCapturePeriod() {
            return capturePeriod;
        }

        public DataObject getBuffer(SelectiveAccessDescription selection) {
            List<DataObject> range = selection.getAccessParameter().getValue();
            Instant from = instant(range.get(1));
            Instant to = instant(range.get(2));
            List<DataObject> rows = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                Instant captured = FIRST_ROW.plusSeconds((long) row * PERIOD_SECONDS);
                if (!captured.isBefore(from) && !captured.isAfter(to)) {
                    rows.add(DataObject.newStructureData(
                            time(captured), DataObject.newUInteger32Data(ENERGY_RAW + row)));
                }
            }
            return DataObject.newArrayData(rows);
        }

        private static DataObject column(int classId, String obis) {
            return DataObject.newStructureData(
                    DataObject.newUInteger16Data(classId),
                    DataObject.newOctetStringData(new ObisCode(obis).bytes()),
                    DataObject.newInteger8Data((byte) 2),
                    DataObject.newUInteger16Data(0));
        }

        private static Instant instant(DataObject octets) {
            byte[] at = octets.getValue(); // year (2), month, day, weekday, hour, minute, second; deviation is 0 here
            return LocalDateTime.of((at[0] & 0xFF) << 8 | at[1] & 0xFF, at[2], at[3], at[5], at[6], at[7])
                    .toInstant(ZoneOffset.UTC);
        }
    }
}
