// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.sitetest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.fleet.FleetRecords;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.Forecast;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.fleet.Registration;
import org.plumbline.console.sitetest.SiteTest.Code;

class WorkListTest {

    private static List<SiteTest> list(FleetRecord... told) {
        return list(List.of(told));
    }

    private static List<SiteTest> list(List<FleetRecord> told) {
        FleetView view = new FleetView(FleetView.Limits.defaults());
        told.forEach(view::apply);
        return WorkList.of(view.snapshot());
    }

    private static List<Code> codes(SiteTest test) {
        return test.reasons().stream().map(SiteTest.Reason::code).toList();
    }

    private static Registration meter(String meterId, String policy, String state) {
        Registration meter = FleetRecords.meter(meterId);
        return new Registration(
                meterId,
                state,
                meter.meterModel(),
                meter.accuracyClass(),
                "SN-" + meterId,
                meter.wiring(),
                meter.phases(),
                meter.referenceCurrentAmperes(),
                meter.maximumCurrentAmperes(),
                meter.capturePeriodSeconds(),
                "D-1",
                "",
                "",
                policy,
                "",
                meter.limitKind(),
                meter.limitPercent(),
                meter.maximumPermissibleErrorPercent());
    }

    private static Registration meter(String meterId) {
        return meter(meterId, "ADJUST_UNVERIFIED", "ACTIVE");
    }

    private static CampaignMember member(String campaignId, String meterId, String state, Instant updatedAt) {
        return new CampaignMember(campaignId, meterId, meterId + "|MET-02|1", 1, state, "why", "", 0, null, updatedAt);
    }

    private static Forecast forecast(String meterId, String refusal, @Nullable Instant dueAt, boolean overdue) {
        return new Forecast(
                meterId,
                "certificate-" + meterId,
                "CERTIFICATE",
                FleetRecords.T0,
                refusal,
                "",
                0.2,
                0.1,
                0,
                0,
                0,
                1,
                1,
                "",
                0.3,
                0.1,
                dueAt,
                overdue,
                1,
                "",
                null);
    }

    @Test
    void aCaseToReplaceSaysWhyAndWhatToBring() {
        SiteTest test = list(meter("m1"), FleetRecords.withoutProposal("m1")).getFirst();

        assertEquals(List.of(Code.REPLACE), codes(test));
        assertEquals(
                new SiteTest.Reason(Code.REPLACE, "Beyond the step cap.", "m1|MET-02|1"),
                test.reasons().getFirst());
        assertEquals(1, test.priority());
        assertEquals("SN-m1", test.serialNumber());
        assertNull(test.dueAt());
        assertNull(test.errorPercent());
        assertEquals(
                List.of(
                        "bring a meter of class 1 for Imax 60.0 A to exchange",
                        "error at the load points of the class; readings cover none"),
                test.measure());
    }

    @ParameterizedTest
    @CsvSource({"OBSERVE,true", "ADVISE,true", "'',true", "ADJUST_UNVERIFIED,false", "ADJUST_UNDER_AUTHORITY,false"})
    void aProposalThatThePolicyForbidsBecomesAVisit(String policy, boolean listed) {
        List<SiteTest> tests =
                list(meter("m1", policy, "ACTIVE"), FleetRecords.found("m1", 1, AccuracyCase.State.PROPOSED));
        assertEquals(listed ? 1 : 0, tests.size());
        tests.forEach(test -> assertEquals(List.of(Code.WRITE_NOT_ALLOWED), codes(test)));
    }

    @ParameterizedTest
    @CsvSource({"ADJUST_PHASE,true", "ADJUST_OFFSET,true", "ADJUST_PHASE,false", "ADJUST_OFFSET,false"})
    void anAngleOrOffsetIsAVisitOnlyWhereItCannotBeWrittenOverTheAir(String action, boolean writable) {
        AccuracyCase found = FleetRecords.found("m1", 1, AccuracyCase.State.PROPOSED);
        AccuracyCase asked = new AccuracyCase(
                found.caseId(),
                found.meterId(),
                found.kind(),
                found.number(),
                found.state(),
                "why",
                found.openedAt(),
                found.updatedAt(),
                found.evidence(),
                found.latest(),
                action,
                writable ? found.proposal() : null,
                writable ? "" : "the model keeps no such coefficient",
                "",
                "",
                null,
                found.handling());

        List<SiteTest> tests = list(meter("m1"), asked);

        assertEquals(
                writable ? List.of() : List.of(List.of(Code.SITE_TEST)),
                tests.stream().map(WorkListTest::codes).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "NEEDS_PERSON,OPENED,true",
        "CONFLICT,OPENED,true",
        "ROLLED_BACK,OPENED,true",
        "NEEDS_PERSON,DISMISSED,false",
        "ROLLED_BACK,CLOSED,false",
        "CORRECTED,OPENED,false",
        "UNREACHABLE,OPENED,false"
    })
    void aCorrectionThatNeedsAPersonStaysUntilItsCaseEnds(String stage, AccuracyCase.State state, boolean listed) {
        List<SiteTest> tests =
                list(meter("m1"), FleetRecords.found("m1", 1, state), member("c1", "m1", stage, FleetRecords.T0));
        assertEquals(listed, !tests.isEmpty());
        tests.forEach(test -> {
            assertEquals(List.of(Code.NEEDS_PERSON), codes(test));
            assertTrue(test.measure().getFirst().startsWith("read the coefficient block"), test.measure()::toString);
        });
    }

