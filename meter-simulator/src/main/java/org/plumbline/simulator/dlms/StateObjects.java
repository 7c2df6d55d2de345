// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import static org.plumbline.simulator.dlms.CosemObject.ascii;
import static org.plumbline.simulator.dlms.CosemObject.data;

import java.util.List;
import org.plumbline.simulator.dlms.CosemData.Octets;

/** Who the meter is and how it stands. */
final class StateObjects {
    static final String CHANGE_COUNTER = "0.0.96.2.10.255";

    private StateObjects() {}

    static CosemObject deviceName() {
        return data("0.0.42.0.0.255", meter -> new Octets(meter.plan().logicalDeviceName()));
    }

    static CosemObject invocationCounter() {
        return data("0.0.43.1.0.255", meter -> CosemData.doubleLongUnsigned(meter.highestClientCounter()));
    }

    static List<CosemObject> ofManagement() {
        return List.of(
                data("0.0.96.1.0.255", meter -> ascii(meter.plan().rating().serialNumber())),
                data("1.0.0.2.0.255", meter -> ascii(meter.plan().rating().firmware())),
                data(CHANGE_COUNTER, meter -> CosemData.doubleLongUnsigned(meter.changeCounter())));
    }
}
