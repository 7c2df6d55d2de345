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

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;
import org.plumbline.analyzer.state.StateFormatException;

class ForecastFollowerTest {
    @Test
    void octetsOfVersionOneAreAsFrozen() {
        SortedMap<Integer, Long> settled = new TreeMap<>();
        settled.put(-3, 5L);
        settled.put(21, 1_000L);
        SortedMap<Long, SortedMap<Integer, Integer>> days = new TreeMap<>();
        days.put(20_001L, new TreeMap<>(Map.of(0, 213, 7, -5)));
        ForecastState state = new ForecastState(20_001, 2, new HeatHistory(settled), days, "X");
        byte[] frozen = HexFormat.of().parseHex("01c2b80204025804050a2ad00f02c2b8020400aa030709");
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
        List<Sample> samples =
                List.of(sample(0, 200), new Sample((FIRST + 1) * 86_400, 2, OptionalInt.empty()), sample(2, 200));
        assertEquals("CERTIFICATE_EPOCH_NOT_STATED", refusal(run(samples, READY)));
        assertEquals("CERTIFICATE_OF_OTHER_EPOCH", refusal(run(samples, ready(1))));
        assertEquals("CERTIFICATE_OF_OTHER_EPOCH", refusal(run(samples, ready(3))));
        assertTrue(run(samples, ready(2)).last().orElseThrow() instanceof ForecastOutput.Told);
        Sample unknown = new Sample(FIRST * 86_400, 0, OptionalInt.empty());
        assertEquals("NO_CALIBRATION_EPOCH", refusal(run(List.of(unknown), READY)));
    }

    private static String refusal(Followed.Run run) {
        return ((ForecastOutput.Refused) run.last().orElseThrow()).name();
    }
}
