// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people did about a case, besides the states they moved it to. Immutable.
 *
 * @param confirmed who said that the finding is real; empty while nobody did
 * @param assignee who looks after it; empty = nobody
 * @param notes the newest {@value #NOTES_KEPT}, oldest first; the audit chain has them all
 */
public record Handling(Optional<Mark> confirmed, String assignee, List<Note> notes) {
    static final int NOTES_KEPT = 16;

    private static final Handling NONE = new Handling(Optional.empty(), "", List.of());

    /**
     * Who did something, and when.
     *
     * @param wallTimeMillis wall-clock time of the command, milliseconds since 1970-01-01T00:00Z
     */
    public record Mark(String principal, long wallTimeMillis) {}

    /** What somebody wrote down. */
    public record Note(Mark mark, String text) {}

    /** Copies the list. */
    public Handling {
        notes = List.copyOf(notes);
    }

    /** Nobody did anything yet. */
    public static Handling none() {
        return NONE;
    }

    Handling confirmedBy(Mark mark) {
        return new Handling(Optional.of(mark), assignee, notes);
    }

    /** A confirmation speaks of evidence; with other evidence it is void. */
    Handling unconfirmed() {
        return new Handling(Optional.empty(), assignee, notes);
    }

    Handling assignedTo(String person) {
        return new Handling(confirmed, person, notes);
    }

    Handling noting(Note note) {
        List<Note> all = new ArrayList<>(notes);
        all.add(note);
        return new Handling(confirmed, assignee, all.subList(Math.max(0, all.size() - NOTES_KEPT), all.size()));
    }
}
