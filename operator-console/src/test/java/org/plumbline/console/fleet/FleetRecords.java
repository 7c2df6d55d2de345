// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records for the tests of the pure packages. */
public final class FleetRecords {
    public static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    public static final Proposal PROPOSAL = new Proposal("PLB-ALPHA", 1, "00", 1, "01", 2, 0.985, 0);

    private FleetRecords() {}

    public static Registration meter(String meterId) {
        return new Registration(
                meterId, "ACTIVE", "PLB-ALPHA", "1", "", "DIRECT", 1, 5, 60, 900, "", "", "", "", "", "CLASS", 1, 1);
    }

    public static ReferencePairing pairing(String tested, String reference) {
        return new ReferencePairing("paired-" + tested, "PAIRED", true, tested, reference, 0, 0.03, "");
    }

    public static Estimate estimate(String meterId, double errorPercent) {
        return judged(meterId, errorPercent, "PASS", null);
    }

    public static Estimate refused(String meterId, String refusal) {
        return estimate(meterId, refusal, null, null, "NONE", null);
    }

    public static Estimate judgedBy(String meterId, double errorPercent, String verdict) {
        return judged(meterId, errorPercent, verdict, null);
    }

    /** With a rate in percent per year; null where there is none. */
    public static Estimate moving(String meterId, double errorPercent, @Nullable Double rate, String verdict) {
        return estimate(meterId, "", errorPercent, rate, verdict, null);
    }

    /** Case 1 of a meter, open or closed. */
    public static AccuracyCase caseOf(String meterId, boolean open) {
        return found(meterId, 1, open ? AccuracyCase.State.OPENED : AccuracyCase.State.CLOSED);
    }

    static Estimate judged(String meterId, double errorPercent, String verdict, @Nullable Explanation explanation) {
        return estimate(meterId, "", errorPercent, null, verdict, explanation);
    }

    static Explanation explanation(String diagnosisText, Explanation.@Nullable Average average) {
        return new Explanation(
                "",
                "",
                "",
                0.03,
                0.01,
                null,
                null,
                0,
                List.of(),
                average,
                "FINAL",
                0,
                "",
                "",
                "FACTOR",
                diagnosisText,
                List.of(),
                "",
                "");
    }

    static PointDay analysed(String meterId, Instant day, @Nullable Double e1Percent) {
        return pointDay(meterId, "", day, e1Percent);
    }

    static PointDay unwatched(String meterId, String refusal) {
        return pointDay(meterId, refusal, Instant.EPOCH, null);
    }

    private static PointDay pointDay(String meterId, String refusal, Instant day, @Nullable Double e1Percent) {
        return new PointDay(
                meterId,
                "ref",
                "FR-ANNEXE-8",
                refusal,
                "why",
                day,
                144,
                90,
                e1Percent,
                e1Percent,
                0,
                0,
                List.of(),
                List.of(),
                null,
                null);
    }

    private static Estimate estimate(
            String meterId,
            String refusal,
            @Nullable Double errorPercent,
            @Nullable Double rate,
            String verdict,
            @Nullable Explanation explanation) {
        return new Estimate(
                meterId,
                "paired-" + meterId,
                1,
                T0,
                T0,
                60,
                refusal,
                refusal.isEmpty() ? "" : "why",
                errorPercent,
                errorPercent == null ? null : new Estimate.Uncertainty(0.05, 0.03, 0.03, 0.02),
                errorPercent,
                errorPercent,
                rate,
                null,
                0,
                List.of(),
                1,
                20,
                verdict,
                1,
                1,
                false,
                false,
                "NONE",
                "",
                null,
                List.of(),
                explanation);
    }

    public static AccuracyCase found(String meterId, int number, AccuracyCase.State state) {
        return new AccuracyCase(
                meterId + "|MET-02|" + number,
                meterId,
                "MET-02",
                number,
                state,
                "",
                T0,
                T0,
                null,
                null,
                "ADJUST_GAIN",
                PROPOSAL,
                "",
                "",
                "",
                null,
                CaseHandling.NONE);
    }

    public static AccuracyCase withoutProposal(String meterId) {
        return new AccuracyCase(
                meterId + "|MET-02|1",
                meterId,
                "MET-02",
                1,
                AccuracyCase.State.OPENED,
                "",
                T0,
                T0,
                null,
                null,
                "REPLACE",
                null,
                "Beyond the step cap.",
                "",
                "",
                null,
                CaseHandling.NONE);
    }

    public static Campaign campaign(String campaignId, Campaign.State state) {
        return new Campaign(
                campaignId,
                "spring",
                state,
                "",
                "anna",
                "",
                "d1",
                1,
                T0,
                T0,
                List.of(),
                null,
                null,
                null,
                new TreeMap<>());
    }

    static Outcome outcome(String orderId, String result, boolean repeated) {
        return new Outcome(orderId, "m1", 1, "", "", result, "", "", repeated, "", "", 0, 1, T0, T0, List.of());
    }
}
