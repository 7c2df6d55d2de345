// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.polling.PollRota.Turn;

class PollRotaTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final PollRota rota = new PollRota();
    private final List<String> claimed = new ArrayList<>();

    /** Due once at a field time or a monotonic time, then it waits for an event. */
    private final class Meter implements PollRota.Member {
        private final String name;
        private final PollRota.Place place;
        private Instant due;
        private long notBefore;
        private int looks;

        Meter(String name, Instant due, long notBefore) {
            this.name = name;
            this.due = due;
            this.notBefore = notBefore;
            this.place = rota.join(this);
        }

        @Override
        public Turn turn(Instant fieldTime, long nanos) {
            looks++;
            if (fieldTime.isBefore(due)) {
                return new Turn.FieldTime(due);
            }
            return nanos - notBefore < 0 ? new Turn.MonotonicTime(notBefore) : new Turn.Now();
        }

        @Override
        public void claimSession() {
            claimed.add(name);
            due = Instant.MAX;
        }
    }

    @Test
    void metersAreClaimedInTheOrderOfTheirTimesAndLookedAtOnlyThen() {
        Meter late = new Meter("late", START.plusSeconds(20), 0);
        Meter early = new Meter("early", START.plusSeconds(10), 0);
        for (int second = 0; second < 20; second++) {
            rota.turn(START.plusSeconds(second), 0);
        }
        assertEquals(List.of("early"), claimed);
        assertEquals(1, late.looks);
        rota.turn(START.plusSeconds(20), 0);
        assertEquals(List.of("early", "late"), claimed);
        assertEquals(2, late.looks);
        assertEquals(2, early.looks);
    }

    @Test
    void aMeterOnWhichTheGatewayFailsStopsNoOtherAndIsLookedAtAgainLater() {
        rota.join(new PollRota.Member() {
            @Override
            public Turn turn(Instant fieldTime, long nanos) {
                claimed.add("bad");
                throw new IllegalStateException("a defect");
            }

            @Override
            public void claimSession() {
                throw new IllegalStateException("has no turn");
            }
        });
        new Meter("good", START, 0);
        rota.turn(START, 0);
        assertEquals(List.of("bad", "good"), claimed);
        rota.turn(START, Duration.ofSeconds(59).toNanos());
        assertEquals(List.of("bad", "good"), claimed);
        rota.turn(START, Duration.ofSeconds(60).toNanos());
        assertEquals(List.of("bad", "good", "bad"), claimed);
    }

    @Test
    void aPauseEndsOnMonotonicTimeAcrossItsWrap() {
        long nearTheEnd = Long.MAX_VALUE - 5;
        Meter paused = new Meter("paused", START, nearTheEnd + 10);
        rota.turn(START, nearTheEnd);
        rota.turn(START, nearTheEnd + 9);
        assertEquals(List.of(), claimed);
        rota.turn(START, nearTheEnd + 10);
        assertEquals(List.of("paused"), claimed);
        assertEquals(2, paused.looks);
    }

    @Test
    void anEventLetsAWaitingMeterBeLookedAtAtOnce() {
        Meter meter = new Meter("changed", START.plus(Duration.ofDays(1)), 0);
        rota.turn(START, 0);
        meter.due = START;
        meter.place.changed();
        meter.place.changed();
        rota.turn(START, 0);
        rota.turn(START, 0);
        assertEquals(List.of("changed"), claimed);
        assertEquals(2, meter.looks);
    }

    @Test
    void whoWaitsForATimeThatWasWrongIsLookedAtAnewWhenFieldTimeStepsBack() {
        Meter meter = new Meter("waits for 2099", Instant.parse("2099-01-02T00:00:00Z"), 0);
        rota.turn(Instant.parse("2099-01-01T00:00:00Z"), 0);
        meter.due = START.minusSeconds(1);
        rota.turn(START, 0);
        assertEquals(List.of("waits for 2099"), claimed);
    }

    @Test
    void aTurnLooksAtABoundedNumberAndTheRestHasItsTurnTheNextTime() {
        for (int i = 0; i < PollRota.MOST_PER_TURN + 1; i++) {
            Meter unused = new Meter("m" + i, START, 0);
        }
        rota.turn(START, 0);
        assertEquals(PollRota.MOST_PER_TURN, claimed.size());
        rota.turn(START, 0);
        assertEquals(PollRota.MOST_PER_TURN + 1, claimed.size());
    }
}
