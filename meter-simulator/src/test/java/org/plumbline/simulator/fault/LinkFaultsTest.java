// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkFaultsTest {
    private static final int FRAMES = 20_000;

    @Test
    void everyKindStrikesAboutAsOftenAsItShould() {
        Map<Class<?>, Integer> struck = new HashMap<>();
        MeterFaults meter = meter("M-1", 7, 0.01);
        for (int frame = 0; frame < FRAMES; frame++) {
            meter.onRequest().ifPresent(fault -> struck.merge(fault.getClass(), 1, Integer::sum));
        }
        assertEquals(7, struck.size(), struck.toString());
        // 200 are expected of each; five standard deviations are 70.
        struck.forEach((kind, count) -> assertEquals(FRAMES * 0.01, count, 70, kind.getSimpleName()));
    }

    @Test
    void strikesDependOnSeedMeterAndNumberOnly() {
        List<Optional<FaultAction>> strikes = strikes(meter("M-1", 7, 0.05));
        assertEquals(strikes, strikes(meter("M-1", 7, 0.05)));
        assertNotEquals(strikes, strikes(meter("M-2", 7, 0.05)));
        assertNotEquals(strikes, strikes(meter("M-1", 8, 0.05)));
        MeterFaults one = meter("M-1", 7, 0.05);
        MeterFaults other = meter("M-1", 7, 0.05);
        one.onRequest();
        other.onRequest();
        assertArrayEquals(one.noise(20), other.noise(20));
    }

    @Test
    void restingFaultsDoNotStrikeAndGoOnWhereTheyWouldBe() {
        LinkFaults link = new LinkFaults(LinkFaults.Settings.evenly(7, 0.05));
        MeterFaults meter = new MeterFaults("M-1", List.of(), link);
        List<Optional<FaultAction>> expected = strikes(meter("M-1", 7, 0.05));
        link.rest(true);
        for (int frame = 0; frame < 100; frame++) {
            assertTrue(meter.onRequest().isEmpty());
        }
        link.rest(false);
        for (int frame = 100; frame < 300; frame++) {
            assertEquals(expected.get(frame), meter.onRequest());
        }
    }

    @Test
    void scriptedFaultComesBeforeARandomOne() {
        FaultRule rule = new FaultRule("M-1", new FaultTrigger.OnRequest(1), new FaultAction.Garbage(99));
        MeterFaults meter =
                new MeterFaults("M-1", List.of(rule), new LinkFaults(LinkFaults.Settings.evenly(7, 1.0 / 7)));
        assertEquals(Optional.of(new FaultAction.Garbage(99)), meter.onRequest());
        assertTrue(meter.onRequest().isPresent(), "every frame is struck when the probabilities sum up to one");
    }

    @Test
    void probabilitiesBeyondOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> LinkFaults.Settings.evenly(1, 0.2));
    }

    private static List<Optional<FaultAction>> strikes(MeterFaults meter) {
        List<Optional<FaultAction>> strikes = new ArrayList<>();
        for (int frame = 0; frame < 300; frame++) {
            strikes.add(meter.onRequest());
        }
        return strikes;
    }

    private static MeterFaults meter(String meterId, long seed, double each) {
        return new MeterFaults(meterId, List.of(), new LinkFaults(LinkFaults.Settings.evenly(seed, each)));
    }
}
