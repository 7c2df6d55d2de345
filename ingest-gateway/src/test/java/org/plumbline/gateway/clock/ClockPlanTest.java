// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.gateway.clock.ClockSettings.Policy;

class ClockPlanTest {

    private static final Instant NOW = Instant.parse("2026-03-20T08:22:30Z");
    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final Duration LIMIT = Duration.ofSeconds(300);

    @ParameterizedTest
    @CsvSource({
        "OBSERVE,   61, Leave",
        "SHIFT,     61, Shift",
        "SHIFT,   -300, Shift",
        "SHIFT,    301, Leave",
        "SET,      300, Shift",
        "SET,     -301, Set",
        "SET,    86400, Set",
    })
    void thePolicySaysWhatMayBeDone(Policy policy, long offsetSeconds, String kind) {
        assertEquals(kind, plan(policy, offsetSeconds, LIMIT, NOW).getClass().getSimpleName());
    }

    @Test
    void aFastClockIsShiftedBack() {
        assertEquals(new ClockPlan.Shift(-61), plan(Policy.SHIFT, 61, LIMIT, NOW));
    }

    @Test
    void aMeterWithoutAShiftLimitIsNotShiftedAndNoShiftIsLongerThanTheMethodTakes() {
        assertInstanceOf(ClockPlan.Leave.class, plan(Policy.SHIFT, 61, null, NOW));
        assertInstanceOf(ClockPlan.Set.class, plan(Policy.SET, 61, null, NOW));
        assertInstanceOf(ClockPlan.Set.class, plan(Policy.SET, 901, Duration.ofHours(1), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        // right time, offset in s: the meter's time or the right time lies close to a boundary
        "2026-03-20T08:15:14Z, 120",
        "2026-03-20T08:29:46Z, 120",
        "2026-03-20T08:28:05Z, 120",
        "2026-03-20T23:59:50Z, -120",
    })
    void nothingIsChangedCloseToACaptureBoundaryOrMidnight(Instant rightTime, long offsetSeconds) {
        assertInstanceOf(ClockPlan.Leave.class, plan(Policy.SET, offsetSeconds, LIMIT, rightTime));
    }

    @Test
    void midnightCountsWhereTheCapturePeriodIsUnknown() {
        ClockSettings set = ClockSettings.defaults().with(Policy.SET);
        Instant midnight = Instant.parse("2026-03-20T00:00:05Z");
        assertInstanceOf(
                ClockPlan.Leave.class,
                ClockPlan.of(set, Duration.ofSeconds(90), midnight.plusSeconds(90), Duration.ZERO, LIMIT, null));
    }

    @Test
    void oneMeterIsNotCorrectedAgainBeforeTheInterval() {
        ClockSettings set = ClockSettings.defaults().with(Policy.SET);
        Duration offset = Duration.ofSeconds(90);
        Instant meterTime = NOW.plus(offset);
        assertInstanceOf(
                ClockPlan.Leave.class,
                ClockPlan.of(set, offset, meterTime, PERIOD, LIMIT, NOW.minus(Duration.ofHours(23))));
        assertInstanceOf(
                ClockPlan.Shift.class,
                ClockPlan.of(set, offset, meterTime, PERIOD, LIMIT, NOW.minus(Duration.ofHours(24))));
    }

    private static ClockPlan plan(Policy policy, long offsetSeconds, @Nullable Duration limit, Instant rightTime) {
        Duration offset = Duration.ofSeconds(offsetSeconds);
        return ClockPlan.of(ClockSettings.defaults().with(policy), offset, rightTime.plus(offset), PERIOD, limit, null);
    }
}
