// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.analyzer.adapter.avro.EstimateRecords;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.cases.Plan;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.CorrectionFactor;
import org.plumbline.analyzer.metrology.decision.DecisionRules;
import org.plumbline.analyzer.metrology.decision.Diagnosis;
import org.plumbline.analyzer.metrology.decision.Installation;
import org.plumbline.analyzer.metrology.decision.PolicySource;
import org.plumbline.analyzer.metrology.decision.Proposal;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.decision.TabledPolicy;
import org.plumbline.analyzer.metrology.decision.WeightedAverage;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.metrology.limits.RatedMeter;
import org.plumbline.analyzer.metrology.limits.Rating;
import org.plumbline.analyzer.metrology.limits.Wiring;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.SymptomState;

/** From levels of two registers to what is said and proposed about the tested meter. */
class VerdictTest {
    private static final double MAXIMUM_WATTS = 24_000;
    private static final RegisterFormat FORMAT = new RegisterFormat(32, MAXIMUM_WATTS);
    private static final Limit CONTRACT = Limit.byPolicy(1, "contract 7");
    private static final AccuracyPolicy SUB_METER = new AccuracyPolicy(
            AccuracyPolicy.Authority.ADJUST_UNVERIFIED, CONTRACT, CONTRACT, DecisionRules.defaults());

    private final FollowedPair pair = new FollowedPair();
    private final SplittableRandom chance = new SplittableRandom(42);
    private double tested = 5_000;
    private double reference = 7_000;
    private long nextDay = FollowedPair.FIRST_DAY;
    private double leastWatts = 120;

    /** Iref an eighth of Imax, as a class 200 meter with 25 test amperes. */
    private static Installation installation(Wiring wiring) {
        return new Installation(MAXIMUM_WATTS, OptionalDouble.of(0.125), Optional.of(wiring), 1);
    }

    private void pairedUnder(PolicySource policy, Wiring wiring, double certificatePercent) {
        pair.pairing = new Pairing.Ready(
                "profile",
                FollowedPair.REFERENCE,
                new ReferenceCertificate(0, certificatePercent, 0.01, FollowedPair.FIRST_DAY, "certificate 4711"),
                FORMAT,
                FORMAT,
                policy,
                installation(wiring));
    }

    /** Days of a household with an hour of cooking; the tested meter sees {@code seen} of the true power, W. */
    private void run(int days, DoubleUnaryOperator seen) {
        for (int step = 0; step < 48 * days; step++) {
            levels(step);
            double watts = leastWatts + 700 * Math.pow(chance.nextDouble(), 3);
            if (step % 48 == 36 || step % 48 == 37) {
                watts = 8_000 + 1_000 * chance.nextDouble();
            } else if (chance.nextInt(5) == 0) {
                watts += 2_500 * chance.nextDouble();
            }
            reference += watts / 2;
            tested += Math.max(0, seen.applyAsDouble(watts)) / 2;
        }
        nextDay += days;
        levels(0);
    }

    private void levels(int step) {
        long second = nextDay * Level.DAY_SECONDS + 1_800L * step;
        pair.see(new FollowedPair.Seen(
                Side.TESTED, "", new Level(new RegisterLevel(second, (long) tested, 0, 0, 1), OptionalInt.of(230))));
        pair.see(new FollowedPair.Seen(
                Side.REFERENCE,
                FollowedPair.REFERENCE,
                new Level(new RegisterLevel(second, (long) reference, 0, 0, 1), OptionalInt.empty())));
    }

    private Finding latest() {
        Finding latest = null;
        for (MeterOutput output : pair.outputs) {
            if (output instanceof MeterOutput.DriftFound found) {
                latest = found.finding();
            }
        }
        assertTrue(latest != null, "no finding");
        return latest;
    }

    private Assessment.Judged judged() {
        return assertInstanceOf(Assessment.Judged.class, latest().assessment());
    }

