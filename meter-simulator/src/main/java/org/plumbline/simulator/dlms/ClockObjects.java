// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.time.Instant;
import java.time.ZoneOffset;
import org.plumbline.simulator.dlms.CosemData.Number;
import org.plumbline.simulator.dlms.CosemData.Octets;
import org.plumbline.simulator.meter.MeterFeatures.ClockPlan;
import org.plumbline.simulator.meter.SimulatedMeter;

/** The clock. */
final class ClockObjects {
    static final String CLOCK = "0.0.1.0.0.255";

    private ClockObjects() {}

    static CosemObject clock() {
        return new CosemObject(8, 0, CLOCK)
                .with(
                        2,
                        meter -> new Octets(CosemDateTime.encoded(
                                shown(meter), meter.plan().features().clock(), meter.clockInvalid())))
                .with(3, meter -> new Number(CosemData.LONG, standardDeviationMinutes(meter)))
                .with(
                        4,
                        meter -> CosemData.unsigned(CosemDateTime.status(
                                meter.plan().features().clock(),
                                Instant.ofEpochSecond(shown(meter)),
                                meter.clockInvalid())))
                .with(7, meter -> CosemData.integer(0))
                .with(8, meter -> new Number(CosemData.BOOLEAN, 0))
                .with(9, meter -> CosemData.enumerated(1));
    }

    private static long shown(SimulatedMeter meter) {
        return meter.snapshot().clockEpochSecond();
    }

    private static int standardDeviationMinutes(SimulatedMeter meter) {
        ClockPlan clock = meter.plan().features().clock();
        ZoneOffset standard =
                clock.zone().getRules().getStandardOffset(meter.plan().start());
        return -standard.getTotalSeconds() / 60;
    }
}
