// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The cores of session and ownership, from the session queue down to the octets of a frame, against simulated meters, a
 * modelled broker and simulated time: kills, pauses beyond the lease, take-overs, faults of every kind, in an order that
 * only the seed decides. What must hold is in {@link Books}.
 */
class SeededRunTest {

    private static final long FIRST_TIER_SEEDS = 300;
    private static final long FULL_SEEDS = 6_000;

    /** -Dplumbline.seed=N runs that seed alone. */
    private static final Long ONLY = Long.getLong("plumbline.seed");

    @Test
    void nothingIsLostDoubledOrUsedTwice() {
        runFrom(1, FIRST_TIER_SEEDS);
    }

    @Tag("full")
    @Timeout(1_800)
    @Test
    void nothingIsLostDoubledOrUsedTwiceInThousandsOfSeeds() {
        runFrom(1_000_000, FULL_SEEDS);
    }

    @Test
    void aSeedDecidesEverything() {
        LongStream.rangeClosed(1, 10)
                .forEach(seed -> assertEquals(StormWorld.run(seed, Flaw.NONE), StormWorld.run(seed, Flaw.NONE)));
    }

    private static void runFrom(long first, long count) {
        if (ONLY != null) {
            StormWorld.run(ONLY, Flaw.NONE);
            return;
        }
        long crashes = 0;
        long lateFrames = 0;
        long activations = 0;
        for (long seed = first; seed < first + count; seed++) {
            StormWorld.Report report = StormWorld.run(seed, Flaw.NONE);
            crashes += report.crashes();
            lateFrames += report.lateFrames();
            activations += report.activations();
        }
        assertTrue(crashes > count / 4, "kills: " + crashes);
        assertTrue(activations > count / 4, "writes: " + activations);
        assertTrue(lateFrames > count / 10, "frames of zombies: " + lateFrames);
    }
}
