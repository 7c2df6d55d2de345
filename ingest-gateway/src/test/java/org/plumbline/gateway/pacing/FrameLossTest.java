// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.pacing.LossVerdict.Finding;

class FrameLossTest {

    private static final int FRAMES = 10; // of a session

    private final FrameLoss segment = new FrameLoss();
    private final Map<String, LossWindow> windows = new HashMap<>();
    private final Map<String, List<LossVerdict>> verdicts = new HashMap<>();
    private final List<SegmentLoss> told = new ArrayList<>();

    private void session(String meterId, int lost) {
        session(meterId, lost, false);
    }

    private void session(String meterId, int lost, boolean watched) {
        FrameLoss.Report report = segment.add(meterId, FRAMES, lost, windows.get(meterId), watched);
        windows.put(meterId, report.next());
        if (report.meter() != null) {
            verdicts.computeIfAbsent(meterId, unknown -> new ArrayList<>()).add(report.meter());
        }
        if (report.segment() != null) {
            told.add(report.segment());
        }
    }

    /** Each meter has a session in each round; one in so many sessions of a meter loses a frame, 0 for none. */
    private void rounds(int rounds, Map<String, Integer> oneIn) {
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, Integer> meter : oneIn.entrySet()) {
                session(meter.getKey(), meter.getValue() > 0 && round % meter.getValue() == 0 ? 1 : 0);
            }
        }
    }

    private static Map<String, Integer> meters(int count, int oneIn) {
        Map<String, Integer> all = new HashMap<>();
        for (int i = 0; i < count; i++) {
            all.put("m" + i, oneIn);
        }
        return all;
    }

    private List<Finding> findings(String meterId) {
        return verdicts.getOrDefault(meterId, List.of()).stream()
                .map(LossVerdict::finding)
                .toList();
    }

    @Test
    void aMeterThatLosesNothingHasNoWindow() {
        rounds(200, meters(5, 0));
        assertTrue(windows.values().stream().allMatch(window -> window == null));
        assertEquals(Map.of(), verdicts);
        assertEquals(List.of(), told);
    }

    @Test
    void aMeterThatLosesMoreThanItsNeighboursIsAccusedItself() {
        Map<String, Integer> meters = meters(5, 0);
        meters.put("bad", 2); // 5 %
        rounds(110, meters);
        assertEquals(List.of(Finding.DEVICE, Finding.DEVICE), findings("bad"));
        LossVerdict verdict = verdicts.get("bad").getFirst();
        assertEquals(500, verdict.sent());
        assertEquals(25, verdict.lost());
        assertEquals(2_500, verdict.neighboursSent());
        assertEquals(0, verdict.neighboursLost());
        assertEquals(List.of(), told);
    }

    @Test
    void manyMetersAtOnceAccuseTheSegmentOnceAndNoMeter() {
        rounds(120, meters(6, 2));
        assertEquals(1, told.size());
        assertTrue(told.getFirst().troubled());
        assertEquals(6, told.getFirst().meters());
        for (int i = 0; i < 6; i++) {
            assertEquals(List.of(Finding.SEGMENT, Finding.SEGMENT), findings("m" + i));
        }
    }

    @Test
    void theEndOfATroubleIsToldAndTheNextWindowJudgesMetersAgain() {
        rounds(60, meters(6, 2));
        rounds(60, meters(6, 0));
        assertEquals(
                List.of(true, false), told.stream().map(SegmentLoss::troubled).toList());
        verdicts.clear();
        Map<String, Integer> later = meters(6, 0);
        later.put("m3", 2);
        rounds(120, later);
        assertEquals(Finding.DEVICE, findings("m3").getLast());
        assertEquals(2, told.size());
    }

    @Test
    void twoBadMetersAreNoTroubleOfTheirSegment() {
        Map<String, Integer> meters = meters(4, 0);
        meters.put("bad", 2);
        meters.put("worse", 1);
        rounds(120, meters);
        assertEquals(List.of(), told);
        assertFalse(findings("worse").contains(Finding.SEGMENT));
        assertEquals(Finding.DEVICE, findings("worse").getFirst());
    }

    @Test
    void oneMeterThatLosesMostDoesNotMakeItsNeighboursChanceLossesATrouble() {
        Map<String, Integer> meters = meters(6, 50); // 0.2 %
        meters.put("worst", 1); // 10 %
        rounds(200, meters);
        assertEquals(List.of(), told);
    }

    @Test
    void aMeterAloneInItsSegmentCannotBeToldApartFromIt() {
        rounds(60, Map.of("alone", 2));
        assertEquals(List.of(Finding.UNDECIDED), findings("alone"));
    }

    @Test
    void twoPercentOfOneWindowShowNothing() {
        Map<String, Integer> meters = meters(5, 0);
        meters.put("suspect", 5);
        rounds(60, meters);
        assertEquals(List.of(Finding.OPEN), findings("suspect"));
    }

    @Test
    void aMeterThatWasAccusedIsWatchedUntilItIsShownToBeRight() {
        for (int i = 0; i < 51; i++) {
            session("m", 0, true);
        }
        assertEquals(List.of(Finding.WITHIN), findings("m"));
        session("m", 0, false);
        LossWindow watched = windows.get("m");
        for (int i = 0; i < 60; i++) {
            session("m", 0, false);
        }
        assertEquals(List.of(Finding.WITHIN, Finding.WITHIN), findings("m"));
        assertTrue(watched != null);
        assertNull(windows.get("m"));
    }

    @Test
    void aMeterThatMovesToAnotherSegmentBeginsAnew() {
        session("m", 1);
        LossWindow old = windows.get("m");
        FrameLoss other = new FrameLoss();
        FrameLoss.Report report = other.add("m", 600, 0, old, false);
        assertNull(report.meter());
        assertNull(report.next());
    }
}
