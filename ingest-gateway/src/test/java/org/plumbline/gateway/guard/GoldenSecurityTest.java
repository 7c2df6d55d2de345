// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.gateway.golden.GoldenFrames.octets;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;

/** Association, ciphering and guard against frames that others published. */
class GoldenSecurityTest {

    private static final GuardLimits LIMITS = new GuardLimits(4, 4_096, Duration.ofMinutes(1));
    private static final byte[] GREEN_BOOK_TITLE = octets("green-book.title");
    private static final byte[] LANDIS_TITLE =
            Aare.decode(octets("landis.aare")).respondingTitle().toArray();

    @Test
    void acceptedAareOfTheGreenBook() {
        Aare aare = Aare.decode(octets("green-book.aare.accepted"));
        InitiateResponse agreed = InitiateResponse.plain(aare.userInformation().toArray());

        assertEquals(Aare.ACCEPTED, aare.result());
        assertEquals(0, aare.diagnostic());
        assertEquals(Aare.CONTEXT_LOGICAL_NAMES, aare.contextName());
        assertEquals(500, agreed.maxPduOctets());
        assertTrue(agreed.supports(19), "get");
        assertTrue(agreed.supports(11), "block transfer with get");
        assertFalse(agreed.supports(14), "multiple references");
    }

    @Test
    void hlsAareOfTheGreenBook() {
        Aare aare = Aare.decode(octets("green-book.aare.hls"));

        assertEquals(14, aare.diagnostic());
        assertEquals("P6wRJ21F", new String(aare.challenge().toArray(), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "green-book.aare.context-refused, 2",
        "green-book.aare.version-refused, 1",
        "refusal.password, 13",
        "refusal.password.short, 13",
        "refusal.keys, 1",
        "refusal.counter, 1",
    })
    void refusingAaresTellWhy(String frame, int diagnostic) {
        Aare aare = Aare.decode(octets(frame));

        assertEquals(1, aare.result());
        assertEquals(diagnostic, aare.diagnostic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"refusal.exception", "refusal.service-error"})
    void refusalsInsteadOfAnAareAreNamed(String frame) {
        MeterFaultException refused = assertThrows(MeterFaultException.class, () -> Aare.decode(octets(frame)));
        assertInstanceOf(MeterFault.ServiceRefused.class, refused.fault());
    }

    @Test
    void qualityOfServiceMayBePresent() {
        InitiateResponse agreed = InitiateResponse.plain(octets("green-book.initiate-response.with-quality"));

        assertEquals(1224, agreed.maxPduOctets());
        assertTrue(agreed.supports(14), "multiple references");
    }

    @Test
    void initiateRequestOfTheGreenBookIsSealedToTheOctet() {
        byte[] sealed = greenBook().protect(0x01234567, octets("green-book.initiate-request.plain"));

        byte[] expected = octets("green-book.initiate-request.ciphered");
        assertArrayEquals(Arrays.copyOfRange(expected, 2, expected.length), sealed);
    }

    @Test
    void initiateResponseOfTheGreenBookOpens() {
        InitiateResponse agreed = InitiateResponse.ciphered(
                octets("green-book.initiate-response.ciphered"), greenBook(), GREEN_BOOK_TITLE);

        assertEquals(0x01234567, agreed.serverCounter());
        assertTrue(agreed.supports(19), "get");
    }

    @ParameterizedTest
    @CsvSource({"landis.aare, 49", "landis.aare.next-session, 90"})
    void associationOfALandisMeterOpens(String frame, long counter) {
        Aare aare = Aare.decode(octets(frame));
        InitiateResponse agreed = InitiateResponse.ciphered(
                aare.userInformation().toArray(), landis("landis.encryption-key"), LANDIS_TITLE);

        assertEquals(Aare.CONTEXT_LOGICAL_NAMES_CIPHERED, aare.contextName());
        assertEquals(Octets.ofHex("4c475a2022604828"), aare.respondingTitle());
        assertEquals(counter, agreed.serverCounter());
        InitiateResponse published = InitiateResponse.plain(octets("landis.initiate-response.plain"));
        assertEquals(published.conformance(), agreed.conformance());
        assertEquals(250, agreed.maxPduOctets());
    }

    @Test
    void requestToALandisMeterIsSealedToTheOctetAndItsReplyOpens() {
        ApduCipher dedicated = landis("landis.dedicated-key");
        byte[] request = octets("landis.get.dedicated");
        assertArrayEquals(
                Arrays.copyOfRange(request, 2, request.length), dedicated.protect(1, octets("landis.get.plain")));

        byte[] reply = octets("landis.get-response.dedicated");
        byte[] plain = dedicated.open(LANDIS_TITLE, 1, Arrays.copyOfRange(reply, 7, reply.length));
        assertArrayEquals(plain, admittedInPlain("landis.get.plain", plain));
    }

    @Test
    void replyUnderADedicatedKeyIsRefusedWhereNoneWasAgreed() {
        FrameGuard guard = FrameGuard.ciphered(LIMITS, landis("landis.encryption-key"), LANDIS_TITLE, 0);
        guard.expectReplyTo(octets("landis.get.plain"));

        assertRule(GuardRule.APDU_TAG, guard, octets("landis.get-response.dedicated"));
    }

    @Test
    void encryptionWithoutAuthenticationIsRefusedAsMetersInTheFieldSendIt() {
        byte[] push = octets("tinetz.push");
        FrameGuard guard = FrameGuard.ciphered(LIMITS, greenBook(), Arrays.copyOfRange(push, 2, 10), 0);
        guard.expectReplyTo(octets("landis.get.plain"));
        assertRule(GuardRule.SECURITY_CONTROL, guard, push);

        byte[] encryptedOnly = octets("green-book.get.encrypted-only");
        encryptedOnly[0] = (byte) 0xCC;
        FrameGuard glo = FrameGuard.ciphered(LIMITS, greenBook(), GREEN_BOOK_TITLE, 0);
        glo.expectReplyTo(octets("landis.get.plain"));
        assertRule(GuardRule.SECURITY_CONTROL, glo, Arrays.copyOf(withTag(encryptedOnly), 32));
    }

    @Test
    void lastPassOfHlsAsAKaifaMeterAnswersItPasses() {
        byte[] reply = octets("kaifa.hls.response");

        assertArrayEquals(reply, admittedInPlain("kaifa.hls.request", reply));
    }

    @Test
    void plainReplyOfACircutorMeterPasses() {
        byte[] reply = octets("circutor.get-response");

        assertArrayEquals(reply, admittedInPlain("landis.get.plain", reply));
    }

    @Test
    void pushThatCutsInIsNoReply() {
        FrameGuard guard = FrameGuard.plain(LIMITS);
        guard.expectReplyTo(octets("landis.get.plain"));

        assertRule(GuardRule.APDU_TAG, guard, octets("notification"));
    }

    // Twelve octets of anything in the place of the tag, the length corrected.
    private static byte[] withTag(byte[] frame) {
        byte[] longer = Arrays.copyOf(frame, 32);
        longer[1] = 30;
        return longer;
    }

    private static byte[] admittedInPlain(String request, byte[] reply) {
        FrameGuard guard = FrameGuard.plain(LIMITS);
        guard.expectReplyTo(octets(request));
        return guard.admit(reply);
    }

    private static void assertRule(GuardRule rule, FrameGuard guard, byte[] frame) {
        MeterFaultException refused = assertThrows(MeterFaultException.class, () -> guard.admit(frame));
        assertEquals(
                rule,
                assertInstanceOf(MeterFault.GuardViolated.class, refused.fault())
                        .rule());
    }

    private static ApduCipher greenBook() {
        return new ApduCipher(new SecurityContext(
                GREEN_BOOK_TITLE, octets("green-book.encryption-key"), octets("green-book.authentication-key")));
    }

    private static ApduCipher landis(String encryptionKey) {
        return new ApduCipher(new SecurityContext(
                octets("landis.client-title"), octets(encryptionKey), octets("landis.authentication-key")));
    }
}
