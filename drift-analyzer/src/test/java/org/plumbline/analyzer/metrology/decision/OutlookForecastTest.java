// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;
import org.plumbline.analyzer.metrology.tracking.DayEstimates;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.analyzer.metrology.tracking.VarianceForecast;

class OutlookForecastTest {
    private static final int FIRST = 20_500;
    private static final double DAILY = 0.3;
    private static final Limit LIMIT = Limit.byPolicy(1, "contract 7");
    private static final ReferenceCertificate SHARP = new ReferenceCertificate(0, 0.01, 0, FIRST);

    private static MeterTrack track(int days) {
        MeterTrack track = MeterTrack.start();
        for (int day = 0; day < days; day++) {
            track = track.step(DayEstimates.day(FIRST + day, 0.8, DAILY));
        }
        return track;
    }

    private static Outlook outlook(double error, ReferenceCertificate certificate, double structure) {
        MeterTrack track = track(8);
        VarianceForecast forecast = VarianceForecast.of(track, DAILY * DAILY);
        double combined = Math.sqrt(square(track.error().standardUncertainty())
                + square(certificate.standardUncertaintyPercentOn(track.lastEstimateDay()))
                + square(structure));
        return OutlookForecast.of(
                AccuracyAssessor.verdict(error, combined, LIMIT),
                error,
                LIMIT,
                square(structure),
                certificate,
                track.lastEstimateDay(),
                forecast);
    }

    private static double square(double value) {
        return value * value;
    }

    /** What is foretold is what the filter then says, to the bit but for the tracked correlation of the load mix. */
    @Test
    void forecastIsTheFiltersOwnVarianceOfDaysToCome() {
        VarianceForecast forecast = VarianceForecast.of(track(20), DAILY * DAILY);
        for (int ahead = 1; ahead <= 40; ahead++) {
            forecast = forecast.next();
            assertEquals(
                    track(20 + ahead).error().standardUncertainty(),
                    forecast.standardUncertainty(),
                    1e-3 * forecast.standardUncertainty());
        }
    }

    /** The day that is foretold is the first on which the track itself, with the error where it is, gives the word. */
    @Test
    void daysUntilTheWordIsFinalAreThoseOfTheTrackItself() {
        for (double error : new double[] {0.9, 1.1}) {
            Outlook.Within within = assertInstanceOf(Outlook.Within.class, outlook(error, SHARP, 0.01));
            assertEquals(error < 1 ? Verdict.PASS : Verdict.FAIL, within.verdict());
            assertTrue(within.days() > 1, within.toString());
            assertEquals(within.verdict(), word(error, within.days()));
            Verdict dayBefore = word(error, within.days() - 1);
            assertTrue(dayBefore == Verdict.CONDITIONAL_PASS || dayBefore == Verdict.CONDITIONAL_FAIL);
        }
    }

    private static Verdict word(double error, int moreDays) {
        double combined =
                Math.sqrt(square(track(8 + moreDays).error().standardUncertainty()) + square(0.01) + square(0.01));
        return AccuracyAssessor.verdict(error, combined, LIMIT);
    }

    @Test
    void referenceThatIsTooUncertainNeverDecides() {
        Outlook never = outlook(0.95, new ReferenceCertificate(0, 0.05, 0, FIRST), 0.01);
        assertInstanceOf(Outlook.NeverWithThisReference.class, never);
        assertTrue(never.sentence().contains("never with this reference"), never.sentence());
    }

    @Test
    void errorOnTheLimitNeverDecidesWhateverTheReference() {
        assertInstanceOf(Outlook.NeverWithThisMethod.class, outlook(0.99, SHARP, 0.033));
        assertInstanceOf(Outlook.NeverWithThisMethod.class, outlook(1, SHARP, 0));
    }

    /** A drifting reference loses faster than the days gain: the look ahead ends at its bound. */
    @Test
    void lookAheadIsBounded() {
        ReferenceCertificate drifting = new ReferenceCertificate(0, 0.01, 0.5, FIRST + 7);
        assertEquals(new Outlook.BeyondHorizon(OutlookForecast.HORIZON_DAYS), outlook(0.98, drifting, 0));
    }

    @Test
    void finalWordsStay() {
        assertEquals(new Outlook.Final(), outlook(0.2, SHARP, 0.033));
        assertEquals(new Outlook.Final(), outlook(1.6, SHARP, 0.033));
    }
}
