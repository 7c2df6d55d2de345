// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.NetworkUse;

/** The HLS5-GMAC handshake, part by part against a meter that gets one thing wrong. */
class AssociationTest {

    private final ScriptedMeter meter = new ScriptedMeter();
    private final CountingCounters counters = new CountingCounters(10);
    private final ManualGate gate = new ManualGate();

    @Test
    void rightHandshakeOpens() {
        associate();

        assertEquals(2, meter.received.size());
        assertFalse(meter.closed);
    }

    @Test
    void everyFrameAndTheTokenTakeACounterOfTheirOwn() {
        associate();

        assertEquals(List.of(10L, 11L, 12L), counters.handedOut());
        ByteBuffer proof = ByteBuffer.wrap(meter.received.get(1));
        assertEquals(11, proof.getInt(3), "the frame's counter is below its token's");
    }

    @Test
    void handshakeIsCompletedEvenIfTheMeterDoesNotAskForIt() {
        meter.diagnostic = 0;

        associate();

        assertEquals(2, meter.received.size());
    }

    @Test
    void ourChallengeIsFreshEachTime() {
        associate();
        byte[] first = meter.received.get(0);
        meter.received.clear();
        associate();

        assertFalse(Octets.of(first).equals(Octets.of(meter.received.get(0))));
    }

    @Test
    void proofOverAnythingElseIsRefused() {
        meter.proof = token -> {
            token[16] ^= 1;
            return token;
        };
        assertEquals("HLS step 4", authenticationFailure().step());
    }

    @Test
    void emptyProofIsRefused() {
        meter.proof = token -> new byte[0];
        assertEquals("HLS step 4", authenticationFailure().step());
    }

    @Test
    void missingProofIsRefused() {
        meter.actionReply = "c701%02x00";
        assertEquals("HLS step 4", authenticationFailure().step());
    }

    @Test
    void refusedProofIsNamed() {
        meter.actionReply = "c701%02x0b";
        MeterFault.AuthenticationFailed failed = authenticationFailure();
        assertEquals("HLS step 3", failed.step());
        assertTrue(failed.evidence().endsWith("result 11"), failed.evidence());
    }

    @Test
    void reflectedChallengeIsRefused() {
        meter.reflectChallenge = true;
        assertEquals("AARE", authenticationFailure().step());
    }

    @Test
    void challengeTooShortOrTooLongIsRefused() {
        meter.challenge = new byte[7];
        assertEquals("AARE", authenticationFailure().step());
        meter.challenge = new byte[65];
        assertEquals("AARE", authenticationFailure().step());
    }

    @Test
    void meterWithOurOwnTitleIsRefused() {
        meter.title = ScriptedMeter.CLIENT_TITLE;
        assertEquals("AARE", authenticationFailure().step());
    }

    @Test
    void titleOfAnotherLengthIsRefused() {
        meter.title = new byte[7];
        assertEquals("AARE", authenticationFailure().step());
    }

    @Test
    void contextWithoutCipheringIsRefused() {
        meter.contextName = 1;
        assertEquals("AARE", authenticationFailure().step());
    }

    @Test
    void initiateResponseInPlainIsRefused() {
        meter.initiateControl = 0;
        assertEquals("AARE initiate-response", authenticationFailure().step());
    }

    @Test
    void initiateResponseWithoutAuthenticationIsRefused() {
        meter.initiateControl = 0x20;
        assertEquals("AARE initiate-response", authenticationFailure().step());
    }

    @Test
    void meterThatDoesNotOfferGetIsRefused() {
        meter.initiateResponse = "0800065f1f040000000004b00007";
        assertEquals("AARE", authenticationFailure().step());
    }

    @Test
    void silenceIsAMissingAare() {
        meter.silent = true;
        assertInstanceOf(MeterFault.AareMissing.class, fault());
    }

    @Test
    void somethingElseThanAnAareIsAGuardViolation() {
        meter.aare = aare -> HexFormat.of().parseHex("c401c10000");
        assertInstanceOf(MeterFault.GuardViolated.class, fault());
    }

    @Test
    void exceptionResponseIsNamed() {
        meter.aare = aare -> HexFormat.of().parseHex("d80106000007d0");
        assertEquals(new MeterFault.ServiceRefused("request", 1, 6), fault());
    }

    @Test
    void leaseLostAfterTheAareSendsNoProof() {
        gate.shutAfterFrames(1);
        assertInstanceOf(MeterFault.LeaseLost.class, fault());
        assertEquals(1, meter.received.size());
    }

    private MeterFault.AuthenticationFailed authenticationFailure() {
        MeterFault fault = fault();
        assertEquals("SEC-01", fault.eventCode().code());
        return assertInstanceOf(MeterFault.AuthenticationFailed.class, fault);
    }

    private MeterFault fault() {
        return assertThrows(MeterFaultException.class, this::associate).fault();
    }

    private void associate() {
        with(line -> {
            var unused = new Associator(GuruxApduCodec::new, random, SimulatedFleet.settings())
                    .management(line, ScriptedMeter.keys(), null);
        });
    }

    private final Random random = new Random(5);

    private void with(Consumer<FrameLine> use) {
        use.accept(new FrameLine(
                meter.connect(
                        new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1),
                        1,
                        SimulatedFleet.settings().connectTimeout(),
                        NetworkUse.UNCOUNTED),
                counters,
                gate,
                System::nanoTime,
                NetworkUse.UNCOUNTED,
                SimulatedFleet.settings()));
    }
}
