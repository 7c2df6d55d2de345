// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.plumbline.gateway.guard.ServerFrames.GET_REQUEST;
import static org.plumbline.gateway.guard.ServerFrames.SERVER_TITLE;
import static org.plumbline.gateway.guard.ServerFrames.concat;
import static org.plumbline.gateway.guard.ServerFrames.glo;
import static org.plumbline.gateway.guard.ServerFrames.gloGetResponse;
import static org.plumbline.gateway.guard.ServerFrames.hex;
import static org.plumbline.gateway.guard.ServerFrames.sealed;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;

/** Each trap that the codec walks into, refused before the codec sees an octet. */
class FrameGuardTest {

    private static final String GET_OK = "c401c200 06 000004d2";
    private static final byte[] NEXT_BLOCK = hex("c002c200000001");
    private static final GuardLimits LIMITS = new GuardLimits(4, 300, Duration.ofMinutes(1));

    @Test
    void rightReplyPassesAndIsOpened() {
        FrameGuard guard = ciphered(7);

        assertArrayEquals(hex(GET_OK), guard.admit(gloGetResponse(8, GET_OK)));
    }

    @Test
    void unprotectedReplyOnACipheredAssociationIsRefused() {
        refused(GuardRule.APDU_TAG, ciphered(7), hex(GET_OK));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x10, 0x20, 0x31, 0x32, 0x70, 0xB0})
    void anyProtectionButAuthenticatedEncryptionIsRefused(int control) {
        refused(
                GuardRule.SECURITY_CONTROL,
                ciphered(7),
                glo(0xCC, sealed(control, 8, concat(hex(GET_OK), new byte[12]))));
    }

    @Test
    void replayOfTheSameFrameIsRefused() {
        FrameGuard guard = ciphered(7);
        byte[] frame = gloGetResponse(8, GET_OK);
        guard.admit(frame);
        guard.expectReplyTo(GET_REQUEST);

        refused(GuardRule.INVOCATION_COUNTER, guard, frame);
    }

    @Test
    void counterThatDoesNotRiseIsRefused() {
        refused(GuardRule.INVOCATION_COUNTER, ciphered(7), gloGetResponse(7, GET_OK));
        refused(GuardRule.INVOCATION_COUNTER, ciphered(7), gloGetResponse(6, GET_OK));
    }

    @Test
    void highestCounterPassesOnceAndNothingAfterIt() {
        FrameGuard guard = ciphered(0xFFFF_FFFEL);
        guard.admit(gloGetResponse(0xFFFF_FFFFL, GET_OK));
        guard.expectReplyTo(GET_REQUEST);

        refused(GuardRule.INVOCATION_COUNTER, guard, gloGetResponse(0, GET_OK));
    }

    @Test
    void forgedTagIsRefusedAndDoesNotMoveTheCounter() {
        FrameGuard guard = ciphered(7);
        byte[] forged = gloGetResponse(1_000_000, GET_OK);
        forged[forged.length - 1] ^= 1;
        refused(GuardRule.AUTHENTICATION_TAG, guard, forged);

        assertArrayEquals(hex(GET_OK), guard.admit(gloGetResponse(8, GET_OK)));
    }

    @Test
    void anotherSystemTitleIsRefused() {
        byte[] otherTitle = hex("08 0102030405060708");
        byte[] sealed = sealed(0x30, 8, hex(GET_OK));
        byte[] length = {(byte) sealed.length};

        refused(GuardRule.SYSTEM_TITLE, ciphered(7), concat(hex("db"), otherTitle, length, sealed));
        refused(GuardRule.SYSTEM_TITLE, ciphered(7), concat(hex("db00"), length, sealed));
    }

    @Test
    void generalCipheringWithTheMetersTitlePasses() {
        byte[] sealed = sealed(0x30, 8, hex(GET_OK));
        byte[] frame = concat(hex("db08"), SERVER_TITLE, new byte[] {(byte) sealed.length}, sealed);

        assertArrayEquals(hex(GET_OK), ciphered(7).admit(frame));
    }

    @Test
    void replyToAnotherRequestIsRefused() {
        refused(GuardRule.INVOKE_ID, ciphered(7), gloGetResponse(8, "c401c300 06 000004d2"));
    }

    @Test
    void setResponseToAGetIsRefused() {
        refused(GuardRule.APDU_TAG, ciphered(7), glo(0xCD, sealed(0x30, 8, hex("c501c200"))));
        refused(GuardRule.APDU_TAG, ciphered(7), gloGetResponse(8, "c501c200"));
    }

    @Test
    void responseWithListToANormalGetIsRefused() {
        refused(GuardRule.RESPONSE_TYPE, ciphered(7), gloGetResponse(8, "c403c2 847fffffff"));
    }

    @Test
    void listCountBeyondTheFrameIsRefusedWithoutAllocating() {
        refused(GuardRule.LENGTH, plain(), hex("c401c200 01 847fffffff"));
        refused(GuardRule.LENGTH, plain(), hex("c401c200 02 8404000000 00"));
        refused(GuardRule.LENGTH, plain(), hex("c401c200 01 84ffffffff"));
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackIsUsedUp() {
        StringBuilder nested = new StringBuilder("c401c200");
        for (int i = 0; i < 30_000; i++) {
            nested.append("0201");
        }
        refused(GuardRule.NESTING, plain(), hex(nested.append("00").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"06 0004d2", "09 05 01020304", "0a 7f 41", "12 04", "04 20 00", "02 03 00 00", "19 07ea"})
    void truncatedValueIsRefused(String value) {
        refused(GuardRule.LENGTH, plain(), hex("c401c200" + value));
    }

    @Test
    void octetsAfterTheValueAreRefused() {
        refused(GuardRule.LENGTH, plain(), hex("c401c200 06 000004d2 00"));
        refused(GuardRule.LENGTH, plain(), hex("c401c201 0300"));
    }

    @Test
    void successWithoutAValueIsRefused() {
        refused(GuardRule.RESPONSE_TYPE, plain(), hex("c401c201 00"));
        refused(GuardRule.RESPONSE_TYPE, plain(), hex("c402c2 01 00000001 01 00"));
    }

    @Test
    void unknownDataTypeIsRefused() {
        refused(GuardRule.DATA_TYPE, plain(), hex("c401c200 13 00"));
        refused(GuardRule.DATA_TYPE, plain(), hex("c401c200 ff 00"));
    }

    @Test
    void emptyAndUnknownApdusAreRefused() {
        refused(GuardRule.LENGTH, plain(), new byte[0]);
        refused(GuardRule.APDU_TAG, plain(), hex("0f00000000"));
        refused(GuardRule.APDU_TAG, ciphered(7), hex("0f00000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d8", "d80106", "d80106000007d0", "d81430000000", "d8ffff", "0e", "0e010600", "0effffffff"})
    void exceptionResponseOfAnyShapeIsANamedFault(String frame) {
        MeterFaultException thrown =
                assertThrows(MeterFaultException.class, () -> ciphered(7).admit(hex(frame)));
        assertInstanceOf(MeterFault.ServiceRefused.class, thrown.fault());
    }

    @Test
    void blockTransferInSequencePasses() {
        FrameGuard guard = plain();
        guard.admit(hex("c402c2 00 00000001 00 03 090401"));
        guard.expectReplyTo(NEXT_BLOCK);
        guard.admit(hex("c402c2 01 00000002 00 03 020304"));
    }

    @Test
    void blockZeroAsTheFirstIsRefused() {
        refused(GuardRule.BLOCK_NUMBER, plain(), hex("c402c2 00 00000000 00 01 00"));
    }

    @Test
    void blockOutOfSequenceIsRefused() {
        FrameGuard guard = plain();
        guard.admit(hex("c402c2 00 00000001 00 03 090401"));
        guard.expectReplyTo(NEXT_BLOCK);

        refused(GuardRule.BLOCK_NUMBER, guard, hex("c402c2 01 00000001 00 03 020304"));
    }

    @Test
    void normalResponseInMidTransferIsRefused() {
        FrameGuard guard = plain();
        guard.admit(hex("c402c2 00 00000001 00 03 090401"));
        guard.expectReplyTo(NEXT_BLOCK);

        refused(GuardRule.RESPONSE_TYPE, guard, hex("c401c200 00"));
    }

    @Test
    void endlessBlocksAreCutOff() {
        FrameGuard guard = plain();
        for (int number = 1; number <= LIMITS.blocks(); number++) {
            guard.admit(hex("c402c2 00 0000000" + number + " 00 01 00"));
            guard.expectReplyTo(NEXT_BLOCK);
        }
        refused(GuardRule.TRANSFER_SIZE, guard, hex("c402c2 00 00000005 00 01 00"));
    }

    @Test
    void transferLargerThanAgreedIsCutOff() {
        FrameGuard guard = plain();
        byte[] block = concat(hex("c402c2 00 00000001 00 81c8"), new byte[200]);
        guard.admit(block);
        guard.expectReplyTo(NEXT_BLOCK);
        block[7] = 2;

        refused(GuardRule.TRANSFER_SIZE, guard, block);
    }

    @Test
    void emptyBlocksThatNeverEndAreRefused() {
        refused(GuardRule.LENGTH, plain(), hex("c402c2 00 00000001 00 00"));
    }

    @Test
    void valueSpreadOverBlocksIsCheckedAsAWhole() {
        FrameGuard guard = plain();
        guard.admit(hex("c402c2 00 00000001 00 03 017f00"));
        guard.expectReplyTo(NEXT_BLOCK);

        refused(GuardRule.LENGTH, guard, hex("c402c2 01 00000002 00 01 00"));
    }

    @Test
    void blockLengthBeyondTheFrameIsRefused() {
        refused(GuardRule.LENGTH, plain(), hex("c402c2 01 00000001 00 7f 00"));
        refused(GuardRule.LENGTH, plain(), hex("c402c2 01 00000001 00 01 00 00"));
    }

    @Test
    void actionRepliesAreCheckedToTheLastOctet() {
        byte[] action = hex("c301c2 000f 0000280000ff 01 01 0901 00");
        admits(action, "c701c200");
        admits(action, "c701c20b");
        admits(action, "c701c20000");
        admits(action, "c701c2000100 0901aa");
        admits(action, "c701c20001010b");
        refusedAfter(action, GuardRule.LENGTH, "c701c2000000");
        refusedAfter(action, GuardRule.LENGTH, "c701c20002");
        refusedAfter(action, GuardRule.LENGTH, "c701c2000100 0902aa");
        refusedAfter(action, GuardRule.RESPONSE_TYPE, "c701c2000102 0901aa");
        refusedAfter(action, GuardRule.RESPONSE_TYPE, "c702c200");
    }

    @Test
    void setRepliesAreCheckedToTheLastOctet() {
        byte[] set = hex("c101c2 0001 0000600100ff 02 00 00");
        admits(set, "c501c200");
        admits(set, "c501c2fa");
        refusedAfter(set, GuardRule.LENGTH, "c501c20000");
        refusedAfter(set, GuardRule.RESPONSE_TYPE, "c502c200000001");
    }

    private static void admits(byte[] request, String reply) {
        FrameGuard guard = FrameGuard.plain(LIMITS);
        guard.expectReplyTo(request);
        assertArrayEquals(hex(reply), guard.admit(hex(reply)));
    }

    private static void refusedAfter(byte[] request, GuardRule rule, String reply) {
        FrameGuard guard = FrameGuard.plain(LIMITS);
        guard.expectReplyTo(request);
        refused(rule, guard, hex(reply));
    }

    private static void refused(GuardRule rule, FrameGuard guard, byte[] frame) {
        MeterFaultException thrown = assertThrows(MeterFaultException.class, () -> guard.admit(frame));
        MeterFault.GuardViolated violated = assertInstanceOf(MeterFault.GuardViolated.class, thrown.fault());
        assertEquals(rule, violated.rule(), violated::evidence);
    }

    private static FrameGuard plain() {
        FrameGuard guard = FrameGuard.plain(LIMITS);
        guard.expectReplyTo(GET_REQUEST);
        return guard;
    }

    private static FrameGuard ciphered(long lastCounter) {
        FrameGuard guard =
                FrameGuard.ciphered(LIMITS, new ApduCipher(ServerFrames.security()), SERVER_TITLE, lastCounter);
        guard.expectReplyTo(GET_REQUEST);
        return guard;
    }
}
