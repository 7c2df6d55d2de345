// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/** Influence quantities and other properties that standards limit beside the error itself. */
public enum Influence implements Worded {
    /** Temperature coefficient; the limit is in percent per kelvin. */
    TEMPERATURE("temperature coefficient"),
    /** Voltage within +-10 % of nominal. */
    VOLTAGE("voltage"),
    /** Voltage 0.8 to 0.9 and 1.1 to 1.15 of nominal. */
    SEVERE_VOLTAGE("severe voltage"),
    /** Voltage below 0.8 of nominal. */
    UNDER_VOLTAGE("under-voltage"),
    /** Frequency within +-2 % of nominal. */
    FREQUENCY("frequency"),
    /** Reversed phase sequence. */
    PHASE_SEQUENCE("phase sequence"),
    /** Voltage missing in one or two phases. */
    VOLTAGE_UNBALANCE("voltage unbalance"),
    /** Harmonics in voltage and current. */
    HARMONICS("harmonics"),
    /** Sub-harmonics in the current. */
    SUB_HARMONICS("sub-harmonics"),
    /** Direct current and even harmonics in the current. */
    DC_AND_EVEN_HARMONICS("dc and even harmonics"),
    /** Continuous magnetic induction of external origin. */
    DC_INDUCTION("dc induction"),
    /** Magnetic induction of external origin, 0.5 mT. */
    AC_INDUCTION("ac induction"),
    /** Electromagnetic radio-frequency fields. */
    RF_FIELDS("rf fields"),
    /** Conducted disturbances induced by radio-frequency fields. */
    CONDUCTED_RF("conducted rf"),
    /** Fast transient bursts. */
    BURSTS("bursts"),
    /** Damped oscillatory waves. */
    OSCILLATORY_WAVES("oscillatory waves"),
    /** After a short over-current. */
    OVER_CURRENT("over-current"),
    /** Self-heating at Imax. */
    SELF_HEATING("self-heating"),
    /** Error with a single-phase load minus error with a balanced load. */
    LOAD_BALANCE("load balance"),
    /** Standard deviation of repeated measurements. */
    REPEATABILITY("repeatability");

    private final String word;

    Influence(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
