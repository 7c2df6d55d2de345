// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.gurux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.ApduCodec.Reply;

/** The reply to one GET-WITH-LIST, in one piece or in data blocks whose sequence and size the guard has checked. */
final class ListReply {

    private static final int GET_RESPONSE = 0xC4;
    private static final int HEADER_OCTETS = 3; // tag, choice, invoke id and priority
    private static final byte[] NEXT_BLOCK = {(byte) 0xC0, 2};

    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();

    /** Any octets give a reply, an unchecked exception or a fault. */
    Reply decode(byte[] plainApdu) {
        ByteBuffer in = ByteBuffer.wrap(plainApdu);
        int tag = in.get() & 0xFF;
        int choice = in.get();
        byte invokeIdAndPriority = in.get();
        if (tag != GET_RESPONSE) {
            throw new IllegalArgumentException("no GET response");
        }
        return switch (choice) {
            case 1 -> whole(in);
            case 2 -> block(in, invokeIdAndPriority);
            case 3 -> new Reply.Complete(Octets.of(Arrays.copyOfRange(plainApdu, HEADER_OCTETS, plainApdu.length)));
            default -> throw new IllegalArgumentException("GET response choice " + choice);
        };
    }

    private static Reply whole(ByteBuffer in) {
        if (in.get() != 1) {
            throw new IllegalArgumentException("one value where a list of results is due");
        }
        return new Reply.Refused(in.get() & 0xFF);
    }

    private Reply block(ByteBuffer in, byte invokeIdAndPriority) {
        boolean last = in.get() != 0;
        int number = in.getInt();
        if (in.get() == 1) {
            return new Reply.Refused(in.get() & 0xFF);
        }
        byte[] content = new byte[CosemValueDecoder.length(in)];
        in.get(content);
        joined.writeBytes(content);
        return last
                ? new Reply.Complete(Octets.of(joined.toByteArray()))
                : new Reply.MoreBlocks(ByteBuffer.allocate(HEADER_OCTETS + Integer.BYTES)
                        .put(NEXT_BLOCK)
                        .put(invokeIdAndPriority)
                        .putInt(number)
                        .array());
    }
}
