// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.gurux;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSException;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSObjectCollection;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.plumbline.simulator.meter.MeterKeys;
import org.plumbline.simulator.meter.MeterPlan;

/** A plain blocking client around the Gurux library, as any stranger would write it. */
public final class GuruxMeterClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private final GXDLMSSecureClient client;
    private final Socket socket;
    private final int clientSap;
    private byte[] lastFrame = {};

    private GuruxMeterClient(GXDLMSSecureClient client, Socket socket, int clientSap) {
        this.client = client;
        this.socket = socket;
        this.clientSap = clientSap;
    }

    public static GuruxMeterClient publicClient(MeterPlan plan, int port) {
        GXDLMSSecureClient client =
                new GXDLMSSecureClient(true, 16, 1, Authentication.NONE, null, InterfaceType.WRAPPER);
        return new GuruxMeterClient(client, connect(plan, port), 16);
    }

    public static GuruxMeterClient managementClient(MeterPlan plan, int port, long counter) {
        return managementClient(plan, port, counter, plan.keys(), 65_535);
    }

    public static GuruxMeterClient managementClient(MeterPlan plan, int port, long counter, MeterKeys keys, int pdu) {
        GXDLMSSecureClient client =
                new GXDLMSSecureClient(true, 1, 1, Authentication.HIGH_GMAC, null, InterfaceType.WRAPPER);
        client.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
        client.getCiphering().setSystemTitle(HexFormat.of().parseHex("504C420000000001"));
        client.getCiphering().setBlockCipherKey(keys.encryptionKey());
        client.getCiphering().setAuthenticationKey(keys.authenticationKey());
        client.getCiphering().setInvocationCounter(counter);
        client.setIncreaseInvocationCounterForGMacAuthentication(true);
        client.setMaxReceivePDUSize(pdu);
        return new GuruxMeterClient(client, connect(plan, port), 1);
    }

    public GXDLMSSecureClient client() {
        return client;
    }

    public Socket socket() {
        return socket;
    }

    /** The last frame sent, with its wrapper header. */
    public byte[] lastFrame() {
        return lastFrame.clone();
    }

    public GuruxMeterClient associate() throws Exception {
        GXReplyData reply = new GXReplyData();
        exchange(client.aarqRequest(), reply);
        client.parseAareResponse(reply.getData());
        if (clientSap == 1) {
            reply = new GXReplyData();
            exchange(client.getApplicationAssociationRequest(), reply);
            client.parseApplicationAssociationResponse(reply.getData());
        }
        return this;
    }

    public Object read(String obis, ObjectType type, int attribute) throws Exception {
        return execute(client.read(obis, type, attribute));
    }

    public <T extends GXDLMSObject> T readInto(T object, int attribute) throws Exception {
        GXReplyData reply = new GXReplyData();
        request(client.read(object, attribute), reply);
        client.updateValue(object, attribute, reply.getValue());
        return object;
    }

    public Object execute(byte[][] frames) throws Exception {
        GXReplyData reply = new GXReplyData();
        request(frames, reply);
        return reply.getValue();
    }

    /**
     * The values of a list, in the order asked for, ten at most: the library cuts longer lists into requests that it
     * encrypts before it knows how many blocks lie between them.
     */
    public List<Object> readList(List<Map.Entry<GXDLMSObject, Integer>> wanted) throws Exception {
        GXReplyData reply = new GXReplyData();
        request(client.readList(wanted), reply);
        return new ArrayList<>((List<?>) reply.getValue());
    }

    /** The objects of the association, with their access rights. */
    public GXDLMSObjectCollection objects() throws Exception {
        GXReplyData reply = new GXReplyData();
        request(client.getObjectsRequest(), reply);
        return client.parseObjects(reply.getData(), true);
    }

    /** Sends and gives the error code of the reply: 0 is success. */
    public int errorOf(byte[][] frames) throws Exception {
        GXReplyData reply = new GXReplyData();
        exchange(frames, reply);
        return reply.getError();
    }

    public void release() throws Exception {
        exchange(client.releaseRequest(), new GXReplyData());
    }

    private void request(byte[][] frames, GXReplyData reply) throws Exception {
        exchange(frames, reply);
        if (reply.getError() != 0) {
            throw new GXDLMSException(reply.getError());
        }
    }

    private void exchange(byte[][] frames, GXReplyData reply) throws Exception {
        for (byte[] frame : frames) {
            send(frame);
            client.getData(new GXByteBuffer(receive()), reply);
        }
        while (reply.isMoreData()) {
            send(client.receiverReady(reply));
            client.getData(new GXByteBuffer(receive()), reply);
        }
    }

    public void send(byte[] frame) throws IOException {
        lastFrame = frame;
        socket.getOutputStream().write(frame);
        socket.getOutputStream().flush();
    }

    /** One wrapper frame; {@link EOFException} when the meter closes. */
    public byte[] receive() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] header = new byte[8];
        in.readFully(header);
        int length = ByteBuffer.wrap(header).getShort(6) & 0xFFFF;
        byte[] frame = ByteBuffer.allocate(8 + length).put(header).array();
        in.readFully(frame, 8, length);
        return frame;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(MeterPlan plan, int port) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(plan.address(), port), TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
