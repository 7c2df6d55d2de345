// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CaseAction;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.Verdict;
import org.plumbline.schema.avro.Wiring;

class DriftTopologyTest {
    private static final long FIRST = Fleet.FIRST_DAY;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void plantedErrorOpensOneCaseWithAnAbsoluteProposal() {
        bench.pair("m1");
        bench.event(Fleet.epoch("m1", 1, EpochCause.FIRST_SEEN, Fleet.nominalBlock(), ""));
        bench.readings(Fleet.readings("m1", FIRST, 20, 1, day -> new Truth(1.6, 1)));

        DriftEstimate latest = bench.latest().get("m1");
        assertEquals("", latest.getRefusal());
        assertEquals(1.6, latest.getErrorPercent(), 2 * latest.getUncertainty().getCombinedPercent());
        assertEquals(20, latest.getClosedDays());
        assertEquals(Fleet.day(FIRST + 20), latest.getWindowTo());
        assertEquals(20, bench.drift().size());
        AccuracyCase found = onlyCase();
        assertEquals("m1|MET-02|1", found.getCaseId());
        assertEquals(CaseState.PROPOSED, found.getState());
        assertEquals(CaseAction.ADJUST_GAIN, found.getAction());
        assertEquals(1 / 1.016, found.getProposal().getCorrectionFactor(), 1e-3);
        assertEquals(1, found.getProposal().getBaseEpoch());
        assertArrayEquals(
                Fleet.nominalBlock(), found.getProposal().getBaseBlock().array());
        assertEquals(
                List.of("CASE_OPENED"),
                bench.facts().stream().map(fact -> fact.getKind()).toList());
        assertTrue(bench.deadLetters().isEmpty());
    }

    @Test
    void honestMeterIsNotFlagged() {
        bench.pair("m1");
        bench.readings(Fleet.readings("m1", FIRST, 20, 2, day -> new Truth(0.4, 1)));

        DriftEstimate latest = bench.latest().get("m1");
        assertEquals(Verdict.PASS, latest.getVerdict());
        assertFalse(latest.getMet02());
        assertTrue(bench.cases().isEmpty());
        assertTrue(bench.facts().isEmpty());
    }

    /** Registers read at a poll or on demand, and rows read again on demand, are no levels of the interval series. */
    @Test
    void readingsOfOtherSourcesLeaveTheEstimatesAsTheyAre() {
        List<RegisterReading> rows = Fleet.readings("m1", FIRST, 20, 1, day -> new Truth(1.6, 1));
        bench.pair("m1");
        bench.readings(rows);
        List<DriftEstimate> expected = bench.drift();
        assertEquals(20, expected.size());
        bench.close();
        bench = new Bench();

        bench.pair("m1");
        bench.readings(rows.stream()
                .flatMap(row -> Stream.of(
                        row,
                        Fleet.otherwiseRead(row, ReadingSource.POLL, Duration.ofSeconds(100), 5_000),
                        Fleet.otherwiseRead(row, ReadingSource.ON_DEMAND, Duration.ZERO, 7_000)))
                .toList());
        assertEquals(expected, bench.drift());
        assertTrue(bench.deadLetters().isEmpty());
    }

