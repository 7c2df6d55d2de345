// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;

class MeterTrackPropertyTest {
    private static final int FIRST = 20_500;

    @Property(tries = 30)
    void orderOfArrivalDoesNotMatter(@ForAll long seed) {
        Random chance = new Random(seed);
        List<DayResult> days = randomDays(chance, 40);
        MeterTrack inOrder = MeterTrack.start().replay(days);
        Collections.shuffle(days, chance);
        assertEquals(inOrder, MeterTrack.start().replay(days));
    }

    @Property(tries = 30)
    void replayFromACheckpointGivesTheSameBits(@ForAll long seed) {
        Random chance = new Random(seed);
        List<DayResult> days = randomDays(chance, 40);
        int cut = chance.nextInt(days.size());
        MeterTrack checkpoint = MeterTrack.start().replay(days.subList(0, cut));
        assertEquals(MeterTrack.start().replay(days), checkpoint.replay(days.subList(cut, days.size())));
    }

    private static List<DayResult> randomDays(Random chance, int count) {
        List<DayResult> days = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            if (chance.nextInt(8) == 0) {
                days.add(DayEstimates.refused(FIRST + day, RefusalReason.NO_ENERGY));
            } else {
                int epoch = day < count / 3 ? 1 : 2;
                OptionalDouble celsius = chance.nextBoolean()
                        ? OptionalDouble.of(10 + 20 * chance.nextDouble())
                        : OptionalDouble.empty();
                days.add(DayEstimates.day(FIRST + day, epoch, chance.nextGaussian(), 0.02, celsius));
            }
        }
        return days;
    }
}
