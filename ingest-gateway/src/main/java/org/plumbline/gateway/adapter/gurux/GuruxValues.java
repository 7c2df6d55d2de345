// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.gurux;

import gurux.dlms.GXArray;
import gurux.dlms.GXBitString;
import gurux.dlms.GXEnum;
import gurux.dlms.GXStructure;
import gurux.dlms.GXUInt16;
import gurux.dlms.GXUInt32;
import gurux.dlms.GXUInt64;
import gurux.dlms.GXUInt8;
import gurux.dlms.enums.DataType;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValue.IntegerType;
import org.plumbline.gateway.dlms.Octets;

/** Our values as Gurux's encoder wants them. */
final class GuruxValues {

    private GuruxValues() {}

    static DataType dataType(CosemValue value) {
        return switch (value) {
            case CosemValue.NullData none -> DataType.NONE;
            case CosemValue.BooleanValue bool -> DataType.BOOLEAN;
            case CosemValue.IntegerValue(IntegerType type, long number) -> DataType.forValue(type.tag());
            case CosemValue.OctetString octets -> DataType.OCTET_STRING;
            case CosemValue.TextValue text -> DataType.STRING_UTF8;
            case CosemValue.BitString bits -> DataType.BITSTRING;
            case CosemValue.FloatValue number -> DataType.FLOAT64;
            case CosemValue.TemporalValue(int tag, Octets octets) -> DataType.OCTET_STRING;
            case CosemValue.Structure structure -> DataType.STRUCTURE;
            case CosemValue.Array array -> DataType.ARRAY;
        };
    }

    static @Nullable Object javaValue(CosemValue value) {
        return switch (value) {
            case CosemValue.NullData none -> null;
            case CosemValue.BooleanValue(boolean bool) -> bool;
            case CosemValue.IntegerValue(IntegerType type, long number) -> integer(type, number);
            case CosemValue.OctetString(Octets octets) -> octets.toArray();
            case CosemValue.TextValue(String text) -> text;
            case CosemValue.BitString(int bits, Octets octets) -> new GXBitString(bitText(bits, octets.toArray()));
            case CosemValue.FloatValue(double number) -> number;
            case CosemValue.TemporalValue(int tag, Octets octets) -> octets.toArray();
            case CosemValue.Structure(List<CosemValue> elements) -> {
                GXStructure structure = new GXStructure();
                elements.forEach(element -> structure.add(javaValue(element)));
                yield structure;
            }
            case CosemValue.Array(List<CosemValue> elements) -> {
                GXArray array = new GXArray();
                elements.forEach(element -> array.add(javaValue(element)));
                yield array;
            }
        };
    }

    private static String bitText(int bits, byte[] octets) {
        StringBuilder text = new StringBuilder(bits);
        for (int bit = 0; bit < bits; bit++) {
            text.append((octets[bit / 8] >> (7 - bit % 8) & 1) == 1 ? '1' : '0');
        }
        return text.toString();
    }

    private static Object integer(IntegerType type, long number) {
        return switch (type) {
            case INTEGER -> (byte) number;
            case LONG -> (short) number;
            case DOUBLE_LONG -> (int) number;
            case LONG64 -> number;
            case UNSIGNED -> new GXUInt8((short) number);
            case LONG_UNSIGNED -> new GXUInt16((int) number);
            case DOUBLE_LONG_UNSIGNED -> new GXUInt32(number);
            case LONG64_UNSIGNED -> new GXUInt64(BigInteger.valueOf(number));
            case ENUM -> new GXEnum((short) number);
            case BCD -> (byte) number;
        };
    }
}
