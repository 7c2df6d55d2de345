// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.nio.ByteBuffer;
import java.util.List;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModel.FieldType;

/** Reads what a meter holds active, and translates blocks between canonical octets and COSEM values. */
public final class ActiveBlock {

    /** Protected configuration change counter. */
    public static final CosemAttribute CHANGE_COUNTER = new CosemAttribute(1, ObisCode.parse("0.0.96.2.10.255"), 2);

    private ActiveBlock() {}

    /**
     * Block, checksum and change counter; two or three exchanges. The block need not be sound: that is for the caller to
     * judge.
     *
     * @throws MeterFaultException with AccessRefused or UnexpectedContent when an object is not as the model says, or
     *     with the fault of the link
     */
    public static BlockState read(CosemAccess access, MeterModel model) {
        CosemAttribute active = attribute(model.active());
        byte[] block = octets(model, active.obis(), require(access, active));
        long checksum = model.activeChecksum() == null
                ? storedChecksum(model, active.obis(), block)
                : unsigned(attribute(model.activeChecksum()), require(access, attribute(model.activeChecksum())));
        long changeCounter = unsigned(CHANGE_COUNTER, require(access, CHANGE_COUNTER));
        boolean valid = block.length == model.blockOctets() && checksum == model.checksumOf(block);
        return new BlockState(Octets.of(block), checksum, valid, changeCounter);
    }

    static CosemAttribute attribute(org.plumbline.schema.model.CosemAttribute place) {
        return new CosemAttribute(place.classId(), ObisCode.parse(place.obis()), place.attribute());
    }

    /** The value to SET for a canonical block. */
    static CosemValue valueOf(MeterModel model, byte[] block) {
        return switch (model.encoding()) {
            case OCTET_STRING -> CosemValue.OctetString.of(block);
            case STRUCTURE -> {
                ByteBuffer buffer = ByteBuffer.wrap(block);
                yield new CosemValue.Structure(model.structure().stream()
                        .map(type -> (CosemValue) fieldOf(type, buffer))
                        .toList());
            }
        };
    }

    /** Canonical octets of a value as read; the length is the caller's to judge. */
    static byte[] octets(MeterModel model, ObisCode obis, CosemValue value) {
        return switch (model.encoding()) {
            case OCTET_STRING -> {
                if (value instanceof CosemValue.OctetString(Octets octets)) {
                    yield octets.toArray();
                }
                throw unexpected(obis, "is no octet-string");
            }
            case STRUCTURE -> {
                if (value instanceof CosemValue.Structure(List<CosemValue> elements)
                        && elements.size() == model.structure().size()) {
                    yield packed(model, obis, elements);
                }
                throw unexpected(obis, "is no structure of " + model.structure().size());
            }
        };
    }

    static long unsigned(CosemAttribute from, CosemValue value) {
        if (value instanceof CosemValue.IntegerValue(CosemValue.IntegerType type, long number) && !type.signed()) {
            return number;
        }
        throw unexpected(from.obis(), "is no unsigned integer");
    }

    private static CosemValue require(CosemAccess access, CosemAttribute attribute) {
        return switch (access.get(attribute)) {
            case AccessOutcome.Done(CosemValue value) -> value;
            case AccessOutcome.Refused(int code) ->
                throw new MeterFaultException(
                        new MeterFault.AccessRefused("GET", attribute.obis(), attribute.index(), code));
        };
    }

    private static long storedChecksum(MeterModel model, ObisCode obis, byte[] block) {
        Integer storedAt = model.checksum().storedAt();
        if (storedAt == null || block.length < storedAt + Integer.BYTES) {
            throw unexpected(obis, "holds no checksum");
        }
        return Integer.toUnsignedLong(ByteBuffer.wrap(block).getInt(storedAt));
    }

    private static CosemValue.IntegerValue fieldOf(FieldType type, ByteBuffer buffer) {
        return switch (type) {
            case LONG_UNSIGNED -> CosemValue.longUnsigned(buffer.getShort() & 0xFFFF);
            case LONG -> new CosemValue.IntegerValue(CosemValue.IntegerType.LONG, buffer.getShort());
            case DOUBLE_LONG_UNSIGNED -> CosemValue.doubleLongUnsigned(Integer.toUnsignedLong(buffer.getInt()));
            case DOUBLE_LONG -> new CosemValue.IntegerValue(CosemValue.IntegerType.DOUBLE_LONG, buffer.getInt());
        };
    }

    private static byte[] packed(MeterModel model, ObisCode obis, List<CosemValue> elements) {
        ByteBuffer buffer = ByteBuffer.allocate(
                model.structure().stream().mapToInt(FieldType::octets).sum());
        for (int i = 0; i < elements.size(); i++) {
            FieldType type = model.structure().get(i);
            if (!(elements.get(i) instanceof CosemValue.IntegerValue(CosemValue.IntegerType found, long number))
                    || found != integerType(type)) {
                throw unexpected(obis, "element " + i + " is no " + type);
            }
            if (type.octets() == Short.BYTES) {
                buffer.putShort((short) number);
            } else {
                buffer.putInt((int) number);
            }
        }
        return buffer.array();
    }

    private static CosemValue.IntegerType integerType(FieldType type) {
        return switch (type) {
            case LONG_UNSIGNED -> CosemValue.IntegerType.LONG_UNSIGNED;
            case LONG -> CosemValue.IntegerType.LONG;
            case DOUBLE_LONG_UNSIGNED -> CosemValue.IntegerType.DOUBLE_LONG_UNSIGNED;
            case DOUBLE_LONG -> CosemValue.IntegerType.DOUBLE_LONG;
        };
    }

    private static MeterFaultException unexpected(ObisCode obis, String detail) {
        return new MeterFaultException(new MeterFault.UnexpectedContent(obis, detail));
    }
}