    @Test
    void correctionIsProvenByTheNewEpochAloneAndTheCaseCloses() {
        Pilot pilot = new Pilot(bench, "m1");
        pilot.untilProposed(1.6);
        AccuracyCase proposed = onlyCase();

        pilot.order(proposed, "order-1");
        assertEquals(CaseState.IN_CORRECTION, onlyCase().getState());
        pilot.outcome(proposed, "order-1", OrderResult.APPLIED, 2);
        pilot.epoch(
                2, EpochCause.ORDERED, proposed.getProposal().getTargetBlock().array(), "order-1");
        assertEquals(CaseState.VERIFYING, onlyCase().getState());

        pilot.days(6, new Truth(0.02, 2));
        AccuracyCase verifying = onlyCase();
        assertEquals(CaseState.VERIFYING, verifying.getState(), verifying.getStateReason());
        pilot.days(1, new Truth(0.02, 2));
        AccuracyCase closed = onlyCase();
        assertEquals(CaseState.CLOSED, closed.getState(), closed.getStateReason());
        assertEquals("order-1", closed.getOrderId());
        assertEquals("campaign-1", closed.getCampaignId());
        assertEquals(2, closed.getProof().getCalibrationEpoch());
        assertEquals(7, closed.getProof().getClosedDays());
        assertEquals(1.6, closed.getEvidence().getErrorPercent(), 0.15);
        assertEquals(
                List.of("CASE_OPENED", "CASE_CLOSED"),
                bench.facts().stream().map(fact -> fact.getKind()).toList());

        pilot.days(3, new Truth(0.02, 2));
        assertTrue(bench.cases().isEmpty(), "a closed case is left alone");
    }

    @Test
    void orderThatChangedNothingLeavesTheProposalStanding() {
        Pilot pilot = new Pilot(bench, "m1");
        pilot.untilProposed(1.6);
        AccuracyCase proposed = onlyCase();
        pilot.order(proposed, "order-1");
        pilot.outcome(proposed, "order-1", OrderResult.HELD, 0);

        AccuracyCase back = onlyCase();
        assertEquals(CaseState.PROPOSED, back.getState());
        assertTrue(back.getStateReason().contains("HELD"), back.getStateReason());
        pilot.order(proposed, "order-1");
        assertTrue(bench.cases().isEmpty(), "a settled order seen again changes nothing");
    }

    @Test
    void unorderedChangeProvesNothingAndRestartsTheEvidence() {
        Pilot pilot = new Pilot(bench, "m1");
        pilot.untilProposed(1.6);
        onlyCase();
        pilot.epoch(2, EpochCause.UNORDERED_CHANGE, Fleet.nominalBlock(), "");
        AccuracyCase restarted = onlyCase();
        assertEquals(CaseState.OPENED, restarted.getState());
        assertTrue(restarted.getStateReason().contains("UNORDERED_CHANGE"), restarted.getStateReason());

        pilot.days(12, new Truth(0.0, 2));
        AccuracyCase still = onlyCase();
        assertEquals(CaseState.OPENED, still.getState(), "an error that went away by itself closes nothing");
        assertEquals(2, still.getLatest().getCalibrationEpoch());
        assertEquals(0.0, still.getLatest().getErrorPercent(), 0.1);
    }

    @Test
    void errorBeyondTheCapsAsksForReplacement() {
        Pilot pilot = new Pilot(bench, "m1");
        pilot.start(EpochCause.FIRST_SEEN);
        pilot.days(20, new Truth(3.5, 1));

        AccuracyCase found = onlyCase();
        assertEquals(CaseAction.REPLACE, found.getAction());
        assertEquals(CaseState.OPENED, found.getState());
        assertFalse(found.getProposalRefusal().isEmpty());
    }

    @Test
    void meterThatCountsHalfHasAConfigurationCaseAndNobodyReplacesIt() {
        Pilot pilot = new Pilot(bench, "m1");
        pilot.start(EpochCause.FIRST_SEEN);
        pilot.days(12, new Truth(-50, 1));

        AccuracyCase found = onlyCase();
        assertEquals("m1|CONF-02|1", found.getCaseId());
        assertEquals("CONF-02", found.getKind());
        assertEquals(CaseAction.SITE_TEST, found.getAction());
        assertTrue(found.getProposalRefusal().contains("counts half"), found.getProposalRefusal());
        assertEquals("FACTOR", found.getLatest().getDiagnosis());
        assertFalse(found.getLatest().getMet02());
        assertFalse(found.getLatest().getLimitSource().isEmpty());
    }

