// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GapFinderPropertyTest {

    private static final long PERIOD = 900;
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    /** Whatever the meter's phase, whatever is missing and however the time is sliced: gaps hold what is missing, no row. */
    @Property(tries = 400)
    void gapsHoldExactlyTheCapturesThatAreMissing(
            @ForAll @IntRange(min = 0, max = 899) int phase,
            @ForAll @IntRange(min = 1, max = 60) int captures,
            @ForAll @IntRange(min = 0, max = 4) int kept,
            @ForAll @IntRange(min = 1, max = 12_000) int slice,
            @ForAll long seed) {
        Random chance = new Random(seed);
        TreeSet<Instant> rows = new TreeSet<>();
        TreeSet<Instant> missing = new TreeSet<>();
        for (int i = 0; i < captures; i++) {
            Instant capture = BEGIN.plusSeconds(phase + i * PERIOD);
            (chance.nextInt(4) < kept ? rows : missing).add(capture);
        }
        Instant end = BEGIN.plusSeconds(captures * PERIOD - 1);

        List<GapFinder.Gap> gaps = new ArrayList<>();
        GapFinder finder = new GapFinder(BEGIN, Duration.ofSeconds(PERIOD));
        for (Instant from = BEGIN; !from.isAfter(end); from = from.plusSeconds(slice)) {
            Instant last = from.plusSeconds(slice - 1L);
            Instant to = last.isAfter(end) ? end : last;
            rows.subSet(from, true, to, true).forEach(finder::row);
            gaps.addAll(finder.upTo(to));
        }

        TreeSet<Instant> inGaps = new TreeSet<>();
        for (int i = 0; i < captures; i++) {
            Instant capture = BEGIN.plusSeconds(phase + i * PERIOD);
            if (gaps.stream().anyMatch(gap -> !capture.isBefore(gap.from()) && !capture.isAfter(gap.to()))) {
                inGaps.add(capture);
            }
        }
        assertEquals(missing, inGaps);
    }
}
