// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.campaign.Refusal;

/**
 * The newest actions and what the topics tell of them, in whatever order the topics tell it. Holds a bounded number; the
 * one heard of first is forgotten first. Safe for use by many threads.
 */
public final class ActionBook {
    /** Most actions of one person for one meter in {@link #WINDOW}. */
    static final int MOST_PER_METER = 6;

    /** Most actions of one person in {@link #WINDOW}. */
    static final int MOST_PER_PERSON = 60;

    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int ACTIONS = 10_000;
    private static final int SHOWN_OF_METER = 50;
    private static final int GAPS = 20;
    private static final int VALUES = 64;

    /** How long after its expiry, and after the gateway's answer, something missing may still be under way. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(20);

    private final LinkedHashMap<String, Entry> byId = new LinkedHashMap<>();

    /** What is known so far; {@code action} is null until the request itself was read. */
    private static final class Entry {
        private @Nullable MeterAction action;
        private int readings;
        private final List<ActionStatus.Value> values = new ArrayList<>();
        private final List<ActionStatus.Gap> gaps = new ArrayList<>();
        private @Nullable Ending ending;
    }

    /**
     * The gateway's last word.
     *
     * @param done false when it refused or the meter failed
     * @param at wall-clock time
     */
    public record Ending(boolean done, String text, Map<String, String> evidence, Instant at) {
        public Ending {
            evidence = Map.copyOf(evidence);
        }

        /** How many readings the gateway says it has published for it. */
        int readings() {
            try {
                return Integer.parseInt(evidence.getOrDefault("readings", "0"));
            } catch (NumberFormatException unknown) {
                return 0;
            }
        }
    }

    /**
     * Takes an action in before it is sent, unless the same is under way or the person has asked too much.
     *
     * @return why it must not be sent; empty when it was taken in
     */
    public synchronized Optional<Refusal> begin(MeterAction action) {
        Instant now = action.requestedAt();
        ActionKind kind = action.request().kind();
        Optional<MeterAction> same = recent(action.meterId(), now)
                .filter(status -> status.action().request().kind() == kind
                        && !status.state().isFinal())
                .map(ActionStatus::action)
                .findFirst();
        if (same.isPresent()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.CONFLICT,
                    "ACTION_UNDER_WAY",
                    "The same is under way for meter " + action.meterId() + ": "
                            + same.get().actionId() + " of " + same.get().principal() + ".",
                    "Wait for how it ends."));
        }
        long ofMeter = asked(
                now,
                each -> each.principal().equals(action.principal())
                        && each.meterId().equals(action.meterId()));
        long ofPerson = asked(now, each -> each.principal().equals(action.principal()));
        if (ofMeter >= MOST_PER_METER || ofPerson >= MOST_PER_PERSON) {
            String bound = ofMeter >= MOST_PER_METER ? MOST_PER_METER + " of this meter" : MOST_PER_PERSON + " in all";
            return Optional.of(new Refusal(
                    Refusal.Kind.TOO_OFTEN,
                    "TOO_MANY_ACTIONS",
                    "You have asked " + bound + " within " + WINDOW.toMinutes() + " minutes, the most there may be.",
                    "Wait; a change for many meters is a matter of their schedule or of a campaign."));
        }
        asked(action);
        return Optional.empty();
    }

    private long asked(Instant now, Predicate<MeterAction> which) {
        Instant since = now.minus(WINDOW);
        return byId.values().stream()
                .flatMap(entry -> Stream.ofNullable(entry.action))
                .filter(action -> action.requestedAt().isAfter(since))
                .filter(which)
                .count();
    }

    /** A request on the topic, of whoever sent it. */
    public synchronized void asked(MeterAction action) {
        entry(action.actionId()).action = action;
    }

    /** A reading published for a request; @param values of its registers, or none where they need not be kept */
    public synchronized void delivered(String actionId, List<ActionStatus.Value> values) {
        Entry entry = entry(actionId);
        entry.readings++;
        values.stream().limit(Math.max(0, VALUES - entry.values.size())).forEach(entry.values::add);
    }

    public synchronized void missing(String actionId, ActionStatus.Gap gap) {
        Entry entry = entry(actionId);
        if (entry.gaps.size() < GAPS) {
            entry.gaps.add(gap);
        }
    }

    /** The gateway's answer; the first one counts. */
    public synchronized void ended(String actionId, Ending ending) {
        Entry entry = entry(actionId);
        if (entry.ending == null) {
            entry.ending = ending;
        }
    }

    /** @param now wall-clock time */
    public synchronized Optional<ActionStatus> status(String actionId, Instant now) {
        return Optional.ofNullable(byId.get(actionId)).flatMap(entry -> status(entry, now));
    }

    /** The newest of one meter, newest first. @param now wall-clock time */
    public synchronized List<ActionStatus> ofMeter(String meterId, Instant now) {
        return recent(meterId, now)
                .sorted(Comparator.comparing(
                                (ActionStatus status) -> status.action().requestedAt())
                        .reversed())
                .limit(SHOWN_OF_METER)
                .toList();
    }

    private Stream<ActionStatus> recent(String meterId, Instant now) {
        return byId.values().stream()
                .filter(entry -> entry.action != null && entry.action.meterId().equals(meterId))
                .flatMap(entry -> status(entry, now).stream());
    }

    private Entry entry(String actionId) {
        Entry known = byId.get(actionId);
        if (known != null) {
            return known;
        }
        if (byId.size() >= ACTIONS) {
            byId.remove(byId.keySet().iterator().next());
        }
        Entry fresh = new Entry();
        byId.put(actionId, fresh);
        return fresh;
    }

    private static Optional<ActionStatus> status(Entry entry, Instant now) {
        MeterAction action = entry.action;
        if (action == null) {
            return Optional.empty();
        }
        Ending ending = entry.ending;
        ActionStatus.State state = state(entry, action, now);
        return Optional.of(new ActionStatus(
                action,
                state,
                text(state, ending),
                entry.readings,
                entry.values,
                entry.gaps,
                ending == null ? Map.of() : ending.evidence(),
                ending == null ? null : ending.at()));
    }

    /** Readings and answer come on two topics: the action has ended when both are there. */
    private static ActionStatus.State state(Entry entry, MeterAction action, Instant now) {
        Ending ending = entry.ending;
        if (ending != null
                && (entry.readings >= ending.readings()
                        || now.isAfter(ending.at().plus(UNDER_WAY)))) {
            return ending.done() ? ActionStatus.State.DONE : ActionStatus.State.REFUSED;
        }
        if (entry.readings > 0 || ending != null) {
            return ActionStatus.State.RUNNING;
        }
        return now.isAfter(action.expiresAt().plus(UNDER_WAY))
                ? ActionStatus.State.UNANSWERED
                : ActionStatus.State.ACCEPTED;
    }

    private static String text(ActionStatus.State state, @Nullable Ending ending) {
        return switch (state) {
            case ACCEPTED -> "Waiting for the gateway that owns the meter.";
            case RUNNING -> "The gateway is at it.";
            case UNANSWERED ->
                "No gateway has answered in time; see whether one runs and owns the meter, then ask again.";
            case DONE, REFUSED -> ending == null ? "" : ending.text();
        };
    }
}
