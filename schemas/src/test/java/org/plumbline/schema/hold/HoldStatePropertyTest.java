// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.hold.HoldState.News;

class HoldStatePropertyTest {

    /** 0: a new stop; 1: a lift nobody trusts; 2: a lift of the newest stop; 3 and 4: earlier stops and lifts again. */
    @Property(tries = 300)
    void onlyATrustedLiftOfTheNewestStopEverEndsAHold(@ForAll List<@IntRange(min = 0, max = 4) Integer> kinds) {
        HoldState state = null;
        int stops = 0;
        boolean free = false;
        for (int kind : kinds) {
            int earlier = Math.max(0, stops - kind + 2);
            switch (kind) {
                case 0 -> state = after(state, stop(++stops));
                case 1 -> state = after(state, HoldStateTest.UNTRUSTED);
                case 2 -> state = after(state, lift(stops));
                default ->
                    state = earlier == 0 ? after(state, lift(0)) : after(after(state, stop(earlier)), lift(earlier));
            }
            free = switch (kind) {
                case 0 -> false;
                case 1 -> free;
                case 2 -> stops > 0 && (free || state.stopId().equals("stop-" + stops));
                default -> free && earlier == 0;
            };
            assertEquals(!free, state.active());
        }
    }

    private static HoldState after(@Nullable HoldState before, News news) {
        return HoldState.after(before, news).state();
    }

    private static News stop(int number) {
        return new News.Stop("stop-" + number, "stop", HoldStateTest.T.plusSeconds(number));
    }

    private static News lift(int number) {
        return new News.Lift("anna", number == 0 ? "" : "stop-" + number, HoldStateTest.T.plusSeconds(number));
    }
}
