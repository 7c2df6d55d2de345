// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.meter.Happening.Right;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.meter.WriteOutcome;

/**
 * Executes GET, SET and ACTION on the objects an association sees, and cuts long answers into blocks that fit the
 * client's PDU. Confined to the session's thread.
 */
final class ServiceDispatcher {
    private static final int GET_REQUEST = 0xC0;
    private static final int SET_REQUEST = 0xC1;
    private static final int GET_RESPONSE = 0xC4;
    private static final int SET_RESPONSE = 0xC5;
    private static final int NORMAL = 1;
    private static final int NEXT_OR_BLOCK = 2;
    private static final int WITH_LIST = 3;
    /** Tag, length, security header and authentication tag of a ciphered APDU. */
    private static final int CIPHERING_OVERHEAD = 21;
    /** Head of a get-response-with-datablock, with the longest length field. */
    private static final int BLOCK_OVERHEAD = 12;
    /** Head of a get-response-normal. */
    private static final int NORMAL_OVERHEAD = 4;

    private final SimulatedMeter meter;
    private final ObjectModel objects;
    private final boolean management;
    private final int plainPdu;
    private @Nullable LongAnswer longAnswer;

    private static final class LongAnswer {
        private final byte[] octets;
        private int sent;
        private long blockNumber;

        LongAnswer(byte[] octets) {
            this.octets = octets;
        }
    }

    ServiceDispatcher(MeterEndpoint endpoint, boolean management, int maximumPdu) {
        this.meter = endpoint.meter();
        this.objects = endpoint.objects();
        this.management = management;
        this.plainPdu = maximumPdu - (management ? CIPHERING_OVERHEAD : 0);
    }

    byte[] dispatch(byte[] apdu, FaultedRequest request) {
        return switch (apdu[0] & 0xFF) {
            case GET_REQUEST -> get(apdu, request);
            case SET_REQUEST -> set(apdu, request);
            case ActionRequest.TAG -> action(ActionRequest.decode(apdu), request);
            default -> ExceptionResponse.notSupported();
        };
    }

    private byte[] get(byte[] apdu, FaultedRequest request) {
        OctetReader in = new OctetReader(apdu);
        in.u8();
        int type = in.u8();
        int invokeId = in.u8();
        if (type != NEXT_OR_BLOCK) {
            longAnswer = null;
        }
        return switch (type) {
            case NORMAL -> getNormal(invokeId, in, request);
            case NEXT_OR_BLOCK -> getNext(invokeId, in.u32());
            case WITH_LIST -> getList(invokeId, in, request);
            default -> ExceptionResponse.notSupported();
        };
    }

    private byte[] getNormal(int invokeId, OctetReader in, FaultedRequest request) {
        byte[] result = readOne(in, request);
        if (result[0] != 0 || result.length - 1 + NORMAL_OVERHEAD <= plainPdu) {
            return getHead(NORMAL, invokeId).bytes(result).toByteArray();
        }
        byte[] data = new byte[result.length - 1];
        System.arraycopy(result, 1, data, 0, data.length);
        return startBlocks(invokeId, data);
    }

    private byte[] getList(int invokeId, OctetReader in, FaultedRequest request) {
        int count = in.length();
        if (count < 1 || count > meter.plan().features().listLimit()) {
            throw new DlmsFormatException("list of " + count + " attributes");
        }
        OctetWriter results = new OctetWriter().length(count);
        for (int i = 0; i < count; i++) {
            results.bytes(readOne(in, request));
        }
        byte[] answer = results.toByteArray();
        if (answer.length + NORMAL_OVERHEAD <= plainPdu) {
            return getHead(WITH_LIST, invokeId).bytes(answer).toByteArray();
        }
        return startBlocks(invokeId, answer);
    }

    /** Reads a descriptor and gives a Get-Data-Result: 0 and the data, or 1 and the reason. */
    private byte[] readOne(OctetReader in, FaultedRequest request) {
        int classId = in.u16();
        ObisCode name = ObisCode.decode(in);
        int attribute = in.u8();
        CosemObject.Selection selection = CosemObject.Selection.ALL;
        if (in.u8() != 0) {
            selection = new CosemObject.Selection(in.u8(), CosemData.decode(in));
        }
        if (request.refused()) {
            return failure(AccessResult.TEMPORARY_FAILURE);
        }
        CosemObject object = objects.find(management, classId, name);
        if (object == null) {
            return failure(AccessResult.OBJECT_UNDEFINED);
        }
        CosemObject.Reader reader = object.reader(attribute);
        if (reader == null || object.isWithdrawn(meter, attribute, Right.READ)) {
            return failure(AccessResult.READ_WRITE_DENIED);
        }
        try {
            byte[] data = reader.read(meter, selection);
            return new OctetWriter(data.length + 1).u8(0).bytes(data).toByteArray();
        } catch (DlmsFormatException wrongSelection) {
            return failure(AccessResult.OTHER_REASON);
        }
    }

