// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseFile;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.CoefficientProposal;
import org.plumbline.analyzer.cases.DaySignal;
import org.plumbline.analyzer.cases.Dismissal;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.cases.Handling;
import org.plumbline.analyzer.cases.Plan;
import org.plumbline.analyzer.cases.Signal;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.curve.OffsetPower;
import org.plumbline.analyzer.metrology.curve.PhaseAngle;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Coefficient;
import org.plumbline.analyzer.metrology.decision.Diagnosis;
import org.plumbline.analyzer.metrology.decision.Outlook;
import org.plumbline.analyzer.metrology.decision.Particulars;
import org.plumbline.analyzer.metrology.decision.Proposal;
import org.plumbline.analyzer.metrology.decision.Symptom;
import org.plumbline.analyzer.metrology.decision.UncertaintyBudget;
import org.plumbline.analyzer.metrology.decision.WeightedAverage;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayWitness;
import org.plumbline.analyzer.metrology.paired.FormLeverage;
import org.plumbline.analyzer.metrology.paired.LoadBand;
import org.plumbline.analyzer.metrology.paired.PhaseShape;
import org.plumbline.analyzer.metrology.tracking.DayEstimates;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

class MeterStateCodecTest {
    private static Finding finding(Assessment assessment) {
        return new Finding(
                "m",
                "p",
                2,
                19_990,
                20_000,
                9,
                "ab",
                1,
                0.5,
                new TreeMap<>(java.util.Map.of("UNPAIRED", 3)),
                assessment,
                new Finding.Sources("rows of IEC 62053-21", "contract 7", "certificate 4711"));
    }

    private static Assessment.Judged judged(Proposal proposal) {
        return judged(proposal, Particulars.none());
    }

    private static Assessment.Judged judged(Proposal proposal, Particulars particulars) {
        return new Assessment.Judged(
                2,
                19_990,
                19_999,
                9,
                -1.25,
                new UncertaintyBudget(0.01, 0.03, 0.02, 0.04),
                -1.3,
                -1.2,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                -0.0,
                new ErrorCurve(
                        List.of(new ErrorCurve.Point(LoadBand.LOW, -1, 0.1, ErrorCurve.Coverage.EXTRAPOLATED, 0.25)),
                        0.75),
                4,
                true,
                Assessment.Verdict.CONDITIONAL_FAIL,
                false,
                true,
                proposal,
                particulars);
    }

    private static Particulars particulars(
            Optional<WeightedAverage> average, Outlook outlook, Diagnosis diagnosis, Symptom.State state) {
        return new Particulars(
                7.5,
                List.of(new Particulars.ReferencePoint(0.1, 0.008, -1.1, 0.2, ErrorCurve.Coverage.EXTRAPOLATED)),
                average,
                outlook,
                diagnosis,
                List.of(new Symptom(Symptom.Test.CLOCK, state, 61, 3, 60)));
    }

    static List<Particulars> everyParticular() {
        WeightedAverage refused = new WeightedAverage.Refused("(4 FL + 1 LL) / 5", "LIGHT_LOAD_NOT_COVERED", "why");
        return List.of(
                particulars(
                        Optional.of(new WeightedAverage.Judged("(1 FL) / 1", 0.3, 0.1)),
                        new Outlook.Final(),
                        new Diagnosis.ConfigurationFactor(Diagnosis.Factor.TWO_THIRDS, 0.4, 2),
                        Symptom.State.PRESENT),
                particulars(
                        Optional.of(refused),
                        new Outlook.Within(Assessment.Verdict.PASS, 12),
                        new Diagnosis.LoadNotShared(Diagnosis.LoadPattern.LOAD_BYPASSED, 4, 1),
                        Symptom.State.ABSENT),
                particulars(
                        Optional.empty(),
                        new Outlook.NeverWithThisReference(0.05, 0.06),
                        new Diagnosis.ClocksApart(3_600, 60),
                        Symptom.State.NOT_MEASURED),
                particulars(
                        Optional.empty(),
                        new Outlook.NeverWithThisMethod(0.05, 0.06),
                        new Diagnosis.Unexplained(-20, 10),
                        Symptom.State.PRESENT),
                new Particulars(
                        0,
                        List.of(),
                        Optional.empty(),
                        new Outlook.Final(),
                        new Diagnosis.AngleShifted(-120.5, 0.3, 2),
                        List.of(new Symptom(Symptom.Test.PHASE_ANGLE, Symptom.State.PRESENT, -86.6, 0.1, 1)),
                        new PhaseAngle(PhaseAngle.State.MEASURED, -86.6, 0.1, 0.4, 0.2, true, -150.2),
                        Optional.of(new OffsetPower(0.5, 0.125, 400, 14_000))),
                particulars(
                        Optional.empty(),
                        new Outlook.BeyondHorizon(365),
                        new Diagnosis.OfTheMeter(),
                        Symptom.State.PRESENT));
    }

