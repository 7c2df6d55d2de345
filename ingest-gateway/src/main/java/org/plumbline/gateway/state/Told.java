// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The lasting conditions that were told and are not over, so that another owner of the meter does not tell them again.
 * Immutable.
 *
 * @param notes at most one for each condition, in the order told
 */
public record Told(List<Note> notes) {

    public static final Told NOTHING = new Told(List.of());

    public Told {
        notes = List.copyOf(notes);
        if (notes.stream().map(Note::condition).distinct().count() != notes.size()) {
            throw new IllegalArgumentException("a condition is noted twice: " + notes);
        }
    }

    /** @param digest of what was told about the condition */
    public record Note(Condition condition, int digest) {}

    public boolean tells(Condition condition) {
        return notes.stream().anyMatch(note -> note.condition() == condition);
    }

    /** True when this was told about the condition last. */
    public boolean tells(Condition condition, String text) {
        return notes.contains(new Note(condition, digest(text)));
    }

    public Told with(Condition condition, String text) {
        List<Note> more = new ArrayList<>(without(condition).notes);
        more.add(new Note(condition, digest(text)));
        return new Told(more);
    }

    public Told without(Condition condition) {
        List<Note> left =
                notes.stream().filter(note -> note.condition() != condition).toList();
        return left.isEmpty() ? NOTHING : new Told(left);
    }

    private static int digest(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