    private byte[] startBlocks(int invokeId, byte[] answer) {
        longAnswer = new LongAnswer(answer);
        return nextBlock(invokeId, longAnswer);
    }

    private byte[] getNext(int invokeId, long acknowledged) {
        LongAnswer answer = longAnswer;
        if (answer == null) {
            return getHead(NORMAL, invokeId)
                    .bytes(failure(AccessResult.NO_LONG_GET))
                    .toByteArray();
        }
        if (acknowledged != answer.blockNumber) {
            longAnswer = null;
            return getHead(NORMAL, invokeId)
                    .bytes(failure(AccessResult.DATA_BLOCK_NUMBER_INVALID))
                    .toByteArray();
        }
        return nextBlock(invokeId, answer);
    }

    private byte[] nextBlock(int invokeId, LongAnswer answer) {
        int length = Math.min(plainPdu - BLOCK_OVERHEAD, answer.octets.length - answer.sent);
        boolean last = answer.sent + length == answer.octets.length;
        answer.blockNumber++;
        byte[] response = getHead(NEXT_OR_BLOCK, invokeId)
                .u8(last ? 1 : 0)
                .u32(answer.blockNumber)
                .u8(0)
                .length(length)
                .bytes(answer.octets, answer.sent, length)
                .toByteArray();
        answer.sent += length;
        if (last) {
            longAnswer = null;
        }
        return response;
    }

    private byte[] set(byte[] apdu, FaultedRequest request) {
        OctetReader in = new OctetReader(apdu);
        in.u8();
        if (in.u8() != NORMAL) {
            return ExceptionResponse.notSupported();
        }
        int invokeId = in.u8();
        int classId = in.u16();
        ObisCode name = ObisCode.decode(in);
        int attribute = in.u8();
        if (in.u8() != 0) {
            throw new DlmsFormatException("selective access in a SET");
        }
        CosemData value = CosemData.decode(in);
        int result = setOne(objects.find(management, classId, name), attribute, value, request);
        return new OctetWriter(4)
                .u8(SET_RESPONSE)
                .u8(NORMAL)
                .u8(invokeId)
                .u8(result)
                .toByteArray();
    }

    private int setOne(@Nullable CosemObject object, int attribute, CosemData value, FaultedRequest request) {
        if (object == null) {
            return AccessResult.OBJECT_UNDEFINED;
        }
        CosemObject.Writer writer = management ? object.writer(attribute) : null;
        return writer == null || object.isWithdrawn(meter, attribute, Right.WRITE)
                ? AccessResult.READ_WRITE_DENIED
                : resultOf(request.execute(writer.step(), () -> writer.access().apply(meter, value)));
    }

    private byte[] action(ActionRequest action, FaultedRequest request) {
        CosemObject object = objects.find(management, action.classId(), action.name());
        if (object == null) {
            return action.refused(AccessResult.OBJECT_UNDEFINED);
        }
        CosemObject.Writer method = management ? object.method(action.method()) : null;
        if (method == null) {
            return action.refused(AccessResult.READ_WRITE_DENIED);
        }
        int result =
                resultOf(request.execute(method.step(), () -> method.access().apply(meter, action.parameter())));
        return result == AccessResult.SUCCESS ? action.succeeded() : action.refused(result);
    }

    private static int resultOf(WriteOutcome outcome) {
        return switch (outcome) {
            case WriteOutcome.Accepted accepted -> AccessResult.SUCCESS;
            case WriteOutcome.Refused refused -> refused.dataAccessResult();
        };
    }

    private static byte[] failure(int dataAccessResult) {
        return new byte[] {1, (byte) dataAccessResult};
    }

    private static OctetWriter getHead(int type, int invokeId) {
        return new OctetWriter(256).u8(GET_RESPONSE).u8(type).u8(invokeId);
    }
}
