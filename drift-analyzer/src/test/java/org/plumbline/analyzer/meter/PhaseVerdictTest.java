// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.adapter.avro.EstimateRecords;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CoefficientProposal;
import org.plumbline.analyzer.cases.Plan;
import org.plumbline.analyzer.metrology.curve.PhaseAngle;
import org.plumbline.analyzer.metrology.curve.PhaseAngle.State;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Coefficient;
import org.plumbline.analyzer.metrology.decision.DecisionRules;
import org.plumbline.analyzer.metrology.decision.Diagnosis;
import org.plumbline.analyzer.metrology.decision.Installation;
import org.plumbline.analyzer.metrology.decision.Proposal;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.limits.Wiring;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterStateCodec;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.Symptom;
import org.plumbline.schema.avro.SymptomState;
import org.plumbline.schema.model.CoefficientChange;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** From active and reactive registers to what is said of the angle between voltage and current. */
class PhaseVerdictTest {
    private static final double MAXIMUM_WATTS = 24_000;
    private static final int DAYS = 20;
    private static final RegisterFormat FORMAT = new RegisterFormat(32, MAXIMUM_WATTS);
    private static final Limit CONTRACT = Limit.byPolicy(1, "contract 7");

    /** tan(phi) of the hours when the compressor runs and when it does not. */
    private double running = 1.4;

    private double resting = 0.3;
    private Side reactiveOf = Side.REFERENCE;
    private int reactiveScaler;

    private static FollowedPair pair(Wiring wiring) {
        return pair(wiring, FORMAT);
    }

    private static FollowedPair pair(Wiring wiring, RegisterFormat format) {
        FollowedPair pair = new FollowedPair();
        pair.pairing = new Pairing.Ready(
                "profile",
                FollowedPair.REFERENCE,
                new ReferenceCertificate(0, 0.03, 0.01, FollowedPair.FIRST_DAY, "certificate 4711"),
                format,
                format,
                new AccuracyPolicy(
                        AccuracyPolicy.Authority.ADJUST_UNVERIFIED, CONTRACT, CONTRACT, DecisionRules.defaults()),
                new Installation(format.maximumPowerWatts(), OptionalDouble.of(0.125), Optional.of(wiring), 1));
        return pair;
    }

    /** A meter whose gain is off by {@code gainPercent} and whose angle by {@code degrees}: cos theta + sin theta tan phi. */
    private List<FollowedPair.Seen> levels(double gainPercent, double degrees) {
        return levels(gainPercent, degrees, DAYS);
    }

    private List<FollowedPair.Seen> levels(double gainPercent, double degrees, int days) {
        SplittableRandom chance = new SplittableRandom(42);
        double theta = Math.toRadians(degrees);
        List<FollowedPair.Seen> all = new ArrayList<>();
        double tested = 5_000;
        double reference = 7_000;
        double reactive = 9_000;
        double tangent = resting;
        for (int k = 0; k <= 96 * days; k++) {
            long second = FollowedPair.FIRST_DAY * Level.DAY_SECONDS + 900L * k;
            all.add(seen(Side.TESTED, second, tested, reactive));
            all.add(seen(Side.REFERENCE, second, reference, reactive));
            if (k % 4 == 0) {
                tangent = chance.nextInt(3) == 0 ? running : resting;
            }
            double wattHours = (200 + 3_000 * Math.pow(chance.nextDouble(), 2)) / 4;
            reference += wattHours;
            reactive += wattHours * tangent;
            tested += Math.max(0, wattHours * (1 + gainPercent / 100) * (Math.cos(theta) + Math.sin(theta) * tangent));
        }
        return all;
    }

    private FollowedPair.Seen seen(Side side, long second, double energy, double reactive) {
        long net = (long) Math.floor(reactive / Math.pow(10, reactiveScaler));
        return new FollowedPair.Seen(
                side,
                side == Side.TESTED ? "" : FollowedPair.REFERENCE,
                new Level(
                        new RegisterLevel(second, (long) energy, 0, 0, 1),
                        side == Side.TESTED ? OptionalInt.of(230) : OptionalInt.empty(),
                        side == reactiveOf && second % 3_600 == 0
                                ? Optional.of(new ReactiveLevel(net, reactiveScaler))
                                : Optional.empty()));
    }

    private static FollowedPair followed(Wiring wiring, List<FollowedPair.Seen> levels) {
        FollowedPair pair = pair(wiring);
        pair.see(levels);
        return pair;
    }

