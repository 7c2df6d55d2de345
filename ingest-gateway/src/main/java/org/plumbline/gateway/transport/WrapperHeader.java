// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.transport;

import java.nio.ByteBuffer;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;

/**
 * Header of the TCP wrapper profile (IEC 62056-4-7): version 1, source, destination and length, two octets each.
 *
 * @param source wrapper port of the sender
 * @param destination wrapper port of the receiver
 * @param length octets of the APDU that follows
 */
public record WrapperHeader(int source, int destination, int length) {

    public static final int OCTETS = 8;
    public static final int LENGTH_OFFSET = 6;
    public static final int VERSION = 1;

    public byte[] encode() {
        return ByteBuffer.allocate(OCTETS)
                .putShort((short) VERSION)
                .putShort((short) source)
                .putShort((short) destination)
                .putShort((short) length)
                .array();
    }

    /**
     * Strips the header off one framed reply.
     *
     * @param frame header and APDU, at least {@link #OCTETS} octets
     * @param client wrapper port the reply must be for
     * @param server wrapper port the reply must come from
     * @throws MeterFaultException GuardViolated(WRAPPER)
     */
    public static byte[] strip(byte[] frame, int client, int server) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        require(in.remaining() > OCTETS, "no APDU in a frame of " + frame.length + " octets");
        int version = in.getShort() & 0xFFFF;
        int source = in.getShort() & 0xFFFF;
        int destination = in.getShort() & 0xFFFF;
        int length = in.getShort() & 0xFFFF;
        require(version == VERSION, "version " + version);
        require(source == server, "source " + source + ", expected " + server);
        require(destination == client, "destination " + destination + ", expected " + client);
        require(length == in.remaining(), "length " + length + " of " + in.remaining() + " octets");
        byte[] apdu = new byte[length];
        in.get(apdu);
        return apdu;
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw new MeterFaultException(new MeterFault.GuardViolated(GuardRule.WRAPPER, detail));
        }
    }
}
