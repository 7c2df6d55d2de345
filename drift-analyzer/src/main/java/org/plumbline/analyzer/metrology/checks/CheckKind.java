// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

/** The checks that need no reference. {@code docs/metrology.md} has the statistic and threshold of each. */
public enum CheckKind {
    /** P / sum(U I PF) - 1. */
    POWER_PATH(
            "%",
            "ERR-02",
            "Sees a gain of the power and energy path that changed without voltage and current: coefficient memory, a"
                    + " gain register.",
            "Cannot see drift of the voltage or current sensors (both sides change alike), what was wrong before the"
                    + " baseline, or a meter that works its power factor out from the power it shows."),
    /** P - (1 + rho) sum(U I PF) at low load. */
    POWER_OFFSET(
            "W",
            "ERR-02",
            "Sees a constant power b added in the power and energy path, an error of b/P that grows at low load.",
            "Cannot see an offset of the current sensors themselves, or less than the resolution of the registers."),
    /** Sum of the phases' energy minus the total. */
    PHASE_SUM(
            "Wh",
            "REG-04",
            "Sees a phase or total energy register that stands still, jumps or counts in another proportion.",
            "Cannot see errors common to all registers, which are those of the sensors."),
    /** Sum of the tariffs' energy minus the total. */
    TARIFF_SUM(
            "Wh",
            "REG-04",
            "Sees a tariff register that stands still or jumps, and energy booked in no tariff.",
            "Cannot see energy booked in the wrong tariff, and takes a tariff that is not read for a fault."),
    /** Energy register outside of the profile's levels around it. */
    REGISTER_PROFILE(
            "Wh",
            "REG-04",
            "Sees a load profile that does not carry the energy register: another ratio, lost or shifted intervals.",
            "Cannot see a difference smaller than the energy of the hours around a poll, or an error of both."),
    /** I_N / I_L - 1 of a single-phase meter against its baseline. */
    NEUTRAL_CURRENT(
            "%",
            "",
            "Sees one of two current sensors drift against the other.",
            "Cannot see what both have in common, and cannot tell drift from current that returns another way"
                    + " (earth, a neighbour's neutral, a by-pass)."),
    /** log10 of the odds that a load was met by chance although no energy was counted. */
    STANDSTILL(
            "log10",
            "REG-04",
            "Sees energy registers that stand still while current flows.",
            "Cannot see a register that counts too little, or one that stands still without load."),
    /** log10 of the odds that power was shown by chance although no current was. */
    CREEP(
            "log10",
            "REG-04",
            "Sees power and energy that go on while every current is below the starting current: creep, a current"
                    + " channel that is open or short-circuited.",
            "Cannot see creep below a few watts, or behind a load that never ends.");

    private final String unit;
    private final String eventCode;
    private final String sees;
    private final String cannotSee;

    CheckKind(String unit, String eventCode, String sees, String cannotSee) {
        this.unit = unit;
        this.eventCode = eventCode;
        this.sees = sees;
        this.cannotSee = cannotSee;
    }

    /** Unit of statistic, uncertainty and threshold. */
    public String unit() {
        return unit;
    }

    /** Code of the event vocabulary that a failure stands for; empty where it has none. */
    public String eventCode() {
        return eventCode;
    }

    /** One sentence. */
    public String sees() {
        return sees;
    }

    /** One sentence. */
    public String cannotSee() {
        return cannotSee;
    }
}