    @Test
    void withoutKnownCoefficientsNothingIsProposed() {
        bench.pair("m1");
        bench.readings(Fleet.readings("m1", FIRST, 20, 1, day -> new Truth(1.6, 1)));

        AccuracyCase found = onlyCase();
        assertEquals(CaseAction.SITE_TEST, found.getAction());
        assertTrue(found.getProposalRefusal().contains("coefficient"), found.getProposalRefusal());
    }

    @Test
    void duplicatedReadingsChangeNothing() {
        bench.pair("m1");
        List<RegisterReading> readings = Fleet.readings("m1", FIRST, 9, 4, day -> new Truth(0.5, 1));
        bench.readings(readings);
        int estimates = bench.drift().size();
        Map<Object, byte[]> before = bench.stored(DriftTopology.TRACK_STORE);
        bench.readings(readings.subList(200, readings.size()));

        assertEquals(9, estimates);
        assertTrue(bench.drift().isEmpty());
        assertArrayEquals(
                before.get("m1"), bench.stored(DriftTopology.TRACK_STORE).get("m1"));
    }

    @Test
    void anyOrderOfArrivalAndAnyRepetitionGivesTheSameBits() {
        List<RegisterReading> readings = Fleet.readings("m1", FIRST, 9, 5, day -> new Truth(0.7, 1));
        bench.pair("m1");
        bench.readings(readings);
        DriftEstimate expected = bench.latest().get("m1");

        List<RegisterReading> shuffled = new ArrayList<>(readings);
        shuffled.addAll(readings.subList(100, 400));
        Collections.shuffle(shuffled, new Random(1));
        try (Bench other = new Bench()) {
            other.pair("m1");
            other.readings(shuffled);
            assertEquals(expected, other.latest().get("m1"));
            assertArrayEquals(
                    bench.stored(DriftTopology.TRACK_STORE).get("m1"),
                    other.stored(DriftTopology.TRACK_STORE).get("m1"));
            Map<Object, byte[]> days = bench.stored(DriftTopology.DAY_STORE);
            Map<Object, byte[]> otherDays = other.stored(DriftTopology.DAY_STORE);
            assertEquals(days.keySet(), otherDays.keySet());
            days.forEach((day, octets) -> assertArrayEquals(octets, otherDays.get(day), day.toString()));
        }
    }

    @Test
    void replayGivesTheSameRecordsOneByOne() {
        List<RegisterReading> readings = Fleet.readings("m1", FIRST, 16, 6, day -> new Truth(1.5, 1));
        bench.pair("m1");
        bench.event(Fleet.epoch("m1", 1, EpochCause.FIRST_SEEN, Fleet.nominalBlock(), ""));
        bench.readings(readings);
        try (Bench other = new Bench()) {
            other.pair("m1");
            other.event(Fleet.epoch("m1", 1, EpochCause.FIRST_SEEN, Fleet.nominalBlock(), ""));
            other.readings(readings);
            assertEquals(bench.drift(), other.drift());
            assertEquals(bench.cases(), other.cases());
            assertEquals(bench.facts(), other.facts());
        }
    }

    @Test
    void lateReadingComputesItsDayAgain() {
        bench.pair("m1");
        List<RegisterReading> readings = Fleet.readings("m1", FIRST, 9, 7, day -> new Truth(0.5, 1));
        RegisterReading late = readings.get(500);
        List<RegisterReading> without = new ArrayList<>(readings);
        without.remove(late);
        bench.readings(without);
        DriftEstimate before = bench.latest().get("m1");
        bench.readings(List.of(late));
        DriftEstimate after = bench.latest().get("m1");

        assertNotEquals(before.getEvidenceDigest(), after.getEvidenceDigest());
        try (Bench other = new Bench()) {
            other.pair("m1");
            other.readings(readings);
            assertEquals(other.latest().get("m1"), after);
        }
    }