    @ParameterizedTest
    @MethodSource("everyParticular")
    void whatAFindingSaysBesidesItsNumberSurvivesItsOctets(Particulars particulars) {
        Proposal.ByPerson proposal = new Proposal.ByPerson(Proposal.Remedy.ADJUST_OFFSET, 1.1, 0.1);
        MeterState.Draft draft = MeterState.initial().draft();
        AccuracyCase open = new AccuracyCase(
                "m",
                CaseKind.LOAD_01,
                1,
                new CaseState.Opened("r"),
                1,
                2,
                finding(judged(proposal, particulars)),
                finding(judged(proposal, particulars)),
                new Plan.NoAdjustment(Plan.Action.ADJUST_OFFSET, "why"),
                "",
                Handling.none(),
                List.of());
        draft.cases.put(CaseKind.LOAD_01, CaseFile.empty().with(open));
        MeterState state = draft.freeze();
        assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state)));
    }

    private static MeterState state(CaseState caseState, Proposal proposal, Plan plan) {
        Finding finding = finding(judged(proposal));
        MeterState.Draft draft = MeterState.initial().draft();
        draft.referenceMeterId = "réf";
        draft.testedDay = 20_001;
        draft.referenceDay = -5;
        draft.pairedBefore = 19_999;
        draft.forcedBefore = 20_000;
        draft.checkpointDigest = "cd";
        DayResult.Refusal day = new DayResult.Refusal(19_999, DayResult.RefusalReason.BAD_STATUS, new TreeMap<>());
        draft.recent.put(19_999L, day);
        draft.checkpoint = draft.checkpoint.step(
                new DayResult.Refusal(19_990, DayResult.RefusalReason.NO_ENERGY, new TreeMap<>()));
        draft.calibrations.put(
                2, new CalibrationBlock(2, "PLB-BETA", "00ff", 0xFFFF_FFFFL, CalibrationBlock.Cause.ORDERED, "o"));
        draft.certifiedBlockHex = "01";
        AccuracyCase open = new AccuracyCase(
                "m",
                CaseKind.MET_02,
                3,
                caseState,
                1,
                2,
                finding,
                finding(new Assessment.Refused("TOO_FEW_DAYS", "too few")),
                plan,
                "c",
                new Handling(
                        Optional.of(new Handling.Mark("ann", 5)),
                        "bob",
                        List.of(new Handling.Note(new Handling.Mark("eve", 6), "looked at it"))),
                List.of("o1", "o2"));
        draft.cases.put(
                CaseKind.MET_02, new CaseFile(3, Optional.of(open), new TreeMap<>(java.util.Map.of("command-1", 77L))));
        draft.refusedLevels.put("TOO_LATE", 7);
        draft.standingRefusal = "UNKNOWN_METER";
        return draft.freeze();
    }

    /** Registers of 100 Wh: the days are joined. */
    private static MeterState coarse() {
        MeterState.Draft draft = MeterState.initial().draft();
        draft.checkpoint = draft.checkpoint
                .step(DayEstimates.coarseDay(19_990, 0.4, 0.2))
                .step(DayEstimates.coarseDay(19_991, 0.5, 0.2));
        assertTrue(draft.checkpoint.anchor().isPresent());
        draft.recent.put(19_992L, DayEstimates.coarseDay(19_992, 0.4, 0.2));
        return draft.freeze();
    }

    /** Reactive energy is known on some of the days. */
    private static MeterState withPhase() {
        PhaseShape phase = new PhaseShape(1.5, -2.5, 900, 12.25, 0.5, 0.125, 4_000, 2_100, 10_000, 0);
        DayResult.Estimate first = DayEstimates.with(DayEstimates.day(19_990, 0.4, 0.02), phase);
        DayResult.Estimate second = DayEstimates.with(
                DayEstimates.day(19_993, 0.3, 0.02), new PhaseShape(1, 2, 3, -4, 5, 6, -7, 8, 10_000, 10_000));
        MeterState.Draft draft = MeterState.initial().draft();
        draft.checkpoint = draft.checkpoint.step(first);
        assertEquals(phase, draft.checkpoint.phase());
        draft.recent.put(19_991L, DayEstimates.day(19_991, 0.4, 0.02));
        draft.recent.put(19_993L, second);
        return draft.freeze();
    }

    /** Cases that are worked out again from an earlier stand, and one that closed since. */
    private static MeterState withGround() {
        MeterState now = state(new CaseState.Opened("r"), new Proposal.Adjust(0.9), NONE_PLANNED);
        AccuracyCase open = now.openCase(CaseKind.MET_02).orElseThrow();
        MeterState.Draft draft = now.draft();
        AccuracyCase earlier = new AccuracyCase(
                open.meterId(),
                open.kind(),
                open.number(),
                new CaseState.Proposed("earlier"),
                1,
                1,
                open.evidence(),
                finding(new Assessment.Refused("TOO_FEW_DAYS", "fewer still")),
                NONE_PLANNED,
                "",
                Handling.none(),
                List.of());
        draft.ground.settled.put(CaseKind.MET_02, new CaseFile(3, Optional.of(earlier), new TreeMap<>()));
        draft.ground.settled.put(CaseKind.LOAD_01, new CaseFile(2, Optional.empty(), new TreeMap<>()));
        AccuracyCase over = state(
                        new CaseState.Closed("r", CaseState.Closed.Cause.RECOVERED, "", Optional.empty()),
                        new Proposal.Adjust(0.9),
                        NONE_PLANNED)
                .cases()
                .get(CaseKind.MET_02)
                .newest()
                .orElseThrow();
        draft.ground.ended.put(over.caseId(), over);
        draft.ground.actedBefore = 19_998;
        draft.ground.doubtedFrom = 19_999;
        DaySignal within = new DaySignal(2, Signal.WITHIN, Signal.WITHIN, Signal.UNDECIDED, 0, 0);
        DaySignal beyond = new DaySignal(2, Signal.BEYOND, Signal.WITHIN, Signal.WITHIN, 1.25, 1.5);
        for (long day : new long[] {19_980, 19_981, 19_982, 19_985}) {
            draft.ground.signals.put(day, within);
        }
        draft.ground.signals.put(19_986L, beyond);
        draft.ground.signals.put(19_987L, beyond);
        draft.ground.signals.put(19_988L, DaySignal.NONE);
        draft.ground.witnesses.put(19_989L, DayWitness.of(DayEstimates.day(19_989, 0.4, 0.02)));
        PhaseShape phase = new PhaseShape(1.5, -2.5, 900, 12.25, 0.5, 0.125, 4_000, 2_100, 10_000, 0);
        draft.ground.witnesses.put(
                19_991L, DayWitness.of(DayEstimates.with(DayEstimates.day(19_991, -0.3, 0.02), phase)));
        return draft.freeze();
    }

    private static final Plan NONE_PLANNED = new Plan.NoAdjustment(Plan.Action.REPLACE, "why");

    static List<MeterState> states() {
        Finding proof = finding(judged(new Proposal.Nothing(Proposal.NothingReason.WITHIN_DEAD_BAND)));
        Plan adjust = new Plan.Adjust(new CoefficientProposal("PLB-BETA", 2, "00", 1, "01", 2, 0.99, 0.25, 14));
        Plan none = new Plan.NoAdjustment(Plan.Action.REPLACE, "why");
        return List.of(
                MeterState.initial(),
                coarse(),
                withPhase(),
                withGround(),
                state(new CaseState.Opened("r"), new Proposal.Adjust(0.9), none),
                state(new CaseState.Confirmed("r"), new Proposal.Adjust(0.9), none),
                state(
                        new CaseState.Dismissed(
                                "r", new Dismissal(Dismissal.Code.OTHER, "t", new Handling.Mark("ann", 7))),
                        new Proposal.Adjust(0.9),
                        none),
                state(
                        new CaseState.Closed("r", CaseState.Closed.Cause.METER_EXCHANGED, "", Optional.empty()),
                        new Proposal.Adjust(0.9),
                        none),
                state(new CaseState.Proposed("r"), new Proposal.Replace(Proposal.ReplaceReason.STEP_CAP), adjust),
                state(
                        new CaseState.InCorrection("r", "o"),
                        new Proposal.Withheld(new TreeSet<>(
                                List.of(Proposal.WithholdReason.POLICY, Proposal.WithholdReason.NOT_QUIET))),
                        adjust),
                state(new CaseState.Verifying("r", "o", 2), new Proposal.Adjust(Coefficient.PHASE, -0.01, 0.3), adjust),
                state(
                        new CaseState.Closed("r", CaseState.Closed.Cause.PROVEN, "o", Optional.of(proof)),
                        new Proposal.Adjust(0.9),
                        adjust));
    }

    @ParameterizedTest
    @MethodSource("states")
    void stateSurvivesItsOctets(MeterState state) {
        assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void damagedOctetsAreRefusedOrReadNeverAnotherFault(MeterState state) {
        byte[] octets = MeterStateCodec.encode(state);
        for (int length = 0; length < octets.length; length++) {
            byte[] cut = Arrays.copyOf(octets, length);
            assertThrows(StateFormatException.class, () -> MeterStateCodec.decode(cut));
        }
        Random chance = new Random(1);
        for (int k = 0; k < 2_000; k++) {
            byte[] damaged = octets.clone();
            damaged[chance.nextInt(damaged.length)] = (byte) chance.nextInt();
            try {
                MeterStateCodec.decode(damaged);
            } catch (StateFormatException expected) {
                // The other allowed end.
            }
        }
    }

    @Test
    void otherVersionsAreRefused() {
        byte[] octets = MeterStateCodec.encode(MeterState.initial());
        octets[0] = 6;
        assertThrows(StateFormatException.class, () -> MeterStateCodec.decode(octets));
    }

    private static byte[] frozen(int version) throws IOException {
        return frozen(version, "");
    }

    private static byte[] frozen(int version, String more) throws IOException {
        String name = "/state/meter-state-v" + version + more + ".bin";
        try (InputStream file = MeterStateCodecTest.class.getResourceAsStream(name)) {
            byte[] octets = Objects.requireNonNull(file).readAllBytes();
            assertEquals(version, octets[0]);
            return octets;
        }
    }

    /** Octets written by version 4: a meter that runs 1.6 % fast, with its case; ten days that may still change. */
    @Test
    void openCaseOfVersionFourStandsAsItWasJudged() throws IOException {
        MeterState state = MeterStateCodec.decode(frozen(4));
        AccuracyCase open = state.openCase(CaseKind.MET_02).orElseThrow();
        assertEquals(20_009, open.evidence().untilEpochDay());
        assertEquals(20_025, open.latest().untilEpochDay());
        assertEquals(10, state.recent().size());
        assertEquals(state.pairedBefore(), state.ground().actedBefore());
        assertEquals(state.cases(), state.ground().settled());
        assertTrue(state.ground().signals().isEmpty());
        assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state)));
    }

    /** Octets written by version 4: a gain is to be adjusted, and a write is being verified. */
    @Test
    void proposalsOfVersionFourAreOfTheGainAndLeaveNothing() throws IOException {
        MeterState state = MeterStateCodec.decode(frozen(4, "-proposal"));
        AccuracyCase open = state.openCase(CaseKind.MET_02).orElseThrow();
        assertEquals(
                new Plan.Adjust(new CoefficientProposal("PLB-BETA", 2, "00", 1, "01", 2, 0.99, 0, 14)), open.plan());
        Assessment.Judged judged =
                assertInstanceOf(Assessment.Judged.class, open.evidence().assessment());
        assertEquals(new Proposal.Adjust(0.9), judged.proposal());
        assertEquals(Optional.empty(), judged.particulars().offset());
        assertEquals(new CaseState.Verifying("r", "o", 2), open.state());
        assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state)));
    }

    /** Octets written by version 3: registers of 100 Wh that run 1.6 % fast, ten days that may still change. */
    @Test
    void joinedDaysOfVersionThreeAreReadAndGoOn() throws IOException {
        MeterState state = MeterStateCodec.decode(frozen(3));
        assertEquals(15, state.checkpoint().days());
        assertEquals(1.6078812334915906, state.checkpoint().filter().level());
        assertEquals(
                41.65770113101064, state.checkpoint().anchor().orElseThrow().wattHours());
        assertEquals(10, state.recent().size());
        DayResult.Estimate day = (DayResult.Estimate) state.recent().get(20_017L);
        assertEquals(1.5799663752763053, day.gainErrorPercent());
        assertEquals(1, day.exclusions().get(DayResult.ExclusionReason.MISSING));
        assertTrue(day.link().isPresent());
        assertEquals("00ff10", state.calibrations().get(1).blockHex());
        AccuracyCase open = state.openCase(CaseKind.MET_02).orElseThrow();
        assertEquals(
                "282e561c613dc90eb28fb8f1c0e613ff17143c988facdd49de95e005b590462a",
                open.evidence().evidenceDigest());
        assertEquals(25, state.checkpoint().replay(state.recent().values()).days());
        FormLeverage mean = FormLeverage.ofMean(
                state.checkpoint().load(), state.checkpoint().shape().squareLoadEnergy());
        assertEquals(mean, state.checkpoint().errorLeverage());
        assertEquals(FormLeverage.ofMean(day.load(), day.shape().squareLoadEnergy()), day.leverage());
        assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state)));
    }

    /** Octets written by version 2: a meter that runs 1.6 % fast, with a proposal that one order did not carry out. */
    @Test
    void openCaseOfVersionTwoIsReadAndGoesOn() throws IOException {
        MeterState state = MeterStateCodec.decode(frozen(2));
        AccuracyCase open = state.openCase(CaseKind.MET_02).orElseThrow();
        assertEquals("m|MET-02|1", open.caseId());
        assertEquals(new CaseState.Proposed("order o1 changed nothing: HELD"), open.state());
        assertEquals(List.of("o1"), open.settledOrders());
        assertEquals(20_007, open.evidence().untilEpochDay());
        assertEquals(20_020, open.latest().untilEpochDay());
        assertEquals(1, state.cases().get(CaseKind.MET_02).opened());
        assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state)));
    }

    /** Octets written by version 1 after 45 days of a simulated meter, two more days open to change. */
    @Test
    void stateOfVersionOneIsReadAndGoesOn() throws IOException {
        byte[] octets = frozen(1);
        MeterState state = MeterStateCodec.decode(octets);
        MeterTrack track = state.checkpoint();
        assertEquals(45, track.days());
        assertEquals(0.3454136505904848, track.filter().level());
        assertEquals(
                0.3454136505904848 - 0.3502615395539786,
                track.filter().changeSinceStart().value(),
                1e-15);
        assertEquals(
                Math.hypot(Math.sqrt(0.001084069480995457), 0.031892926894325525),
                track.filter().changeSinceStart().standardUncertainty(),
                1e-15);
        assertEquals(6956.44111839713, track.shape().squareLoadEnergy());
        assertEquals(0, track.shape().offsetTemperature());
        DayResult.Estimate day = (DayResult.Estimate) state.recent().get(20_045L);
        assertEquals(7.5548355102040805, day.shape().squareLoadEnergy());
        assertEquals(47, track.replay(state.recent().values()).days());
        assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state)));
    }
}