    private List<AccuracyCase> openCases() {
        List<AccuracyCase> open = new ArrayList<>();
        for (CaseKind kind : CaseKind.values()) {
            pair.state.openCase(kind).ifPresent(open::add);
        }
        return open;
    }

    @Test
    void plainGainErrorIsAMet02ThatTellsWhatItRestsOn() {
        pairedUnder(SUB_METER, Wiring.DIRECT, 0.03);
        run(30, watts -> 1.016 * watts);
        DriftEstimate estimate = EstimateRecords.record(latest());
        assertEquals("MET-02", estimate.getCaseKind());
        assertEquals("METER", estimate.getDiagnosis());
        assertEquals(1.6, estimate.getErrorPercent(), 0.02);
        assertEquals(0.03, estimate.getUncertainty().getCertificatePercent());
        assertEquals(0.01 * 29 / 365.25, estimate.getUncertainty().getReferenceDriftPercent(), 1e-12);
        assertTrue(estimate.getRateIntervalLowPercentPerYear() < 0 && estimate.getRateIntervalHighPercentPerYear() > 0);
        assertEquals(
                2 * 1.96 * estimate.getRateStandardUncertaintyPercentPerYear(),
                estimate.getRateIntervalHighPercentPerYear() - estimate.getRateIntervalLowPercentPerYear(),
                1e-12);
        assertEquals(3, estimate.getCurve().size());
        assertEquals(0.8, estimate.getCurve().getFirst().getFractionOfReferenceCurrent(), 1e-12);
        assertEquals(
                List.of(0.1, 1.0, 2.0),
                estimate.getReferenceCurve().stream()
                        .map(point -> point.getFractionOfReferenceCurrent())
                        .toList());
        estimate.getReferenceCurve().forEach(point -> assertEquals(1.6, point.getErrorPercent(), 0.1));
        assertTrue(estimate.getReferenceCurve().get(1).getCovered());
        assertEquals(org.plumbline.schema.avro.Outlook.FINAL, estimate.getOutlook());
        assertEquals(
                List.of("CONF-02", "LOAD-01", "REG-04", "E-0016"),
                estimate.getSymptoms().stream().map(each -> each.getCode()).toList());
        estimate.getSymptoms()
                .forEach(each -> assertEquals(
                        each.getCode().equals("E-0016") ? SymptomState.NOT_MEASURED : SymptomState.ABSENT,
                        each.getState(),
                        each.getText()));
    }

    /** What a case keeps of its evidence says the same as the estimate did when it was published. */
    @Test
    void caseKeepsTheSourcesOfItsLimits() {
        pairedUnder(SUB_METER, Wiring.DIRECT, 0.03);
        run(10, watts -> 1.016 * watts);
        AccuracyCase open = openCases().getFirst();
        DriftEstimate kept = EstimateRecords.record(open.latest());
        assertEquals(EstimateRecords.record(latest()), kept);
        assertEquals("contract 7", kept.getLimitSource());
        assertEquals("contract 7", kept.getMaximumPermissibleErrorSource());
        assertEquals("certificate 4711", kept.getReferenceSource());
    }

    @ParameterizedTest
    @CsvSource({"2, DOUBLE", "0.5, HALF", "0.6667, TWO_THIRDS", "0.3333, THIRD", "1.5, THREE_HALVES", "0.1, TENTH"})
    void configurationFactorOpensItsOwnCaseAndNoMet02(double factor, Diagnosis.Factor name) {
        pairedUnder(SUB_METER, Wiring.CT, 0.03);
        run(12, watts -> 1.004 * factor * watts);
        Assessment.Judged judged = judged();
        assertEquals(100 * (1.004 * factor - 1), judged.errorPercent(), 0.1);
        assertEquals(Assessment.Verdict.FAIL, judged.verdict());
        assertTrue(!judged.met02());
        assertEquals(
                name,
                assertInstanceOf(
                                Diagnosis.ConfigurationFactor.class,
                                judged.particulars().diagnosis())
                        .factor());
        AccuracyCase open = openCases().getFirst();
        assertEquals("m|CONF-02|1", open.caseId());
        assertEquals(1, openCases().size());
        Plan.NoAdjustment plan = assertInstanceOf(Plan.NoAdjustment.class, open.plan());
        assertEquals(Plan.Action.SITE_TEST, plan.action());
        assertTrue(plan.reason().contains(name.sentence()), plan.reason());
    }

