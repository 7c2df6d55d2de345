// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.analyzer.forecast.Followed.FIRST;
import static org.plumbline.analyzer.forecast.Followed.READY;
import static org.plumbline.analyzer.forecast.Followed.ready;
import static org.plumbline.analyzer.forecast.Followed.run;
import static org.plumbline.analyzer.forecast.Followed.sample;
import static org.plumbline.analyzer.forecast.Followed.selfTest;
import static org.plumbline.analyzer.forecast.Followed.selfTested;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;
import org.plumbline.analyzer.metrology.certificate.SelfTest;
import org.plumbline.analyzer.state.StateFormatException;

class ForecastFollowerTest {
    @Test
    void octetsOfVersionOneAreAsFrozen() {
        SortedMap<Integer, Long> settled = new TreeMap<>();
        settled.put(-3, 5L);
        settled.put(21, 1_000L);
        SortedMap<Long, OpenDay> days = new TreeMap<>();
        days.put(20_000L, new OpenDay(new TreeMap<>(), Optional.of(new SelfTestValue(1_728_000_900L, -12, -1))));
        days.put(20_001L, new OpenDay(new TreeMap<>(Map.of(0, 213, 7, -5)), Optional.empty()));
        ForecastState state = new ForecastState(20_001, 2, new HeatHistory(settled), days, "X");
        byte[] frozen =
                HexFormat.of().parseHex("01c2b80204025804050a2ad00f04c0b802000188cef9ef0c1701c2b8020400aa03070900");
        assertEquals(state, ForecastStateCodec.decode(frozen));
        assertArrayEquals(frozen, ForecastStateCodec.encode(state));
        frozen[0] = 9;
        assertThrows(StateFormatException.class, () -> ForecastStateCodec.decode(frozen));
    }

    @Test
    void forecastIsToldOncePerClosedDayAndAgainWhenAClosedDayChanges() {
        ForecastState state =
                run(List.of(sample(0, 200), sample(1, 200)), READY).state();
        assertTrue(ForecastFollower.onSample("m", state, sample(1.5, 250), () -> READY)
                .output()
                .isEmpty());
        ForecastFollower.Step late = ForecastFollower.onSample("m", state, sample(0.5, 250), () -> READY);
        assertEquals(FIRST, late.output().orElseThrow().day());
        assertTrue(ForecastFollower.onSample("m", state, sample(0.01, 150), () -> READY)
                .changed()
                .isEmpty());
    }

    @Test
    void certificateOfAnotherEpochIsRefusedByName() {
        List<Sample> samples = List.of(
                sample(0, 200),
                new Sample((FIRST + 1) * 86_400, 2, OptionalInt.empty(), Optional.empty()),
                sample(2, 200));
        assertEquals("CERTIFICATE_EPOCH_NOT_STATED", refusal(run(samples, READY)));
        assertEquals("CERTIFICATE_OF_OTHER_EPOCH", refusal(run(samples, ready(1))));
        assertEquals("CERTIFICATE_OF_OTHER_EPOCH", refusal(run(samples, ready(3))));
        assertTrue(run(samples, ready(2)).last().orElseThrow() instanceof ForecastOutput.Told);
        Sample unknown = new Sample(FIRST * 86_400, 0, OptionalInt.empty(), Optional.empty());
        assertEquals("NO_CALIBRATION_EPOCH", refusal(run(List.of(unknown), READY)));
    }

    private static String refusal(Followed.Run run) {
        return ((ForecastOutput.Refused) run.last().orElseThrow()).name();
    }

    /** The last value of a day counts. */
    @Test
    void selfTestMovesTheForecastByTheChangeSinceCalibration() {
        List<Sample> samples = new ArrayList<>();
        for (int day = 0; day <= 12; day++) {
            samples.add(selfTest(day + 0.2, 999_999));
            samples.add(selfTest(day + 0.5, 4_500 + (day % 2 == 0 ? 100 : -100)));
        }
        ForecastOutput.Told told =
                (ForecastOutput.Told) run(samples, selfTested()).last().orElseThrow();
        SelfTest test = told.selfTest().orElseThrow();
        assertEquals(12, test.days());
        assertEquals(0.4, test.changePercent(), 1e-12);
        assertEquals(0.01044, test.scatterPercent(), 1e-5);
        assertEquals(Math.hypot(0.03, 0.01044 / Math.sqrt(12)), test.standardUncertaintyPercent(), 1e-6);
        assertEquals(SelfTest.Proposal.ADJUST_AFTER_CONFIRMATION, test.proposal());
        assertEquals(0.1 + 0.4 + 0.1 * 0.4 / 100, told.forecast().errorPercent(), 1e-12);
        assertEquals(
                Math.hypot(0.1, test.standardUncertaintyPercent()),
                told.forecast().certificatePercent(),
                1e-12);
    }

    @Test
    void selfTestWithoutValuesOrWithScatteredOnesIsRefusedByName() {
        List<Sample> few = new ArrayList<>();
        List<Sample> scattered = new ArrayList<>();
        for (int day = 0; day <= 10; day++) {
            if (day < 6) {
                few.add(selfTest(day, 500));
            }
            scattered.add(selfTest(day, day % 2 == 0 ? 4_000 : -4_000));
        }
        few.add(sample(11, 200));
        assertEquals("SELF_TEST_VALUES_MISSING", refusal(run(few, selfTested())));
        assertEquals("SELF_TEST_SCATTERED", refusal(run(scattered, selfTested())));
    }

    @Test
    void selfTestNeverProposesAWriteByItself() {
        assertEquals(SelfTest.Proposal.NONE, moved(0.14).proposal());
        assertEquals(List.of(), moved(0.14).conditions());
        assertEquals(SelfTest.Proposal.ADJUST_AFTER_CONFIRMATION, moved(-0.5).proposal());
        assertTrue(moved(-0.5).conditions().contains("CONFIRMED_BY_PAIRED_OR_BENCH"));
        assertEquals(SelfTest.Proposal.SITE_TEST, moved(-2.5).proposal());
        assertEquals(List.of("SITE_TEST_DONE"), moved(-2.5).conditions());
    }

    private static SelfTest moved(double percent) {
        return new SelfTest(percent, 0.03, 0.01, 20);
    }
}
