// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

/**
 * An energy the meter counts. Names and units: public OBIS list (value group D = 8) and the unit enumeration of the
 * Blue Book. "Import" is consumption; reactive import is quadrants I and II, reactive export III and IV.
 */
public enum EnergyQuantity {
    ACTIVE_IMPORT("1.0.1.8.0.255", EnergyQuantity.WATT_HOUR, 1),
    ACTIVE_IMPORT_TARIFF_1("1.0.1.8.1.255", EnergyQuantity.WATT_HOUR, 1),
    ACTIVE_IMPORT_TARIFF_2("1.0.1.8.2.255", EnergyQuantity.WATT_HOUR, 1),
    ACTIVE_EXPORT("1.0.2.8.0.255", EnergyQuantity.WATT_HOUR, 1),
    REACTIVE_IMPORT("1.0.3.8.0.255", EnergyQuantity.VAR_HOUR, 1),
    REACTIVE_EXPORT("1.0.4.8.0.255", EnergyQuantity.VAR_HOUR, 1),
    APPARENT_IMPORT("1.0.9.8.0.255", EnergyQuantity.VOLT_AMPERE_HOUR, 1),
    ACTIVE_IMPORT_L1("1.0.21.8.0.255", EnergyQuantity.WATT_HOUR, 3),
    ACTIVE_IMPORT_L2("1.0.41.8.0.255", EnergyQuantity.WATT_HOUR, 3),
    ACTIVE_IMPORT_L3("1.0.61.8.0.255", EnergyQuantity.WATT_HOUR, 3),
    ACTIVE_EXPORT_L1("1.0.22.8.0.255", EnergyQuantity.WATT_HOUR, 3),
    ACTIVE_EXPORT_L2("1.0.42.8.0.255", EnergyQuantity.WATT_HOUR, 3),
    ACTIVE_EXPORT_L3("1.0.62.8.0.255", EnergyQuantity.WATT_HOUR, 3);

    private static final int WATT_HOUR = 30;
    private static final int VOLT_AMPERE_HOUR = 31;
    private static final int VAR_HOUR = 32;

    private final String obis;
    private final int unit;
    private final int phasesNeeded;

    EnergyQuantity(String obis, int unit, int phasesNeeded) {
        this.obis = obis;
        this.unit = unit;
        this.phasesNeeded = phasesNeeded;
    }

    public String obis() {
        return obis;
    }

    /** COSEM unit enumeration. */
    public int unit() {
        return unit;
    }

    /** Whether a meter of so many phases has it. */
    public boolean existsOn(int phases) {
        return phases >= phasesNeeded;
    }

    /**
     * The quantity of an OBIS code.
     *
     * @throws IllegalArgumentException when no register has it
     */
    public static EnergyQuantity ofObis(String obis) {
        for (EnergyQuantity quantity : values()) {
            if (quantity.obis.equals(obis)) {
                return quantity;
            }
        }
        throw new IllegalArgumentException("no energy register " + obis);
    }

    static EnergyQuantity importOf(int phase) {
        return values()[ACTIVE_IMPORT_L1.ordinal() + phase];
    }

    static EnergyQuantity exportOf(int phase) {
        return values()[ACTIVE_EXPORT_L1.ordinal() + phase];
    }
}
