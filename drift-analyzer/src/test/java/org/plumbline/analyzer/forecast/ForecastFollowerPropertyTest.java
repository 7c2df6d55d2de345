// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.analyzer.forecast.Followed.READY;
import static org.plumbline.analyzer.forecast.Followed.run;
import static org.plumbline.analyzer.forecast.Followed.sample;
import static org.plumbline.analyzer.forecast.Followed.selfTest;
import static org.plumbline.analyzer.forecast.Followed.selfTested;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.analyzer.state.StateFormatException;

class ForecastFollowerPropertyTest {
    /** Two readings a day over 60 days; late ones stay within the open days. */
    @Property(tries = 60)
    void anyOrderWithinTheOpenDaysLeadsToTheSameStateAndLastWord(
            @ForAll @Size(120) List<@IntRange(min = -300, max = 700) Integer> tenths, @ForAll Random chance) {
        List<Sample> inOrder = new ArrayList<>();
        for (int k = 0; k < tenths.size(); k++) {
            inOrder.add(k % 3 == 0 ? selfTest(k * 0.5, tenths.get(k)) : sample(k * 0.5, tenths.get(k)));
        }
        List<Sample> shuffled = new ArrayList<>();
        for (int from = 0; from < inOrder.size(); from += 60) {
            List<Sample> month = new ArrayList<>(inOrder.subList(from, from + 60));
            month.addAll(month.subList(0, 10));
            Collections.shuffle(month, chance);
            shuffled.addAll(month);
        }
        Followed.Run expected = run(inOrder, selfTested());
        Followed.Run actual = run(shuffled, selfTested());
        assertEquals(expected, actual);
        assertEquals(
                HexFormat.of().formatHex(ForecastStateCodec.encode(expected.state())),
                HexFormat.of().formatHex(ForecastStateCodec.encode(actual.state())));
    }

    @Property(tries = 100)
    void stateSurvivesItsOctetsAndStaysSmall(
            @ForAll @Size(200) List<@IntRange(min = -400, max = 1000) Integer> tenths) {
        List<Sample> samples = new ArrayList<>();
        for (int k = 0; k < tenths.size(); k++) {
            samples.add(sample(k / 4.0, tenths.get(k)));
            samples.add(selfTest(k / 4.0, tenths.get(k) * 1_000_000L));
        }
        ForecastState state = run(samples, READY).state();
        byte[] octets = ForecastStateCodec.encode(state);
        assertEquals(state, ForecastStateCodec.decode(octets));
        assertTrue(octets.length < 2_000, () -> octets.length + " octets");
        assertTrue(state.openDays().size() <= ForecastFollower.OPEN_DAYS);
    }

    @Property(tries = 300)
    void anyOctetsGiveAStateOrARefusal(@ForAll byte[] octets) {
        try {
            ForecastStateCodec.decode(octets);
        } catch (StateFormatException expected) {
            assertTrue(expected.getMessage() != null);
        }
    }
}
