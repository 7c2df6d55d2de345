// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;

class AdmissionRulesTest {

    private static final SecurityContext KEYS = new SecurityContext(new byte[8], new byte[16], new byte[16]);
    private final AdmissionRules rules =
            new AdmissionRules(reference -> reference.equals("k") ? Optional.of(KEYS) : Optional.empty());

    static Stream<Arguments> rejections() {
        return Stream.of(
                Arguments.of("unknown key", registration("nobody", "127.0.0.1", 4059, "PLB-ALPHA", 60, 8), "keystore"),
                Arguments.of("missing host", registration("k", " ", 4059, "PLB-ALPHA", 60, 8), "host"),
                Arguments.of("port zero", registration("k", "127.0.0.1", 0, "PLB-ALPHA", 60, 8), "port"),
                Arguments.of("port too large", registration("k", "127.0.0.1", 65_536, "PLB-ALPHA", 60, 8), "port"),
                Arguments.of("unknown model", registration("k", "127.0.0.1", 4059, "PLB-OMEGA", 60, 8), "PLB-OMEGA"),
                Arguments.of("no poll period", registration("k", "127.0.0.1", 4059, "PLB-ALPHA", 0, 8), "poll period"),
                Arguments.of("short title", registration("k", "127.0.0.1", 4059, "PLB-ALPHA", 60, 7), "system title"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejections")
    void badRegistrationsAreRejectedWithTheReason(String name, Registration registration, String reason) {
        Admission.Rejected rejected = assertInstanceOf(Admission.Rejected.class, rules.judge(registration));
        assertTrue(rejected.reason().contains(reason), rejected::reason);
    }

    @Test
    void aGoodRegistrationIsAdmittedWithItsKeysAndModel() {
        Admission.Admitted admitted = assertInstanceOf(
                Admission.Admitted.class, rules.judge(registration("k", "127.0.0.1", 4059, "PLB-ALPHA", 60, 8)));
        assertEquals(KEYS, admitted.target().security());
        assertEquals("PLB-ALPHA", admitted.model().name());
        assertEquals(8, admitted.keyFingerprint().length());
    }

    @Test
    void aMeterWithoutModelIsAdmittedForReading() {
        Admission.Admitted admitted = assertInstanceOf(
                Admission.Admitted.class, rules.judge(registration("k", "127.0.0.1", 4059, "", 60, 0)));
        assertEquals(null, admitted.model());
    }

    @Test
    void differentKeysHaveDifferentFingerprints() {
        byte[] other = new byte[16];
        other[0] = 1;
        assertNotEquals(
                KeyFingerprint.of(KEYS), KeyFingerprint.of(new SecurityContext(new byte[8], other, new byte[16])));
    }

    private static Registration registration(
            String key, String host, int port, String model, int pollSeconds, int titleOctets) {
        return new Registration(
                "M",
                Registration.State.ACTIVE,
                host,
                port,
                Registration.Transport.TCP_WRAPPER,
                1,
                16,
                1,
                Registration.Authentication.HLS5_GMAC,
                0,
                Octets.of(new byte[titleOctets]),
                key,
                "",
                model,
                Duration.ofMinutes(15),
                Duration.ofSeconds(pollSeconds),
                List.of("1.0.1.8.0.255"),
                "north");
    }
}
