// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.util.Locale;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.DayFinding;

/** Puts a result into a sentence: what was found and, where something is wrong, what to do. */
public final class CheckSentence {
    private CheckSentence() {}

    /** One or two sentences for a person. */
    public static String of(CheckReport.Result result) {
        String found = switch (result.finding()) {
            case DayFinding.Refused(DayFinding.Refusal why) -> why.remedy();
            case DayFinding.Measured measured -> figure(result.kind(), measured);
        };
        return switch (result.verdict().state()) {
            case NOT_CHECKED, OK -> found;
            case WATCH -> found + " No action yet: not beyond doubt, or so since watching began.";
            case FAILED -> found + " " + remedy(result.kind());
        };
    }

    private static String figure(CheckKind kind, DayFinding.Measured measured) {
        double moved = measured.statistic() - measured.baseline();
        return switch (kind) {
            case POWER_PATH ->
                format(
                        "Power lies %+.3f %% (u = %.3f %%) off voltage, current and power factor, %+.3f %% from the"
                                + " baseline.",
                        measured.statistic(), measured.standardUncertainty(), moved);
            case POWER_OFFSET ->
                format(
                        "Power has an offset of %+.2f W (u = %.2f W) against voltage and current, %+.2f W from the"
                                + " baseline.",
                        measured.statistic(), measured.standardUncertainty(), moved);
            case PHASE_SUM -> format("The phases' energy has moved by %+.0f Wh against the total.", moved);
            case TARIFF_SUM -> format("The tariffs' energy has moved by %+.0f Wh against the total.", moved);
            case REGISTER_PROFILE ->
                measured.statistic() == 0
                        ? "The energy register lies between the profile's levels around every poll."
                        : format(
                                "The energy register lies %.0f Wh %s the profile's levels around a poll.",
                                Math.abs(measured.statistic()), measured.statistic() > 0 ? "above" : "below");
            case NEUTRAL_CURRENT ->
                format(
                        "The neutral current lies %+.2f %% (u = %.2f %%) off the phase current, %+.2f %% from the"
                                + " baseline.",
                        measured.statistic(), measured.standardUncertainty(), moved);
            case STANDSTILL ->
                format(
                        "Odds of 1 in 10^%.1f that current flowed by chance while no energy was counted.",
                        measured.statistic());
            case CREEP ->
                format("Odds of 1 in 10^%.1f that power was shown by chance without current.", measured.statistic());
        };
    }

    private static String remedy(CheckKind kind) {
        return switch (kind) {
            case POWER_PATH, POWER_OFFSET ->
                "Read and archive all registers, hold the coefficients and their checksum against what was left, and"
                        + " send a person; energy since then is in doubt.";
            case PHASE_SUM, TARIFF_SUM ->
                "Archive all registers and replace the meter; do not bill by the register that stands off.";
            case REGISTER_PROFILE ->
                "Compare ratio and scaler of register and profile; bill by the register until that is done.";
            case NEUTRAL_CURRENT -> "Test on site: current that returns another way first, then the two sensors.";
            case STANDSTILL -> "The meter does not count: archive all registers and replace it.";
            case CREEP -> "Test on site: look for a current channel that is open or short-circuited, then for creep.";
        };
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
