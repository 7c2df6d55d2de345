// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.DlmsTransport;
import org.plumbline.gateway.port.NetworkUse;

/** The meter's side of an HLS5-GMAC handshake without a socket; a test changes single parts of its answers. */
final class ScriptedMeter implements DlmsTransport {

    static final byte[] CLIENT_TITLE = HexFormat.of().parseHex("504c420000000001");
    private static final byte[] ENCRYPTION_KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] AUTHENTICATION_KEY = HexFormat.of().parseHex("d0d1d2d3d4d5d6d7d8d9dadbdcdddedf");

    byte[] title = HexFormat.of().parseHex("4d4d4d0000bc614e");
    byte[] challenge = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
    int contextName = 3;
    int diagnostic = 14;
    int initiateControl = 0x30;
    String initiateResponse = "0800065f1f040000101d04b00007";
    boolean reflectChallenge;
    boolean silent;
    UnaryOperator<byte[]> proof = UnaryOperator.identity();
    UnaryOperator<byte[]> aare = UnaryOperator.identity();
    String actionReply;
    UnaryOperator<byte[]> get = request -> sealed(0xCC, value(request, "06000004d2"));
    byte[] releaseResponse = HexFormat.of().parseHex("6303800100");
    long counter = 100;

    final List<byte[]> received = new ArrayList<>();
    boolean closed;
    private byte[] clientChallenge = {};

    static SecurityContext keys() {
        return new SecurityContext(CLIENT_TITLE, ENCRYPTION_KEY, AUTHENTICATION_KEY);
    }

    @Override
    public DlmsLink connect(MeterEndpoint endpoint, int clientSap, Duration timeout, NetworkUse use) {
        closed = false;
        return new DlmsLink() {
            @Override
            public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
                received.add(apdu);
                if (silent) {
                    throw new MeterFaultException(new MeterFault.ExchangeTimeout(phase, deadline));
                }
                return switch (apdu[0] & 0xFF) {
                    case 0x60 -> associate(apdu);
                    case 0xCB -> prove(apdu);
                    case 0xC8 -> get.apply(open(apdu));
                    case 0x62 -> releaseResponse;
                    default -> throw new MeterFaultException(new MeterFault.ConnectionLost(phase));
                };
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    private byte[] associate(byte[] aarq) {
        clientChallenge = field(aarq, 0xAC, 4);
        byte[] initiate = protect(initiateControl, HexFormat.of().parseHex(initiateResponse));
        byte[] shown = reflectChallenge ? clientChallenge : challenge;
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        put(fields, 0xA1, HexFormat.of().parseHex("0607608574050801" + "%02x".formatted(contextName)));
        put(fields, 0xA2, new byte[] {2, 1, 0});
        put(fields, 0xA3, new byte[] {(byte) 0xA1, 3, 2, 1, (byte) diagnostic});
        put(fields, 0xA4, tlv(0x04, title));
        put(fields, 0xAA, tlv(0x80, shown));
        put(
                fields,
                0xBE,
                tlv(0x04, initiateControl == 0 ? HexFormat.of().parseHex(initiateResponse) : tlv(0x28, initiate)));
        return aare.apply(tlv(0x61, fields.toByteArray()));
    }

    private byte[] prove(byte[] request) {
        int invoke = open(request)[2];
        if (actionReply != null) {
            return tlv(0xCF, protect(0x30, HexFormat.of().parseHex(actionReply.formatted(invoke & 0xFF))));
        }
        counter++;
        byte[] gmac = gcm(
                Cipher.ENCRYPT_MODE,
                title,
                counter,
                concat(new byte[] {0x10}, AUTHENTICATION_KEY, clientChallenge),
                new byte[0]);
        byte[] token = proof.apply(ByteBuffer.allocate(17)
                .put((byte) 0x10)
                .putInt((int) counter)
                .put(gmac)
                .array());
        byte[] reply = concat(new byte[] {(byte) 0xC7, 1, (byte) invoke, 0, 1, 0, 9, (byte) token.length}, token);
        return tlv(0xCF, protect(0x30, reply));
    }

    /** GET-Response-Normal with a value, to a request. */
    static byte[] value(byte[] request, String data) {
        return HexFormat.of().parseHex("c401%02x00%s".formatted(request[2] & 0xFF, data.replace(" ", "")));
    }

    byte[] sealed(int tag, byte[] plain) {
        return tlv(tag, protect(0x30, plain));
    }

    /** Counter and octets as the security control promises, or with twelve octets of nothing in the tag's place. */
    byte[] protect(int control, byte[] plain) {
        counter++;
        byte[] header = concat(new byte[] {(byte) control}, AUTHENTICATION_KEY);
        byte[] body = (control & 0x20) == 0
                ? concat(plain, new byte[12])
                : gcm(Cipher.ENCRYPT_MODE, title, counter, header, plain);
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) control)
                .putInt((int) counter)
                .put(body)
                .array();
    }

    private static byte[] open(byte[] frame) {
        int header = frame[1] < 0 ? 4 : 2;
        long counter = Integer.toUnsignedLong(ByteBuffer.wrap(frame).getInt(header + 1));
        byte[] sealed = java.util.Arrays.copyOfRange(frame, header + 5, frame.length);
        return gcm(Cipher.DECRYPT_MODE, CLIENT_TITLE, counter, concat(new byte[] {0x30}, AUTHENTICATION_KEY), sealed);
    }

    private static byte[] gcm(int mode, byte[] title, long counter, byte[] authenticated, byte[] input) {
        try {
            Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] iv = ByteBuffer.allocate(12).put(title).putInt((int) counter).array();
            gcm.init(mode, new SecretKeySpec(ENCRYPTION_KEY, "AES"), new GCMParameterSpec(96, iv));
            gcm.updateAAD(authenticated);
            return gcm.doFinal(input);
        } catch (java.security.GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] field(byte[] aarq, int tag, int skip) {
        for (int at = 2; at < aarq.length; at += 2 + aarq[at + 1]) {
            if ((aarq[at] & 0xFF) == tag) {
                return java.util.Arrays.copyOfRange(aarq, at + skip, at + 2 + aarq[at + 1]);
            }
        }
        throw new IllegalStateException("AARQ without field " + tag);
    }

    private static void put(ByteArrayOutputStream out, int tag, byte[] content) {
        out.writeBytes(tlv(tag, content));
    }

    static byte[] tlv(int tag, byte[] content) {
        byte[] length = content.length < 128
                ? new byte[] {(byte) content.length}
                : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return concat(new byte[] {(byte) tag}, length, content);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