    @Test
    void readingThatIsTooLateIsRefusedByNameInTheNextEstimate() {
        Pilot pilot = new Pilot(bench, "m1");
        pilot.start(EpochCause.FIRST_SEEN);
        pilot.days(20, new Truth(0.5, 1));
        bench.readings(List.of(Fleet.reading("m1", Fleet.day(FIRST).plusSeconds(450), 100_001, 1)));
        pilot.days(1, new Truth(0.5, 1));

        assertTrue(bench.latest().get("m1").getExclusions().stream()
                .anyMatch(each -> each.getReason().equals("TOO_LATE") && each.getIntervals() == 1));
    }

    private static MeterRegistration inTheUnitedKingdom(String meterId) {
        return MeterRegistration.newBuilder(Fleet.registration(meterId))
                .setLimitPercent(0)
                .setMaximumPermissibleErrorPercent(0)
                .setAccuracyStandard("MID")
                .setAccuracyClass("B")
                .setWiring(Wiring.DIRECT)
                .setLimitKind(LimitKind.IN_SERVICE)
                .setJurisdiction("United Kingdom")
                .build();
    }

    @Test
    void registrationThatNamesItsStandardIsJudgedByTheTables() {
        Pilot pilot = new Pilot(bench, "m1");
        pilot.start(EpochCause.FIRST_SEEN);
        bench.register(inTheUnitedKingdom("m1"));
        pilot.days(9, new Truth(-3, 1));
        DriftEstimate low = bench.latest().get("m1");
        assertEquals(Verdict.PASS, low.getVerdict());
        assertEquals(3.5, low.getLimitPercent());
        assertEquals(2, low.getMaximumPermissibleErrorPercent());
        assertTrue(low.getLimitSource().contains("United Kingdom"), low.getLimitSource());
        assertTrue(low.getMaximumPermissibleErrorSource().contains("confirmed"));

        Pilot other = new Pilot(bench, "m2");
        other.start(EpochCause.FIRST_SEEN);
        bench.register(inTheUnitedKingdom("m2"));
        other.days(9, new Truth(3, 1));
        DriftEstimate high = bench.latest().get("m2");
        assertEquals(Verdict.FAIL, high.getVerdict());
        assertEquals(2.5, high.getLimitPercent());
        assertTrue(bench.cases().values().stream()
                .allMatch(each -> each.getMeterId().equals("m2")));
    }

    @Test
    void registrationChangeAppliesToLaterEstimates() {
        Pilot pilot = new Pilot(bench, "m1");
        pilot.start(EpochCause.FIRST_SEEN);
        pilot.days(9, new Truth(0.6, 1));
        assertEquals(Verdict.PASS, bench.latest().get("m1").getVerdict());
        bench.register(MeterRegistration.newBuilder(Fleet.registration("m1"))
                .setLimitPercent(0.4)
                .build());
        pilot.days(1, new Truth(0.6, 1));
        assertEquals(Verdict.FAIL, bench.latest().get("m1").getVerdict());
    }

    @Test
    void levelsReadBeforeTheRegistrationCountOnceItIsThere() {
        bench.profile(Fleet.profile("m1"));
        bench.register(Fleet.registration("m1"));
        List<RegisterReading> readings = Fleet.readings("m1", FIRST, 12, 9, day -> new Truth(0.6, 1));
        bench.readings(readings.subList(0, 10 * 2 * Fleet.STEPS));
        assertEquals("UNKNOWN_REFERENCE_METER", bench.latest().get("m1").getRefusal());
        bench.register(Fleet.registration(Fleet.reference("m1")));
        bench.readings(readings.subList(10 * 2 * Fleet.STEPS, readings.size()));
        assertEquals(12, bench.latest().get("m1").getClosedDays());
    }

    private AccuracyCase onlyCase() {
        Map<String, AccuracyCase> cases = bench.cases();
        assertEquals(1, cases.size(), cases.keySet()::toString);
        return cases.values().iterator().next();
    }
}
