// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.requests.ReceivedRequest.Kind;
import org.plumbline.gateway.state.RequestJournal;

class RequestRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void registersAreAskedForOnceEach() {
        assertEquals(
                new RequestDecision.CarryOut(
                        admitted(), new RequestDecision.Task.Registers(List.of(ObisCode.parse("1.0.1.8.0.255")))),
                decide(registers("1.0.1.8.0.255", "1.0.1.8.0.255")));
    }

    @Test
    void requestThatExpiredIsRefused() {
        assertEquals("EXPIRED", refusal(new ReceivedRequest("r", Kind.CLOCK_SYNC, List.of(), NOW, NOW, NOW)));
    }

    @Test
    void malformedRequestsAreRefused() {
        assertEquals("MALFORMED", refusal(request("", Kind.CLOCK_SYNC)));
        assertEquals("MALFORMED", refusal(request("x".repeat(65), Kind.CLOCK_SYNC)));
        assertEquals("MALFORMED", refusal(request("r", Kind.UNKNOWN)));
        assertEquals("MALFORMED", refusal(registers("1.0.1.8.0")));
        assertEquals(
                "MALFORMED",
                refusal(registers(Collections.nCopies(65, "1.0.1.8.0.255").toArray(String[]::new))));
        assertEquals("MALFORMED", refusal(rows(NOW, NOW.minusSeconds(1))));
        assertEquals("MALFORMED", refusal(rows(NOW, NOW.plus(Duration.ofDays(401)))));
        assertInstanceOf(RequestDecision.CarryOut.class, decide(rows(NOW, NOW)));
    }

    @Test
    void meterThatIsNotToBeSpokenToIsNot() {
        ReceivedRequest request = registers("1.0.1.8.0.255");
        assertEquals("METER_NOT_ACTIVE", refusal(request, new Admission.Inactive(), RequestJournal.EMPTY));
        assertEquals("REGISTRATION_INVALID", refusal(request, new Admission.Rejected("no host"), RequestJournal.EMPTY));
    }

    @Test
    void requestAnsweredBeforeIsNotJudgedAgain() {
        RequestJournal journal = RequestJournal.EMPTY.answer("r", LATER);

        assertEquals(
                new RequestDecision.Answered(),
                RequestRules.decide(
                        request("r", Kind.CLOCK_SYNC), admitted(), journal, LATER.plus(Duration.ofDays(1))));
    }

    @Test
    void requestThatMayHaveBeenForgottenIsRefused() {
        RequestJournal journal = RequestJournal.EMPTY;
        for (int i = 0; i < RequestJournal.MAX_ANSWERED + 1; i++) {
            journal = journal.answer("r" + i, LATER.plusSeconds(i));
        }

        assertEquals("TOO_MANY", refusal(request("r0", Kind.CLOCK_SYNC), admitted(), journal));
        assertEquals(
                new RequestDecision.Answered(),
                RequestRules.decide(request("r1", Kind.CLOCK_SYNC), admitted(), journal, NOW));
    }

    private static String refusal(ReceivedRequest request) {
        return refusal(request, admitted(), RequestJournal.EMPTY);
    }

    private static String refusal(ReceivedRequest request, Admission admission, RequestJournal journal) {
        return assertInstanceOf(RequestDecision.Refuse.class, RequestRules.decide(request, admission, journal, NOW))
                .cause();
    }

    private static RequestDecision decide(ReceivedRequest request) {
        return RequestRules.decide(request, admitted(), RequestJournal.EMPTY, NOW);
    }

    private static ReceivedRequest request(String id, Kind kind) {
        return new ReceivedRequest(id, kind, List.of(), NOW, NOW, LATER);
    }

    private static ReceivedRequest registers(String... registers) {
        return new ReceivedRequest("r", Kind.REGISTERS, List.of(registers), NOW, NOW, LATER);
    }

    private static ReceivedRequest rows(Instant from, Instant to) {
        return new ReceivedRequest("r", Kind.PROFILE, List.of(), from, to, LATER);
    }

    static Admission.Admitted admitted() {
        return new Admission.Admitted(
                new MeterTarget("M", new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1), null, null, null),
                null,
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                Set.of(),
                Octets.empty(),
                "north");
    }
}
