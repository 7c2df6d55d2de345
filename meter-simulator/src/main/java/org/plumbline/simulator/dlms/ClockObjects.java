// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.LongFunction;
import org.plumbline.simulator.dlms.CosemData.Compound;
import org.plumbline.simulator.dlms.CosemData.Number;
import org.plumbline.simulator.dlms.CosemData.Octets;
import org.plumbline.simulator.meter.MeterFeatures.ClockPlan;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.meter.WriteOutcome;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** The clock and how far it may be shifted. */
final class ClockObjects {
    static final String CLOCK = "0.0.1.0.0.255";

    private static final int SECOND = 7;
    private static final int SHIFT_LIMIT_SECONDS = 60;

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
                .with(9, meter -> CosemData.enumerated(1))
                .writable(2, WriteKind.CLOCK_SET, (meter, time) -> withTime(meter, time, meter::setClock))
                .method(4, WriteKind.CLOCK_TO_PRESET, (meter, parameter) -> meter.adjustClockToPreset())
                .method(5, WriteKind.CLOCK_PRESET, ClockObjects::preset)
                .method(6, WriteKind.CLOCK_SHIFT, ClockObjects::shift);
    }

    /** The greatest deviation that is shifted away; a greater one is a case for setting the clock. */
    static CosemObject shiftLimit() {
        return CosemObject.register("1.0.0.9.11.255", 0, SECOND, meter -> CosemData.longUnsigned(SHIFT_LIMIT_SECONDS));
    }

    private static WriteOutcome preset(SimulatedMeter meter, CosemData parameter) {
        if (!(parameter instanceof Compound(int tag, var times)) || times.size() != 3) {
            return WriteOutcome.Refused.typeUnmatched("three times expected");
        }
        return withTime(
                meter,
                times.get(0),
                time -> withTime(
                        meter,
                        times.get(1),
                        from -> withTime(meter, times.get(2), to -> meter.presetClock(time, from, to))));
    }

    private static WriteOutcome shift(SimulatedMeter meter, CosemData parameter) {
        return parameter instanceof Number(int tag, long seconds) && tag == CosemData.LONG
                ? meter.shiftClock(seconds)
                : WriteOutcome.Refused.typeUnmatched("long expected");
    }

    private static WriteOutcome withTime(SimulatedMeter meter, CosemData time, LongFunction<WriteOutcome> access) {
        if (!(time instanceof Octets(byte[] octets)) || octets.length != CosemDateTime.LENGTH) {
            return WriteOutcome.Refused.typeUnmatched("date-time expected");
        }
        long instant = CosemDateTime.decode(
                octets, Long.MIN_VALUE, meter.plan().features().clock().zone());
        return instant == Long.MIN_VALUE ? WriteOutcome.Refused.other("a time without a year") : access.apply(instant);
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
