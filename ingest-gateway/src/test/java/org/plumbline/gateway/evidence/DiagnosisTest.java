// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.PublicView;
import org.plumbline.gateway.evidence.Diagnosis.Cause;

class DiagnosisTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String CLOCK = "GET 8/0.0.1.0.0.255/2";

    static Stream<Arguments> communication() {
        return Stream.of(
                Arguments.of(new MeterFault.NameUnresolved("meter"), "DNS", Cause.NAME),
                Arguments.of(new MeterFault.ConnectionRefused("a:1"), "TCP_REFUSED", Cause.UNREACHABLE),
                Arguments.of(new MeterFault.ConnectTimeout("a:1", LONG), "TCP_TIMEOUT", Cause.UNREACHABLE),
                Arguments.of(new MeterFault.ConnectionLost("TCP connect to a:1"), "TCP", Cause.NO_ANSWER),
                Arguments.of(new MeterFault.AareMissing(LONG), "AARE", Cause.NO_ANSWER),
                Arguments.of(new MeterFault.ConnectionLost("AARE"), "AARE", Cause.NO_ANSWER),
                Arguments.of(new MeterFault.ExchangeTimeout("HLS step 3", LONG), "HLS", Cause.NO_ANSWER),
                Arguments.of(new MeterFault.ExchangeTimeout(CLOCK, LONG), "GET", Cause.NO_ANSWER),
                Arguments.of(
                        new MeterFault.ExchangeTimeout(CLOCK + " by range, block 7", LONG), "BLOCK 7", Cause.NO_ANSWER),
                Arguments.of(
                        new MeterFault.TransferTimeout(CLOCK + " by range, block 9", LONG),
                        "BLOCK 9",
                        Cause.INCOMPLETE),
                Arguments.of(new MeterFault.ExchangeTimeout("release", LONG), "RELEASE", Cause.NO_ANSWER),
                Arguments.of(new MeterFault.MeterBusy("activate"), "METER", Cause.BUSY),
                Arguments.of(
                        new MeterFault.ManagementRefused(new MeterFault.ConnectionLost("AARE"), PublicView.SILENT),
                        "AARE",
                        Cause.NO_ANSWER));
    }

    @ParameterizedTest
    @MethodSource("communication")
    void aFaultOfTheLinkIsSplitByLayerAndToldOnlyAfterItWasAskedAgain(MeterFault fault, String layer, Cause cause) {
        Diagnosis diagnosis = Diagnosis.of(fault);
        assertEquals(EventCode.COMMUNICATION, diagnosis.code());
        assertEquals(layer, diagnosis.layer());
        assertEquals(cause, diagnosis.cause());
        assertTrue(diagnosis.askAgain());
    }

    static Stream<Arguments> security() {
        return Stream.of(
                // how the association was refused, and what the public client saw
                Arguments.of(
                        refused(new MeterFault.AssociationRejected(1, 13), PublicView.COUNTER_NOT_AHEAD), Cause.KEY),
                Arguments.of(refused(new MeterFault.AssociationRejected(1, 13), PublicView.SERVED), Cause.ACCESS),
                Arguments.of(refused(new MeterFault.AssociationRejected(1, 13), PublicView.SILENT), Cause.ACCESS),
                Arguments.of(new MeterFault.AssociationRejected(1, 13), Cause.ACCESS),
                Arguments.of(new MeterFault.AssociationRejected(1, 3), Cause.SYSTEM_TITLE),
                Arguments.of(new MeterFault.AssociationRejected(1, 2), Cause.SAP),
                Arguments.of(new MeterFault.AssociationRejected(1, 11), Cause.SAP),
                Arguments.of(new MeterFault.AssociationRejected(1, 12), Cause.SAP),
                Arguments.of(new MeterFault.AssociationRejected(1, 14), Cause.SAP),
                Arguments.of(new MeterFault.AssociationRejected(1, 1), Cause.ACCESS),
                Arguments.of(new MeterFault.ServiceRefused("request", 1, 6), Cause.COUNTER),
                Arguments.of(
                        refused(new MeterFault.ServiceRefused("request", 1, 5), PublicView.COUNTER_NOT_AHEAD),
                        Cause.KEY),
                Arguments.of(new MeterFault.ServiceRefused("request", 1, 5), Cause.ACCESS),
                Arguments.of(new MeterFault.ServiceRefused("request", 1, 2), Cause.ACCESS),
                // the handshake and the counters
                Arguments.of(
                        new MeterFault.AuthenticationFailed("AARE", "system title differs from the registered one"),
                        Cause.SYSTEM_TITLE),
                Arguments.of(new MeterFault.AuthenticationFailed("AARE initiate-response", "x"), Cause.KEY),
                Arguments.of(new MeterFault.AuthenticationFailed("HLS step 4", "x"), Cause.KEY),
                Arguments.of(new MeterFault.CounterJumpRefused(1, 2, 0), Cause.COUNTER),
                Arguments.of(new MeterFault.CounterExhausted(1), Cause.COUNTER),
                // frames
                Arguments.of(new MeterFault.GuardViolated(GuardRule.AUTHENTICATION_TAG, "x"), Cause.TAG),
                Arguments.of(new MeterFault.GuardViolated(GuardRule.INVOCATION_COUNTER, "x"), Cause.REPLAY),
                Arguments.of(new MeterFault.GuardViolated(GuardRule.SYSTEM_TITLE, "x"), Cause.SYSTEM_TITLE),
                Arguments.of(new MeterFault.GuardViolated(GuardRule.SECURITY_CONTROL, "x"), Cause.PROTECTION),
                Arguments.of(new MeterFault.GuardViolated(GuardRule.APDU_TAG, "x"), Cause.PROTECTION));
    }

    @ParameterizedTest
    @MethodSource("security")
    void aFaultOfSecurityNamesTheCauseAsFarAsTheAnswersAllowAndIsToldAtOnce(MeterFault fault, Cause cause) {
        Diagnosis diagnosis = Diagnosis.of(fault);
        assertEquals(EventCode.SECURITY, diagnosis.code());
        assertEquals(cause, diagnosis.cause());
        assertFalse(diagnosis.askAgain());
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVED", "COUNTER_NOT_AHEAD"})
    void aClosedConnectionIsSecuritysMatterOnlyWhenThePublicClientIsServedAndOnlyWhenItLasts(PublicView seen) {
        Diagnosis diagnosis = Diagnosis.of(refused(new MeterFault.ConnectionLost("AARE"), seen));
        assertEquals(EventCode.SECURITY, diagnosis.code());
        assertEquals(Cause.ACCESS, diagnosis.cause());
        assertTrue(diagnosis.askAgain());
    }

    @Test
    void keysAreNeverTheFirstThingToChange() {
        security()
                .map(row -> Diagnosis.of((MeterFault) row.get()[0]))
                .filter(diagnosis -> diagnosis.cause() == Cause.KEY || diagnosis.cause() == Cause.ACCESS)
                .forEach(diagnosis ->
                        assertTrue(diagnosis.remedy().endsWith("changing keys is the last act."), diagnosis.remedy()));
    }

    @Test
    void theRightThatIsMissingIsNamed() {
        Diagnosis diagnosis = Diagnosis.of(new MeterFault.AccessRefused("GET", ObisCode.parse("0.0.1.0.0.255"), 2, 3));
        assertTrue(diagnosis.remedy().contains("0.0.1.0.0.255 attribute 2"), diagnosis.remedy());
    }

    @Test
    void theCodeIsTheFaultsOwn() {
        Stream.concat(communication(), security())
                .map(row -> (MeterFault) row.get()[0])
                .forEach(fault ->
                        assertEquals(fault.eventCode(), Diagnosis.of(fault).code(), fault.evidence()));
    }

    private static MeterFault refused(MeterFault how, PublicView seen) {
        return new MeterFault.ManagementRefused(how, seen);
    }
}
