// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.Arrays;
import java.util.Optional;

/** An energy besides active import that a pair can be compared by; OBIS codes and units of the COSEM Blue Book. */
public enum EnergyQuantity {
    /** Active export, Wh. */
    ACTIVE_EXPORT("1.0.2.8.0.255", 30),
    /** Reactive import, quadrants I and II, varh. */
    REACTIVE_IMPORT("1.0.3.8.0.255", 32),
    /** Reactive export, quadrants III and IV, varh. */
    REACTIVE_EXPORT("1.0.4.8.0.255", 32),
    /** Apparent import, VAh. */
    APPARENT_IMPORT("1.0.9.8.0.255", 31);

    private final String obis;
    private final int unit;

    EnergyQuantity(String obis, int unit) {
        this.obis = obis;
        this.unit = unit;
    }

    /** Logical name of the energy register. */
    public String obis() {
        return obis;
    }

    /** COSEM unit of the register. */
    public int unit() {
        return unit;
    }

    /** The quantity of a register; empty where there is none. */
    public static Optional<EnergyQuantity> ofObis(String obis) {
        return Arrays.stream(values()).filter(each -> each.obis.equals(obis)).findFirst();
    }
}
