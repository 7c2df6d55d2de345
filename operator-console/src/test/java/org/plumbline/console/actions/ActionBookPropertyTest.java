// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ActionBookPropertyTest {
    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");

    /** Requests, readings and answers stand on three topics, which are read side by side. */
    @Property(tries = 50)
    void theOrderInWhichTheTopicsTellItDoesNotMatter(@ForAll long seed) {
        MeterAction read =
                MeterAction.of("anna", "m1", new ActionRequest(ActionKind.READ, "why", List.of(), null, null), T0);
        MeterAction rows =
                MeterAction.of("ben", "m1", new ActionRequest(ActionKind.BACKFILL, "why", List.of(), T0, T0), T0);
        ActionStatus.Value value = new ActionStatus.Value(T0, "1.0.1.8.0.255", "1", "Wh");
        List<Consumer<ActionBook>> told = new ArrayList<>(List.of(
                book -> book.asked(read),
                book -> book.asked(rows),
                book -> book.delivered(read.actionId(), List.of(value)),
                book -> book.delivered(rows.actionId(), List.of()),
                book -> book.delivered(rows.actionId(), List.of()),
                book -> book.missing(rows.actionId(), new ActionStatus.Gap("a", "b", "gone")),
                book -> book.ended(read.actionId(), new ActionBook.Ending(true, "done", Map.of("readings", "1"), T0)),
                book -> book.ended(rows.actionId(), new ActionBook.Ending(false, "no", Map.of("readings", "2"), T0))));
        ActionBook straight = new ActionBook();
        told.forEach(each -> each.accept(straight));
        Collections.shuffle(told, new Random(seed));
        ActionBook mixed = new ActionBook();
        told.forEach(each -> each.accept(mixed));
        for (MeterAction action : List.of(read, rows)) {
            assertEquals(straight.status(action.actionId(), T0), mixed.status(action.actionId(), T0));
        }
    }
}
