// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Locale;

/** What more quiet days would do to a verdict if the error stayed where it is. Immutable. */
public sealed interface Outlook {
    /** Nothing is judged, so nothing changes. */
    record NoLimit() implements Outlook {}

    /** The verdict is pass or fail already. */
    record Final() implements Outlook {}

    /**
     * The word becomes pass or fail.
     *
     * @param verdict PASS or FAIL
     * @param days more quiet days, at least 1
     */
    record Within(Assessment.Verdict verdict, int days) implements Outlook {}

    /**
     * The reference's own uncertainty forbids it: a better certificate is needed, not more days.
     *
     * @param distancePercent distance of the error from the limit, percent
     * @param guardPercent guard band if the readings were perfect, percent
     */
    record NeverWithThisReference(double distancePercent, double guardPercent) implements Outlook {}

    /**
     * The error is so near to the limit that no comparison of this kind decides, whatever the reference.
     *
     * @param distancePercent distance of the error from the limit, percent
     * @param guardPercent guard band with perfect readings and a perfect reference, percent
     */
    record NeverWithThisMethod(double distancePercent, double guardPercent) implements Outlook {}

    /**
     * Not within the time looked ahead.
     *
     * @param days the horizon
     */
    record BeyondHorizon(int days) implements Outlook {}

    /** The outlook in one sentence. */
    default String sentence() {
        return switch (this) {
            case NoLimit none -> "no limit is set, so there is no verdict to come";
            case Final end -> "the verdict is final while the error stays";
            case Within(Assessment.Verdict verdict, int days) ->
                "%d more quiet days make it a %s if the error stays"
                        .formatted(days, verdict == Assessment.Verdict.PASS ? "pass" : "fail");
            case NeverWithThisReference(double distance, double guard) ->
                String.format(
                        Locale.ROOT,
                        "never with this reference: the error is %.3f %% from the limit and the reference alone asks for"
                                + " %.3f %%; use a reference of smaller uncertainty",
                        distance,
                        guard);
            case NeverWithThisMethod(double distance, double guard) ->
                String.format(
                        Locale.ROOT,
                        "never by comparison in service: the error is %.3f %% from the limit and even a perfect reference"
                                + " asks for %.3f %%; test the meter on a bench",
                        distance,
                        guard);
            case BeyondHorizon(int days) -> "not within %d more quiet days".formatted(days);
        };
    }
}
