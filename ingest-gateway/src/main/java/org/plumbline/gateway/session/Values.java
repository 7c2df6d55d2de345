// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.util.List;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.ScalerUnit;

/** Narrows COSEM values to what a class promises; anything else is UnexpectedContent. */
final class Values {

    private Values() {}

    static long integer(ObisCode obis, CosemValue value) {
        if (value instanceof CosemValue.IntegerValue(CosemValue.IntegerType type, long number)) {
            return type == CosemValue.IntegerType.BCD ? twoDigits(obis, number) : number;
        }
        throw unexpected(obis, "is no integer");
    }

    /** A BCD octet holds one decimal digit in each half: 0x99 is 99. */
    private static long twoDigits(ObisCode obis, long octet) {
        long tens = octet >> 4;
        long units = octet & 0x0F;
        if (tens > 9 || units > 9) {
            throw unexpected(obis, "is no BCD");
        }
        return tens * 10 + units;
    }

    static long unsigned(ObisCode obis, CosemValue value) {
        long number = integer(obis, value);
        if (number < 0) {
            throw unexpected(obis, "is negative");
        }
        return number;
    }

    static ScalerUnit scalerUnit(ObisCode obis, CosemValue value) {
        if (value instanceof CosemValue.Structure(List<CosemValue> parts)
                && parts.size() == 2
                && parts.get(0) instanceof CosemValue.IntegerValue(CosemValue.IntegerType scalerType, long scaler)
                && parts.get(1) instanceof CosemValue.IntegerValue(CosemValue.IntegerType unitType, long unit)
                && scaler >= -128
                && scaler <= 127
                && unit >= 0
                && unit <= 255) {
            return new ScalerUnit((int) scaler, (int) unit);
        }
        throw unexpected(obis, "scaler and unit are malformed");
    }

    static CosemDateTime dateTime(ObisCode obis, CosemValue value) {
        Octets octets = switch (value) {
            case CosemValue.OctetString(Octets content) -> content;
            case CosemValue.TemporalValue(int tag, Octets content) -> content;
            default -> Octets.empty();
        };
        if (octets.length() != CosemDateTime.LENGTH) {
            throw unexpected(obis, "is no date-time");
        }
        return CosemDateTime.decode(octets.toArray());
    }

    static MeterFaultException unexpected(ObisCode obis, String detail) {
        return new MeterFaultException(new MeterFault.UnexpectedContent(obis, detail));
    }
}
