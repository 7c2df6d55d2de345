// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import static org.plumbline.simulator.dlms.CosemObject.ascii;
import static org.plumbline.simulator.dlms.CosemObject.data;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.plumbline.simulator.dlms.CosemData.Number;
import org.plumbline.simulator.dlms.CosemData.Octets;
import org.plumbline.simulator.meter.Happening.Contact;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.MeterState;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.meter.WriteOutcome;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** Who the meter is and how it stands. Logical names: public OBIS list. */
final class StateObjects {
    static final String CHANGE_COUNTER = "0.0.96.2.10.255";

    private StateObjects() {}

    static CosemObject deviceName() {
        return data(
                "0.0.42.0.0.255",
                meter -> new Octets(MeterPlan.logicalDeviceName(meter.state(MeterState::serialNumber))));
    }

    static CosemObject invocationCounter() {
        return data("0.0.43.1.0.255", meter -> CosemData.doubleLongUnsigned(meter.highestClientCounter()));
    }

    static List<CosemObject> ofManagement() {
        return List.of(
                data("0.0.96.1.0.255", meter -> ascii(meter.state(MeterState::serialNumber))),
                data("1.0.0.2.0.255", meter -> ascii(meter.state(MeterState::firmware))),
                data(CHANGE_COUNTER, meter -> CosemData.doubleLongUnsigned(meter.changeCounter())),
                time("0.0.96.2.11.255", MeterState::protectedChangedAt),
                counter("0.0.96.2.0.255", MeterState::configurationChanges),
                time("0.0.96.2.1.255", MeterState::configurationChangedAt),
                counter("0.0.96.20.0.255", state -> state.tampers(Contact.METER_COVER)),
                counter("0.0.96.20.5.255", state -> state.tampers(Contact.TERMINAL_COVER)),
                counter("0.0.96.20.15.255", state -> state.tampers(Contact.MAGNETIC_FIELD)),
                counter("0.0.96.20.25.255", state -> state.tampers(Contact.METROLOGY)),
                clearable(
                        "0.0.97.97.0.255",
                        MeterState::errorRegister,
                        WriteKind.ERROR_CLEAR,
                        SimulatedMeter::clearErrors),
                clearable(
                        "0.0.97.98.0.255",
                        MeterState::alarmRegister,
                        WriteKind.ALARM_CLEAR,
                        SimulatedMeter::clearAlarms),
                ratio("1.0.0.4.2.255", MeterState::ratioNumerator),
                ratio("1.0.0.4.3.255", state -> 1),
                ratio("1.0.0.4.5.255", MeterState::ratioDenominator),
                ratio("1.0.0.4.6.255", state -> 1));
    }

    private static CosemObject counter(String obis, ToLongFunction<MeterState> value) {
        return data(obis, meter -> CosemData.doubleLongUnsigned(meter.state(value::applyAsLong)));
    }

    private static CosemObject ratio(String obis, ToLongFunction<MeterState> value) {
        return data(obis, meter -> new Number(CosemData.LONG_UNSIGNED, meter.state(value::applyAsLong)));
    }

    private static CosemObject time(String obis, ToLongFunction<MeterState> clockEpochSecond) {
        return data(obis, meter -> {
            long time = meter.state(clockEpochSecond::applyAsLong);
            return new Octets(
                    time == 0
                            ? CosemDateTime.notSpecified()
                            : CosemDateTime.encoded(
                                    time, meter.plan().features().clock(), false));
        });
    }

    /** A register of bits that a client may clear, by writing the bits that shall stay. */
    private static CosemObject clearable(
            String obis,
            ToLongFunction<MeterState> value,
            WriteKind step,
            BiFunction<SimulatedMeter, Long, WriteOutcome> clear) {
        return counter(obis, value)
                .writable(
                        2,
                        step,
                        (meter, written) ->
                                written instanceof Number(int tag, long kept) && tag == CosemData.DOUBLE_LONG_UNSIGNED
                                        ? clear.apply(meter, kept)
                                        : WriteOutcome.Refused.typeUnmatched("double-long-unsigned expected"));
    }
}
