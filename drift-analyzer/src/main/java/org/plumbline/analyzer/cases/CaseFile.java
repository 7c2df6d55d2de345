// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of one meter's cases of one kind. Immutable.
 *
 * @param opened number of cases so far
 * @param newest the newest case while it is open or dismissed; there is never another open one
 * @param commands ids of commands that came, with the wall-clock time (milliseconds since 1970-01-01T00:00Z) from which
 *     their authentication is too old for them to come again
 */
public record CaseFile(int opened, Optional<AccuracyCase> newest, SortedMap<String, Long> commands) {
    /** Most commands to a file whose authentication is not too old yet. */
    static final int MOST_COMMANDS = 64;

    private static final CaseFile EMPTY = new CaseFile(0, Optional.empty(), Collections.emptySortedMap());

    /**
     * Copies the commands.
     *
     * @throws IllegalArgumentException when the case is not the newest one
     */
    public CaseFile {
        commands = Collections.unmodifiableSortedMap(new TreeMap<>(commands));
        if (opened < 0 || newest.filter(one -> one.number() != opened).isPresent()) {
            throw new IllegalArgumentException("case file of " + opened + " cases with " + newest);
        }
    }

    /** Before the first case. */
    public static CaseFile empty() {
        return EMPTY;
    }

    /** The open case. */
    public Optional<AccuracyCase> open() {
        return newest.filter(AccuracyCase::isOpen);
    }

    /** The newest case if a person dismissed it. */
    Optional<AccuracyCase> dismissed() {
        return newest.filter(one -> one.state() instanceof CaseState.Dismissed);
    }

    /** The number of the next case. */
    public int nextNumber() {
        return opened + 1;
    }

    /** After a case was opened or changed; a closed one is no longer kept. */
    public CaseFile with(AccuracyCase changed) {
        return new CaseFile(
                changed.number(),
                Optional.of(changed).filter(one -> !(one.state() instanceof CaseState.Closed)),
                commands);
    }

    /** The same with the commands of another file. */
    public CaseFile commandedAs(CaseFile other) {
        return new CaseFile(opened, newest, other.commands);
    }

    /** True of a meter that never had such a case. */
    public boolean isEmpty() {
        return equals(EMPTY);
    }

    boolean knows(CaseCommand command) {
        return commands.containsKey(command.commandId());
    }

    /** Remembers a command and forgets those that cannot come again; unchanged when there are too many. */
    CaseFile remembering(CaseCommand command) {
        SortedMap<String, Long> next = new TreeMap<>(commands);
        next.values().removeIf(staleAt -> staleAt < command.checkedAtMillis());
        next.put(command.commandId(), command.staleAtMillis());
        return next.size() > MOST_COMMANDS ? this : new CaseFile(opened, newest, next);
    }
}
