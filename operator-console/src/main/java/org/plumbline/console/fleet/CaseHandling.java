// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people did about a case, and how it ended.
 *
 * @param confirmedBy person who confirmed the finding; empty while nobody did
 * @param confirmedAt wall-clock time of it; null while nobody did
 * @param assignee person who looks after the case; empty = nobody
 * @param notes the newest, oldest first
 * @param closingCause NONE, PROVEN, RECOVERED, METER_EXCHANGED or WITHDRAWN
 * @param dismissalCode why it was dismissed; UNKNOWN unless it was
 * @param dismissedBy person who dismissed it; empty unless it was
 * @param dismissedAt wall-clock time of it; null unless it was
 */
public record CaseHandling(
        String confirmedBy,
        @Nullable Instant confirmedAt,
        String assignee,
        List<Note> notes,
        String closingCause,
        String dismissalCode,
        String dismissedBy,
        @Nullable Instant dismissedAt) {

    /** Of a case that nobody touched. */
    public static final CaseHandling NONE = new CaseHandling("", null, "", List.of(), "NONE", "UNKNOWN", "", null);

    /** What somebody wrote down. @param writtenAt wall-clock time */
    public record Note(String principal, Instant writtenAt, String text) {}

    /** Copies the list. */
    public CaseHandling {
        notes = List.copyOf(notes);
    }
}