    private static MeterOutput.DriftFound latest(FollowedPair pair) {
        return (MeterOutput.DriftFound) pair.outputs.stream()
                .filter(MeterOutput.DriftFound.class::isInstance)
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private static Assessment.Judged judged(FollowedPair pair) {
        return assertInstanceOf(Assessment.Judged.class, latest(pair).finding().assessment());
    }

    private static PhaseAngle angle(FollowedPair pair) {
        return judged(pair).particulars().angle();
    }

    private static Symptom phaseSymptom(DriftEstimate estimate) {
        return estimate.getSymptoms().stream()
                .filter(each -> each.getCode().equals("E-0016"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void angleOfThreeTenthsOfADegreeIsMeasuredBesideAGainErrorOfItsOwn() {
        FollowedPair pair = followed(Wiring.DIRECT, levels(0.2, 0.3));
        PhaseAngle angle = angle(pair);
        assertEquals(State.MEASURED, angle.state());
        assertEquals(0.3, angle.angleDegrees(), 0.02);
        assertTrue(Math.abs(angle.angleDegrees() - 0.3) < 2 * angle.angleStandardUncertaintyDegrees());
        assertEquals(0.2, angle.unityErrorPercent(), 0.03);
        assertEquals(0.65, angle.meanTangent(), 0.1);
        DriftEstimate estimate = EstimateRecords.record(latest(pair).finding());
        assertEquals("MEASURED", estimate.getPhaseAngle().getState());
        assertEquals(0.3, estimate.getPhaseAngle().getAngleDegrees(), 0.02);
        assertEquals(SymptomState.ABSENT, phaseSymptom(estimate).getState());
    }

    @Test
    void met02OfAnAngleAsksForThePhaseAndBehindTransformersForTheirCharacter() {
        FollowedPair direct = followed(Wiring.DIRECT, levels(0, 1.2));
        DriftEstimate estimate = EstimateRecords.record(latest(direct).finding());
        assertTrue(estimate.getMet02());
        assertEquals(CorrectiveAction.ADJUST_PHASE, estimate.getAction());
        assertEquals(SymptomState.PRESENT, phaseSymptom(estimate).getState());
        assertTrue(phaseSymptom(estimate).getText().contains("+1.20 degrees"), phaseSymptom(estimate)::getText);
        AccuracyCase open = direct.state.openCase(CaseKind.MET_02).orElseThrow();
        assertEquals(
                Plan.Action.ADJUST_PHASE,
                assertInstanceOf(Plan.NoAdjustment.class, open.plan()).action());

        FollowedPair behind = followed(Wiring.CT, levels(0, 1.2));
        assertEquals(
                Proposal.Remedy.RECHARACTERISE_CT,
                assertInstanceOf(Proposal.ByPerson.class, judged(behind).proposal())
                        .remedy());
    }

    /** The same angle on a meter whose model has a phase coefficient and whose block is known: one block, absolute. */
    @Test
    void anAngleIsTurnedBackWhereTheCoefficientIsKnown() {
        running = 1.4;
        resting = 1.0;
        MeterModel beta = MeterModels.named("PLB-BETA").orElseThrow();
        byte[] base = beta.scaled(HexFormat.of().parseHex("0002" + "00".repeat(14)), 1.001);
        RegisterFormat small = new RegisterFormat(32, 4_000);
        FollowedPair pair = pair(Wiring.DIRECT, small);
        pair.calibrated(new CalibrationBlock(
                1,
                beta.name(),
                HexFormat.of().formatHex(base),
                beta.checksumOf(base),
                CalibrationBlock.Cause.FIRST_SEEN,
                ""));
        pair.see(levels(0, 0.62, 40));

        Assessment.Judged judged = judged(pair);
        Proposal.Adjust adjust = assertInstanceOf(
                Proposal.Adjust.class,
                judged.proposal(),
                () -> judged.proposal() + " " + judged.particulars().angle().sentence());
        assertEquals(
                Coefficient.PHASE,
                adjust.coefficient(),
                () -> judged.particulars().angle().sentence());
        assertEquals(-0.62, Math.toDegrees(adjust.amount()), 0.03);
        assertEquals(0, adjust.errorAfterPercent(), 0.1);
        AccuracyCase open = pair.state.openCase(CaseKind.MET_02).orElseThrow();
        CoefficientProposal proposal =
                assertInstanceOf(Plan.Adjust.class, open.plan()).proposal();
        CoefficientChange change =
                CoefficientChange.between(beta, base, HexFormat.of().parseHex(proposal.targetBlockHex()));
        assertEquals(-0.62, Math.toDegrees(change.phaseRadians()), 0.03);
        assertEquals(1, proposal.correctionFactor());
        assertEquals(
                proposal.errorAfterPercent(),
                change.errorAfterPercent(
                        judged.errorPercent(), judged.particulars().angle().meanTangent(), Double.POSITIVE_INFINITY),
                0.05);
        DriftEstimate estimate = EstimateRecords.record(latest(pair).finding());
        assertEquals(CorrectiveAction.ADJUST_PHASE, estimate.getAction());
        assertTrue(estimate.getAdjustCandidate());
    }

    @Test
    void crossedPhasesAreAMatterOfTheInstallationAndNotOfTheMeter() {
        FollowedPair pair = followed(Wiring.CT, levels(0, 60));
        Diagnosis.AngleShifted found = assertInstanceOf(
                Diagnosis.AngleShifted.class, judged(pair).particulars().diagnosis());
        assertEquals(60, found.angleDegrees(), 1);
        assertTrue(found.sentence().contains("crossed"), found.sentence());
        assertTrue(pair.state.openCase(CaseKind.MET_02).isEmpty());
        assertTrue(pair.state.openCase(CaseKind.CONF_02).isPresent());
    }

    @Test
    void registersOfTheTestedMeterServeWhereTheReferenceHasNone() {
        reactiveOf = Side.TESTED;
        PhaseAngle angle = angle(followed(Wiring.DIRECT, levels(0.2, 0.3)));
        assertEquals(0.3, angle.angleDegrees(), 0.02);
        assertTrue(angle.byTested());
    }

    @Test
    void steadyPowerFactorTellsThePowerFactorAndNoAngle() {
        resting = 0.5;
        running = 0.5;
        FollowedPair pair = followed(Wiring.DIRECT, levels(0, 1.2));
        assertEquals(State.POWER_FACTOR_STEADY, angle(pair).state());
        assertEquals(0.894, angle(pair).powerFactor(), 0.001);
        assertEquals(0, angle(pair).sharePercent());
        DriftEstimate estimate = EstimateRecords.record(latest(pair).finding());
        assertEquals(SymptomState.NOT_MEASURED, phaseSymptom(estimate).getState());
        assertTrue(estimate.getPhaseAngle().getText().contains("not covered"), estimate.getPhaseAngle()::getText);
    }

    @Test
    void registersOfAKilovarHourChangeNothing() {
        reactiveScaler = 3;
        FollowedPair coarse = followed(Wiring.DIRECT, levels(0.2, 1.2));
        FollowedPair none = followed(
                Wiring.DIRECT,
                changed(levels(0.2, 1.2), level -> new Level(level.register(), level.temperatureTenths())));
        assertEquals(State.NO_REACTIVE_ENERGY, angle(coarse).state());
        assertArrayEquals(MeterStateCodec.encode(none.state), MeterStateCodec.encode(coarse.state));
    }

    private static List<FollowedPair.Seen> changed(List<FollowedPair.Seen> levels, UnaryOperator<Level> change) {
        return levels.stream()
                .map(each -> new FollowedPair.Seen(each.side(), each.referenceMeterId(), change.apply(each.level())))
                .toList();
    }

    @Test
    void daysOnWhichReactiveEnergyGoesOnWithoutImportDoNotTellTheAngle() {
        List<FollowedPair.Seen> exporting = changed(
                levels(0, 1.2),
                level -> level.reactive().isEmpty()
                        ? level
                        : new Level(
                                level.register(),
                                level.temperatureTenths(),
                                Optional.of(
                                        new ReactiveLevel(level.register().captureEpochSecond() / 3_600 * 9_000, 0))));
        assertEquals(
                State.NO_REACTIVE_ENERGY,
                angle(followed(Wiring.DIRECT, exporting)).state());
    }

    @Test
    void anyOrderOfArrivalGivesTheSameBits() {
        List<FollowedPair.Seen> inOrder = levels(0.2, 0.3).subList(0, 2 * 96 * 9 + 2);
        List<FollowedPair.Seen> shuffled = new ArrayList<>(inOrder);
        shuffled.addAll(inOrder.subList(100, 300));
        Collections.shuffle(shuffled, new Random(5));
        assertArrayEquals(
                MeterStateCodec.encode(followed(Wiring.DIRECT, inOrder).state),
                MeterStateCodec.encode(followed(Wiring.DIRECT, shuffled).state));
    }
}
