// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import org.plumbline.simulator.dlms.CosemData.Octets;
import org.plumbline.simulator.meter.SimulatedMeter;

/**
 * A column of a class 7 buffer: attribute 2 of an object.
 *
 * @param <R> what a row is made from
 */
record BufferColumn<R>(int classId, String obis, Encoder<R> encoder) {

    /** Writes the value of a row. */
    interface Encoder<R> {
        void encode(SimulatedMeter meter, R row, OctetWriter out);
    }

    CosemData captureObject() {
        return CosemData.structure(
                CosemData.longUnsigned(classId),
                new Octets(ObisCode.parse(obis).octets()),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
    }
}
