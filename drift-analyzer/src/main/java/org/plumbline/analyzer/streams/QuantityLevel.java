// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import org.apache.kafka.common.serialization.Serde;
import org.plumbline.analyzer.meter.EnergyQuantity;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;

/** A level of an energy besides active import on its way to the tested meter. */
record QuantityLevel(EnergyQuantity quantity, LevelSeen seen) {

    /** Octets of the level with the number of the OBIS code's value group C before them. */
    static Serde<QuantityLevel> serde() {
        return Octets.serde(QuantityLevel::write, QuantityLevel::read);
    }

    private static void write(OctetWriter out, QuantityLevel whole) {
        FannedOut.write(out.octet(groupC(whole.quantity)), whole.seen);
    }

    private static QuantityLevel read(OctetReader in) {
        int groupC = in.octet();
        for (EnergyQuantity quantity : EnergyQuantity.values()) {
            if (groupC == groupC(quantity) && FannedOut.read(in) instanceof LevelSeen seen) {
                return new QuantityLevel(quantity, seen);
            }
        }
        throw new StateFormatException("level of no known quantity");
    }

    private static int groupC(EnergyQuantity quantity) {
        return Integer.parseInt(quantity.obis().split("\\.")[2]);
    }
}
