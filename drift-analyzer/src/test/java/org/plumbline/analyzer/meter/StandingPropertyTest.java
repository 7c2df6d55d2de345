// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.plumbline.analyzer.meter.FollowedPair.Seen;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterStateCodec;

/** The short way for levels of open days is held against the whole step, bit by bit. */
class StandingPropertyTest {
    @Property(tries = 10)
    void levelsOfOpenDaysLeadToTheSameBitsWithoutTheState(@ForAll long seed) {
        Random chance = new Random(seed);
        List<Seen> levels = new ArrayList<>(FollowedPair.levels(FollowedPair.FIRST_DAY, 14, 0.5, 1, seed));
        levels.addAll(oneSided(seed));
        levels.addAll(manyOfOneDay());
        swapNeighbours(levels, chance);

        FollowedPair whole = new FollowedPair();
        FollowedPair brief = new FollowedPair();
        int open = 0;
        for (Seen seen : levels) {
            whole.see(seen);
            if (Standing.of(brief.state).isOpen(seen.side(), seen.referenceMeterId(), seen.level())) {
                brief.seeOpen(seen);
                open++;
            } else {
                brief.see(seen);
            }
            assertArrayEquals(MeterStateCodec.encode(whole.state), MeterStateCodec.encode(brief.state));
        }
        assertEquals(whole.outputs, brief.outputs);
        assertEquals(whole.days.size(), brief.days.size());
        assertTrue(open > levels.size() / 2, open + " of " + levels.size());
        assertTrue(brief.state.refusedLevels().containsKey(MeterFollower.DAY_FULL));
    }

    /** The reference stays away so long that days close by force. */
    private static List<Seen> oneSided(long seed) {
        return FollowedPair.levels(FollowedPair.FIRST_DAY + 15, 50, 0.5, 1, seed).stream()
                .filter(seen -> seen.side() == Side.TESTED)
                .toList();
    }

    private static List<Seen> manyOfOneDay() {
        List<Seen> all = new ArrayList<>();
        for (int k = 1; k <= DayLevels.MOST_LEVELS + 5; k++) {
            long second = (FollowedPair.FIRST_DAY + 64) * Level.DAY_SECONDS + 60L * k;
            all.add(new Seen(
                    Side.TESTED,
                    "",
                    new Level(new RegisterLevel(second, 9_000_000L + k, 0, 0, 1), OptionalInt.empty())));
        }
        return all;
    }

    /** Most levels come in order, some a few days late or twice. */
    private static void swapNeighbours(List<Seen> levels, Random chance) {
        for (int k = 0; k < levels.size() / 20; k++) {
            int at = chance.nextInt(levels.size());
            Collections.swap(levels, at, Math.min(levels.size() - 1, at + chance.nextInt(300)));
            levels.set(chance.nextInt(levels.size()), levels.get(at));
        }
    }
}
