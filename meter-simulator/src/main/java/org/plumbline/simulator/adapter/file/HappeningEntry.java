// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.Happening;

/**
 * One happening as it stands in the fault script; which of the later fields it needs depends on {@code what}.
 *
 * @param at field instant, ISO-8601
 * @param what meter-exchange, registers-reset, registers-set, rows-missing, rows-duplicated, clock-jump,
 *     clock-validity, firmware, transformer-ratio, coefficients, error-bits, alarm-bits, tamper, current-transformer,
 *     energy-path, memory, register-stuck, neutral-sensor, profile-shift or right-withdrawn
 * @param text serial number, firmware, ratio as "200/5", contact, OBIS code, block or checksum, or right as
 *     "3 1.0.2.8.0.255 2 READ"
 * @param number count, seconds, mWh, mask, phase 1..3, for energy-path an offset in mW, or for memory which octet
 * @param factor of the gains or the energy path; for neutral-sensor the relative drift per day
 * @param on for clock-jump: told; for clock-validity: valid; for current-transformer: reversed; for register-stuck: stuck
 */
record HappeningEntry(
        String meterId,
        String at,
        String what,
        @Nullable String text,
        @Nullable Long number,
        @Nullable Double factor,
        @Nullable Boolean on,
        @Nullable String telling) {

    Happening.Scheduled scheduled() {
        return new Happening.Scheduled(meterId, Instant.parse(at), happening());
    }

    private Happening happening() {
        return switch (what) {
            case "meter-exchange" -> new Happening.MeterExchanged(needed(text, "text"));
            case "registers-reset" -> new Happening.RegistersReset();
            case "registers-set" -> new Happening.RegistersSet(needed(number, "number"));
            case "rows-missing" -> new Happening.RowsMissing(integer());
            case "rows-duplicated" -> new Happening.RowsDuplicated(integer());
            case "clock-jump" -> new Happening.ClockJumped(integer(), needed(on, "on"));
            case "clock-validity" -> new Happening.ClockValidity(needed(on, "on"));
            case "firmware" -> new Happening.FirmwareChanged(needed(text, "text"));
            case "transformer-ratio" -> ratio(needed(text, "text").split("/", -1));
            case "coefficients" -> new Happening.CoefficientsChanged(needed(factor, "factor"), howTold());
            case "error-bits" -> new Happening.ErrorBits(needed(number, "number"));
            case "alarm-bits" -> new Happening.AlarmBits(needed(number, "number"));
            case "tamper" -> new Happening.Tampered(Happening.Contact.valueOf(constant(needed(text, "text"))));
            case "current-transformer" -> new Happening.CurrentTransformerReversed(integer(), needed(on, "on"));
            case "energy-path" ->
                new Happening.EnergyPathCorrupted(needed(factor, "factor"), number == null ? 0 : number);
            case "memory" ->
                new Happening.MemoryCorrupted(Happening.Part.valueOf(constant(needed(text, "text"))), integer(), 1);
            case "register-stuck" ->
                new Happening.RegisterStuck(EnergyQuantity.ofObis(needed(text, "text")), needed(on, "on"));
            case "neutral-sensor" -> new Happening.NeutralSensorDrifts(needed(factor, "factor"));
            case "profile-shift" -> new Happening.ProfileShifted(needed(number, "number"));
            case "right-withdrawn" -> right(needed(text, "text").split(" ", -1));
            default -> throw new IllegalArgumentException("unknown happening " + what);
        };
    }

    private Happening ratio(String[] parts) {
        if (parts.length != 2) {
            throw new IllegalArgumentException("a ratio is written as 200/5: " + text);
        }
        return new Happening.TransformerRatioChanged(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), howTold());
    }

    private Happening right(String[] parts) {
        if (parts.length != 4) {
            throw new IllegalArgumentException("a right is written as \"3 1.0.2.8.0.255 2 READ\": " + text);
        }
        return new Happening.RightWithdrawn(
                Integer.parseInt(parts[0]),
                parts[1],
                Integer.parseInt(parts[2]),
                Happening.Right.valueOf(constant(parts[3])));
    }

    private Happening.Telling howTold() {
        return Happening.Telling.valueOf(constant(needed(telling, "telling")));
    }

    private int integer() {
        return Math.toIntExact(needed(number, "number"));
    }

    private <T> T needed(@Nullable T field, String name) {
        if (field == null) {
            throw new IllegalArgumentException(what + " of " + meterId + " needs \"" + name + "\"");
        }
        return field;
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