    /** A ratio that is changed in service shows as a step, and its case is over when the ratio is put right. */
    @Test
    void ratioChangedInServiceIsFoundWithinDaysAndItsCaseIsOverWhenItIsPutRight() {
        pairedUnder(SUB_METER, Wiring.CT, 0.03);
        run(20, watts -> 1.002 * watts);
        assertEquals(List.of(), openCases());
        run(6, watts -> 2.004 * watts);
        assertEquals(
                List.of("m|CONF-02|1"),
                openCases().stream().map(AccuracyCase::caseId).toList());
        assertEquals(100.4, judged().errorPercent(), 0.1);
        run(14, watts -> 1.002 * watts);
        assertEquals(List.of(), openCases());
        assertEquals(0.2, judged().errorPercent(), 0.1);
        boolean closed = pair.outputs.stream()
                .anyMatch(output -> output instanceof MeterOutput.CaseChanged changed
                        && changed.now().kind() == CaseKind.CONF_02
                        && changed.now().state() instanceof CaseState.Closed);
        assertTrue(closed);
    }

    @Test
    void bypassOfEveningsIsNoMet02() {
        pairedUnder(SUB_METER, Wiring.DIRECT, 0.03);
        for (int day = 0; day < 14; day++) {
            boolean bypassed = chance.nextBoolean();
            run(1, watts -> bypassed && watts > 5_000 ? 0 : watts);
        }
        Diagnosis.LoadNotShared found = assertInstanceOf(
                Diagnosis.LoadNotShared.class, judged().particulars().diagnosis());
        assertEquals(Diagnosis.LoadPattern.LOAD_BYPASSED, found.pattern());
        assertEquals(
                List.of("m|LOAD-01|1"),
                openCases().stream().map(AccuracyCase::caseId).toList());
    }

    /** The same meter, had a gain been written: right at its own load, wrong at full load by more than before. */
    @Test
    void gainIsNotProposedForAnOffsetAtLowLoad() {
        pairedUnder(SUB_METER, Wiring.DIRECT, 0.03);
        run(40, watts -> watts + 14);
        Assessment.Judged judged = judged();
        assertTrue(judged.met02(), judged.toString());
        Proposal.ByPerson byPerson = assertInstanceOf(Proposal.ByPerson.class, judged.proposal());
        assertEquals(Proposal.Remedy.ADJUST_OFFSET, byPerson.remedy());
        assertTrue(byPerson.sharePercent() > judged.errorPercent() / 2, byPerson.toString());
        assertTrue(!judged.adjustCandidate());
        Plan.NoAdjustment plan =
                assertInstanceOf(Plan.NoAdjustment.class, openCases().getFirst().plan());
        assertEquals(Plan.Action.ADJUST_OFFSET, plan.action());
        DriftEstimate estimate = EstimateRecords.record(latest());
        assertEquals(CorrectiveAction.ADJUST_OFFSET, estimate.getAction());
        double factor = CorrectionFactor.of(judged.errorPercent());
        double fullLoadBefore = 100 * 14 / MAXIMUM_WATTS;
        double fullLoadAfter = CorrectionFactor.errorAfter(fullLoadBefore, factor);
        assertTrue(Math.abs(fullLoadAfter) > 1, "a gain would leave full load at " + fullLoadAfter);
        ErrorCurve.Point fullLoad = judged.curve().points().getLast();
        assertEquals(fullLoadBefore, fullLoad.errorPercent(), 3 * fullLoad.standardUncertaintyPercent());
    }

