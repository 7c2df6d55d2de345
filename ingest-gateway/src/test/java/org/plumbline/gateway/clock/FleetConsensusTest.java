// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FleetConsensusTest {

    private static final Instant START = Instant.parse("2026-03-20T08:00:00Z");
    private Instant wall = START;
    private long nanos;
    private final FleetConsensus consensus = new FleetConsensus(Duration.ofSeconds(60), 8, () -> wall, () -> nanos);

    @Test
    void tooFewMetersSayNothing() {
        observe(7, 3_600);
        assertInstanceOf(ClockHealth.Unknown.class, consensus.health());
    }

    @Test
    void aFewClocksThatAreOffAreTheMetersOwn() {
        observe(20, 1);
        consensus.observed("fast", Duration.ofHours(1));
        consensus.observed("slow", Duration.ofHours(-1));
        assertEquals(
                Duration.ofSeconds(1),
                assertInstanceOf(ClockHealth.Right.class, consensus.health()).fleetMedian());
    }

    @Test
    void aFleetThatDeviatesAlikeMakesTheHeadEndSuspect() {
        observe(20, -3_600);
        ClockHealth.Suspect suspect = assertInstanceOf(ClockHealth.Suspect.class, consensus.health());
        assertTrue(suspect.reason().contains("20 of 20"), suspect.reason());
    }

    @Test
    void halfTheFleetIsNoMajorityAndNobodyIsKnownToBeRight() {
        observe(10, 3_600);
        for (int meter = 10; meter < 20; meter++) {
            consensus.observed("M" + meter, Duration.ZERO);
        }
        assertInstanceOf(ClockHealth.Unknown.class, consensus.health());
    }

    @Test
    void afterAStepOfFieldTimeNoMeterIsCorrectedByWhatTheOthersShowedBefore() {
        observe(8, 300);
        consensus.observed("odd", Duration.ofHours(1));
        for (int meter = 0; meter < 8; meter++) {
            consensus.observed("M" + meter, Duration.ofSeconds(-600));
            assertFalse(consensus.health() instanceof ClockHealth.Right, "after " + (meter + 1));
        }
    }

    @Test
    void clocksThatAreOffEachInItsOwnWayAccuseNobodyElse() {
        for (int meter = 0; meter < 20; meter++) {
            consensus.observed("M" + meter, Duration.ofMinutes(10L * (meter - 10)));
        }
        assertInstanceOf(ClockHealth.Right.class, consensus.health());
    }

    @Test
    void aMeterCountsOnceHoweverOftenItIsRead() {
        for (int read = 0; read < 50; read++) {
            consensus.observed("M", Duration.ofHours(1));
        }
        assertInstanceOf(ClockHealth.Unknown.class, consensus.health());
    }

    @Test
    void aSteppedWallClockIsSuspectBeforeTheFirstMeterIsReadByItAndUntilTheFleetSpeaks() {
        observe(20, 0);
        wall = wall.plusSeconds(3_600);
        assertInstanceOf(ClockHealth.Suspect.class, consensus.health());
        observe(7, -3_600);
        assertInstanceOf(ClockHealth.Suspect.class, consensus.health());
        observe(20, -3_600);
        assertInstanceOf(ClockHealth.Suspect.class, consensus.health());
        wall = wall.minusSeconds(3_600);
        observe(20, 0);
        assertInstanceOf(ClockHealth.Right.class, consensus.health());
    }

    @Test
    void timeThatPassesOnBothClocksIsNoStepAndObservationsGrowOld() {
        observe(20, 0);
        wall = wall.plus(Duration.ofHours(26));
        nanos += Duration.ofHours(26).toNanos();
        assertInstanceOf(ClockHealth.Unknown.class, consensus.health());
    }

    @Test
    void theRingIsBoundedAndForgetsTheOldest() {
        observe(FleetConsensus.RING, 3_600);
        for (int meter = 0; meter < FleetConsensus.RING; meter++) {
            consensus.observed("N" + meter, Duration.ZERO);
        }
        assertEquals(
                "right by fleet of 256, median deviation 0 ms",
                consensus.health().evidence());
    }

    private void observe(int meters, long offsetSeconds) {
        for (int meter = 0; meter < meters; meter++) {
            consensus.observed("M" + meter, Duration.ofSeconds(offsetSeconds));
        }
    }
}
