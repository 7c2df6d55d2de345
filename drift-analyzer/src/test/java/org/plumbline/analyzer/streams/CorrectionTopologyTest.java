// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CorrectedDay;
import org.plumbline.schema.avro.CorrectedIncrement;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.CorrectionState;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.RegisterReading;

class CorrectionTopologyTest {
    private static final long FIRST = Fleet.FIRST_DAY;
    private static final int DAYS = 10;
    private static final LocalDate LAST = LocalDate.ofEpochDay(FIRST + DAYS - 1);

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(Set.of(CorrectionPolicy.OBSERVE));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void pair(CorrectionPolicy policy) {
        bench.pair("m1");
        bench.register(MeterRegistration.newBuilder(Fleet.registration("m1"))
                .setCorrectionPolicy(policy)
                .build());
    }

    private static List<RegisterReading> readings(double errorPercent) {
        return Fleet.readings("m1", FIRST, DAYS, 1, day -> new Truth(errorPercent, 1));
    }

    /** The newest revision of each day. */
    private static Map<LocalDate, CorrectedDay> newest(List<CorrectedDay> told) {
        Map<LocalDate, CorrectedDay> newest = new TreeMap<>();
        told.forEach(day -> newest.put(day.getDay(), day));
        return newest;
    }

    private static long raw(CorrectedDay day) {
        return day.getIncrements().stream()
                .mapToLong(CorrectedIncrement::getRaw)
                .sum();
    }

    private static long milliwattHours(CorrectedDay day) {
        return day.getIncrements().stream()
                .mapToLong(CorrectedIncrement::getCorrectedMilliwattHours)
                .sum();
    }

    @Test
    void aMeterThatMayNotBeWrittenHasASeriesThatIsNearerToTheTruth() {
        pair(CorrectionPolicy.OBSERVE);
        List<RegisterReading> readings = readings(2);
        bench.readings(readings);
        DriftEstimate estimate = bench.drift().getLast();

        CorrectedDay day = newest(bench.corrected()).get(LAST);
        assertEquals("m1", day.getMeterId());
        assertEquals("NON_BILLING", day.getLabel());
        assertEquals(CorrectionState.CORRECTED, day.getState());
        assertEquals(1, day.getRevision());
        assertEquals(estimate.getEvidenceDigest(), day.getEvidenceDigest());
        assertEquals(estimate.getProfileId(), day.getProfileId());
        assertEquals(1 / (1 + estimate.getErrorPercent() / 100), day.getCorrectionFactor());
        assertEquals(
                day.getCorrectionFactor()
                        * day.getCorrectionFactor()
                        * estimate.getUncertainty().getCombinedPercent()
                        / 100,
                day.getCorrectionFactorStandardUncertainty(),
                1e-15);
        assertEquals(Fleet.STEPS, day.getIncrements().size());
        assertEquals(0, day.getLeftOut());
        assertEquals(Fleet.day(FIRST + DAYS - 1), day.getIncrements().getFirst().getFrom());
        assertEquals(Fleet.day(FIRST + DAYS), day.getIncrements().getLast().getTo());
        assertEquals(energyOfLastDay(readings, "m1"), raw(day), "raw values are untouched");
        double truth = energyOfLastDay(readings, "m1-ref");
        assertEquals(truth, milliwattHours(day) / 1e3, 0.002 * truth);
        assertTrue(Math.abs(raw(day) - truth) > 0.015 * truth, "the raw series is 2 % off");
    }

    private static long energyOfLastDay(List<RegisterReading> readings, String meterId) {
        List<Long> midnights = readings.stream()
                .filter(reading -> reading.getMeterId().equals(meterId))
                .filter(reading -> reading.getCaptureTime().equals(Fleet.day(FIRST + DAYS - 1))
                        || reading.getCaptureTime().equals(Fleet.day(FIRST + DAYS)))
                .map(reading -> reading.getRegisters().getFirst().getRaw())
                .toList();
        return midnights.getLast() - midnights.getFirst();
    }

    @Test
    void noEstimateNoSeries() {
        bench.register(MeterRegistration.newBuilder(Fleet.registration("m1"))
                .setCorrectionPolicy(CorrectionPolicy.OBSERVE)
                .build());
        bench.readings(readings(2));
        assertEquals(List.of(), bench.corrected());
    }

    @Test
    void aDayRestsOnTheFirstWindowThatCoversItAndGivesAFigure() {
        pair(CorrectionPolicy.OBSERVE);
        bench.readings(readings(2));
        Instant first = bench.drift().stream()
                .filter(estimate -> estimate.getRefusal().isEmpty())
                .map(DriftEstimate::getWindowTo)
                .findFirst()
                .orElseThrow();
        assertTrue(first.isAfter(Fleet.day(FIRST + 1)), "the first days give no figure of their own");
        Map<LocalDate, CorrectedDay> newest = newest(bench.corrected());
        assertEquals(DAYS, newest.size());
        newest.forEach((day, corrected) -> {
            Instant end = Fleet.day(day.toEpochDay() + 1);
            assertEquals(end.isBefore(first) ? first : end, corrected.getEstimateWindowTo());
            assertEquals(1, corrected.getRevision(), "told once");
        });
    }

