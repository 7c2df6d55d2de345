// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.plumbline.calibrator.hold.HoldStateTest.T;
import static org.plumbline.calibrator.hold.HoldStateTest.UNTRUSTED;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.plumbline.calibrator.hold.HoldState.News;

class HoldStatePropertyTest {

    @Property(tries = 200)
    void onlyATrustedLiftEverEndsAHold(@ForAll List<@IntRange(min = 0, max = 2) Integer> kinds) {
        HoldState state = null;
        for (int i = 0; i < kinds.size(); i++) {
            News news = switch (kinds.get(i)) {
                case 0 -> new News.Stop("stop", T.plusSeconds(i));
                case 1 -> UNTRUSTED;
                default -> new News.Lift("anna", T.plusSeconds(i), 0, i);
            };
            state = HoldState.after(state, news);
            assertEquals(!(news instanceof News.Lift), state.active());
        }
    }
}
