// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

/** What a check says of the evidence up to one settled day. */
public sealed interface DayFinding {

    /** How far a statistic is from what a healthy meter shows. */
    enum Level {
        /** A healthy meter shows this. */
        CLEAR,
        /** A healthy meter hardly shows this, or it cannot be told from what was so from the start. */
        DOUBTFUL,
        /** A healthy meter does not show this. */
        BEYOND
    }

    /**
     * A figure.
     *
     * @param statistic in the unit of the check
     * @param standardUncertainty k = 1; 0 where the statistic is exact
     * @param threshold of BEYOND, for the magnitude of the statistic less its baseline
     * @param baseline what the statistic was when watching began; 0 where it is not compared with that
     * @param readings it rests on
     */
    record Measured(
            Level level, double statistic, double standardUncertainty, double threshold, double baseline, int readings)
            implements DayFinding {}

    /** No figure; the name says why. */
    record Refused(Refusal refusal) implements DayFinding {}

    /** Why there is no figure, with what to do. */
    enum Refusal {
        NO_TOTAL_REGISTER("The poll does not read 1.0.1.8.0.255: list it in the meter model or the registration."),
        NO_PHASE_REGISTERS("The poll reads no energy registers of three phases."),
        NO_EXPORT_REGISTERS(
                "Export is counted but not read of every phase: list 1.0.2.8.0.255 and those of the phases."),
        NO_TARIFF_REGISTERS("The poll reads fewer than two tariff registers."),
        NO_POWER("The poll does not read active power (1.0.16.7.0.255)."),
        NO_VOLTAGE_CURRENT("The poll does not read voltage and current of every phase."),
        NO_POWER_FACTOR("The poll does not read the power factor (1.0.13.7.0.255)."),
        NO_NEUTRAL_CURRENT("The meter has no current sensor in the neutral, or the poll does not read 1.0.91.7.0.255."),
        NO_PROFILE_ROWS("No usable load profile rows on the hours around the polls."),
        SCALERS_DIFFER("Energy registers of different scalers cannot be summed up."),
        REGISTER_FELL("An energy register fell: rollover, reset or exchange; the sums begin anew."),
        TOO_FEW_POLLS("Too few polls so far under a load that the registers resolve."),
        NO_LOW_LOAD("Too few polls at low load so far."),
        NEVER_WITHOUT_LOAD("No poll met the meter without load so far.");

        private final String remedy;

        Refusal(String remedy) {
            this.remedy = remedy;
        }

        /** One sentence for a person. */
        public String remedy() {
            return remedy;
        }
    }
}