    @Test
    void aDayWhoseEstimateIsHeldBackRestsOnTheNextOneOrIsWithdrawn() {
        pair(CorrectionPolicy.OBSERVE);
        bench.readings(readings(2));
        List<DriftEstimate> told = bench.drift();
        DriftEstimate beforeLast = told.get(told.size() - 2);
        bench.corrected();

        bench.send(Topics.DRIFT, "m1", heldBack(beforeLast));
        CorrectedDay again = bench.corrected().getFirst();
        assertEquals(LAST.minusDays(1), again.getDay());
        assertEquals(CorrectionState.CORRECTED, again.getState());
        assertEquals(2, again.getRevision());
        assertEquals(told.getLast().getEvidenceDigest(), again.getEvidenceDigest());

        bench.send(Topics.DRIFT, "m1", heldBack(told.getLast()));
        List<CorrectedDay> withdrawn = bench.corrected();
        assertEquals(
                List.of(LAST, LAST.minusDays(1)),
                withdrawn.stream().map(CorrectedDay::getDay).toList());
        withdrawn.forEach(day -> {
            assertEquals(CorrectionState.WITHDRAWN, day.getState());
            assertEquals(List.of(), day.getIncrements());
        });

        bench.send(Topics.DRIFT, "m1", told.getLast());
        assertEquals(
                List.of(CorrectionState.CORRECTED, CorrectionState.CORRECTED),
                bench.corrected().stream().map(CorrectedDay::getState).toList());
    }

    private static DriftEstimate heldBack(DriftEstimate estimate) {
        return DriftEstimate.newBuilder(estimate)
                .setHeldBack("REFERENCE_IN_DOUBT")
                .build();
    }

    @Test
    void otherPoliciesCostNothing() {
        pair(CorrectionPolicy.ADJUST_UNVERIFIED);
        bench.readings(readings(2));
        assertEquals(List.of(), bench.corrected());
        assertTrue(bench.stored(CorrectionBranch.STORE).isEmpty());
    }

    @Test
    void insideTheDeadBandTheFactorIsExactlyOne() {
        pair(CorrectionPolicy.OBSERVE);
        bench.readings(readings(0.01));
        CorrectedDay day = newest(bench.corrected()).get(LAST);
        assertEquals(1.0, day.getCorrectionFactor());
        assertEquals(1_000 * raw(day), milliwattHours(day));
    }

    @Test
    void aLateRowIsANewRevisionAndTheLastOneIsThatOfRowsInOrder() {
        pair(CorrectionPolicy.OBSERVE);
        List<RegisterReading> readings = readings(2);
        RegisterReading late = readings.stream()
                .filter(reading -> reading.getMeterId().equals("m1"))
                .filter(reading -> reading.getCaptureTime()
                        .equals(Fleet.day(FIRST + DAYS - 1).plusSeconds(6 * 3_600)))
                .findFirst()
                .orElseThrow();
        List<RegisterReading> others = new ArrayList<>(readings);
        others.remove(late);
        bench.readings(others);
        CorrectedDay before = newest(bench.corrected()).get(LAST);
        assertEquals(Fleet.STEPS - 1, before.getIncrements().size());
        bench.readings(List.of(late));
        CorrectedDay after = newest(bench.corrected()).get(LAST);
        assertTrue(after.getRevision() > before.getRevision());
        assertEquals(raw(before), raw(after));

        bench.readings(List.of(late, readings.getFirst()));
        assertEquals(List.of(), bench.corrected(), "the same again is no news");
        CorrectedDay calm = calm(readings);
        assertEquals(
                calm,
                CorrectedDay.newBuilder(after).setRevision(calm.getRevision()).build());
    }

    /** Rows of both meters in any order within the last day. */
    @Test
    void theLastRevisionIsTheSameInAnyOrderOfTheLastDay() {
        List<RegisterReading> readings = readings(2);
        CorrectedDay calm = calm(readings);
        int from = 2 * Fleet.STEPS * (DAYS - 1);
        List<RegisterReading> shuffled = new ArrayList<>(readings);
        Collections.shuffle(shuffled.subList(from, shuffled.size()), new Random(1));
        CorrectedDay day = calm(shuffled);
        assertEquals(
                calm,
                CorrectedDay.newBuilder(day).setRevision(calm.getRevision()).build());
    }

    private static CorrectedDay calm(List<RegisterReading> readings) {
        try (Bench other = new Bench(Set.of(CorrectionPolicy.OBSERVE))) {
            other.pair("m1");
            other.register(MeterRegistration.newBuilder(Fleet.registration("m1"))
                    .setCorrectionPolicy(CorrectionPolicy.OBSERVE)
                    .build());
            other.readings(readings);
            return newest(other.corrected()).get(LAST);
        }
    }
}
