// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;
import org.plumbline.analyzer.metrology.tracking.VarianceForecast;

/** Looks ahead from a verdict: the error stays, the filter's uncertainty shrinks, the reference's grows. Pure. */
final class OutlookForecast {
    /** Looks so far ahead, days. */
    static final int HORIZON_DAYS = 365;

    private OutlookForecast() {}

    /**
     * The outlook of a verdict.
     *
     * @param errorPercent e
     * @param otherVariance what no more days take away besides the reference (structure, form of the curve), percent
     *     squared
     * @param certificate of the reference
     * @param today the day of the verdict, days since 1970-01-01
     */
    static Outlook of(
            Verdict verdict,
            double errorPercent,
            Limit limit,
            double otherVariance,
            ReferenceCertificate certificate,
            long today,
            VarianceForecast forecast) {
        return switch (verdict) {
            case NONE -> new Outlook.NoLimit();
            case PASS, FAIL -> new Outlook.Final();
            case CONDITIONAL_PASS, CONDITIONAL_FAIL ->
                ahead(errorPercent, limit, otherVariance, certificate, today, forecast);
        };
    }

    private static Outlook ahead(
            double errorPercent,
            Limit limit,
            double otherVariance,
            ReferenceCertificate certificate,
            long today,
            VarianceForecast forecast) {
        double distance = Math.abs(Math.abs(errorPercent) - limit.percentFor(errorPercent));
        double method = AccuracyAssessor.GUARD * Math.sqrt(otherVariance);
        if (method >= distance) {
            return new Outlook.NeverWithThisMethod(distance, method);
        }
        double reference = certificate.standardUncertaintyPercentOn(today);
        double withReference = AccuracyAssessor.GUARD * Math.sqrt(otherVariance + reference * reference);
        if (withReference >= distance) {
            return new Outlook.NeverWithThisReference(distance, withReference);
        }
        VarianceForecast then = forecast;
        for (int days = 1; days <= HORIZON_DAYS; days++) {
            then = then.next();
            double estimation = then.standardUncertainty();
            double later = certificate.standardUncertaintyPercentOn(today + days);
            double combined = Math.sqrt(estimation * estimation + later * later + otherVariance);
            Verdict word = AccuracyAssessor.verdict(errorPercent, combined, limit);
            if (word == Verdict.PASS || word == Verdict.FAIL) {
                return new Outlook.Within(word, days);
            }
        }
        return new Outlook.BeyondHorizon(HORIZON_DAYS);
    }
}
