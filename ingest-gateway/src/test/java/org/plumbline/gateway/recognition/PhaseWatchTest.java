// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.state.LastSeen.Suspicion;

class PhaseWatchTest {

    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private Suspicion suspicion = Suspicion.NONE;
    private Instant now = NOW;

    @ParameterizedTest
    @CsvSource({
        // angles in tenths of a degree, currents in mA, signed power in W; phases as bits
        " 100,  300, 3500, 1000, 1000, 1000,  600, RIGHT, 7",
        "1900, 2000, 1700, 1000, 1000, 1000, -600, RIGHT, 7", // feeds in on all phases
        "1900,  100,  100, 1000, 1000, 1000,  200, CURRENT_REVERSED, 1",
        "1900,  100, 1800, 1000, 1000, 1000, -200, CURRENT_REVERSED, 5",
        "1900,  100,  100,   50, 1000, 1000,  400, RIGHT, 6", // no current, no angle
        " 100, 1300, 2500, 1000, 1000, 1000,    0, PHASES_CROSSED, 6",
        "1300, 1300, 1300, 1000, 1000, 1000, -300, PHASES_CROSSED, 7",
        " 100, 1300,  100, 1000, 1000, 1000,  300, RIGHT, 7", // no load has it, but it speaks for nothing
        " 100,  100,  100, 1000, 1000, 1000, -600, ANGLE_AGAINST_POWER, 7",
        " 100,  100,  100, 1000,   50,   50, -200, ANGLE_AGAINST_POWER, 1",
        "1800,  100,  100, 1000,   50,   50, -200, UNKNOWN, 1",
    })
    void whatAnglesSpeakFor(
            long l1, long l2, long l3, long i1, long i2, long i3, long watts, PhaseAngles.Kind kind, int phases) {
        PhaseAngles angles = PhaseAngles.of(snapshot(List.of(l1, l2, l3), List.of(i1, i2, i3), watts));
        assertEquals(kind, angles.kind());
        assertEquals(phases, angles.phases());
    }

    @Test
    void aMeterThatShowsNoAnglesIsNotJudged() {
        assertEquals(PhaseAngles.Kind.UNKNOWN, PhaseAngles.of(Snapshot.NOTHING).kind());
    }

    @Test
    void aReversedCurrentIsToldOnceItPersistsForADayAndANight() {
        for (int hour = 0; hour < 24; hour++) {
            assertEquals(List.of(), look(1_900));
        }
        Publication.Event told = (Publication.Event) look(1_900).getFirst();
        assertEquals("L1", told.evidence().get("phases"));
        assertEquals("190.0", told.evidence().get("angleL1"));
        assertEquals(NOW.plus(HOUR).toString(), told.evidence().get("since"));
        assertEquals(List.of(), look(1_900));
        Publication.Event over = (Publication.Event) look(100).getFirst();
        assertEquals("OVER", over.evidence().get("cause"));
        assertEquals(Suspicion.NONE, suspicion);
    }

    @Test
    void aGeneratorThatRestsAtNightIsNotTold() {
        for (int hour = 0; hour < 96; hour++) {
            assertEquals(List.of(), look(hour % 24 < 12 ? 1_900 : 100));
        }
    }

    private List<Publication> look(long angleOfL1) {
        now = now.plus(HOUR);
        PhaseWatch.Sighting sighting = PhaseWatch.look(
                snapshot(List.of(angleOfL1, 100L, 100L), List.of(1_000L, 1_000L, 1_000L), 200),
                suspicion,
                new Stamp(now, now));
        suspicion = sighting.suspicion();
        return sighting.events();
    }

    private static Snapshot snapshot(List<Long> angles, List<Long> currents, long watts) {
        List<RegisterOutcome> registers = new ArrayList<>();
        for (int phase = 0; phase < 3; phase++) {
            registers.add(register("1.0.81.7." + List.of(4, 15, 26).get(phase) + ".255", angles.get(phase), -1, 8));
            registers.add(register("1.0." + (31 + 20 * phase) + ".7.0.255", currents.get(phase), -3, 33));
        }
        registers.add(register("1.0.16.7.0.255", watts, 0, 27));
        registers.add(new RegisterOutcome.Refused(ObisCode.parse("1.0.13.7.0.255"), 4));
        return new Snapshot(
                List.of(), NOW, 0, Stream.of(registers).flatMap(List::stream).toList());
    }

    private static RegisterOutcome register(String obis, long raw, int scaler, int unit) {
        return new RegisterOutcome.Read(new RegisterValue(ObisCode.parse(obis), raw, new ScalerUnit(scaler, unit)));
    }
}
