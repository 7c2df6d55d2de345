// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.console.campaign.Refusal;

class ActionBookTest {
    private static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");

    private final ActionBook book = new ActionBook();

    private static MeterAction action(String principal, String meterId, ActionKind kind, Instant at) {
        return MeterAction.of(principal, meterId, new ActionRequest(kind, "why", List.of(), null, null), at);
    }

    private static ActionBook.Ending ending(boolean done, int readings, Instant at) {
        return new ActionBook.Ending(done, "said", Map.of("readings", Integer.toString(readings)), at);
    }

    private ActionStatus.State state(MeterAction action, Instant now) {
        return book.status(action.actionId(), now).orElseThrow().state();
    }

    @Test
    void doneIsSaidOnceTheReadingsPromisedAreThere() {
        MeterAction asked = action("anna", "m1", ActionKind.READ, T0);
        assertEquals(Optional.empty(), book.begin(asked));
        assertEquals(ActionStatus.State.ACCEPTED, state(asked, T0));
        book.ended(asked.actionId(), ending(true, 1, T0.plusSeconds(3)));
        assertEquals(ActionStatus.State.RUNNING, state(asked, T0.plusSeconds(4)), "its reading is still to come");
        ActionStatus.Value value = new ActionStatus.Value(T0, "1.0.1.8.0.255", "12.5", "Wh");
        book.delivered(asked.actionId(), List.of(value));
        ActionStatus status = book.status(asked.actionId(), T0.plusSeconds(4)).orElseThrow();
        assertEquals(ActionStatus.State.DONE, status.state());
        assertEquals(List.of(value), status.values());
        assertEquals(T0.plusSeconds(3), status.endedAt());
    }

    @Test
    void anAnswerWhoseReadingsNeverComeEndsAllTheSame() {
        MeterAction asked = action("anna", "m1", ActionKind.BACKFILL, T0);
        book.begin(asked);
        book.ended(asked.actionId(), ending(false, 96, T0.plusSeconds(3)));
        assertEquals(ActionStatus.State.RUNNING, state(asked, T0.plusSeconds(4)));
        assertEquals(ActionStatus.State.REFUSED, state(asked, T0.plusSeconds(60)));
    }

    @Test
    void silenceIsNamedAfterTheExpiryAndALateAnswerStillCounts() {
        MeterAction asked = action("anna", "m1", ActionKind.SYNC_CLOCK, T0);
        book.begin(asked);
        Instant later = asked.expiresAt().plusSeconds(60);
        assertEquals(ActionStatus.State.UNANSWERED, state(asked, later));
        book.ended(asked.actionId(), ending(true, 0, later));
        assertEquals(ActionStatus.State.DONE, state(asked, later));
    }

    @Test
    void theSameMayNotBeAskedWhileItIsUnderWayButSomethingElseMay() {
        MeterAction first = action("anna", "m1", ActionKind.READ, T0);
        book.begin(first);
        Refusal refused = book.begin(action("ben", "m1", ActionKind.READ, T0.plusSeconds(1)))
                .orElseThrow();
        assertEquals("ACTION_UNDER_WAY", refused.code());
        assertEquals(Optional.empty(), book.begin(action("ben", "m1", ActionKind.BACKFILL, T0.plusSeconds(1))));
        assertEquals(Optional.empty(), book.begin(action("ben", "m2", ActionKind.READ, T0.plusSeconds(1))));
        book.ended(first.actionId(), ending(true, 0, T0.plusSeconds(2)));
        assertEquals(Optional.empty(), book.begin(action("ben", "m1", ActionKind.READ, T0.plusSeconds(3))));
    }

    @Test
    void aPersonIsBoundedByMeterAndInAll() {
        for (int i = 0; i < ActionBook.MOST_PER_METER; i++) {
            MeterAction next = action("anna", "m1", ActionKind.READ, T0.plusSeconds(i));
            assertEquals(Optional.empty(), book.begin(next));
            book.ended(next.actionId(), ending(true, 0, T0.plusSeconds(i)));
        }
        Instant now = T0.plusSeconds(30);
        assertEquals("TOO_MANY_ACTIONS", code(action("anna", "m1", ActionKind.READ, now)));
        assertEquals("", code(action("ben", "m1", ActionKind.READ, now)), "the bound is each person's own");
        for (int i = ActionBook.MOST_PER_METER; i < ActionBook.MOST_PER_PERSON; i++) {
            assertEquals("", code(action("anna", "n" + i, ActionKind.READ, now)));
        }
        assertEquals("TOO_MANY_ACTIONS", code(action("anna", "x", ActionKind.READ, now)));
        assertEquals("", code(action("anna", "x", ActionKind.READ, now.plus(ActionBook.WINDOW))));
    }

    private String code(MeterAction action) {
        return book.begin(action).map(Refusal::code).orElse("");
    }

    @Test
    void whatOthersAskedOnTheTopicIsShownNewestFirst() {
        MeterAction older = action("", "m1", ActionKind.READ, T0);
        MeterAction newer = action("ben", "m1", ActionKind.BACKFILL, T0.plusSeconds(5));
        book.asked(newer);
        book.asked(older);
        book.asked(action("ben", "m2", ActionKind.READ, T0));
        assertEquals(
                List.of(newer, older),
                book.ofMeter("m1", T0.plus(Duration.ofMinutes(1))).stream()
                        .map(ActionStatus::action)
                        .toList());
    }

    @Test
    void theIdFollowsFromTheContent() {
        MeterAction action = action("anna", "m1", ActionKind.READ, T0);
        assertEquals(
                action.actionId(), action("anna", "m1", ActionKind.READ, T0).actionId());
        assertNotEquals(
                action.actionId(), action("ben", "m1", ActionKind.READ, T0).actionId());
        assertNotEquals(
                action.actionId(),
                action("anna", "m1", ActionKind.READ, T0.plusMillis(1)).actionId());
    }
}
