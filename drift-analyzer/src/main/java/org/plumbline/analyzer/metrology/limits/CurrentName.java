// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/** Currents that tables of limits are written in. Always Ist &lt;= Imin &lt;= Itr &lt; Iref &lt;= Imax. */
public enum CurrentName implements Worded {
    /** Lowest current at which the meter registers. */
    IST("Ist"),
    /** Current from which on the meter keeps its limits. */
    IMIN("Imin"),
    /** Current from which on the meter keeps the smallest limits: Iref/10 direct, Iref/20 with transformers. */
    ITR("Itr"),
    /** Reference current: Ib of direct meters, In of transformer-operated ones, test amperes of ANSI meters. */
    IREF("Iref"),
    /** Highest current at which the meter keeps its limits; class amperes of ANSI meters. */
    IMAX("Imax");

    private final String word;

    CurrentName(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
