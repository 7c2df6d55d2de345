// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.List;
import java.util.Optional;
import org.plumbline.simulator.dlms.CosemData.Compound;
import org.plumbline.simulator.dlms.CosemData.Number;

/** The block of PLB-BETA as a COSEM structure of five numbers. */
final class BetaStructure {
    private static final List<Integer> TAGS = List.of(
            CosemData.LONG_UNSIGNED,
            CosemData.DOUBLE_LONG,
            CosemData.DOUBLE_LONG,
            CosemData.LONG,
            CosemData.DOUBLE_LONG_UNSIGNED);

    private BetaStructure() {}

    /** Null-data for an empty block. */
    static CosemData fromBlock(byte[] canonical) {
        if (canonical.length == 0) {
            return new CosemData.Null();
        }
        OctetReader in = new OctetReader(canonical);
        return CosemData.structure(
                CosemData.longUnsigned(in.u16()),
                new Number(CosemData.DOUBLE_LONG, in.signed(4)),
                new Number(CosemData.DOUBLE_LONG, in.signed(4)),
                new Number(CosemData.LONG, in.signed(2)),
                CosemData.doubleLongUnsigned(in.u32()));
    }

    /** The canonical bytes; empty when the value is not that structure with exactly these types. */
    static Optional<byte[]> toBlock(CosemData value) {
        if (!(value instanceof Compound(int tag, List<CosemData> fields))
                || tag != CosemData.STRUCTURE
                || fields.size() != TAGS.size()) {
            return Optional.empty();
        }
        long[] numbers = new long[TAGS.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(fields.get(i) instanceof Number(int fieldTag, long number)) || fieldTag != TAGS.get(i)) {
                return Optional.empty();
            }
            numbers[i] = number;
        }
        return Optional.of(new OctetWriter(16)
                .u16((int) numbers[0])
                .u32(numbers[1])
                .u32(numbers[2])
                .u16((int) numbers[3])
                .u32(numbers[4])
                .toByteArray());
    }
}
