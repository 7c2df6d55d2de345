// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.openmuc.jdlms.AccessResultCode;
import org.openmuc.jdlms.AttributeAddress;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.DlmsConnection;
import org.openmuc.jdlms.GetResult;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.TcpConnectionBuilder;
import org.plumbline.simulator.meter.MeterPlan;

/** jDLMS's client, one connection of one thread of a pool. */
final class JdlmsClient {

    private static final AttributeAddress SERIAL = new AttributeAddress(1, "0.0.96.1.0.255", 2);
    private static final AttributeAddress FIRMWARE = new AttributeAddress(1, "1.0.0.2.0.255", 2);
    private static final AttributeAddress ENERGY = new AttributeAddress(3, "1.0.1.8.0.255", 2);

    /** All that a public client may read. */
    private static final AttributeAddress COUNTER = new AttributeAddress(1, "0.0.43.1.0.255", 2);

    private final MeterPlan plan;
    private final int port;
    private final boolean ciphered;
    /** Far above what the meter has seen; each connection goes on a hundred higher. */
    private final AtomicLong counter = new AtomicLong(1_000);

    JdlmsClient(MeterPlan plan, int port, boolean ciphered) {
        this.plan = plan;
        this.port = port;
        this.ciphered = ciphered;
    }

    DlmsConnection open() throws IOException {
        TcpConnectionBuilder builder = new TcpConnectionBuilder(InetAddress.getByName(plan.address()))
                .setPort(port)
                .useWrapper()
                .setLogicalDeviceId(1)
                .setClientId(ciphered ? 1 : 16);
        if (ciphered) {
            builder.setSystemTitle("PLB", 8)
                    .setChallengeLength(16)
                    .setFrameCounter(counter.getAndAdd(100))
                    .setSecuritySuite(SecuritySuite.builder()
                            .setAuthenticationMechanism(AuthenticationMechanism.HLS5_GMAC)
                            .setEncryptionMechanism(SecuritySuite.EncryptionMechanism.AES_GCM_128)
                            .setSecurityPolicy(SecuritySuite.SecurityPolicy.AUTHENTICATED_AND_ENCRYPTED)
                            .setGlobalUnicastEncryptionKey(plan.keys().encryptionKey())
                            .setAuthenticationKey(plan.keys().authenticationKey())
                            .build());
        }
        return builder.build();
    }

    /** From here on the connections' counters are those of one long connection. */
    JdlmsClient keepOpen() {
        counter.addAndGet(1_000_000);
        return this;
    }

    static void read(DlmsConnection connection, boolean ciphered) throws IOException {
        require(connection.get(ciphered ? ENERGY : COUNTER));
    }

    /** The same reads as one of our sessions makes, then the release. */
    void session() throws IOException {
        try (DlmsConnection connection = open()) {
            // a public client is shown neither; asking costs the same
            GetResult unusedSerial = connection.get(SERIAL);
            GetResult unusedFirmware = connection.get(FIRMWARE);
            read(connection, ciphered);
        }
    }

    private static void require(GetResult result) {
        if (result.getResultCode() != AccessResultCode.SUCCESS) {
            throw new IllegalStateException("jDLMS read " + result.getResultCode());
        }
    }
}
