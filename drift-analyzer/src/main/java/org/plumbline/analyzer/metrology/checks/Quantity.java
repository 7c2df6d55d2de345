// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.List;

/** The registers that the checks look at. Names: public OBIS list; units: unit enumeration of the Blue Book. */
public enum Quantity {
    IMPORT("1.0.1.8.0.255", Quantity.WATT_HOUR),
    EXPORT("1.0.2.8.0.255", Quantity.WATT_HOUR),
    IMPORT_L1("1.0.21.8.0.255", Quantity.WATT_HOUR),
    IMPORT_L2("1.0.41.8.0.255", Quantity.WATT_HOUR),
    IMPORT_L3("1.0.61.8.0.255", Quantity.WATT_HOUR),
    EXPORT_L1("1.0.22.8.0.255", Quantity.WATT_HOUR),
    EXPORT_L2("1.0.42.8.0.255", Quantity.WATT_HOUR),
    EXPORT_L3("1.0.62.8.0.255", Quantity.WATT_HOUR),
    TARIFF_1("1.0.1.8.1.255", Quantity.WATT_HOUR),
    TARIFF_2("1.0.1.8.2.255", Quantity.WATT_HOUR),
    TARIFF_3("1.0.1.8.3.255", Quantity.WATT_HOUR),
    TARIFF_4("1.0.1.8.4.255", Quantity.WATT_HOUR),
    POWER("1.0.16.7.0.255", Quantity.WATT),
    VOLTAGE_L1("1.0.32.7.0.255", Quantity.VOLT),
    VOLTAGE_L2("1.0.52.7.0.255", Quantity.VOLT),
    VOLTAGE_L3("1.0.72.7.0.255", Quantity.VOLT),
    CURRENT_L1("1.0.31.7.0.255", Quantity.AMPERE),
    CURRENT_L2("1.0.51.7.0.255", Quantity.AMPERE),
    CURRENT_L3("1.0.71.7.0.255", Quantity.AMPERE),
    CURRENT_NEUTRAL("1.0.91.7.0.255", Quantity.AMPERE),
    POWER_FACTOR("1.0.13.7.0.255", Quantity.WITHOUT_UNIT);

    /** All that count energy, in the order of the enumeration. */
    public static final List<Quantity> ENERGIES = List.of(values()).subList(0, POWER.ordinal());

    static final List<Quantity> PHASE_IMPORTS = List.of(IMPORT_L1, IMPORT_L2, IMPORT_L3);
    static final List<Quantity> PHASE_EXPORTS = List.of(EXPORT_L1, EXPORT_L2, EXPORT_L3);
    static final List<Quantity> TARIFFS = List.of(TARIFF_1, TARIFF_2, TARIFF_3, TARIFF_4);
    static final List<Quantity> VOLTAGES = List.of(VOLTAGE_L1, VOLTAGE_L2, VOLTAGE_L3);
    static final List<Quantity> CURRENTS = List.of(CURRENT_L1, CURRENT_L2, CURRENT_L3);

    private static final int WATT = 27;
    private static final int WATT_HOUR = 30;
    private static final int AMPERE = 33;
    private static final int VOLT = 35;
    private static final int WITHOUT_UNIT = 255;

    private final String obis;
    private final int unit;

    Quantity(String obis, int unit) {
        this.obis = obis;
        this.unit = unit;
    }

    public String obis() {
        return obis;
    }

    /** COSEM unit enumeration. */
    public int unit() {
        return unit;
    }

    int bit() {
        return 1 << ordinal();
    }
}
