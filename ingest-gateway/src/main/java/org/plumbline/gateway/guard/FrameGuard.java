// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.GetWithList;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;

/**
 * What a reply must pass before the codec sees it, on one association: the tag that answers the outstanding request,
 * protection 0x30, a counter strictly above the last, the AARE's system title, the GCM tag, invoke id, service, response
 * type, block sequence, transfer size, lengths and nesting. Opens the ciphering, so that the codec gets plain octets only
 * from here. Any octets give a plain APDU or a {@link MeterFaultException}; nothing else is thrown.
 *
 * <p>Confined to the session's thread. After an exception the association must be closed.
 */
public final class FrameGuard {

    private static final int GET_REQUEST = 0xC0;
    private static final int SET_REQUEST = 0xC1;
    private static final int ACTION_REQUEST = 0xC3;
    private static final int GET_RESPONSE = 0xC4;
    private static final int SET_RESPONSE = 0xC5;
    private static final int ACTION_RESPONSE = 0xC7;
    private static final int GLO_OFFSET = 8; // glo-get-request is 0xC8, and so on for each service
    private static final int GENERAL_GLO_CIPHERING = 0xDB;
    private static final int EXCEPTION_RESPONSE = 0xD8;
    private static final int CONFIRMED_SERVICE_ERROR = 0x0E;
    private static final int NEXT_BLOCK = 2;

    private final GuardLimits limits;
    private final @Nullable ApduCipher cipher;
    private final byte[] serverTitle;
    private long lastServerCounter;
    private byte[] request = new byte[0];
    private @Nullable BlockTransfer transfer;

    private FrameGuard(GuardLimits limits, @Nullable ApduCipher cipher, byte[] serverTitle, long lastServerCounter) {
        this.limits = limits;
        this.cipher = cipher;
        this.serverTitle = serverTitle;
        this.lastServerCounter = lastServerCounter;
    }

    /** A public association: nothing is ciphered. */
    public static FrameGuard plain(GuardLimits limits) {
        return new FrameGuard(limits, null, new byte[0], -1);
    }

    /**
     * A ciphered association.
     *
     * @param serverTitle the AARE's responding system title, 8 octets
     * @param lastServerCounter counter of the AARE's initiate-response, or -1 where there was none
     */
    public static FrameGuard ciphered(
            GuardLimits limits, ApduCipher cipher, byte[] serverTitle, long lastServerCounter) {
        return new FrameGuard(limits, cipher, serverTitle.clone(), lastServerCounter);
    }

    /** The service tag of the ciphered form of a plain request. */
    public static int gloTag(byte[] plainRequest) {
        return (plainRequest[0] & 0xFF) + GLO_OFFSET;
    }

    /** Notes the plain request that goes out next; its reply alone will pass. */
    public void expectReplyTo(byte[] plainRequest) {
        int tag = plainRequest[0] & 0xFF;
        if (plainRequest.length < 3 || (tag != GET_REQUEST && tag != SET_REQUEST && tag != ACTION_REQUEST)) {
            throw new IllegalArgumentException("not a GET, SET or ACTION request");
        }
        request = plainRequest.clone();
        boolean nextBlock = tag == GET_REQUEST && request[1] == NEXT_BLOCK;
        if (!nextBlock) {
            transfer = tag == GET_REQUEST ? new BlockTransfer(limits, itemsAskedFor()) : null;
        } else if (transfer == null) {
            throw new IllegalArgumentException("next block without a transfer");
        }
    }

    /** 0 for the GET of one value. */
    private int itemsAskedFor() {
        return request[1] == GetWithList.WITH_LIST ? GetWithList.itemsOf(request) : 0;
    }

    /** Returns the plain reply APDU, checked. */
    public byte[] admit(byte[] apdu) {
        require(apdu.length > 0, GuardRule.LENGTH, "empty APDU");
        int tag = apdu[0] & 0xFF;
        if (tag == EXCEPTION_RESPONSE || tag == CONFIRMED_SERVICE_ERROR) {
            throw serviceRefused(apdu);
        }
        byte[] plain = cipher == null ? apdu : opened(cipher, apdu);
        checkReply(plain);
        return plain;
    }

    /** The fault that an exception-response or confirmed-service-error stands for; any octets may follow the tag. */
    static MeterFaultException serviceRefused(byte[] apdu) {
        boolean wellFormed = apdu.length == 3 || apdu.length == 4 || apdu.length == 7;
        int state = wellFormed ? apdu[1] & 0xFF : -1;
        int service = wellFormed ? apdu[2] & 0xFF : -1;
        return new MeterFaultException(new MeterFault.ServiceRefused("request", state, service));
    }

