// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.plumbline.gateway.pacing.LossVerdict.Finding;

class FrameLossPropertyTest {

    /** A session as the books have it. */
    private record Booked(String meterId, int sent, int lost) {}

    /** A segment of meters with a rate of loss each, and a book of all sessions. */
    private static final class Field {
        final SplittableRandom random;
        final FrameLoss segment = new FrameLoss();
        final List<Booked> book = new ArrayList<>();
        final Map<String, LossWindow> windows = new HashMap<>();
        final Map<String, Integer> windowsBegan = new HashMap<>(); // place in the book
        final List<SegmentLoss> told = new ArrayList<>();
        final Map<String, List<Finding>> findings = new HashMap<>();

        Field(long seed) {
            random = new SplittableRandom(seed);
        }

        /** A session ends with its first lost frame, as real ones do. */
        void session(String meterId, double rate) {
            int frames = 1 + random.nextInt(12);
            int sent = 0;
            int lost = 0;
            while (sent < frames && lost == 0) {
                sent++;
                lost += random.nextDouble() < rate ? 1 : 0;
            }
            book.add(new Booked(meterId, sent, lost));
            LossWindow before = windows.get(meterId);
            FrameLoss.Report report = segment.add(meterId, sent, lost, before, false);
            if (report.meter() != null) {
                compare(meterId, report.meter());
                findings.computeIfAbsent(meterId, unknown -> new ArrayList<>())
                        .add(report.meter().finding());
            }
            if (report.next() != before) {
                windows.put(meterId, report.next());
                windowsBegan.put(meterId, book.size());
            }
            if (report.segment() != null) {
                told.add(report.segment());
            }
        }

        /** What a verdict says of meter and neighbours is what the books say of the span of its window. */
        private void compare(String meterId, LossVerdict verdict) {
            int[] own = new int[2];
            int[] others = new int[2];
            for (Booked booked : book.subList(windowsBegan.getOrDefault(meterId, 0), book.size())) {
                int[] sum = booked.meterId().equals(meterId) ? own : others;
                sum[0] += booked.sent();
                sum[1] += booked.lost();
            }
            assertEquals(
                    List.of(own[0], own[1], others[0], others[1]),
                    List.of(verdict.sent(), verdict.lost(), verdict.neighboursSent(), verdict.neighboursLost()));
            assertTrue(verdict.sent() >= FrameLoss.WINDOW);
        }
    }

    @Property(tries = 15)
    void verdictsSayWhatTheBooksSay(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int meters,
            @ForAll @DoubleRange(min = 0, max = 0.15) double most) {
        Field field = new Field(seed);
        SplittableRandom rates = new SplittableRandom(seed + 1);
        double[] rate = rates.doubles(meters).map(part -> part * most).toArray();
        for (int i = 0; i < 4_000; i++) {
            int meter = field.random.nextInt(meters);
            field.session("m" + meter, rate[meter]);
        }
    }

    /** At half a per cent chance alone shows no more than 2 % in less than one window of a thousand million. */
    @Property(tries = 12)
    void nobodyIsAccusedWhereLittleIsLost(
            @ForAll long seed, @ForAll @Scale(4) @DoubleRange(min = 0, max = 0.005) double rate) {
        Field field = new Field(seed);
        for (int i = 0; i < 12_000; i++) {
            field.session("m" + field.random.nextInt(20), rate);
        }
        assertEquals(List.of(), field.told);
        field.findings
                .values()
                .forEach(all -> all.forEach(finding -> assertTrue(
                        finding == Finding.WITHIN || finding == Finding.OPEN, () -> field.findings.toString())));
    }

    @Property(tries = 12)
    void aTroubleOfAllMetersIsTheSegmentsAndNoMetersOwn(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.08, max = 0.4) double rate) {
        Field field = new Field(seed);
        for (int i = 0; i < 6_000; i++) {
            field.session("m" + field.random.nextInt(15), rate);
        }
        assertEquals(1, field.told.size());
        field.findings.forEach((meter, all) -> all.forEach(finding -> assertNotEquals(Finding.DEVICE, finding)));
    }

    @Property(tries = 12)
    void oneBadMeterAmongGoodOnesIsFoundAndItsSegmentIsNotAccused(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 0.5) double rate) {
        Field field = new Field(seed);
        for (int i = 0; i < 12_000; i++) {
            int meter = field.random.nextInt(10);
            field.session("m" + meter, meter == 0 ? rate : 0.001);
        }
        assertEquals(List.of(), field.told);
        assertTrue(field.findings.get("m0").stream().allMatch(finding -> finding == Finding.DEVICE));
    }
}
