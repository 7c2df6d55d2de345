// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.plumbline.simulator.meter.Happening.Contact;
import org.plumbline.simulator.meter.Happening.Telling;
import org.plumbline.simulator.meter.MeterState.Protected;

/** What each happening does to a meter at a field instant; rows due before have been captured. Not thread-safe. */
final class HappeningEffects {
    /** Alarm bits that tell of an event; bits as in the metrology of DSMR/IDIS meters. */
    private static final Map<Integer, MeterEvent> EVENT_OF_ALARM = Map.of(
            0, MeterEvent.CLOCK_INVALID,
            8, MeterEvent.PROGRAM_MEMORY_ERROR,
            9, MeterEvent.RAM_ERROR,
            10, MeterEvent.NV_MEMORY_ERROR,
            11, MeterEvent.MEASUREMENT_SYSTEM_ERROR,
            12, MeterEvent.WATCHDOG_ERROR);

    private final SimulatedMeter meter;
    private final EnergyRegister register;
    private final long field;

    HappeningEffects(SimulatedMeter meter, EnergyRegister register, long field) {
        this.meter = meter;
        this.register = register;
        this.field = field;
    }

    void apply(Happening what) {
        switch (what) {
            case Happening.MeterExchanged(String serialNumber) -> {
                register.replace(field);
                meter.install(serialNumber, field);
            }
            case Happening.RegistersReset reset -> register.restart(field, 0);
            case Happening.RegistersSet(long milliwattHours) -> register.restart(field, milliwattHours);
            case Happening.RowsMissing(int count) -> register.missRows(count);
            case Happening.RowsDuplicated(int count) -> register.doubleRows(count);
            case Happening.ClockJumped(int seconds, boolean told) -> jump(seconds, told);
            case Happening.ClockValidity(boolean valid) -> register.clock().invalid(!valid);
            case Happening.FirmwareChanged(String firmware) -> changeFirmware(firmware);
            case Happening.TransformerRatioChanged ratio -> changeRatio(ratio);
            case Happening.CoefficientsChanged(double factor, Telling telling) ->
                meter.changeByOther(field, factor, telling);
            case Happening.ErrorBits(long mask) -> {
                state().raiseErrors(mask);
                register.criticalError(state().errorRegister() != 0);
            }
            case Happening.AlarmBits(long mask) -> raiseAlarms(mask);
            case Happening.Tampered(Contact contact) -> tamper(contact);
            case Happening.CurrentTransformerReversed(int phase, boolean reversed) ->
                register.reverse(field, phase - 1, reversed);
            case Happening.EnergyPathCorrupted(double factor, long offset) ->
                register.corruptEnergyPath(field, new Sensing.EnergyPath(factor, offset));
            case Happening.MemoryCorrupted(Happening.Part part, int at, int mask) ->
                meter.corruptMemory(field, part, at, mask);
            case Happening.RegisterStuck(EnergyQuantity quantity, boolean stuck) ->
                register.stick(field, quantity, stuck);
            case Happening.NeutralSensorDrifts(double sharePerDay) -> register.driftNeutral(field, sharePerDay);
            case Happening.ProfileShifted(long milliwattHours) -> register.shiftProfile(field, milliwattHours);
            case Happening.RightWithdrawn right -> state().withdraw(right);
        }
    }

    private void jump(int seconds, boolean told) {
        long shown = shown() + seconds;
        if (told) {
            meter.adjustClock(field, shown);
        } else {
            register.moveClock(field, shown);
        }
    }

    private void changeFirmware(String firmware) {
        meter.protectedChange(field, Protected.FIRMWARE, checksum(state().firmware()), checksum(firmware));
        state().firmware(firmware);
        state().log(shown(), MeterEvent.FIRMWARE_ACTIVATED);
        state().configurationChanged(shown());
    }

    private void changeRatio(Happening.TransformerRatioChanged change) {
        double before = (double) state().ratioNumerator() / state().ratioDenominator();
        long oldValue = packed(state().ratioNumerator(), state().ratioDenominator());
        register.multiplyRatio(field, change.numerator() / (double) change.denominator() / before);
        state().ratio(change.numerator(), change.denominator());
        if (change.telling() != Telling.SILENT) {
            meter.countProtectedChange(field);
            state().configurationChanged(shown());
        }
        if (change.telling() == Telling.COUNTED_AND_LOGGED) {
            meter.protectedChange(
                    field, Protected.TRANSFORMER_RATIO, oldValue, packed(change.numerator(), change.denominator()));
        }
    }

    private void raiseAlarms(long mask) {
        state().raiseAlarms(mask);
        EVENT_OF_ALARM.forEach((bit, event) -> {
            if ((mask & 1L << bit) != 0) {
                state().log(shown(), event);
            }
        });
    }

    private void tamper(Contact contact) {
        state().tampered(contact);
        switch (contact) {
            case METER_COVER -> state().log(shown(), MeterEvent.METER_COVER_REMOVED);
            case TERMINAL_COVER -> state().log(shown(), MeterEvent.TERMINAL_COVER_REMOVED);
            case MAGNETIC_FIELD -> state().log(shown(), MeterEvent.STRONG_MAGNETIC_FIELD);
            case METROLOGY -> {
                // Its counter tells of it; there is no event code for it.
            }
        }
    }

    private MeterState state() {
        return meter.stateForChange();
    }

    private long shown() {
        return register.clock().at(field);
    }

    private static long packed(int numerator, int denominator) {
        return (numerator & 0xFFFFL) << 16 | denominator & 0xFFFFL;
    }

    private static long checksum(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return Checksums.crc32(octets, octets.length);
    }
}