    private static TabledPolicy unitedStates() {
        return new TabledPolicy(
                AccuracyPolicy.Authority.ADVISE,
                LimitTable.shipped(),
                new RatedMeter("MID", "B", Rating.of(Wiring.DIRECT, 25, 200)),
                new TabledPolicy.JudgedBy.InService("USA"),
                Optional.empty(),
                Optional.empty(),
                DecisionRules.defaults());
    }

    /** The offset counts for little at full load and for much at light load: (4 FL + LL) / 5. */
    @Test
    void unitedStatesJudgeTheWeightedAverageOfTestPoints() {
        pairedUnder(unitedStates(), Wiring.DIRECT, 0.03);
        run(40, watts -> 1.022 * watts + 2);
        Assessment.Judged judged = judged();
        WeightedAverage.Judged average = assertInstanceOf(
                WeightedAverage.Judged.class, judged.particulars().average().orElseThrow());
        assertEquals("(4 FL + 1 LL) / 5", average.method());
        double truth = 2.2 + (4 * 100 * 2 / 3_000.0 + 100 * 2 / 300.0) / 5;
        assertEquals(truth, average.errorPercent(), 0.15);
        assertEquals(Assessment.Verdict.FAIL, judged.verdict());
        assertTrue(
                latest().sources().limit().contains("4 NCAC 11"),
                latest().sources().limit());
        assertEquals(2, latest().limitPercent());
    }

    @Test
    void unitedStatesRefuseByNameWhereLightLoadIsNotCovered() {
        leastWatts = 900;
        pairedUnder(unitedStates(), Wiring.DIRECT, 0.03);
        run(20, watts -> 1.03 * watts);
        Assessment.Judged judged = judged();
        WeightedAverage.Refused refused = assertInstanceOf(
                WeightedAverage.Refused.class, judged.particulars().average().orElseThrow());
        assertEquals("LIGHT_LOAD_NOT_COVERED", refused.name());
        assertEquals(Assessment.Verdict.NONE, judged.verdict());
        assertTrue(!judged.met02());
        assertEquals(
                Coverage.EXTRAPOLATED,
                judged.particulars().referenceCurve().getFirst().coverage());
        assertEquals(
                "LIGHT_LOAD_NOT_COVERED",
                EstimateRecords.record(latest()).getAverage().getRefusal());
    }

    @Test
    void whatIsNotMeasuredIsSaidWithTheLimit() {
        pairedUnder(
                new TabledPolicy(
                        AccuracyPolicy.Authority.ADVISE,
                        LimitTable.shipped(),
                        new RatedMeter("MID", "B", Rating.of(Wiring.DIRECT, 25, 200)),
                        new TabledPolicy.JudgedBy.ClassLimit(),
                        Optional.empty(),
                        Optional.empty(),
                        DecisionRules.defaults()),
                Wiring.DIRECT,
                0.03);
        run(8, watts -> watts);
        assertTrue(
                latest().sources().limit().contains("power factor"),
                latest().sources().limit());
    }

    @Test
    void errorNextToTheLimitIsNeverDecidedInService() {
        pairedUnder(SUB_METER, Wiring.DIRECT, 0.03);
        run(20, watts -> 1.0095 * watts);
        assertEquals(
                org.plumbline.schema.avro.Outlook.NEVER_WITH_THIS_METHOD,
                EstimateRecords.record(latest()).getOutlook());
    }

    @Test
    void undecidedVerdictForWhichTheReferenceIsTooUncertainSaysSo() {
        pairedUnder(SUB_METER, Wiring.DIRECT, 0.2);
        run(20, watts -> 1.008 * watts);
        DriftEstimate estimate = EstimateRecords.record(latest());
        assertEquals(org.plumbline.schema.avro.Outlook.NEVER_WITH_THIS_REFERENCE, estimate.getOutlook());
        assertTrue(estimate.getOutlookText().startsWith("never with this reference"), estimate.getOutlookText());
    }
}
