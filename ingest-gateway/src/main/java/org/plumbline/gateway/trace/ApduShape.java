// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.trace;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be said of an APDU without showing its content (IEC 62056-5-3, tags of clause 8). Any octets may be given. */
final class ApduShape {

    /**
     * Classes whose attributes hold neither keys nor secrets: Data, Register, Extended and Demand register, Register
     * activation, Profile generic, Clock, Script table, Schedule, Special days, SAP assignment, Image transfer, Activity
     * calendar, Register monitor, Single action schedule, Disconnect control, Limiter. Everything else, such as
     * associations (15), PPP setup (44), security setup (64) or M-Bus client (72), is not shown.
     */
    private static final Set<Integer> SHOWN_CLASSES =
            Set.of(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 17, 18, 20, 21, 22, 70, 71);

    private static final int GET_REQUEST = 0xC0;
    private static final int SET_REQUEST = 0xC1;
    private static final int ACTION_REQUEST = 0xC3;
    private static final int NORMAL = 1;
    private static final int NEXT_BLOCK = 2;
    private static final int WITH_LIST = 3;
    private static final int GENERAL_GLO_CIPHERING = 0xDB;
    private static final int TITLE_OCTETS = 8;

    private ApduShape() {}

    static String service(byte[] apdu) {
        int tag = apdu.length == 0 ? -1 : apdu[0] & 0xFF;
        return switch (tag) {
            case -1 -> "empty";
            case 0x60 -> "AARQ";
            case 0x61 -> "AARE";
            case 0x62 -> "RLRQ";
            case 0x63 -> "RLRE";
            case 0x0E -> "confirmed-service-error";
            case 0xC0 -> "get-request";
            case 0xC1 -> "set-request";
            case 0xC3 -> "action-request";
            case 0xC4 -> "get-response";
            case 0xC5 -> "set-response";
            case 0xC7 -> "action-response";
            case 0xC8 -> "glo-get-request";
            case 0xC9 -> "glo-set-request";
            case 0xCB -> "glo-action-request";
            case 0xCC -> "glo-get-response";
            case 0xCD -> "glo-set-response";
            case 0xCF -> "glo-action-response";
            case 0xD8 -> "exception-response";
            case 0xDB -> "general-glo-ciphering";
            default -> String.format("0x%02X", tag);
        };
    }

    /** Invocation counter of a ciphered service; null where there is none. */
    static @Nullable Long counter(byte[] apdu) {
        try {
            ByteBuffer in = ByteBuffer.wrap(apdu);
            int tag = in.get() & 0xFF;
            if (tag == GENERAL_GLO_CIPHERING) {
                if (in.get() != TITLE_OCTETS) {
                    return null;
                }
                in.position(in.position() + TITLE_OCTETS);
            } else if (tag < 0xC8 || tag > 0xCF) {
                return null;
            }
            skipLength(in);
            in.get(); // security control
            return Integer.toUnsignedLong(in.getInt());
        } catch (BufferUnderflowException | IllegalArgumentException tooShort) {
            return null;
        }
    }

    /**
     * May the octets of this plain request, and of the reply to it, be shown?
     *
     * @param before the answer for the request before: a block goes with the request that it continues
     */
    static boolean mayBeShown(byte[] plainRequest, boolean before) {
        try {
            ByteBuffer in = ByteBuffer.wrap(plainRequest);
            int tag = in.get() & 0xFF;
            int type = in.get();
            in.get(); // invoke id and priority
            if (tag != GET_REQUEST && tag != SET_REQUEST && tag != ACTION_REQUEST) {
                return false;
            }
            return switch (type) {
                case NORMAL -> SHOWN_CLASSES.contains(in.getShort() & 0xFFFF);
                case NEXT_BLOCK -> tag == GET_REQUEST && before;
                case WITH_LIST -> tag == GET_REQUEST && listMayBeShown(in);
                default -> false;
            };
        } catch (BufferUnderflowException tooShort) {
            return false;
        }
    }

    /** Items are class (2), logical name (6), attribute (1) and an access selection, which our lists do not use. */
    private static boolean listMayBeShown(ByteBuffer in) {
        int items = in.get() & 0xFF;
        if (items > 0x7F || in.remaining() != items * 10) {
            return false;
        }
        for (int item = 0; item < items; item++) {
            if (!SHOWN_CLASSES.contains(in.getShort() & 0xFFFF)) {
                return false;
            }
            in.position(in.position() + 8);
        }
        return true;
    }

    private static void skipLength(ByteBuffer in) {
        int first = in.get() & 0xFF;
        if (first > 0x80) {
            in.position(in.position() + (first & 0x7F));
        }
    }
}
