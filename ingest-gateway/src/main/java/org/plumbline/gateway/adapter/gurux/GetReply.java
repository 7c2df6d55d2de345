// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.gurux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.ApduCodec.Reply;

/**
 * The reply to one GET, of one attribute or of a list, in one piece or in data blocks whose sequence and size the guard has
 * checked. Gurux would decode the value as well, at about 7 kB for each date in it, only to have it decoded again.
 */
final class GetReply {

    private static final int GET_RESPONSE = 0xC4;
    private static final int VALUE = 1;
    private static final int BLOCK = 2;
    private static final int LIST = 3;
    private static final int HEADER_OCTETS = 3; // tag, choice, invoke id and priority
    private static final byte[] NEXT_BLOCK = {(byte) 0xC0, 2};

    private final boolean ofList;
    private @Nullable ByteArrayOutputStream joined;

    GetReply(boolean ofList) {
        this.ofList = ofList;
    }

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
            case VALUE -> value(in);
            case BLOCK -> block(in, invokeIdAndPriority);
            case LIST -> {
                if (!ofList) {
                    throw new IllegalArgumentException("a list of results where one value is due");
                }
                yield new Reply.Complete(rest(in));
            }
            default -> throw new IllegalArgumentException("GET response choice " + choice);
        };
    }

    private Reply value(ByteBuffer in) {
        if (isRefused(in)) {
            return new Reply.Refused(in.get() & 0xFF);
        }
        if (ofList) {
            throw new IllegalArgumentException("one value where a list of results is due");
        }
        return new Reply.Complete(rest(in));
    }

    private Reply block(ByteBuffer in, byte invokeIdAndPriority) {
        boolean last = in.get() != 0;
        int number = in.getInt();
        if (isRefused(in)) {
            return new Reply.Refused(in.get() & 0xFF);
        }
        byte[] content = new byte[CosemValueDecoder.length(in)];
        in.get(content);
        ByteArrayOutputStream all = joined == null ? new ByteArrayOutputStream() : joined;
        joined = all;
        all.writeBytes(content);
        return last
                ? new Reply.Complete(Octets.of(all.toByteArray()))
                : new Reply.MoreBlocks(ByteBuffer.allocate(HEADER_OCTETS + Integer.BYTES)
                        .put(NEXT_BLOCK)
                        .put(invokeIdAndPriority)
                        .putInt(number)
                        .array());
    }

    private static boolean isRefused(ByteBuffer in) {
        int choice = in.get();
        if (choice != 0 && choice != 1) {
            throw new IllegalArgumentException("neither data nor data-access-result");
        }
        return choice == 1;
    }

    private static Octets rest(ByteBuffer in) {
        byte[] octets = new byte[in.remaining()];
        in.get(octets);
        return Octets.of(octets);
    }
}
