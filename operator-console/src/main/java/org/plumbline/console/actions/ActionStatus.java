// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an action stands.
 *
 * @param text one sentence: what came of it, or what it waits for
 * @param readings how many were published for it so far
 * @param values of the registers read; empty for a back-fill, whose rows are in the table of readings
 * @param gaps times asked for of which the meter has no rows; at most 20 are kept
 * @param evidence named details of the gateway's answer; the text carries the unit
 * @param endedAt wall-clock time of the gateway's answer; null before
 */
public record ActionStatus(
        MeterAction action,
        State state,
        String text,
        int readings,
        List<Value> values,
        List<Gap> gaps,
        Map<String, String> evidence,
        @Nullable Instant endedAt) {

    public ActionStatus {
        values = List.copyOf(values);
        gaps = List.copyOf(gaps);
        evidence = new TreeMap<>(evidence);
    }

    /** Where it is. */
    public enum State {
        /** On the topic; no gateway has said anything yet. */
        ACCEPTED,
        /** First readings have come. */
        RUNNING,
        DONE,
        /** The gateway refused it, or the meter failed; the text says why. */
        REFUSED,
        /** It expired and no gateway has said anything. An answer that comes late still counts. */
        UNANSWERED;

        /** True when nothing more is to be waited for. */
        public boolean isFinal() {
            return this != ACCEPTED && this != RUNNING;
        }
    }

    /**
     * A register as read.
     *
     * @param captureTime by the meter's clock
     * @param value decimal number in the unit
     * @param unit symbol; empty where there is none
     */
    public record Value(Instant captureTime, String obis, String value, String unit) {}

    /** First and last time without a row, and why. */
    public record Gap(String from, String to, String reason) {}
}
