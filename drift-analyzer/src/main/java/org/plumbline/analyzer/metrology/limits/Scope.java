// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/**
 * What a limit applies to.
 *
 * @param regime standard or jurisdiction, e.g. {@code MID}
 * @param accuracyClass class as marked on the meter; {@link #ANY_CLASS} = all
 * @param wiring connection of the meter
 * @param load balance of the load
 * @param currents currents
 * @param factors power factors
 */
public record Scope(
        String regime, String accuracyClass, Wiring wiring, LoadBalance load, Currents currents, LoadFactors factors) {
    /** Matches every class. */
    public static final String ANY_CLASS = "any";

    boolean coversClass(String meterClass) {
        return accuracyClass.equals(ANY_CLASS) || accuracyClass.equals(meterClass);
    }

    /** True when both apply to some load of some meter. */
    boolean meets(Scope other) {
        return regime.equals(other.regime)
                && (coversClass(other.accuracyClass) || other.accuracyClass.equals(ANY_CLASS))
                && wiring.meets(other.wiring)
                && load.meets(other.load)
                && factors.meets(other.factors)
                && (currentsMeet(other, Wiring.DIRECT) || currentsMeet(other, Wiring.CT));
    }

    private boolean currentsMeet(Scope other, Wiring meter) {
        return wiring.covers(meter) && other.wiring.covers(meter) && currents.meets(other.currents, meter);
    }

    @Override
    public String toString() {
        return "%s class %s, %s, %s load, %s, power factor %s"
                .formatted(regime, accuracyClass, wiring.word(), load.word(), currents, factors);
    }
}
