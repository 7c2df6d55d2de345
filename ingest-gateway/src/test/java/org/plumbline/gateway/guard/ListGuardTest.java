// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.plumbline.gateway.guard.ServerFrames.GET_REQUEST;
import static org.plumbline.gateway.guard.ServerFrames.hex;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;

/** What may answer GET-WITH-LIST, and what may not. */
class ListGuardTest {

    private static final byte[] LIST_OF_TWO = hex("c003c202 00030100010800ff0200 00010000600100ff0200");
    private static final byte[] NEXT_BLOCK = hex("c002c200000001");

    @Test
    void asManyResultsAsAskedForPass() {
        byte[] reply = hex("c403c202 001101 0104");

        assertArrayEquals(reply, guard(LIST_OF_TWO).admit(reply));
    }

    @Test
    void refusalOfTheWholeListPasses() {
        byte[] reply = hex("c401c201 03");

        assertArrayEquals(reply, guard(LIST_OF_TWO).admit(reply));
    }

    @Test
    void anotherNumberOfResultsIsRefusedWithoutBelievingTheCount() {
        refused(GuardRule.LENGTH, guard(LIST_OF_TWO), "c403c203 001101 001101 001101");
        refused(GuardRule.LENGTH, guard(LIST_OF_TWO), "c403c201 001101");
        refused(GuardRule.LENGTH, guard(LIST_OF_TWO), "c403c284 7fffffff 001101");
    }

    @Test
    void oneValueForAListAndAListForOneValueAreRefused() {
        refused(GuardRule.RESPONSE_TYPE, guard(LIST_OF_TWO), "c401c200 1101");
        refused(GuardRule.RESPONSE_TYPE, guard(GET_REQUEST), "c403c201 001101");
    }

    @Test
    void joinedBlocksMustBeTheResultsAskedFor() {
        FrameGuard guard = guard(LIST_OF_TWO);
        guard.admit(hex("c402c200 00000001 00 04 02001101"));
        guard.expectReplyTo(NEXT_BLOCK);
        guard.admit(hex("c402c201 00000002 00 02 0104"));

        FrameGuard oneTooFew = guard(LIST_OF_TWO);
        refused(GuardRule.LENGTH, oneTooFew, "c402c201 00000001 00 04 01001101");
    }

    @Test
    void listWithinABlockTransferIsRefused() {
        FrameGuard guard = guard(LIST_OF_TWO);
        guard.admit(hex("c402c200 00000001 00 04 02001101"));
        guard.expectReplyTo(NEXT_BLOCK);

        refused(GuardRule.RESPONSE_TYPE, guard, "c403c202 001101 0104");
    }

    private static FrameGuard guard(byte[] request) {
        FrameGuard guard = FrameGuard.plain(new GuardLimits(4, 300, Duration.ofMinutes(1)));
        guard.expectReplyTo(request);
        return guard;
    }

    private static void refused(GuardRule rule, FrameGuard guard, String reply) {
        MeterFault fault = assertThrows(MeterFaultException.class, () -> guard.admit(hex(reply)))
                .fault();
        assertEquals(
                rule, assertInstanceOf(MeterFault.GuardViolated.class, fault).rule());
    }
}
