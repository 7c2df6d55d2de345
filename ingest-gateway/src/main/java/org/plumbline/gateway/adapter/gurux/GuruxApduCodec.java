// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.gurux;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXDateTime;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.objects.GXDLMSClock;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.GetWithList;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.ApduCodec;

/**
 * Gurux as codec of plain APDUs. It never sees a key, a frame or an octet that the guard has not let pass; its errors,
 * {@link Error}s included, become faults.
 */
public final class GuruxApduCodec implements ApduCodec {

    private static final int INVOKE_ID_MASK = 0x0F;
    private static final int CONFIRMED_HIGH_PRIORITY = 0xC0;

    private final GXDLMSClient client;
    private final int maxRequestOctets;
    private @Nullable GetReply get;
    private int invokeId;

    /** @param maxRequestOctets largest plain request the meter accepts */
    public GuruxApduCodec(int maxRequestOctets) {
        this.client = new GXDLMSClient(true, 1, 1, Authentication.NONE, null, InterfaceType.PDU);
        this.client.setMaxReceivePDUSize(0xFFFF);
        this.maxRequestOctets = maxRequestOctets;
    }

    @Override
    public byte[] get(CosemAttribute attribute) {
        get = new GetReply(false);
        return single("GET", () -> client.read(attribute.obis().toString(), type(attribute), attribute.index()));
    }

    /** Not by Gurux: its decoder drops an item that the meter refuses, and shifts the others. */
    @Override
    public byte[] getList(List<CosemAttribute> attributes) {
        get = new GetReply(true);
        invokeId = (invokeId + 1) & INVOKE_ID_MASK;
        return fitting("GET of a list", GetWithList.request(CONFIRMED_HIGH_PRIORITY | invokeId, attributes));
    }

    @Override
    public byte[] getRange(CosemAttribute buffer, Instant from, Instant to) {
        GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric(buffer.obis().toString());
        profile.addCaptureObject(new GXDLMSClock(), 2, 0);
        get = new GetReply(false);
        return single("GET by range", () -> client.readRowsByRange(profile, utc(from), utc(to)));
    }

    @Override
    public byte[] set(CosemAttribute attribute, CosemValue value) {
        get = null;
        return single(
                "SET",
                () -> client.write(
                        attribute.obis().toString(),
                        GuruxValues.javaValue(value),
                        GuruxValues.dataType(value),
                        type(attribute),
                        attribute.index()));
    }

    @Override
    public byte[] action(CosemAttribute method, CosemValue parameter) {
        get = null;
        return single(
                "ACTION",
                () -> client.method(
                        method.obis().toString(),
                        type(method),
                        method.index(),
                        GuruxValues.javaValue(parameter),
                        GuruxValues.dataType(parameter)));
    }

    @Override
    public Reply decode(byte[] plainApdu) {
        GetReply outstanding = get;
        return outstanding == null
                ? guarded("reply", () -> acknowledged(plainApdu))
                : guarded("GET reply", () -> outstanding.decode(plainApdu));
    }

    private Reply acknowledged(byte[] plainApdu) throws Exception {
        GXReplyData reply = new GXReplyData();
        if (!client.getData(new GXByteBuffer(plainApdu), reply)) {
            throw new IllegalArgumentException("reply is incomplete");
        }
        if (reply.getError() != 0) {
            return new Reply.Refused(reply.getError());
        }
        GXByteBuffer data = reply.getData();
        return new Reply.Complete(Octets.of(data.subArray(data.position(), data.size() - data.position())));
    }

    private byte[] single(String service, Callable<byte[][]> encoder) {
        byte[][] requests = guarded(service, encoder);
        byte[] request = fitting(service, requests.length == 1 ? requests[0] : new byte[maxRequestOctets + 1]);
        invokeId = (invokeId + 1) & INVOKE_ID_MASK;
        return numbered(request);
    }

    private byte[] fitting(String service, byte[] request) {
        if (request.length > maxRequestOctets) {
            throw new MeterFaultException(
                    new MeterFault.CodecFailed(service, "request does not fit one APDU of " + maxRequestOctets));
        }
        return request;
    }

    private byte[] numbered(byte[] request) {
        request[2] = (byte) (request[2] & ~INVOKE_ID_MASK | invokeId);
        return request;
    }

    private static ObjectType type(CosemAttribute attribute) {
        ObjectType type = ObjectType.forValue(attribute.classId());
        if (type == null) {
            throw new IllegalArgumentException("unknown interface class " + attribute.classId());
        }
        return type;
    }

    private static GXDateTime utc(Instant instant) {
        java.util.Calendar calendar = java.util.Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC));
        calendar.setTime(Date.from(instant));
        return new GXDateTime(calendar);
    }

    // Gurux throws checked exceptions, NullPointerException, and StackOverflowError or OutOfMemoryError on bad input.
    private static <T> T guarded(String phase, Callable<T> call) {
        try {
            return call.call();
        } catch (MeterFaultException ours) {
            throw ours;
        } catch (Throwable failure) {
            throw new MeterFaultException(
                    new MeterFault.CodecFailed(phase, failure.getClass().getSimpleName()), failure);
        }
    }
}