    private byte[] opened(ApduCipher with, byte[] apdu) {
        ByteBuffer in = ByteBuffer.wrap(apdu);
        int tag = in.get() & 0xFF;
        if (tag == GENERAL_GLO_CIPHERING) {
            int titleLength = CosemValueDecoder.length(in);
            byte[] title = new byte[titleLength];
            in.get(title);
            require(Arrays.equals(title, serverTitle), GuardRule.SYSTEM_TITLE, "another system title than the AARE's");
        } else {
            require(
                    tag == gloTag(request) + 4,
                    GuardRule.APDU_TAG,
                    String.format("tag 0x%02X does not answer request 0x%02X", tag, gloTag(request)));
        }
        int length = CosemValueDecoder.length(in);
        require(length == in.remaining(), GuardRule.LENGTH, "octets after the ciphered APDU");
        ServerProtection protection = ServerProtection.read(in, lastServerCounter);
        byte[] plain = with.open(serverTitle, protection.counter(), protection.sealed());
        lastServerCounter = protection.counter();
        return plain;
    }

    private void checkReply(byte[] plain) {
        require(plain.length >= 4, GuardRule.LENGTH, "reply of " + plain.length + " octets");
        int expectedTag = (request.length == 0 ? 0 : request[0] & 0xFF) + 4;
        int tag = plain[0] & 0xFF;
        require(
                tag == expectedTag,
                GuardRule.APDU_TAG,
                String.format("tag 0x%02X where 0x%02X is due", tag, expectedTag));
        require(plain[2] == request[2], GuardRule.INVOKE_ID, "reply to another request");
        switch (tag) {
            case GET_RESPONSE -> checkGet(plain);
            case SET_RESPONSE -> {
                require(plain[1] == 1, GuardRule.RESPONSE_TYPE, "SET response type " + plain[1]);
                require(plain.length == 4, GuardRule.LENGTH, "octets after the SET result");
            }
            case ACTION_RESPONSE -> checkAction(plain);
            default -> throw violated(GuardRule.APDU_TAG, String.format("tag 0x%02X", tag));
        }
    }

    private void checkGet(byte[] plain) {
        ByteBuffer in = ByteBuffer.wrap(plain, 3, plain.length - 3);
        BlockTransfer current = transfer;
        if (current == null) {
            throw violated(GuardRule.RESPONSE_TYPE, "no GET is outstanding");
        }
        switch (plain[1]) {
            case 1 -> {
                require(!current.begun(), GuardRule.RESPONSE_TYPE, "normal response within a block transfer");
                boolean whole = current.listItems() == 0 || in.remaining() > 0 && in.get(in.position()) == 1;
                require(whole, GuardRule.RESPONSE_TYPE, "one value where a list of results is due");
                requireRefusal(in.slice());
                checkResult(in);
            }
            case 2 -> current.admit(in);
            case 3 -> {
                require(!current.begun(), GuardRule.RESPONSE_TYPE, "list of results within a block transfer");
                require(current.listItems() > 0, GuardRule.RESPONSE_TYPE, "list of results where one value is due");
                GetWithList.results(in, current.listItems());
            }
            default -> throw violated(GuardRule.RESPONSE_TYPE, "GET response type " + plain[1]);
        }
    }

    private static void checkAction(byte[] plain) {
        require(plain[1] == 1, GuardRule.RESPONSE_TYPE, "ACTION response type " + plain[1]);
        ByteBuffer in = ByteBuffer.wrap(plain, 4, plain.length - 4);
        if (!in.hasRemaining()) {
            return;
        }
        int present = in.get();
        require(present == 0 || present == 1, GuardRule.LENGTH, "malformed return parameters");
        if (present == 1) {
            checkResult(in);
        } else {
            require(!in.hasRemaining(), GuardRule.LENGTH, "octets after an absent return value");
        }
    }

    /** Where there is a data-access-result in place of data, it must not be success: nobody would notice the lack. */
    static void requireRefusal(ByteBuffer result) {
        boolean hollow = result.remaining() == 2 && result.get() == 1 && result.get() == 0;
        require(!hollow, GuardRule.RESPONSE_TYPE, "success without a value");
    }

    /** Get-Data-Result: 0 and a value, or 1 and a data-access-result; nothing after it. */
    private static void checkResult(ByteBuffer in) {
        require(in.remaining() >= 2, GuardRule.LENGTH, "result is cut short");
        int choice = in.get();
        switch (choice) {
            case 0 -> CosemValueDecoder.decode(in);
            case 1 -> in.get();
            default -> throw violated(GuardRule.RESPONSE_TYPE, "result choice " + choice);
        }
        require(!in.hasRemaining(), GuardRule.LENGTH, "octets after the result");
    }

    static void require(boolean holds, GuardRule rule, String detail) {
        if (!holds) {
            throw violated(rule, detail);
        }
    }

    static MeterFaultException violated(GuardRule rule, String detail) {
        return new MeterFaultException(new MeterFault.GuardViolated(rule, detail));
    }
}
