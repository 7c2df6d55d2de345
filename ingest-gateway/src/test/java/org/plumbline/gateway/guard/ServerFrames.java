// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.plumbline.gateway.dlms.SecurityContext;

/** Frames as a meter with these keys makes them, right or deliberately wrong. */
final class ServerFrames {

    static final byte[] ENCRYPTION_KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    static final byte[] AUTHENTICATION_KEY = HexFormat.of().parseHex("d0d1d2d3d4d5d6d7d8d9dadbdcdddedf");
    static final byte[] CLIENT_TITLE = HexFormat.of().parseHex("504c420000000001");
    static final byte[] SERVER_TITLE = HexFormat.of().parseHex("4d4d4d0000bc614e");

    /** GET of clock time, invoke id and priority 0xC2. */
    static final byte[] GET_REQUEST = HexFormat.of().parseHex("c001c200080000010000ff0200");

    private ServerFrames() {}

    static SecurityContext security() {
        return new SecurityContext(CLIENT_TITLE, ENCRYPTION_KEY, AUTHENTICATION_KEY);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** Security control, counter, cipher text, and a tag where the control octet says so. */
    static byte[] sealed(int control, long counter, byte[] plain) {
        byte[] body = (control & 0x20) == 0 ? plain : encrypted(control, counter, plain);
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) control)
                .putInt((int) counter)
                .put(body)
                .array();
    }

    static byte[] glo(int tag, byte[] sealed) {
        return concat(new byte[] {(byte) tag, (byte) 0x82, (byte) (sealed.length >> 8), (byte) sealed.length}, sealed);
    }

    static byte[] gloGetResponse(long counter, String plainHex) {
        return glo(0xCC, sealed(0x30, counter, hex(plainHex)));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] encrypted(int control, long counter, byte[] plain) {
        try {
            Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] iv = ByteBuffer.allocate(12)
                    .put(SERVER_TITLE)
                    .putInt((int) counter)
                    .array();
            gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(ENCRYPTION_KEY, "AES"), new GCMParameterSpec(96, iv));
            gcm.updateAAD(concat(new byte[] {(byte) control}, AUTHENTICATION_KEY));
            byte[] out = gcm.doFinal(plain);
            return (control & 0x10) != 0 ? out : java.util.Arrays.copyOf(out, plain.length);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