    @Test
    void onlyTheNewestCampaignOfAMeterCounts() {
        assertEquals(
                List.of(),
                list(
                        meter("m1"),
                        FleetRecords.found("m1", 1, AccuracyCase.State.VERIFYING),
                        member("c1", "m1", "NEEDS_PERSON", FleetRecords.T0),
                        member("c2", "m1", "VERIFYING", FleetRecords.T0.plusSeconds(1))));
    }

    @Test
    void aForecastGivesTheDate() {
        Instant soon = FleetRecords.T0.plus(Duration.ofDays(30));
        Instant past = FleetRecords.T0.minus(Duration.ofDays(3));
        List<SiteTest> tests = list(
                meter("m1"),
                meter("m2"),
                meter("m3"),
                meter("m4"),
                forecast("m1", "", soon, false),
                forecast("m2", "", past, true),
                forecast("m3", "", FleetRecords.T0.plus(WorkList.HORIZON).plusSeconds(1), false),
                forecast("m4", "NO_TEMPERATURE", past, true));

        assertEquals(List.of("m2", "m1"), tests.stream().map(SiteTest::meterId).toList());
        assertEquals(List.of(2, 3), tests.stream().map(SiteTest::priority).toList());
        assertEquals(List.of(past, soon), tests.stream().map(SiteTest::dueAt).toList());
        assertEquals(List.of(Code.CALIBRATION_OVERDUE), codes(tests.getFirst()));
    }

    @Test
    void aFigureAgainstADistrictFindsAndDoesNotWrite() {
        ReferencePairing pair = FleetRecords.pairing("m1", "ref");
        ReferencePairing district = new ReferencePairing(pair.profileId(), "DISTRICT", true, "m1", "", 0, 0.1, "");
        Estimate beyond = beyond("m1");

        assertEquals(List.of(), list(meter("m1"), pair, beyond));
        SiteTest test = list(meter("m1"), district, beyond).getFirst();
        assertEquals(List.of(Code.EVIDENCE_FINDS_ONLY), codes(test));
        assertEquals(1.7, test.errorPercent());
        assertEquals(0.1, test.expandedUncertaintyPercent());
        assertEquals(
                List.of("error at 10 % of Imax (6.0 A), 100 % of Imax (60.0 A), which no readings cover"),
                test.measure());
    }

    private static Estimate beyond(String meterId) {
        Estimate plain = FleetRecords.estimate(meterId, 1.7);
        return new Estimate(
                meterId,
                plain.profileId(),
                1,
                plain.windowFrom(),
                plain.windowTo(),
                60,
                "",
                "",
                1.7,
                plain.uncertainty(),
                null,
                null,
                null,
                null,
                0,
                List.of(
                        new Estimate.LoadPoint(0.1, 1.7, 0.1, false),
                        new Estimate.LoadPoint(0.5, 1.7, 0.1, true),
                        new Estimate.LoadPoint(1, 1.7, 0.1, false)),
                1,
                20,
                "FAIL",
                1,
                1,
                true,
                false,
                "SITE_TEST",
                "",
                null,
                List.of(),
                null);
    }

    @Test
    void metersThatAreNotActiveAndCasesThatEndedAreNotOnTheList() {
        assertEquals(List.of(), list(meter("m1", "OBSERVE", "DECOMMISSIONED"), FleetRecords.withoutProposal("m1")));
        assertEquals(List.of(), list(FleetRecords.withoutProposal("m1")));
        assertEquals(
                List.of(),
                list(meter("m1", "OBSERVE", "ACTIVE"), FleetRecords.found("m1", 1, AccuracyCase.State.CLOSED)));
    }

    /** One line for each meter, whatever the order in which the topics told of it. */
    @Test
    void theListIsTheSameInAnyOrderOfArrival() {
        List<FleetRecord> told = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String meterId = "m" + i;
            told.add(meter(meterId, i % 2 == 0 ? "OBSERVE" : "ADJUST_UNVERIFIED", "ACTIVE"));
            told.add(FleetRecords.found(meterId, 1, AccuracyCase.State.PROPOSED));
            told.add(member("c1", meterId, i % 3 == 0 ? "NEEDS_PERSON" : "CORRECTED", FleetRecords.T0));
            told.add(forecast(meterId, "", FleetRecords.T0.plus(Duration.ofDays(i % 4)), i % 4 == 0));
            told.add(FleetRecords.estimate(meterId, i));
        }
        List<SiteTest> expected = list(told);
        assertEquals(12, expected.size());
        for (long seed = 0; seed < 5; seed++) {
            Collections.shuffle(told, new Random(seed));
            assertEquals(expected, list(told));
        }
    }
}
