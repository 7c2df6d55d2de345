// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a verdict is what it is, in one sentence with its numbers. The rule is the analyzer's: guard 1.645 u_c on both
 * sides of the limit (ILAC-G8:09/2019, non-binary with guard band); the words only repeat it.
 */
public final class VerdictWords {
    /** One-sided 95 % of the normal distribution, as the analyzer judges. */
    static final double GUARD = 1.645;

    private VerdictWords() {}

    /**
     * The sentence about a meter, without line breaks.
     *
     * @param role TESTED, REFERENCE or UNPAIRED
     */
    public static String why(@Nullable Estimate estimate, String role) {
        if (estimate != null) {
            return why(estimate);
        }
        return switch (role) {
            case "TESTED" -> "No estimate yet: the first comes when enough days are closed.";
            case "REFERENCE" -> "No estimate: the meter is a reference for others and is itself compared with nothing.";
            default -> "No estimate: no reference profile names the meter as the tested one.";
        };
    }

    /** The sentence about an estimate, without line breaks. */
    public static String why(Estimate estimate) {
        if (estimate.isRefused()) {
            return "No figure: " + estimate.refusal() + ", " + estimate.refusalText() + ".";
        }
        Explanation more = estimate.explanation();
        Explanation.Average average = more == null ? null : more.average();
        if (average != null && !average.refusal().isEmpty()) {
            return "No verdict by the weighted average: " + average.refusal() + ", " + average.refusalText() + ".";
        }
        Double error = average == null ? estimate.errorPercent() : average.errorPercent();
        Double uncertainty = average == null
                ? (estimate.uncertainty() == null
                        ? null
                        : (Double) estimate.uncertainty().combinedPercent())
                : average.standardUncertaintyPercent();
        if (error == null || uncertainty == null) {
            return "No figure.";
        }
        return rule(estimate, Math.abs(error), uncertainty)
                + (average == null ? "" : ", by the weighted average " + average.method())
                + text(", from %d closed days of epoch %d.", estimate.closedDays(), estimate.calibrationEpoch())
                + exception(estimate, more);
    }

    private static String rule(Estimate estimate, double error, double uncertainty) {
        double limit = estimate.limitPercent();
        String below = text(
                "|e| - 1.645 u_c = %.3f - 1.645 x %.3f = %.3f %%", error, uncertainty, error - GUARD * uncertainty);
        String above = text(
                "|e| + 1.645 u_c = %.3f + 1.645 x %.3f = %.3f %%", error, uncertainty, error + GUARD * uncertainty);
        return switch (estimate.verdict()) {
            case "FAIL" -> below + text(" is beyond the limit of %.3f %%", limit);
            case "CONDITIONAL_FAIL" ->
                text("|e| = %.3f %% is beyond the limit of %.3f %%, but not beyond doubt: ", error, limit)
                        + below
                        + " is not";
            case "CONDITIONAL_PASS" ->
                text("|e| = %.3f %% is within the limit of %.3f %%, but not beyond doubt: ", error, limit)
                        + above
                        + " is not";
            case "PASS" -> above + text(" is within the limit of %.3f %%", limit);
            default -> text("e = %.3f %%, u_c = %.3f %%: no limit to judge by", error, uncertainty);
        };
    }

    private static String exception(Estimate estimate, @Nullable Explanation more) {
        boolean excused = estimate.verdict().equals("FAIL") && !estimate.met02();
        return excused && more != null && !more.diagnosisText().isEmpty()
                ? " No MET-02: " + more.diagnosisText() + "."
                : "";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
