// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

/**
 * Events of the standard and the fraud event log, with their codes. Source: event codes of the DSMR/SMR and IDIS
 * profiles (public in the code of GXF's open-smart-grid-platform).
 */
public enum MeterEvent {
    POWER_DOWN(1),
    POWER_UP(2),
    CLOCK_ADJUSTED_OLD_TIME(4),
    CLOCK_ADJUSTED_NEW_TIME(5),
    CLOCK_INVALID(6),
    ERROR_REGISTER_CLEARED(10),
    ALARM_REGISTER_CLEARED(11),
    PROGRAM_MEMORY_ERROR(12),
    RAM_ERROR(13),
    NV_MEMORY_ERROR(14),
    WATCHDOG_ERROR(15),
    MEASUREMENT_SYSTEM_ERROR(16),
    FIRMWARE_ACTIVATED(18),
    TERMINAL_COVER_REMOVED(40),
    STRONG_MAGNETIC_FIELD(42),
    METER_COVER_REMOVED(44),
    PARAMETERS_CHANGED(47);

    private static final int FIRST_FRAUD = 40;
    private static final int LAST_FRAUD = 46;

    private final int code;

    MeterEvent(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Whether it goes into the fraud log instead of the standard one. */
    boolean isFraud() {
        return code >= FIRST_FRAUD && code <= LAST_FRAUD;
    }
}
