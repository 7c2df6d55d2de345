// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.util.List;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.state.Condition;

/**
 * Tells a lasting condition once and not at every poll. What was told is noted in the meter's state, in the transaction
 * of the event, so that a take-over does not tell it again. Confined to the meter's session.
 */
public final class Announcements {

    private final MeterMemory memory;

    public Announcements(MeterMemory memory) {
        this.memory = memory;
    }

    /** True when the condition has not been told, or something else was told about it last. */
    public boolean isNews(Condition condition, String text) {
        return !memory.state().told().tells(condition, text);
    }

    /**
     * Publishes the event when the condition is news.
     *
     * @param text what distinguishes the condition from another of its kind
     */
    public void tell(Condition condition, String text, Publication event) {
        if (isNews(condition, text)) {
            memory.commit(state -> state.withTold(state.told().with(condition, text)), List.of(event));
        }
    }

    /** The condition is over, which nobody needs to be told. */
    public void over(Condition condition) {
        if (memory.state().told().tells(condition)) {
            memory.commit(state -> state.withTold(state.told().without(condition)), List.of());
        }
    }

    /** The condition is over; the event says so if the condition had been told. */
    public void over(Condition condition, Publication event) {
        if (memory.state().told().tells(condition)) {
            memory.commit(state -> state.withTold(state.told().without(condition)), List.of(event));
        }
    }
}
