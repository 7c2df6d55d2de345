// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.plumbline.gateway.guard.ServerFrames.GET_REQUEST;
import static org.plumbline.gateway.guard.ServerFrames.SERVER_TITLE;
import static org.plumbline.gateway.guard.ServerFrames.concat;
import static org.plumbline.gateway.guard.ServerFrames.glo;
import static org.plumbline.gateway.guard.ServerFrames.hex;
import static org.plumbline.gateway.guard.ServerFrames.sealed;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.gateway.dlms.MeterFaultException;

/** Any octets give a value or the declared exception. */
class GuardPropertyTest {

    private static final GuardLimits LIMITS = new GuardLimits(8, 4_096, Duration.ofMinutes(1));
    private static final byte[] AARE = hex("6142a109060760857405080103a203020100a305a10302010ea40a04084d4d4d0000bc614e"
            + "88020780890760857405080205aa0a8008503677524a323146be0404022808");

    @Property(tries = 2_000)
    void anyPlainOctetsGiveAReplyOrTheDeclaredException(@ForAll @Size(max = 80) byte[] octets) {
        declaredOnly(() -> plain().admit(octets));
    }

    @Property(tries = 2_000)
    void anyValueInAGetResponseGivesAReplyOrTheDeclaredException(@ForAll @Size(max = 60) byte[] octets) {
        declaredOnly(() -> plain().admit(concat(hex("c401c200"), octets)));
    }

    @Property(tries = 2_000)
    void anyBlockGivesAReplyOrTheDeclaredException(@ForAll @Size(max = 60) byte[] octets) {
        declaredOnly(() -> plain().admit(concat(hex("c402c201 00000001 00"), octets)));
    }

    @Property(tries = 500)
    void anyOctetsOnACipheredAssociationAreRefused(@ForAll @Size(max = 80) byte[] octets) {
        declaredOnly(() -> {
            ciphered().admit(octets);
            throw new AssertionError("octets without a valid tag passed");
        });
    }

    @Property(tries = 500)
    void anyFlippedBitOfACipheredReplyIsRefused(@ForAll @IntRange(max = 37 * 8 - 1) int bit) {
        byte[] frame =
                glo(0xCC, sealed(0x30, 9, hex("c401c200 0908 0102030405060708 ").clone()));
        if (bit / 8 >= frame.length) {
            return;
        }
        frame[bit / 8] ^= (byte) (1 << bit % 8);
        declaredOnly(() -> {
            ciphered().admit(frame);
            throw new AssertionError("a changed frame passed");
        });
    }

    @Property(tries = 2_000)
    void anyOctetsGiveAnAareOrTheDeclaredException(@ForAll @Size(max = 80) byte[] octets) {
        declaredOnly(() -> Aare.decode(octets));
        declaredOnly(() -> Aare.decode(concat(new byte[] {0x61, (byte) octets.length}, octets)));
    }

    @Property(tries = 1_000)
    void anyChangedAareGivesAnAareOrTheDeclaredException(
            @ForAll @IntRange(max = 67) int at, @ForAll byte octet, @ForAll @IntRange(max = 68) int length) {
        byte[] changed = java.util.Arrays.copyOf(AARE, length);
        if (at < length) {
            changed[at] = octet;
        }
        declaredOnly(() -> Aare.decode(changed));
    }

    @Property(tries = 1_000)
    void anyOctetsGiveAnInitiateResponseOrTheDeclaredException(@ForAll @Size(max = 40) byte[] octets) {
        ApduCipher cipher = new ApduCipher(ServerFrames.security());
        declaredOnly(() -> InitiateResponse.plain(octets));
        declaredOnly(() -> InitiateResponse.ciphered(octets, cipher, SERVER_TITLE));
    }

    @Property(tries = 200)
    void whatTheMeterSealsIsOpenedUnchanged(@ForAll @Size(max = 200) byte[] content) {
        byte[] plain = concat(
                hex("c401c200 09 82"), new byte[] {(byte) (content.length >> 8), (byte) content.length}, content);

        assertArrayEquals(plain, ciphered().admit(glo(0xCC, sealed(0x30, 9, plain))));
    }

    private static void declaredOnly(Runnable action) {
        try {
            action.run();
        } catch (MeterFaultException declared) {
            // a value or this exception: nothing else may come
        }
    }

    private static FrameGuard plain() {
        FrameGuard guard = FrameGuard.plain(LIMITS);
        guard.expectReplyTo(GET_REQUEST);
        return guard;
    }

    private static FrameGuard ciphered() {
        FrameGuard guard = FrameGuard.ciphered(LIMITS, new ApduCipher(ServerFrames.security()), SERVER_TITLE, 8);
        guard.expectReplyTo(GET_REQUEST);
        return guard;
    }
}
