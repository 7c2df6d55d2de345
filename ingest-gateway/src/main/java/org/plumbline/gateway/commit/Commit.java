// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.commit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.state.MeterState;

/**
 * What becomes durable and visible together.
 *
 * @param next the meter's state from then on; null when it stays as it is
 * @param ended the work that ended with it; null when none did
 * @param urgent somebody waits for it: do not collect more
 */
public record Commit(
        String meterId,
        @Nullable MeterState next,
        List<Publication> publications,
        @Nullable Ended ended,
        boolean urgent) {

    /** Kinds of work that come by topic; each has offsets of its own. */
    public enum Work {
        ORDER,
        REQUEST
    }

    /** @param offset of the record that asked for the work */
    public record Ended(Work work, long offset) {}

    public Commit {
        publications = List.copyOf(publications);
    }

    public static Commit of(String meterId, @Nullable MeterState next, List<Publication> publications) {
        return new Commit(meterId, next, publications, null, false);
    }

    public Commit asUrgent() {
        return new Commit(meterId, next, publications, ended, true);
    }

    /** The same, ending that work. */
    public Commit ending(Work work, long offset) {
        return new Commit(meterId, next, publications, new Ended(work, offset), true);
    }
}
