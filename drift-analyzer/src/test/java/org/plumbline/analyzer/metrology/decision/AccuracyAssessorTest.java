// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.analyzer.metrology.curve.CurveFit;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.FormLeverage;
import org.plumbline.analyzer.metrology.tracking.DayEstimates;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

class AccuracyAssessorTest {
    private static final int FIRST = 20_500;
    private static final ReferenceCertificate CERTIFICATE = new ReferenceCertificate(0, 0.03, 0, FIRST);

    private static MeterTrack track(double error, int days) {
        MeterTrack track = MeterTrack.start();
        for (int day = 0; day < days; day++) {
            track = track.step(DayEstimates.day(FIRST + day, error, 0.01));
        }
        return track;
    }

    private static Assessment assess(MeterTrack track, ReferenceCertificate certificate, AccuracyPolicy policy) {
        return AccuracyAssessor.assess(
                track, certificate, policy, DayEstimates.MAXIMUM_POWER_WATTS, Policies.FRESH_GAIN);
    }

    private static Assessment.Judged judged(double error, int days) {
        return judged(assess(track(error, days), CERTIFICATE, Policies.subMeter()));
    }

    private static Assessment.Judged judged(Assessment assessment) {
        return switch (assessment) {
            case Assessment.Judged judged -> judged;
            case Assessment.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private static Assessment.Refused refused(Assessment assessment) {
        return switch (assessment) {
            case Assessment.Judged judged -> throw new AssertionError(judged.toString());
            case Assessment.Refused refused -> refused;
        };
    }

    @Test
    void meterOnePointSixPercentOffIsAMet02WithAnAdjustment() {
        Assessment.Judged judged = judged(1.6, 60);
        assertTrue(judged.met02());
        assertTrue(judged.adjustCandidate());
        assertEquals(Verdict.FAIL, judged.verdict());
        assertEquals(1.6, judged.errorPercent(), 0.01);
        assertTrue(
                judged.proposal() instanceof Proposal.Adjust, judged.proposal().toString());
        assertEquals(FIRST, judged.firstDay());
        assertEquals(FIRST + 59, judged.lastDay());
        assertEquals(60, judged.quietDays());
        assertEquals(
                3.92 * judged.uncertainty().combinedPercent(),
                judged.intervalHighPercent() - judged.intervalLowPercent(),
                1e-12);
    }

    @Test
    void combinedUncertaintyOfAPairedClassOneMeterIsAboutFiveHundredths() {
        double combined = judged(0.2, 60).uncertainty().combinedPercent();
        assertTrue(combined > 0.045 && combined < 0.07, "u_c " + combined);
        double afterAWeek = judged(0.2, 7).uncertainty().combinedPercent();
        assertTrue(afterAWeek < 0.07, "u_c " + afterAWeek);
    }

    /** An offset power is seen in the form of every day; the days' slopes hold less of it than the customer's energy. */
    @Test
    void errorIsThatOfTheCustomersEnergyWhateverLoadsTheSlopesFollow() {
        DayResult.Estimate day = DayEstimates.day(FIRST, 0.3, 0.01);
        FormLeverage mean = FormLeverage.ofMean(day.load(), day.shape().squareLoadEnergy());
        MeterTrack usual = MeterTrack.start();
        MeterTrack sloped = MeterTrack.start();
        CurveShape offset = new CurveShape(2_000, 0, 400, 1_000, 0, 0, 0, 300);
        for (int k = 0; k < 60; k++) {
            usual = usual.step(DayEstimates.withForm(FIRST + k, offset, mean));
            sloped = sloped.step(
                    DayEstimates.withForm(FIRST + k, offset, new FormLeverage(mean.offset() - 0.1, mean.curvature())));
        }
        Assessment.Judged expected = judged(assess(usual, CERTIFICATE, Policies.subMeter()));
        Assessment.Judged judged = judged(assess(sloped, CERTIFICATE, Policies.subMeter()));
        double offsetWatts =
                CurveFit.of(sloped.shape(), DayEstimates.MAXIMUM_POWER_WATTS, 0).offsetWatts();
        assertTrue(offsetWatts > 0.4, "offset " + offsetWatts);
        // The level's prior of 10 % is not quite nothing.
        assertEquals(0.1 * offsetWatts, judged.errorPercent() - expected.errorPercent(), 1e-6);
        double structure = judged.uncertainty().structurePercent();
        assertEquals(
                AccuracyAssessor.STRUCTURE_UNCERTAINTY_PERCENT,
                expected.uncertainty().structurePercent(),
                1e-6);
        assertTrue(structure > AccuracyAssessor.STRUCTURE_UNCERTAINTY_PERCENT && structure < 0.05, "" + structure);
    }

    @Test
    void clearErrorInsideTheLimitIsNoMet02() {
        Assessment.Judged judged = judged(0.62, 60);
        assertFalse(judged.met02());
        assertEquals(Verdict.PASS, judged.verdict());
        assertTrue(judged.adjustCandidate());
    }

    @Test
    void errorBeyondTheCapsIsAMet02ThatCallsForReplacement() {
        Assessment.Judged judged = judged(2.5, 60);
        assertTrue(judged.met02());
        assertEquals(new Proposal.Replace(Proposal.ReplaceReason.STEP_CAP), judged.proposal());
    }

    @ParameterizedTest
    @CsvSource({
        "0.90, PASS",
        "0.95, CONDITIONAL_PASS",
        "1.0, CONDITIONAL_PASS",
        "1.05, CONDITIONAL_FAIL",
        "1.09, FAIL",
        "-0.90, PASS",
        "-0.95, CONDITIONAL_PASS",
        "-1.05, CONDITIONAL_FAIL",
        "-1.09, FAIL"
    })
    void verdictsFollowTheGuardBand(double error, Verdict verdict) {
        assertEquals(verdict, AccuracyAssessor.verdict(error, 0.05, Limit.byPolicy(1, "c")));
    }

    @Test
    void withoutLimitThereIsNoVerdictAndNoMet02() {
        AccuracyPolicy policy = Policies.with(Authority.OBSERVE, Limit.unset(), Limit.unset());
        Assessment.Judged judged = judged(assess(track(5, 60), CERTIFICATE, policy));
        assertEquals(Verdict.NONE, judged.verdict());
        assertFalse(judged.met02());
        assertEquals(new Proposal.Nothing(Proposal.NothingReason.BELOW_THRESHOLD), judged.proposal());
    }

    @Test
    void errorOfTheReferenceIsTakenIntoAccount() {
        ReferenceCertificate certificate = new ReferenceCertificate(0.2, 0.03, 0, FIRST);
        Assessment.Judged judged = judged(assess(track(1.0, 60), certificate, Policies.subMeter()));
        assertEquals(1.01 * 1.002 * 100 - 100, judged.errorPercent(), 0.003);
    }

    @Test
    void driftOfTheReferenceWidensTheUncertainty() {
        ReferenceCertificate old = new ReferenceCertificate(0, 0.03, 0.01, FIRST + 59 - 1461);
        Assessment.Judged judged = judged(assess(track(1.0, 60), old, Policies.subMeter()));
        assertEquals(0.05, judged.uncertainty().referencePercent(), 1e-9);
    }

    @Test
    void fewDaysAreRefused() {
        assertEquals(
                "TOO_FEW_DAYS",
                refused(assess(track(1.6, 6), CERTIFICATE, Policies.subMeter())).name());
        assertEquals(7, judged(1.6, 7).days());
    }

    @Test
    void sevenDaysProveACorrectionButCarryNoNewOne() {
        Assessment.Judged proof = judged(0.02, 7);
        assertEquals(Verdict.PASS, proof.verdict());
        assertTrue(judged(1.6, 7).proposal() instanceof Proposal.Withheld);
        assertTrue(judged(1.6, 7).met02());
    }

    @Test
    void meterWithoutUsableDaysIsRefusedByTheirReason() {
        MeterTrack track = MeterTrack.start().step(DayEstimates.refused(FIRST, RefusalReason.REGISTER_TOO_COARSE));
        assertEquals(
                "REGISTER_TOO_COARSE",
                refused(assess(track, CERTIFICATE, Policies.subMeter())).name());
    }

    @Test
    void fortnightOfRefusedDaysSilencesTheOldEstimate() {
        MeterTrack track = track(1.6, 30);
        for (int day = 30; day < 43; day++) {
            track = track.step(DayEstimates.refused(FIRST + day, RefusalReason.BAD_STATUS));
        }
        judged(assess(track, CERTIFICATE, Policies.subMeter()));
        track = track.step(DayEstimates.refused(FIRST + 43, RefusalReason.BAD_STATUS));
        assertEquals(
                "BAD_STATUS",
                refused(assess(track, CERTIFICATE, Policies.subMeter())).name());
    }

    @Test
    void dayWithAStandstillSilencesTheOldEstimateUntilTheNextDay() {
        MeterTrack stopped = track(1.6, 30).step(DayEstimates.refused(FIRST + 30, RefusalReason.REGISTER_STOPPED));
        Assessment.Refused refusal = refused(assess(stopped, CERTIFICATE, Policies.subMeter()));
        assertEquals("REGISTER_STOPPED", refusal.name());
        assertTrue(refusal.sentence().contains("look at the meter on site"), refusal.sentence());
        MeterTrack counting = stopped.step(DayEstimates.day(FIRST + 31, 1.6, 0.01));
        judged(assess(counting, CERTIFICATE, Policies.subMeter()));
    }
}
