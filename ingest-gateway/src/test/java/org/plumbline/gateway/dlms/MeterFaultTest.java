// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterFaultTest {

    private static final ObisCode CLOCK = ObisCode.parse("0.0.1.0.0.255");

    @Test
    void eachLayerHasItsCode() {
        assertCode("CONF-01", new MeterFault.AddressNotAllowed("meter", "outside"));
        assertCode("COMM-09", new MeterFault.NameUnresolved("meter"));
        assertCode(
                "COMM-09", new MeterFault.ManagementRefused(new MeterFault.ConnectionLost("AARE"), PublicView.SILENT));
        assertCode(
                "SEC-01", new MeterFault.ManagementRefused(new MeterFault.ConnectionLost("AARE"), PublicView.SERVED));
        assertCode("COMM-09", new MeterFault.ConnectionRefused("127.0.0.1:4059"));
        assertCode("COMM-09", new MeterFault.ConnectTimeout("127.0.0.1:4059", Duration.ofSeconds(1)));
        assertCode("COMM-09", new MeterFault.ConnectionLost("GET"));
        assertCode("COMM-09", new MeterFault.AareMissing(Duration.ofSeconds(1)));
        assertCode("COMM-09", new MeterFault.ExchangeTimeout("GET", Duration.ofSeconds(1)));
        assertCode("COMM-09", new MeterFault.MeterBusy("write-pending"));
        assertCode("SEC-01", new MeterFault.AssociationRejected(1, 13));
        assertCode("SEC-01", new MeterFault.AuthenticationFailed("HLS step 4", "proof"));
        assertCode("SEC-01", new MeterFault.CounterExhausted(1));
        assertCode("SEC-01", new MeterFault.CounterJumpRefused(1, 2, 3));
        assertCode("SEC-01", new MeterFault.ServiceRefused("GET", 1, 6));
        assertCode("PROT-01", new MeterFault.CodecFailed("reply", "NullPointerException"));
        assertCode("PROT-01", new MeterFault.AccessRefused("GET", CLOCK, 2, 3));
        assertCode("PROT-01", new MeterFault.UnexpectedContent(CLOCK, "is no date-time"));
        assertCode("CONF-01", new MeterFault.WrongMeter("A", "B"));
    }

    @Test
    void stopsOfTheGatewayAreNeverPublished() {
        assertCode("", new MeterFault.LeaseLost());
        assertCode("", new MeterFault.HoldActive("stop"));
        assertCode("", new MeterFault.OrderExpired("o"));
        assertCode("", new MeterFault.CounterBlockUnavailable("no log"));
    }

    @ParameterizedTest
    @EnumSource(GuardRule.class)
    void guardRulesThatProtectKeysAreSecurityEventsTheOthersProtocol(GuardRule rule) {
        boolean security = switch (rule) {
            case APDU_TAG, SECURITY_CONTROL, INVOCATION_COUNTER, SYSTEM_TITLE, AUTHENTICATION_TAG -> true;
            case WRAPPER, INVOKE_ID, RESPONSE_TYPE, LENGTH, NESTING, DATA_TYPE, BLOCK_NUMBER, TRANSFER_SIZE -> false;
        };
        assertCode(security ? "SEC-01" : "PROT-01", new MeterFault.GuardViolated(rule, "x"));
    }

    @Test
    void onlyCommunicationAndStopsMayPassByThemselves() {
        assertTrue(new MeterFault.ConnectionLost("GET").transientFault());
        assertTrue(new MeterFault.LeaseLost().transientFault());
        assertFalse(new MeterFault.AssociationRejected(1, 13).transientFault());
        assertFalse(new MeterFault.WrongMeter("A", "B").transientFault());
    }

    private static void assertCode(String code, MeterFault fault) {
        assertEquals(code, fault.eventCode().code());
        assertFalse(fault.evidence().isBlank());
    }
}
