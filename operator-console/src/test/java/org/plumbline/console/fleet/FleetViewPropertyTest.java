// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.plumbline.console.fleet.FleetRecords.T0;
import static org.plumbline.console.fleet.FleetRecords.campaign;
import static org.plumbline.console.fleet.FleetRecords.estimate;
import static org.plumbline.console.fleet.FleetRecords.found;
import static org.plumbline.console.fleet.FleetRecords.meter;
import static org.plumbline.console.fleet.FleetRecords.pairing;
import static org.plumbline.console.fleet.FleetRecords.refused;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FleetViewPropertyTest {

    /** Records of different keys may come in any order: topics are read side by side. */
    @Property(tries = 30)
    void orderOfDifferentKeysDoesNotMatter(@ForAll long seed) {
        List<FleetRecord> records = List.of(
                meter("m1"),
                meter("m2"),
                pairing("m1", "m2"),
                estimate("m1", 0.4),
                refused("m2", "TOO_FEW_DAYS"),
                found("m1", 1, AccuracyCase.State.OPENED),
                new ReadingSeen("m1", T0, T0),
                new ReadingSeen("m1", T0.plus(Duration.ofDays(1)), T0),
                campaign("c1", Campaign.State.PAUSED),
                new Hold("c1", true, "ben", T0, T0, "why", "a"));
        List<FleetRecord> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(seed));
        FleetView straight = new FleetView(FleetView.Limits.defaults());
        FleetView mixed = new FleetView(FleetView.Limits.defaults());
        records.forEach(straight::apply);
        shuffled.forEach(each -> {
            mixed.apply(each);
            assertFalse(mixed.snapshot().counts().readings() > 2);
        });
        assertEquals(straight.snapshot(), mixed.snapshot());
    }
}
