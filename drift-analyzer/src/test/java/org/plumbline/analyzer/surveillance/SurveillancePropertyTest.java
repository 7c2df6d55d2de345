// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.StateFormatException;
import org.plumbline.analyzer.surveillance.WatchedPoint.Seen;

class SurveillancePropertyTest {
    private static final int DAYS = 4;
    private static final byte[] SOUND = SurveillanceCodec.encode(
            new WatchedPoint().see(WatchedPoint.levels(2, (side, day, interval) -> 3_000)).state);

    /** Levels that all come within ten days lead to the same octets in any order, once or many times. */
    @Property(tries = 8)
    void orderAndDuplicatesDoNotMatter(@ForAll long seed) {
        Random chance = new Random(seed);
        long fault = WatchedPoint.FIRST + chance.nextInt(DAYS);
        int from = chance.nextInt(144);
        List<Seen> levels = new ArrayList<>(WatchedPoint.levels(
                DAYS, (side, day, interval) -> day == fault && side == Side.REFERENCE && interval >= from ? 0 : 2_990));
        levels.removeIf(seen -> chance.nextInt(40) == 0);
        byte[] canonical = SurveillanceCodec.encode(new WatchedPoint().see(levels).state);
        levels.addAll(levels.subList(0, levels.size() / 10));
        Collections.shuffle(levels, chance);
        assertArrayEquals(canonical, SurveillanceCodec.encode(new WatchedPoint().see(levels).state));
    }

    @Property(tries = 500)
    void anyOctetsAreAStateOrRefused(@ForAll @Size(max = 200) byte[] octets) {
        try {
            SurveillanceState state = SurveillanceCodec.decode(octets);
            assertEquals(state, SurveillanceCodec.decode(SurveillanceCodec.encode(state)));
        } catch (StateFormatException expected) {
            // Refused by name.
        }
    }

    @Property(tries = 200)
    void damagedOctetsAreAStateOrRefused(@ForAll long seed) {
        Random chance = new Random(seed);
        byte[] octets = SOUND.clone();
        octets[1 + chance.nextInt(octets.length - 1)] ^= (byte) (1 << chance.nextInt(8));
        anyOctetsAreAStateOrRefused(octets);
    }
}
